import { isUnassessable } from '../cells/cell-values.ts'
import { FLAG, type CellPaint } from '../cells/compute-paint.ts'
import { classifyChange, findDifference } from '../plan/difference-paint.ts'
import type { CompareAnswer } from './compare-answer.ts'

/** Class of a cell of the difference, see difference-paint.ts. In a score those are served who reach every kind within its own limit. */
export function findCompareClass({ before, after, effect }: CompareAnswer, cell: number, minutes: number): number {
  const [earlier, later] = [before.deciseconds[cell], after.deciseconds[cell]]
  if (effect.question.mode === 'any') return findDifference(earlier, later, minutes * 600)
  return classifyChange(earlier, later, before.outcome[cell] === 0, after.outcome[cell] === 0)
}

/** More people of the two sides: a cell counts as inhabited where anybody lives on either. */
export const mostPeople = ({ before, after }: CompareAnswer): Float32Array =>
  after.people.map((people, cell) => Math.max(people, before.people[cell]))

/** What the difference map draws; hatched where neither side can be assessed. O(cells). */
export function computeComparePaint(answer: CompareAnswer, minutes: number): CellPaint {
  const { before, after, ids } = answer
  const paint = { values: new Float32Array(ids.length), flags: new Uint8Array(ids.length) }
  for (let i = 0; i < ids.length; i++) {
    paint.values[i] = findCompareClass(answer, i, minutes)
    const isMissing = isUnassessable(before.values.reason[i]) && isUnassessable(after.values.reason[i])
    const isInhabited = before.people[i] > 0 || after.people[i] > 0
    paint.flags[i] = (isMissing ? FLAG.noValue : 0) | (isInhabited ? 0 : FLAG.uninhabited)
  }
  return paint
}
