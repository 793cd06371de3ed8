import type { CorrectionChange, PlaceState } from '../contract/correction.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { SAME_PLACE_METRES } from '../facilities/merge-facilities.ts'
import { createNameFolder, findNameSimilarity } from '../facilities/name-similarity.ts'
import { distanceMetres } from '../geo/distance.ts'
import { DETAIL_NAMES, isSameDetail } from './place-state.ts'

/** Two people mean the same obstacle, or the same new position, within this distance. */
const SAME_SPOT_METRES = 20

/** A place that is moved less than this stays where it is. */
const MOVED_METRES = 1

/** Whether a place is already as a report says, so that there is nothing to decide. */
export function isAlreadySo(place: PlaceState, change: CorrectionChange): boolean {
  if (change.kind === 'moved') return distanceMetres(place.lng, place.lat, change.lng, change.lat) < MOVED_METRES
  if (change.kind !== 'details') return false
  const { details } = change
  return DETAIL_NAMES.every(
    (name) => details[name] === undefined || isSameDetail(place[name] as never, details[name] as never),
  )
}

/** Whether two reports say the same, so that one decision answers both. What differs in any detail is a report of its own. */
export function isSameReport(a: CorrectionChange, b: CorrectionChange, catalogue: Catalogue): boolean {
  const within = (metres: number) => 'lng' in a && 'lng' in b && distanceMetres(a.lng, a.lat, b.lng, b.lat) <= metres
  if ('facilityId' in a && 'facilityId' in b && a.facilityId !== b.facilityId) return false
  if (a.kind === 'closed' && b.kind === 'closed') return true
  if (a.kind === 'moved' && b.kind === 'moved') return within(SAME_SPOT_METRES)
  if (a.kind === 'obstacle' && b.kind === 'obstacle') return a.obstacle === b.obstacle && within(SAME_SPOT_METRES)
  if (a.kind === 'missing' && b.kind === 'missing') {
    if (!within(SAME_PLACE_METRES) || !a.categoryIds.some((id) => b.categoryIds.includes(id))) return false
    const folder = createNameFolder(catalogue)
    const [first, second] = [a.name, b.name].map((name) => (name === null ? null : folder.fold(name)))
    return findNameSimilarity(first, second) !== 'different'
  }
  if (a.kind === 'details' && b.kind === 'details') {
    return DETAIL_NAMES.every((name) => {
      const [first, second] = [a.details[name], b.details[name]]
      if (first === undefined || second === undefined) return first === second
      return isSameDetail(first as never, second as never)
    })
  }
  return false
}
