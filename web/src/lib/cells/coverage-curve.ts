import { NO_TIME } from './cell-values.ts'

/**
 * Share of the people of a district served within T = 1 … `longest` minutes, from the cells whose larger part lies in it.
 * Cells without a time stay in the denominator. Null where nobody lives.
 */
export function computeCoverageCurve(
  deciseconds: Uint16Array,
  people: Float32Array,
  district: Uint16Array,
  districtIndex: number,
  longest: number,
): number[] | null {
  const served = new Float64Array(longest + 1)
  let total = 0
  for (let i = 0; i < deciseconds.length; i++) {
    if (district[i] !== districtIndex) continue
    total += people[i]
    if (deciseconds[i] === NO_TIME) continue
    const minute = Math.max(1, Math.ceil(deciseconds[i] / 600))
    if (minute <= longest) served[minute] += people[i]
  }
  if (total <= 0) return null
  let sum = 0
  return Array.from(served.subarray(1), (value) => (sum += value) / total)
}
