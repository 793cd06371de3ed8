/**
 * Joins places from lists and from OpenStreetMap. A place of a list that OpenStreetMap has, too, replaces it: name, position,
 * kinds and figures of the list count, gaps are filled from OpenStreetMap, and so are the access points, which lists do not
 * have. Two entries are the same place when they are within 50 m, share a kind, and have similar names or one has none.
 * Each place takes part in one pair at most: equal names first, then similar ones, then those without; nearer ones first.
 */
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { Catalogue } from './catalogue.ts'
import type { Facility } from './facility.ts'
import { compareIds } from './facility-result.ts'
import { fillGaps } from './fill-gaps.ts'
import { createNameFolder, findNameSimilarity, type FoldedName, type NameFolder } from './name-similarity.ts'

export const SAME_PLACE_METRES = 50

interface Candidate {
  readonly listed: Facility
  readonly mapped: Facility
  readonly rank: number
  readonly metres: number
}

/** All places, ascending by id; the number of merged ones is noted as an issue. */
export function mergeFacilities(
  lists: readonly (readonly Facility[])[],
  catalogue: Catalogue,
  issues: IssueSink,
): Facility[] {
  const all = lists.flat()
  const listed = all.filter((facility) => facility.source === 'list').sort(compareIds)
  const mapped = all.filter((facility) => facility.source === 'osm').sort(compareIds)
  const replaced = new Map<Facility, Facility>()
  const taken = new Set<Facility>()
  for (const candidate of findCandidates(listed, mapped, createNameFolder(catalogue))) {
    if (replaced.has(candidate.listed) || taken.has(candidate.mapped)) continue
    taken.add(candidate.mapped)
    const merged = fillGaps(candidate.listed, candidate.mapped, catalogue)
    replaced.set(candidate.listed, { ...merged, accessPoints: candidate.mapped.accessPoints })
    issues.add('facility-list-merged', 'note', 'facilities', `${candidate.listed.id} = ${candidate.mapped.id}`)
  }
  const remaining = mapped.filter((facility) => !taken.has(facility))
  return [...listed.map((facility) => replaced.get(facility) ?? facility), ...remaining].sort(compareIds)
}

function findCandidates(listed: readonly Facility[], mapped: readonly Facility[], folder: NameFolder): Candidate[] {
  const grid = buildGrid(mapped)
  const foldName = ({ name }: Facility): FoldedName | null => (name === null ? null : folder.fold(name))
  const mappedNames = new Map(mapped.map((facility) => [facility, foldName(facility)]))
  const candidates: Candidate[] = []
  for (const place of listed) {
    const placeName = foldName(place)
    for (const other of grid.near(place.lng, place.lat)) {
      if (!place.categoryIds.some((id) => other.categoryIds.includes(id))) continue
      const metres = distanceBetween(place, other)
      if (metres > SAME_PLACE_METRES) continue
      const similarity = findNameSimilarity(placeName, mappedNames.get(other)!)
      if (similarity === 'different') continue
      const rank = ['equal', 'similar', 'unknown'].indexOf(similarity)
      candidates.push({ listed: place, mapped: other, rank, metres })
    }
  }
  return candidates.sort(
    (a, b) =>
      a.rank - b.rank || a.metres - b.metres || compareIds(a.listed, b.listed) || compareIds(a.mapped, b.mapped),
  )
}

/** Metres to the nearest of position and access points: a park is where its gates are. */
function distanceBetween(place: Facility, other: Facility): number {
  let nearest = distanceMetres(place.lng, place.lat, other.lng, other.lat)
  for (const point of other.accessPoints) nearest = Math.min(nearest, distanceMetres(place.lng, place.lat, ...point))
  return nearest
}

/** Places by squares of the size of the search distance; one place lies in all squares of its access points. */
function buildGrid(places: readonly Facility[]): { near(lng: number, lat: number): Facility[] } {
  const latest = places.reduce((north, place) => Math.max(north, Math.abs(place.lat)), 0)
  const perDegree = metresPerDegree(Math.min(85, latest + 0.1))
  const columnOf = (lng: number): number => Math.floor((lng * perDegree.lng) / SAME_PLACE_METRES)
  const rowOf = (lat: number): number => Math.floor((lat * perDegree.lat) / SAME_PLACE_METRES)
  const squares = new Map<string, Set<Facility>>()
  for (const place of places) {
    for (const [lng, lat] of [[place.lng, place.lat] as const, ...place.accessPoints]) {
      const key = `${columnOf(lng)} ${rowOf(lat)}`
      const square = squares.get(key)
      if (square) square.add(place)
      else squares.set(key, new Set([place]))
    }
  }
  return {
    near(lng, lat) {
      const found = new Set<Facility>()
      for (let column = columnOf(lng) - 1; column <= columnOf(lng) + 1; column++) {
        for (let row = rowOf(lat) - 1; row <= rowOf(lat) + 1; row++) {
          for (const place of squares.get(`${column} ${row}`) ?? []) found.add(place)
        }
      }
      return [...found]
    },
  }
}
