import { FLAG, type CellPaint } from './compute-paint.ts'

/** Coarser cells over the cells of a region, for views from far away. */
export interface ParentGrid {
  readonly resolution: number
  readonly ids: readonly string[]
  /** The children of parent p are childIndex[firstChild[p]] … childIndex[firstChild[p + 1] − 1], ascending. Length parents + 1. */
  readonly firstChild: Uint32Array
  readonly childIndex: Uint32Array
}

/** Groups cells by their parent; parents come in order of their first child. `parentOf` is H3's `cellToParent`. */
export function buildParentGrid(
  ids: readonly string[],
  resolution: number,
  parentOf: (id: string, resolution: number) => string,
): ParentGrid {
  const children = new Map<string, number[]>()
  ids.forEach((id, i) => {
    const parent = parentOf(id, resolution)
    const list = children.get(parent)
    if (list) list.push(i)
    else children.set(parent, [i])
  })
  const firstChild = new Uint32Array(children.size + 1)
  const childIndex = new Uint32Array(ids.length)
  let parent = 0
  let next = 0
  for (const list of children.values()) {
    for (const child of list) childIndex[next++] = child
    firstChild[++parent] = next
  }
  return { resolution, ids: [...children.keys()], firstChild, childIndex }
}

/**
 * Paint of the parents: the sum of the children (`sum`, for people) or their people-weighted median (`median`, for minutes,
 * gap and score; half of the people are at or below it). Where nobody lives every child weighs the same. A flag is set where
 * it holds for more than half of the weight; `uninhabited` where it holds for all children.
 */
export function aggregatePaint(
  grid: ParentGrid,
  paint: CellPaint,
  people: Float32Array,
  kind: 'sum' | 'median',
): CellPaint {
  const count = grid.ids.length
  const result = { values: new Float32Array(count), flags: new Uint8Array(count) }
  const order: number[] = []
  for (let p = 0; p < count; p++) {
    const first = grid.firstChild[p]
    const end = grid.firstChild[p + 1]
    let total = 0
    for (let i = first; i < end; i++) total += people[grid.childIndex[i]]
    const isInhabited = total > 0
    if (!isInhabited) total = end - first
    const flagWeights = [0, 0, 0]
    let sum = 0
    order.length = 0
    for (let i = first; i < end; i++) {
      const child = grid.childIndex[i]
      const weight = isInhabited ? people[child] : 1
      const flags = paint.flags[child]
      if (flags & FLAG.noValue) flagWeights[0] += weight
      else {
        order.push(child)
        sum += paint.values[child]
      }
      if (flags & FLAG.gap) flagWeights[1] += weight
      if (flags & FLAG.uncertain) flagWeights[2] += weight
    }
    const isMissing = flagWeights[0] * 2 > total || order.length === 0
    result.flags[p] =
      (isMissing ? FLAG.noValue : 0) |
      (flagWeights[1] * 2 > total ? FLAG.gap : 0) |
      (flagWeights[2] * 2 > total ? FLAG.uncertain : 0) |
      (isInhabited ? 0 : FLAG.uninhabited)
    if (isMissing) continue
    result.values[p] = kind === 'sum' ? sum : computeMedian(order, paint.values, isInhabited ? people : null)
  }
  return result
}

/** Weighted median (smallest value with at least half of the weight at or below it); `order` is sorted in place. */
function computeMedian(order: number[], values: Float32Array, weights: Float32Array | null): number {
  for (let i = 1; i < order.length; i++) {
    const item = order[i]
    let j = i - 1
    while (j >= 0 && values[order[j]] > values[item]) order[j + 1] = order[j--]
    order[j + 1] = item
  }
  let total = 0
  for (const item of order) total += weights ? weights[item] : 1
  let sum = 0
  for (const item of order) {
    sum += weights ? weights[item] : 1
    if (sum * 2 >= total) return values[item]
  }
  return values[order[order.length - 1]]
}
