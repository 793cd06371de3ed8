/**
 * Accepted corrections over the data of an import: pure, in the order in which they were accepted, each over the outcome of those before. A correction
 * counts only as long as the source still says what it said when it was accepted: what a source has taken over since counts once and not twice, and
 * what it has changed otherwise is for the editors to look at again. Nothing is guessed.
 */
import type { CorrectionChange, CorrectionStanding, PlaceDetails, PlaceState } from '../contract/correction.ts'
import { orderCategoryIds, type Catalogue } from '../facilities/catalogue.ts'
import type { Facility } from '../facilities/facility.ts'
import { compareIds } from '../facilities/facility-result.ts'
import { SAME_PLACE_METRES } from '../facilities/merge-facilities.ts'
import { createNameFolder, findNameSimilarity } from '../facilities/name-similarity.ts'
import { distanceMetres } from '../geo/distance.ts'
import { resolveStreets } from '../scenario/resolve-streets.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { DETAIL_NAMES, isSameDetail } from './place-state.ts'

/** Moved or at another place by less than this is the same position. */
export const SAME_POSITION_METRES = 5

/** What an accepted report says, and what it was accepted over. */
export interface AcceptedCorrection {
  readonly id: string
  /** What people call it: "Meldung 12". */
  readonly number: number
  readonly change: CorrectionChange
  /** The place as it was on acceptance; null for missing places and obstacles. */
  readonly before: PlaceState | null
  /** For a missing place: places of its kinds that were close on acceptance and are not the same. */
  readonly knownIds: readonly string[]
  /** For an obstacle: the OpenStreetMap way that it was on. */
  readonly wayId: number | null
}

export interface CorrectionOutcome {
  readonly id: string
  readonly standing: CorrectionStanding
}

export interface AppliedCorrections {
  /** Ascending by id, as every import has them; the list itself where nothing changes it. */
  readonly facilities: readonly Facility[]
  /** The network itself where nothing changes it. */
  readonly network: StreetNetwork
  /** One for each correction, in their order. */
  readonly outcomes: readonly CorrectionOutcome[]
}

/** How a place that only a report knows is named. */
export const correctionFacilityId = (id: string): string => `correction/${id}`

/** O(corrections · facilities + streets). */
export function applyCorrections(
  data: { readonly facilities: readonly Facility[]; readonly network: StreetNetwork },
  corrections: readonly AcceptedCorrection[],
  catalogue: Catalogue,
): AppliedCorrections {
  const places = new Map(data.facilities.map((facility) => [facility.id, facility]))
  const streets = applyObstacles(data.network, corrections)
  let isChanged = false
  const outcomes = corrections.map((correction): CorrectionOutcome => {
    const { id, change } = correction
    if (change.kind === 'obstacle') return { id, standing: streets.standings.get(id)! }
    const { standing, removed, placed } = applyToPlaces(places, correction, catalogue)
    if (removed !== undefined) places.delete(removed)
    if (placed !== undefined) places.set(placed.id, placed)
    isChanged ||= standing === 'applies'
    return { id, standing }
  })
  return {
    facilities: isChanged ? [...places.values()].sort(compareIds) : data.facilities,
    network: streets.network,
    outcomes,
  }
}

interface PlaceOutcome {
  readonly standing: CorrectionStanding
  readonly removed?: string
  readonly placed?: Facility
}

/** What one correction, other than of an obstacle, comes to over the places as they are. */
export function applyToPlaces(
  places: ReadonlyMap<string, Facility>,
  { id, change, before, knownIds }: AcceptedCorrection,
  catalogue: Catalogue,
): PlaceOutcome {
  if (change.kind === 'missing') {
    const near = findSamePlaces(places.values(), change, catalogue)
    if (near.some((place) => !knownIds.includes(place.id))) return { standing: 'already' }
    return { standing: 'applies', placed: createPlace(id, change, catalogue) }
  }
  if (change.kind === 'obstacle') throw new RangeError('obstacles are put on streets')
  const place = findAgain(places, change.facilityId, before, catalogue)
  if (place === undefined) return { standing: change.kind === 'closed' ? 'already' : 'place-gone' }
  switch (change.kind) {
    case 'closed':
      // Another name under the same id: somebody new has moved in.
      return before !== null && place.name !== before.name
        ? { standing: 'source-changed' }
        : { standing: 'applies', removed: place.id }
    case 'moved': {
      if (isAt(place, change)) return { standing: 'already' }
      if (before !== null && !isAt(place, before)) return { standing: 'source-changed' }
      const { lng, lat } = change
      return { standing: 'applies', placed: { ...place, lng, lat, accessPoints: [[lng, lat]] } }
    }
    case 'details': {
      const named = DETAIL_NAMES.filter((name) => change.details[name] !== undefined)
      const open = named.filter((name) => !isSameDetail(place[name] as never, change.details[name] as never))
      if (open.length === 0) return { standing: 'already' }
      if (before !== null && open.some((name) => !isSameDetail(place[name] as never, before[name] as never)))
        return { standing: 'source-changed' }
      return { standing: 'applies', placed: { ...place, ...cleanDetails(change.details, catalogue) } }
    }
  }
}

const isAt = (place: { lng: number; lat: number }, other: { lng: number; lat: number }): boolean =>
  distanceMetres(place.lng, place.lat, other.lng, other.lat) <= SAME_POSITION_METRES

function cleanDetails(details: Partial<PlaceDetails>, catalogue: Catalogue): Partial<PlaceDetails> {
  const { categoryIds } = details
  return categoryIds === undefined ? details : { ...details, categoryIds: orderCategoryIds(catalogue, categoryIds) }
}

function createPlace(
  id: string,
  change: Extract<CorrectionChange, { kind: 'missing' }>,
  catalogue: Catalogue,
): Facility {
  const { lng, lat, name, address, openingHours, wheelchair, provider, capacity } = change
  return {
    id: correctionFacilityId(id),
    categoryIds: orderCategoryIds(catalogue, change.categoryIds),
    name,
    lng,
    lat,
    accessPoints: [[lng, lat]],
    capacity,
    provider,
    address,
    openingHours,
    wheelchair,
    website: null,
    source: 'correction',
  }
}

type Described = Pick<Facility, 'lng' | 'lat' | 'name' | 'categoryIds'>

/** Places that may be the one described: within 50 m, of a common kind, and with a similar name or none; nearest first. */
export function findSamePlaces(places: Iterable<Facility>, wanted: Described, catalogue: Catalogue): Facility[] {
  const folder = createNameFolder(catalogue)
  const fold = (name: string | null) => (name === null ? null : folder.fold(name))
  const name = fold(wanted.name)
  const found: { readonly place: Facility; readonly metres: number }[] = []
  for (const place of places) {
    if (Math.abs(place.lat - wanted.lat) > 0.001) continue
    const metres = distanceMetres(place.lng, place.lat, wanted.lng, wanted.lat)
    if (metres > SAME_PLACE_METRES || !place.categoryIds.some((id) => wanted.categoryIds.includes(id))) continue
    if (findNameSimilarity(name, fold(place.name)) !== 'different') found.push({ place, metres })
  }
  return found.sort((a, b) => a.metres - b.metres || compareIds(a.place, b.place)).map(({ place }) => place)
}

/** The place by its id; where a list was renumbered, the one of the same name and kind at the same position. */
export function findAgain(
  places: ReadonlyMap<string, Facility>,
  facilityId: string,
  before: PlaceState | null,
  catalogue: Catalogue,
): Facility | undefined {
  const known = places.get(facilityId)
  if (known !== undefined || before === null || before.name === null) return known
  return findSamePlaces(places.values(), before, catalogue).find((place) => place.name === before.name)
}

function applyObstacles(network: StreetNetwork, corrections: readonly AcceptedCorrection[]) {
  const obstacles = corrections.flatMap(({ id, change, wayId }) => (change.kind === 'obstacle' ? [{ id, change, wayId }] : [])) // prettier-ignore
  const { changed, faults } = resolveStreets(
    network,
    obstacles.map(({ id, change: { lng, lat, obstacle, stepCount = null }, wayId }) => ({
      id,
      kind: 'add-obstacle' as const,
      lng,
      lat,
      wayId,
      obstacle,
      stepCount,
    })),
  )
  const failed = new Set(faults.map(({ modificationId }) => modificationId))
  return {
    network: changed?.network ?? network,
    standings: new Map<string, CorrectionStanding>(
      obstacles.map(({ id }) => [id, failed.has(id) ? 'no-street' : 'applies']),
    ),
  }
}
