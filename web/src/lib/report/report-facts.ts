import type { EffectRow } from '../api/contract.ts'
import { netChange } from '../plan/balance-text.ts'

/** How much a district is affected: first the change of the served, then how many people gain or lose, then how many walk longer or shorter. */
const weigh = (row: EffectRow): readonly number[] => [
  Math.abs(netChange(row)),
  row.gained + row.lost,
  row.faster + row.slower,
]

/** Districts, the most affected first; equal ones by name. People in no district come last among equals. */
export function sortByEffect(rows: readonly EffectRow[], compareNames: (a: string, b: string) => number): EffectRow[] {
  return [...rows].sort((a, b) => {
    const [left, right] = [weigh(a), weigh(b)]
    const index = left.findIndex((value, i) => value !== right[i])
    if (index >= 0) return right[index] - left[index]
    if ((a.districtId === null) !== (b.districtId === null)) return a.districtId === null ? 1 : -1
    return compareNames(a.name, b.name)
  })
}

/** At most `count` districts where most people gain (1) or lose (−1) on balance; what rounds to nobody is not named. */
export function listExtremes(rows: readonly EffectRow[], sign: 1 | -1, count: number): EffectRow[] {
  return rows
    .filter((row) => Math.round(sign * netChange(row)) > 0)
    .sort((a, b) => sign * (netChange(b) - netChange(a)))
    .slice(0, count)
}

/** Text in one line, cut between words where it is longer than `length` characters. */
export function shorten(text: string, length: number): { readonly text: string; readonly isWhole: boolean } {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return { text: line, isWhole: true }
  const space = line.lastIndexOf(' ', length)
  const cut = line.slice(0, space > length / 2 ? space : length).replace(/[\uD800-\uDBFF]$/, '')
  return { text: `${cut} …`, isWhole: false }
}
