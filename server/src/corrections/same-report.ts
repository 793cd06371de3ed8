import type { CorrectionChange } from '../contract/correction.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { SAME_PLACE_METRES } from '../facilities/merge-facilities.ts'
import { createNameFolder, findNameSimilarity } from '../facilities/name-similarity.ts'
import { distanceMetres } from '../geo/distance.ts'
import { DETAIL_NAMES, isSameDetail } from './place-state.ts'

/** Two people mean the same obstacle, or the same new position, within this distance. */
const SAME_SPOT_METRES = 20

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
