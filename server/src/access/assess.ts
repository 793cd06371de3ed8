/**
 * Answers one question for one group on one level: the single function behind the API, the command line and the browser.
 * Pure; O(cells · kinds + parts).
 */
import type { CoverageRow } from '../contract/result.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { UNREACHED, type NearestTable } from '../reach/nearest-table.ts'
import { computeCellOutcome, computeScoreOutcome, type CellContext, type CellOutcome } from './cell-outcome.ts'
import { computeCoverage, type CoverageInput } from './coverage.ts'
import { computeCoverageCurve } from './coverage-curve.ts'
import type { ScoreKind } from './fifteen-minute-score.ts'

/** Who and where: everything that does not depend on the question. */
export type AssessContext = CellContext & Omit<CoverageInput, 'outcome'>

export interface Assessment {
  readonly total: CoverageRow
  readonly rows: CoverageRow[]
  /** Share served for T = 1 … min(60, cutoff) minutes in the whole region; empty without people. */
  readonly curve: number[]
  /** Per cell, for maps and gap areas. */
  readonly outcome: CellOutcome
}

/**
 * "Who reaches the rank-th nearest place of any of these kinds within the threshold?"
 *
 * @param question.nearest times to the chosen kinds; of several kinds merged by `mergeNearest`
 * @param question.rank 1 … nearest.k
 * @param question.thresholdDeciseconds inclusive, 0 … cutoff
 */
export function assess(
  question: { readonly nearest: NearestTable; readonly rank: number; readonly thresholdDeciseconds: number },
  context: AssessContext,
): Assessment {
  return assessOutcome(
    computeCellOutcome(question.nearest, question.rank, question.thresholdDeciseconds, context),
    context,
  )
}

/** A kind of the 15-minute score with the key that messages name it by. */
export type NamedScoreKind = ScoreKind & { readonly categoryId: string }

/**
 * "How many of these kinds are within reach, and who reaches all of them?" Served are those who reach every kind within its
 * own threshold; `score` is the people-weighted mean share of kinds, where people who cannot be assessed count as 0.
 *
 * @returns beside the assessment the kinds that no cell reaches at any time: they count as not reached and must be named
 */
export function assessScore(
  question: { readonly kinds: readonly NamedScoreKind[]; readonly rank: number },
  context: AssessContext,
): Assessment & { readonly categoriesWithoutPlace: string[] } {
  const outcome = computeScoreOutcome(question.kinds, question.rank, context)
  const categoriesWithoutPlace = question.kinds
    .filter(({ nearest }) => nearest.deciseconds.every((time) => time === UNREACHED))
    .map(({ categoryId }) => categoryId)
  return { ...assessOutcome(outcome, context), categoriesWithoutPlace }
}

/**
 * The same for an outcome that is at hand: one outcome serves every group and every level.
 *
 * @param outcome from `computeCellOutcome` or `computeScoreOutcome`
 */
export function assessOutcome(outcome: CellOutcome, context: AssessContext): Assessment {
  const { total, rows } = computeCoverage({ ...context, outcome })
  const oneGroup = { ...context.population, people: [context.population.people[context.groupIndex]] }
  const [cellPeople] = sumPeopleByCell(oneGroup, outcome.state.length)
  const curve = computeCoverageCurve(outcome.deciseconds, cellPeople, outcome.cutoffDeciseconds)
  return { total, rows, curve, outcome }
}
