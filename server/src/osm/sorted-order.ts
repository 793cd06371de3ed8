/**
 * Order of the values from small to large as a permutation of their positions, or null where they already ascend strictly.
 * Stable: equal values keep their order. A natural merge sort: files come as a few ascending runs (one per block or source
 * file), so that n log(runs) comparisons do. Memory: two `Uint32Array` of the length of the values.
 */
export function findSortedOrder(values: Float64Array): Uint32Array | null {
  const count = values.length
  let ascending = true
  for (let i = 1; i < count && ascending; i++) ascending = values[i - 1] < values[i]
  if (ascending) return null

  let order = new Uint32Array(count)
  let spare = new Uint32Array(count)
  let runs = [0]
  for (let i = 0; i < count; i++) {
    order[i] = i
    if (i > 0 && values[i - 1] > values[i]) runs.push(i)
  }
  while (runs.length > 1) {
    const merged: number[] = []
    for (let run = 0; run < runs.length; run += 2) {
      merged.push(runs[run])
      const middle = run + 1 < runs.length ? runs[run + 1] : count
      const end = run + 2 < runs.length ? runs[run + 2] : count
      mergeRuns(values, order, spare, runs[run], middle, end)
    }
    const sorted = spare
    spare = order
    order = sorted
    runs = merged
  }
  return order
}

/** Merges `source[first … middle)` and `source[middle … end)` into the same positions of `target`. */
function mergeRuns(
  values: Float64Array,
  source: Uint32Array,
  target: Uint32Array,
  first: number,
  middle: number,
  end: number,
): void {
  let left = first
  let right = middle
  for (let to = first; to < end; to++) {
    const takeLeft = right >= end || (left < middle && values[source[left]] <= values[source[right]])
    target[to] = takeLeft ? source[left++] : source[right++]
  }
}

/**
 * The positions that stay when every value is kept once, in ascending order of the values; of equal values the last one
 * stays. Null where all positions stay as they are.
 */
export function findUniqueOrder(values: Float64Array): Uint32Array | null {
  const order = findSortedOrder(values)
  if (order === null) return null
  let kept = 0
  for (let i = 0; i < order.length; i++) {
    const isLast = i + 1 === order.length || values[order[i]] !== values[order[i + 1]]
    if (isLast) order[kept++] = order[i]
  }
  return order.slice(0, kept)
}

/** Position of the value in a strictly ascending array, or -1. */
export function findSorted(values: Float64Array, value: number): number {
  let low = 0
  let high = values.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    if (values[middle] < value) low = middle + 1
    else if (values[middle] > value) high = middle - 1
    else return middle
  }
  return -1
}
