import { m } from '#messages'
import type { Effect, EffectRow } from '../api/contract.ts'
import { formats } from '../text/current-formats.ts'
import { minutesPhrase } from '../text/sentences.ts'

/** "+1.240", "−320" or "0"; what rounds to nothing has no sign. */
export function signedPeople(value: number): string {
  const rounded = Math.round(value)
  if (rounded === 0) return formats().people(0)
  return `${rounded > 0 ? '+' : '−'}${formats().people(Math.abs(rounded))}`
}

/** "−1,4 min" for shorter walks, as the difference of the figures that are shown; null where one side has none. */
export function signedMinutes(before: number | null, after: number | null): string | null {
  if (before === null || after === null) return null
  const tenths = Math.round(after * 10) - Math.round(before * 10)
  if (tenths === 0) return m.plan_minutes_same()
  return m.minutes_short({ text: `${tenths > 0 ? '+' : '−'}${formats().decimal(Math.abs(tenths) / 10)}` })
}

/** Change of the served people, whatever it comes from. */
export const netChange = (row: Pick<EffectRow, 'before' | 'after'>): number => row.after.served - row.before.served

/** The district where most people gain (`sign` 1) or lose (−1) on balance; null where nobody does. Ties: the first. */
export function findExtreme(rows: readonly EffectRow[], sign: 1 | -1): EffectRow | null {
  let best: EffectRow | null = null
  for (const row of rows)
    if (Math.round(sign * netChange(row)) > 0 && (best === null || sign * netChange(row) > sign * netChange(best)))
      best = row
  return best
}

/** The balance in one sentence: "+1.240 Menschen ab 65 in 10 Minuten versorgt; größter Gewinn: Brand". */
export function balanceSentence(effect: Effect, group: string): string {
  const { total, rows, question } = effect
  const minutes = minutesPhrase(question.minutes)
  const net = netChange(total)
  const [gain, loss] = [findExtreme(rows, 1), findExtreme(rows, -1)]
  const nameOf = (row: EffectRow) => (row.districtId === null ? m.row_outside() : row.name)
  if (Math.round(net) === 0 && gain === null && loss === null) return m.plan_balance_none({ group, minutes })
  const extremes = [
    ...(gain && net >= 0 ? [m.plan_largest_gain({ name: nameOf(gain) })] : []),
    ...(loss ? [m.plan_largest_loss({ name: nameOf(loss) })] : []),
    ...(gain && net < 0 ? [m.plan_largest_gain({ name: nameOf(gain) })] : []),
  ]
  const head =
    Math.round(net) === 0
      ? m.plan_balance_even({ group, minutes })
      : m.plan_balance({ people: signedPeople(net), group, minutes })
  return [head, ...extremes].join('; ')
}
