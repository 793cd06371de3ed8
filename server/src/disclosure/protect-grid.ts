import type { CensusGrid } from '../population/census-grid.ts'
import { stepOf, type DisclosureRule } from './disclosure-rule.ts'
import { protectAtoms, type NestedGroup } from './protect-atoms.ts'

/**
 * A grid of counts from a register as it may be worked with for the public: squares in multiples of the step, remainders carried along a curve that stays among
 * neighbours. It depends on nothing but the grid and the rule, so that the same register always gives the same numbers, whatever districts or streets it is
 * brought together with.
 */
export function protectGrid(grid: CensusGrid, groups: readonly NestedGroup[], rule: DisclosureRule): CensusGrid {
  const { squareCount, x, y, groupIds, people, cellSizeMetres } = grid
  const rank = Float64Array.from(x, (easting, i) => curveRank(easting / cellSizeMetres, y[i] / cellSizeMetres))
  const order = Uint32Array.from({ length: squareCount }, (_, i) => i).sort((a, b) => rank[a] - rank[b] || a - b)
  const nested = groupIds.map((id) => groups.find((group) => group.id === id) ?? { id, within: null })
  return { ...grid, people: protectAtoms({ groups: nested, people, step: stepOf(rule), order }) }
}

/** Position along the Z-order curve of a square counted from the corner of the plane: digits of both numbers by turns. 0 … 2¹⁷ each. */
function curveRank(column: number, row: number): number {
  let rank = 0
  for (let bit = 16; bit >= 0; bit--)
    rank = rank * 4 + (Math.floor(row / 2 ** bit) % 2) * 2 + (Math.floor(column / 2 ** bit) % 2)
  return rank
}
