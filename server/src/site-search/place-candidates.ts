/** Candidates joined to the streets: what cannot be a site is left out and counted, the same spot counts once. */
import { SITING_LIMITS, type SitingCandidateCounts } from '../contract/siting.ts'
import type { MultiPolygon } from '../geo/bounds.ts'
import { buildPolygonIndex, findArea, NO_AREA } from '../geo/polygon-index.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { joinToStreets } from '../reach/changed-walker.ts'
import { findDistricts } from '../scenario/district-of-places.ts'
import type { State } from '../scenario/state.ts'
import { compareIds } from '../siting/compare-ids.ts'
import type { Candidate } from './candidate.ts'
import { SearchRefused } from './search-refused.ts'
import { thinEvenly } from './thin-candidates.ts'

export interface PlacedCandidates {
  /** Ascending by id, existing places among them. */
  readonly candidates: readonly Candidate[]
  /** Their access points, and whose each is. */
  readonly entrances: SnappedPoints
  readonly entranceCandidate: Uint32Array
  readonly counts: SitingCandidateCounts
}

/** Which of two candidates on one spot is kept, equally far from the street: what has a name first. */
const SOURCE_ORDER = ['facility', 'point', 'address', 'cell'] as const

/**
 * @param found new sites, which must lie in the region, on land and within 100 m of a street that the profile can use
 * @param existing places that are candidates whatever their position
 * @param water areas of water; drawn points in them are left out
 * @throws SearchRefused where more are left than a search takes and `atMost` does not say what to do
 */
export function placeCandidates(
  state: State,
  found: readonly Candidate[],
  existing: readonly Candidate[],
  water: MultiPolygon,
  atMost: number | undefined,
): PlacedCandidates {
  const counts = { found: found.length, outsideRegion: 0, inWater: 0, withoutStreet: 0, merged: 0, thinned: 0 }
  const waterIndex = buildPolygonIndex(water.map((area) => [area]))
  const districts = findDistricts(state.region, 0, found)
  const onLand = found.filter(({ source, lng, lat }, n) => {
    // Cells are of the region because its people live there; house numbers and places stand where they stand.
    if (source !== 'cell' && districts[n] === NO_AREA) counts.outsideRegion++
    else if (source === 'point' && findArea(waterIndex, lng, lat) !== NO_AREA) counts.inWater++
    else return true
    return false
  })
  const joined = joinCandidates(state, onLand)
  // On changed streets: who meets them at two places is no double of who meets them at one of these.
  const manyFeet = new Set(joined.points.others?.owner)
  const reachable = onLand.flatMap((candidate, n) => {
    const { first, end, isConnected, isOutside } = joined.of(n)
    if (isConnected) return [{ candidate, n, entrance: first, isSingle: end - first === 1 && !manyFeet.has(first) }]
    if (isOutside) counts.outsideRegion++
    else counts.withoutStreet++
    return []
  })
  const spots = mergeSpots(reachable, joined.points)
  counts.merged = reachable.length - spots.length
  const wanted = atMost ?? Infinity
  const kept = thinEvenly(
    spots.map(({ lng }) => lng),
    spots.map(({ lat }) => lat),
    Math.min(wanted, spots.length),
  ).map((n) => spots[n])
  counts.thinned = spots.length - kept.length
  const all = [...kept, ...existing]
  if (all.length > SITING_LIMITS.candidates)
    throw new SearchRefused(
      `Es gibt ${all.length} mögliche Standorte; durchsucht werden bis zu ${SITING_LIMITS.candidates}. Bitte mit Flächen oder Arten eingrenzen, oder mit „candidates.atMost“ eine gleichmäßig verteilte Auswahl verlangen.`,
      `There are ${all.length} possible sites; up to ${SITING_LIMITS.candidates} are searched. Narrow them down by areas or kinds, or ask for an evenly spread selection with "candidates.atMost".`,
    )
  all.sort((a, b) => compareIds(a.id, b.id))
  const final = joinCandidates(state, all)
  return { candidates: all, entrances: final.points, entranceCandidate: final.owner, counts }
}

function joinCandidates({ walker }: State, candidates: readonly Candidate[]) {
  const owner = candidates.flatMap(({ accessPoints }, n) => accessPoints.map(() => n))
  const positions = candidates.flatMap(({ accessPoints }) => accessPoints)
  const points = joinToStreets(
    walker,
    Float64Array.from(positions, ([lng]) => lng),
    Float64Array.from(positions, ([, lat]) => lat),
    'arrive',
  )
  const firstOf = new Uint32Array(candidates.length + 1)
  for (const n of owner) firstOf[n + 1]++
  for (let n = 0; n < candidates.length; n++) firstOf[n + 1] += firstOf[n]
  return {
    points,
    owner: Uint32Array.from(owner),
    of(n: number) {
      const status = points.status.subarray(firstOf[n], firstOf[n + 1])
      return {
        first: firstOf[n],
        end: firstOf[n + 1],
        isConnected: status.includes(SNAP_STATUS.connected),
        isOutside: status.every((value) => value === SNAP_STATUS.outsideNetwork),
      }
    },
  }
}

/** One candidate per spot of a street: the one nearest to it. What has several entrances is always a spot of its own. */
function mergeSpots(
  reachable: readonly { candidate: Candidate; entrance: number; isSingle: boolean }[],
  points: SnappedPoints,
): Candidate[] {
  const best = new Map<string, { candidate: Candidate; access: number }>()
  const order = ({ source }: Candidate): number => SOURCE_ORDER.indexOf(source)
  for (const { candidate, entrance, isSingle } of reachable) {
    const key = isSingle ? `${points.edge[entrance]}/${points.edgeShare[entrance]}` : candidate.id
    const access = points.accessDeciseconds[entrance]
    const known = best.get(key)
    const isBetter =
      known === undefined ||
      access < known.access ||
      (access === known.access &&
        (order(candidate) - order(known.candidate) || compareIds(candidate.id, known.candidate.id)) < 0)
    if (isBetter) best.set(key, { candidate, access })
  }
  return [...best.values()].map(({ candidate }) => candidate).sort((a, b) => compareIds(a.id, b.id))
}
