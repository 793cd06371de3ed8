import { roundWithCarry } from './round-with-carry.ts'

/** A group of people and the group that contains it. */
export interface NestedGroup {
  readonly id: string
  /** Id of the group that all of its members belong to; null for the group of everybody. */
  readonly within: string | null
}

export interface AtomsInput {
  readonly groups: readonly NestedGroup[]
  /** Per group (same order): people per atom, not negative; NaN where nobody knows. */
  readonly people: readonly Float64Array[]
  /** Multiples of this are shown. */
  readonly step: number
  /** The order in which remainders are carried on: neighbours one after the other. A permutation of the atoms. */
  readonly order: Uint32Array
  /** Positions in `order` at which a stretch ends (exclusive), ascending; caps hold people back within a stretch only. Default: one stretch. */
  readonly stretchEnds?: readonly number[]
}

/**
 * People of every group per atom, as multiples of the step, with each group within its outer group in every atom where the true ones are. An atom is the smallest piece of which
 * anything is ever shown; all that is published is computed from atoms. What already has that form comes back unchanged.
 *
 * @throws RangeError for groups that contain each other, or lists of different length
 */
export function protectAtoms(input: AtomsInput): Float64Array[] {
  const { groups, people, step, order } = input
  for (const column of people) {
    if (column.length !== order.length) throw new RangeError(`${order.length} atoms, but people of ${column.length}`)
  }
  const ends = input.stretchEnds ?? [order.length]
  const shown: Float64Array[] = []
  for (const g of outerGroupsFirst(groups)) {
    const outer = groups.findIndex(({ id }) => id === groups[g].within)
    const column = new Float64Array(order.length)
    let start = 0
    let carry = 0
    for (const end of ends) {
      const atoms = order.subarray(start, end)
      const values = Float64Array.from(atoms, (atom) => people[g][atom])
      const caps =
        outer < 0 ? undefined : Float64Array.from(atoms, (atom, i) => capOf(shown[outer][atom], values[i], step))
      const result = roundWithCarry(values, step, caps, carry)
      atoms.forEach((atom, i) => (column[atom] = result.rounded[i]))
      carry = result.carry
      start = end
    }
    shown[g] = column
  }
  return shown
}

/**
 * The outer group, but not less than the whole steps of the group itself. Where each group is within its outer one, the outer group has as many; where a source
 * says otherwise, its people would be carried far along the list in search of room.
 */
function capOf(outer: number, own: number, step: number): number {
  return Math.max(outer, Math.floor(own / step) * step)
}

/** Positions of the groups, each after the one that contains it. */
function outerGroupsFirst(groups: readonly NestedGroup[]): number[] {
  const ordered: number[] = []
  const isDone = (id: string | null): boolean =>
    id === null || groups.every((group) => group.id !== id) || ordered.some((g) => groups[g].id === id)
  while (ordered.length < groups.length) {
    const next = groups.findIndex((group, g) => !ordered.includes(g) && isDone(group.within))
    if (next < 0) throw new RangeError(`groups contain each other: ${groups.map(({ id }) => id).join(', ')}`)
    ordered.push(next)
  }
  return ordered
}
