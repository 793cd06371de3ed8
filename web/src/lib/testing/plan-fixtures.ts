/** Small effects for tests of the planner's page, with numbers that can be checked in one's head. */
import type { Effect, EffectRow } from '../api/contract.ts'
import { createRow, region } from './fixtures.ts'

/** `before` and `after` of `people` are served; who gained and lost is the least that explains it, unless said otherwise. */
export function createEffectRow(
  name: string,
  people: number,
  before: number,
  after: number,
  more: Partial<EffectRow> = {},
): EffectRow {
  return {
    districtId: name.toLowerCase(),
    name,
    before: createRow(name, people, before, { meanMinutes: 12 }),
    after: createRow(name, people, after, { meanMinutes: 10.5 }),
    gained: Math.max(0, after - before),
    lost: Math.max(0, before - after),
    servedByPopulation: 0,
    faster: 10,
    slower: 0,
    personMinutesSaved: 100,
    ...more,
  }
}

export const question = {
  profile: '65plus',
  categoryIds: ['senior_meeting_place'],
  mode: 'any',
  rank: 1,
  groupId: '65plus',
  levelId: 'stadtteil',
  minutes: 10,
} as const satisfies Record<keyof Omit<Effect['question'], 'day'>, unknown>

export function createEffect(rows: readonly EffectRow[], more: Partial<Effect> = {}): Effect {
  const sum = (figure: (row: EffectRow) => number) => rows.reduce((total, row) => total + figure(row), 0)
  const total = createEffectRow(
    'Musterstadt',
    sum((row) => row.after.people),
    sum((row) => row.before.served),
    sum((row) => row.after.served),
    { districtId: null, gained: sum((row) => row.gained), lost: sum((row) => row.lost) },
  )
  return {
    question: { ...question, categoryIds: [...question.categoryIds] },
    total,
    rows: [...rows],
    groups: region.groups.map(({ id, label }) => ({
      groupId: id,
      label,
      before: total.before,
      after: total.after,
      gained: total.gained,
      lost: total.lost,
    })),
    problems: [],
    streets: [],
    ...more,
  }
}
