import type { CorrectionChange } from '../contract/correction.ts'
import type { Modification } from '../contract/scenario.ts'
import { addedFacilityId } from '../scenario/resolve-scenario.ts'
import { correctionFacilityId } from './apply-corrections.ts'

const modificationId = (correctionId: string): string => `correction-${correctionId}`

/** A correction as what-if knows it; null where it changes no figure: a name, an address, who runs a place. */
export function toModification(
  correctionId: string,
  change: CorrectionChange,
  wayId: number | null = null,
): Modification | null {
  const id = modificationId(correctionId)
  switch (change.kind) {
    case 'missing': {
      const { lng, lat, name, categoryIds, capacity, openingHours } = change
      return { id, kind: 'add-facility', lng, lat, name: name ?? '', categoryIds, capacity, openingHours }
    }
    case 'moved':
      return { id, kind: 'move-facility', facilityId: change.facilityId, lng: change.lng, lat: change.lat }
    case 'closed':
      return { id, kind: 'close-facility', facilityId: change.facilityId }
    case 'details': {
      const { categoryIds, capacity, openingHours } = change.details
      if (categoryIds === undefined && capacity === undefined && openingHours === undefined) return null
      const { facilityId } = change
      return {
        id,
        kind: 'change-facility',
        facilityId,
        ...(categoryIds === undefined ? {} : { categoryIds }),
        ...(capacity === undefined ? {} : { capacity }),
        ...(openingHours === undefined ? {} : { openingHours }),
      }
    }
    case 'obstacle':
      return {
        id,
        kind: 'add-obstacle',
        lng: change.lng,
        lat: change.lat,
        wayId,
        obstacle: change.obstacle,
        stepCount: change.stepCount ?? null,
      }
  }
}

/** All of them in their order; what names a place that an earlier one of them adds, names it as a scenario does. */
export function toModifications(
  corrections: readonly { readonly id: string; readonly change: CorrectionChange; readonly wayId: number | null }[],
): Modification[] {
  const added = new Map(
    corrections
      .filter(({ change }) => change.kind === 'missing')
      .map(({ id }) => [correctionFacilityId(id), addedFacilityId(modificationId(id))]),
  )
  return corrections.flatMap(({ id, change, wayId }): Modification[] => {
    const modification = toModification(id, change, wayId)
    if (modification === null) return []
    if (!('facilityId' in modification)) return [modification]
    return [{ ...modification, facilityId: added.get(modification.facilityId) ?? modification.facilityId }]
  })
}
