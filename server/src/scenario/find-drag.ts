import type { Modification } from '../contract/scenario.ts'
import { addedFacilityId } from './resolve-scenario.ts'

type Placement = Extract<Modification, { kind: 'add-facility' | 'move-facility' }>

/** One placement among modifications whose position can change without anything else changing. */
export interface Drag {
  readonly index: number
  readonly placement: Placement
  /** All the others, in their order. */
  readonly others: readonly Modification[]
}

/**
 * What is being dragged between two lists of modifications: the one placement in which they differ, by its position alone. Null where they differ in
 * more, in nothing, or where the place is touched again by what comes later, or does not count yet.
 *
 * @param day as of `resolveScenario`
 */
export function findDrag(
  earlier: readonly Modification[],
  later: readonly Modification[],
  day: string | null,
): Drag | null {
  if (earlier.length !== later.length) return null
  let index = -1
  for (let i = 0; i < later.length; i++) {
    if (JSON.stringify(earlier[i]) === JSON.stringify(later[i])) continue
    if (index >= 0 || withoutPosition(earlier[i]) !== withoutPosition(later[i])) return null
    index = i
  }
  if (index < 0) return null
  const placement = later[index]
  if (placement.kind !== 'add-facility' && placement.kind !== 'move-facility') return null
  if (placement.kind === 'add-facility') {
    const { plannedFrom = null } = placement
    if (plannedFrom !== null && day !== null && plannedFrom > day) return null
  }
  const facilityId = placement.kind === 'add-facility' ? addedFacilityId(placement.id) : placement.facilityId
  const isTouchedAgain = later.slice(index + 1).some((next) => 'facilityId' in next && next.facilityId === facilityId)
  const hasNamesake = later.some((other, i) => i !== index && other.id === placement.id)
  if (isTouchedAgain || hasNamesake) return null
  return { index, placement, others: [...later.slice(0, index), ...later.slice(index + 1)] }
}

function withoutPosition(modification: Modification): string {
  return JSON.stringify({ ...modification, lng: 0, lat: 0 })
}
