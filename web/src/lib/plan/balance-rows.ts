import { m } from '#messages'
import type { CoverageRow, Effect } from '../api/contract.ts'
import { formats } from '../text/current-formats.ts'
import { signedMinutes, signedPeople } from './balance-text.ts'

/** A figure of both sides, in words. */
export interface FigureRow {
  readonly name: string
  readonly before: string
  readonly after: string
  /** Empty where it would say nothing. */
  readonly change: string
}

/** How many are served, their share, the score where one was asked for, and how long they walk. */
export function listBalanceRows({ total, question }: Effect): FigureRow[] {
  const { before, after } = total
  const row = (name: string, write: (side: CoverageRow) => string, change = ''): FigureRow => ({
    name,
    before: write(before),
    after: write(after),
    change,
  })
  const minutes = (value: number | null) =>
    value === null ? m.share_none() : m.minutes_short({ text: formats().decimal(value) })
  const changeOf = (figure: 'meanMinutes' | 'p90Minutes') => signedMinutes(before[figure], after[figure]) ?? ''
  return [
    row(m.plan_row_served(), ({ served }) => formats().people(served), signedPeople(after.served - before.served)),
    row(m.plan_row_share(), ({ share }) => (share === null ? m.share_none() : formats().percent(share))),
    ...(question.mode === 'score' ? [row(m.column_score(), ({ score }) => formats().decimal((score ?? 0) * 100))] : []),
    row(m.plan_row_mean(), ({ meanMinutes }) => minutes(meanMinutes), changeOf('meanMinutes')),
    row(m.plan_row_p90(), ({ p90Minutes }) => minutes(p90Minutes), changeOf('p90Minutes')),
  ]
}
