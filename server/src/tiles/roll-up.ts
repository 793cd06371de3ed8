/**
 * Values of fine H3 cells brought to their parents for zoomed-out maps. A parent is not exactly the union of its children's
 * areas, so this is a picture for the eye: figures that people read are always computed from the fine cells.
 */
import { cellToParent, getResolution } from 'h3-js'

/** In `MajorityColumn.codes`: no code. */
export const NO_CODE = 0xff

/** How the cells of one resolution lie in those of a coarser one. */
export interface ParentCells {
  readonly resolution: number
  /** H3 ids, ascending. */
  readonly cellIds: readonly string[]
  /** Per fine cell: index of its parent in `cellIds`. */
  readonly parentOf: Uint32Array
}

/** Parents of cells (ids ascending) at a resolution not finer than theirs; at their own every cell is its own parent. */
export function findParentCells(cellIds: readonly string[], resolution: number): ParentCells {
  if (cellIds.length === 0 || getResolution(cellIds[0]) === resolution) {
    return { resolution, cellIds, parentOf: Uint32Array.from(cellIds, (_, cell) => cell) }
  }
  const parentIds = cellIds.map((id) => cellToParent(id, resolution))
  const distinct = [...new Set(parentIds)].sort()
  const indexOf = new Map(distinct.map((id, index) => [id, index]))
  return { resolution, cellIds: distinct, parentOf: Uint32Array.from(parentIds, (id) => indexOf.get(id) as number) }
}

/** Sum over the children that have a value; `missing` where none has. Without `missing` every value counts. */
export function sumByParent(parents: ParentCells, values: ArrayLike<number>, missing: number | null): Float64Array {
  const { parentOf } = parents
  const sums = new Float64Array(parents.cellIds.length)
  const counts = new Uint32Array(sums.length)
  for (let cell = 0; cell < parentOf.length; cell++) {
    if (values[cell] === missing) continue
    sums[parentOf[cell]] += values[cell]
    counts[parentOf[cell]]++
  }
  if (missing !== null)
    for (let parent = 0; parent < sums.length; parent++) if (counts[parent] === 0) sums[parent] = missing
  return sums
}

/**
 * Mean over the children that have a value, weighted by people. Where the children with a value have no people at all, their
 * plain mean; where no child has a value, `missing`.
 */
export function meanByParent(
  parents: ParentCells,
  people: ArrayLike<number>,
  values: ArrayLike<number>,
  missing: number | null,
): Float64Array {
  const { parentOf } = parents
  const count = parents.cellIds.length
  const weightedSum = new Float64Array(count)
  const weight = new Float64Array(count)
  const plainSum = new Float64Array(count)
  const plainCount = new Uint32Array(count)
  for (let cell = 0; cell < parentOf.length; cell++) {
    const value = values[cell]
    if (value === missing) continue
    const parent = parentOf[cell]
    weightedSum[parent] += people[cell] * value
    weight[parent] += people[cell]
    plainSum[parent] += value
    plainCount[parent]++
  }
  const means = new Float64Array(count)
  for (let parent = 0; parent < count; parent++) {
    if (weight[parent] > 0) means[parent] = weightedSum[parent] / weight[parent]
    else if (plainCount[parent] > 0) means[parent] = plainSum[parent] / plainCount[parent]
    else means[parent] = missing ?? 0
  }
  return means
}

/**
 * The code of most people among the children, `NO_CODE` counting like any other. Equal people: more cells win, then the smaller
 * code. So a parent where nobody lives gets the code of most of its cells.
 */
export function majorityByParent(
  parents: ParentCells,
  people: ArrayLike<number>,
  codes: Uint8Array,
  codeCount: number,
): Uint8Array {
  const { parentOf } = parents
  const count = parents.cellIds.length
  const width = codeCount + 1
  const weight = new Float64Array(count * width)
  const cells = new Uint32Array(count * width)
  for (let cell = 0; cell < parentOf.length; cell++) {
    const code = codes[cell]
    if (code !== NO_CODE && code >= codeCount)
      throw new RangeError(`code ${code} of cell ${cell} is not below ${codeCount}`)
    const slot = parentOf[cell] * width + (code === NO_CODE ? codeCount : code)
    weight[slot] += people[cell]
    cells[slot]++
  }
  const majority = new Uint8Array(count)
  for (let parent = 0; parent < count; parent++) {
    const base = parent * width
    let best = base
    for (let slot = base + 1; slot < base + width; slot++) {
      if (weight[slot] > weight[best] || (weight[slot] === weight[best] && cells[slot] > cells[best])) best = slot
    }
    majority[parent] = best - base === codeCount ? NO_CODE : best - base
  }
  return majority
}
