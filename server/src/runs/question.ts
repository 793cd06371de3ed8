import { Type, type Static } from 'typebox'
import { LevelId, GroupId } from '../contract/common.ts'
import type { ProblemCode } from '../problems/problems.ts'

/** What is asked of a run; the query of every result route. */
export const QuestionQuery = Type.Object({
  /** Kinds of the catalogue, separated by commas. */
  categories: Type.String({ pattern: '^[a-z0-9_]+(,[a-z0-9_]+)*$', maxLength: 2000 }),
  /** `any`: the nearest place of any of the kinds; `score`: how many of the kinds are within their own thresholds. */
  mode: Type.Optional(Type.Union([Type.Literal('any'), Type.Literal('score')])),
  /** 1 the nearest place, 2 the second nearest, 3 the third nearest. */
  rank: Type.Optional(Type.String({ pattern: '^[1-3]$' })),
  group: Type.Optional(GroupId),
  /** Threshold in minutes, 0.5 … 60; default: the shortest of the kinds' in the catalogue. */
  minutes: Type.Optional(Type.String({ pattern: '^\\d{1,2}(\\.\\d{1,2})?$' })),
  level: Type.Optional(LevelId),
})
export type QuestionQuery = Static<typeof QuestionQuery>

/** How a route that asks a run refuses. */
export const QUESTION_PROBLEMS: readonly ProblemCode[] = [
  'unknown-region',
  'unknown-run',
  'unknown-category',
  'unknown-group',
  'unknown-level',
  'database-away',
]

/** The same, complete and checked against the region. */
export interface Question {
  /** Ascending and distinct, so that equal questions share an answer. */
  readonly categoryIds: readonly string[]
  readonly mode: 'any' | 'score'
  readonly rank: number
  readonly groupId: string
  readonly levelId: string
  readonly minutes: number
}

/** The query that asks the question. */
export function toQuery({ categoryIds, mode, rank, groupId, levelId, minutes }: Question): Required<QuestionQuery> {
  return {
    categories: categoryIds.join(),
    mode,
    rank: String(rank),
    group: groupId,
    minutes: String(minutes),
    level: levelId,
  }
}

/** The same for equal questions, different for all others; goes into addresses and tags of versions. */
export function formatQuestion({ categoryIds, mode, rank, groupId, levelId, minutes }: Question): string {
  return [categoryIds.join(), mode, rank, groupId, levelId, minutes].join('/')
}
