/** The answer of the API from what the solver says and what its sites mean for people. */
import type { SitingAnswer, SitingReproduction, SitingSolution } from '../contract/siting.ts'
import type { SitingAnswer as SolverAnswer, SitingSet } from '../siting/siting-answer.ts'
import { computeGapShare } from '../siting/siting-answer.ts'
import type { SitingModel } from '../siting/siting-problem.ts'
import { SITING_REASON_TEXTS } from '../siting/siting-texts.ts'
import type { SitingProgress } from '../siting/siting-tools.ts'
import type { DescribedSites } from './describe-sites.ts'
import type { SearchTables } from './site-search.ts'

/** What is known of a search whatever its outcome. */
export interface SearchFrame {
  readonly importId: string
  readonly tables: Pick<SearchTables, 'facts' | 'demandPeople'> & { readonly problem: { readonly model: SitingModel } }
  readonly before: SitingAnswer['before']
  readonly reproduction: Pick<SitingReproduction, 'files' | 'command'>
}

const UNITS: Readonly<Record<SitingModel, SitingAnswer['objectiveUnit']>> = {
  mclp: 'people',
  backup: 'people',
  'equity-coverage': 'people',
  lscp: 'sites',
  pmedian: 'person-minutes',
  capacitated: 'person-minutes',
  pcenter: 'minutes',
  'equity-gap': 'gap-persons',
}

/** What the solver counts in deciseconds, people read in minutes. */
export function toShownObjective(model: SitingModel, value: number): number {
  return UNITS[model] === 'minutes' || UNITS[model] === 'person-minutes' ? value / 600 : value
}

function frameAnswer({ importId, tables, before, reproduction }: SearchFrame): SitingAnswer {
  const { facts, problem } = tables
  return {
    phase: 'searching',
    importId,
    question: facts.question,
    model: problem.model,
    objectiveUnit: UNITS[problem.model],
    isWeighted: facts.isWeighted,
    solution: null,
    before,
    bound: null,
    gapShare: null,
    proven: false,
    firstGoal: null,
    solver: 'heuristic',
    seconds: 0,
    alternatives: [],
    curve: [],
    candidateCount: facts.candidateCount,
    candidatesWithoutStreet: facts.counts.withoutStreet,
    candidates: facts.counts,
    existingCount: facts.existingCount,
    existingWithoutCapacity: facts.existingWithoutCapacity,
    peopleBeyondReach: 0,
    problems: [...facts.problems],
    reason: null,
    reasonText: null,
    reproduction: { ...reproduction, objective: null, bound: null },
  }
}

/** The best so far. `sites` describes `progress.chosen`. */
export function answerOfProgress(
  frame: SearchFrame,
  { objective, bound }: SitingProgress,
  sites: DescribedSites | null,
  seconds: number,
): SitingAnswer {
  const { model } = frame.tables.problem
  const hasBoth = objective !== null && bound !== null
  return {
    ...frameAnswer(frame),
    solution: sites === null || objective === null ? null : { ...sites, objective: toShownObjective(model, objective) },
    bound: bound === null ? null : toShownObjective(model, bound),
    gapShare: hasBoth ? computeGapShare(objective, bound) : null,
    seconds,
    reproduction: { ...frame.reproduction, objective, bound },
  }
}

/**
 * The answer of the search.
 *
 * @param described the solution and the alternatives, in this order
 */
export function answerOfSearch(
  frame: SearchFrame,
  answer: SolverAnswer,
  described: readonly DescribedSites[],
  seconds: number,
): SitingAnswer {
  const { model, solution, bound, firstGoal, reason } = answer
  const { demandPeople, facts } = frame.tables
  const show = (set: SitingSet, sites: DescribedSites): SitingSolution => ({
    ...sites,
    objective: toShownObjective(model, set.objective),
  })
  const best = solution === null ? null : show(solution, described[0])
  const isFixed = facts.existingCount === 0 || described[0]?.givenUp.length === 0
  return {
    ...frameAnswer(frame),
    solution: best,
    bound: bound === null ? null : toShownObjective(model, bound),
    gapShare: answer.gapShare,
    proven: answer.proven,
    firstGoal,
    solver: answer.solver,
    seconds,
    alternatives: solution === null ? [] : answer.alternatives.map((set, n) => show(set, described[n + 1])),
    curve: best === null ? [] : endsOfCurve(frame.before.served, best, answer.proven, isFixed),
    peopleBeyondReach: answer.beyondReach.reduce((sum, demand) => sum + demandPeople[demand], 0),
    reason,
    reasonText: reason === null ? null : SITING_REASON_TEXTS[reason],
    reproduction: { ...frame.reproduction, objective: solution?.objective ?? null, bound },
  }
}

/** What is known without computing a curve: nothing new, and the answer. Where places were given up, nothing new is not nothing. */
function endsOfCurve(
  before: number,
  { sites, served }: SitingSolution,
  proven: boolean,
  isFixed: boolean,
): SitingAnswer['curve'] {
  const last = { sites: sites.length, served, proven }
  return isFixed && sites.length > 0 && sites.every(({ exists }) => !exists)
    ? [{ sites: 0, served: before, proven: true }, last]
    : [last]
}
