import { m } from '#messages'
import type { SitingAnswer, SitingModel, SitingRequest, SitingSolution } from '../api/contract.ts'
import { formats } from '../text/current-formats.ts'
import { minutesPhrase } from '../text/sentences.ts'
import { countsItself, isMaximised } from './sites-question.ts'

/** What a sentence about an answer needs to know of the question. */
export interface AnswerContext {
  readonly request: SitingRequest
  /** "Menschen ab 65". */
  readonly groupName: string
  /** "einen Seniorentreff". */
  readonly placeName: string
}

/** "3 neue Orte" as the object of "mit": new ones, or all where existing ones may move. */
export function sitesPhrase(request: SitingRequest, count: number): string {
  const input = { n: count, text: formats().integer(count) }
  return request.existing === 'movable' ? m.sites_count_all(input) : m.sites_count_new(input)
}

/** A value of the objective with its unit. */
export function objectivePhrase(unit: SitingAnswer['objectiveUnit'], value: number, isWeighted: boolean): string {
  const text = formats().integer(Math.round(value) + 0)
  const n = Math.round(value)
  switch (unit) {
    case 'people':
      return isWeighted ? m.sites_unit_weighted({ text }) : m.people_count({ n, text })
    case 'person-minutes':
      return m.sites_unit_person_minutes({ text })
    case 'minutes':
      return m.sites_unit_minutes({ text: formats().decimal(value) })
    case 'sites':
      return m.sites_unit_sites({ n, text })
    case 'gap-persons':
      return m.sites_unit_gap_persons({ text: value < 100 ? formats().decimal(value) : text })
  }
}

/** A share as per cent with one decimal, rounded up: what is "at most" so much must not be more. */
export const percentUp = (share: number): string =>
  m.sites_percent({ text: formats().decimal(Math.max(0, Math.ceil(share * 1000 - 1e-9)) / 10) })

/** How much better another set of sites could be at most, as a share of the objective found; null where nobody knows. */
export function improvementShare(answer: Pick<SitingAnswer, 'model' | 'bound' | 'solution'>): number | null {
  const { bound, solution, model } = answer
  if (bound === null || solution === null) return null
  const better = isMaximised(model) ? bound - solution.objective : solution.objective - bound
  if (better <= 0) return 0
  return solution.objective === 0 ? null : better / Math.abs(solution.objective)
}

/** What the chosen sites bring, in one sentence. */
export function solutionSentence(answer: SitingAnswer, solution: SitingSolution, context: AnswerContext): string {
  const { request, groupName, placeName } = context
  const count = request.existing === 'movable' ? solution.sites.length : newSites(solution).length
  const inputs = {
    sites: sitesPhrase(request, count),
    served: formats().people(solution.served),
    group: groupName,
    places: placeName,
    minutes: minutesPhrase(answer.question.minutes),
    gained: gainedPhrase(solution.gained),
  }
  switch (answer.model) {
    case 'mclp':
      return m.sites_says_mclp(inputs)
    case 'equity-coverage':
      return m.sites_says_equity_coverage(inputs)
    case 'equity-gap':
      return m.sites_says_equity_gap(inputs)
    case 'lscp':
      return m.sites_says_lscp(inputs)
    case 'backup':
      return m.sites_says_backup({
        ...inputs,
        twice: objectivePhrase('people', solution.objective, answer.isWeighted),
      })
    case 'pmedian':
      return m.sites_says_pmedian({ ...inputs, mean: meanPhrase(solution) })
    case 'capacitated':
      return m.sites_says_capacitated({
        ...inputs,
        mean: meanPhrase(solution),
        capacity: formats().integer(request.capacityPeople ?? 0),
      })
    case 'pcenter':
      return m.sites_says_pcenter({ ...inputs, longest: meanWalk(solution.objective) })
  }
}

const meanPhrase = ({ meanMinutes }: SitingSolution) =>
  meanMinutes === null ? m.sites_no_walk() : meanWalk(meanMinutes)
/** A mean keeps its decimal, however long it is. */
export const meanWalk = (minutes: number) => m.sites_unit_minutes({ text: formats().decimal(minutes) })
const gainedPhrase = (gained: number) =>
  Math.round(gained) === 0 ? m.sites_gained_none() : m.sites_gained({ people: formats().people(gained) })

export const newSites = (solution: SitingSolution) => solution.sites.filter((site) => !site.exists)

/** How good that is: proven, how far from the best at most, or not known. */
export function proofSentence(answer: SitingAnswer, context: AnswerContext, isCancelled: boolean): string {
  const { solution, model, proven, bound } = answer
  if (solution === null) return ''
  const isFewest = countsItself(model)
  const isStopped = isCancelled && answer.phase === 'searching'
  if (proven && !isStopped) {
    if (model === 'backup') return m.sites_proven_backup()
    if (isFewest) return m.sites_proven_fewest()
    const count = context.request.existing === 'movable' ? solution.sites.length : newSites(solution).length
    return m.sites_proven({ sites: sitesPhrase(context.request, count) })
  }
  const share = improvementShare(answer)
  const { isWeighted } = answer
  const says =
    share === null || bound === null
      ? m.sites_unproven_without_bound()
      : m.sites_unproven({
          percent: percentUp(share),
          bound: objectivePhrase(answer.objectiveUnit, bound, isWeighted),
        })
  return isStopped ? `${m.sites_was_cancelled()} ${says}` : says
}

/** "2 Orte: Brand, Eilendorf" for the list of alternatives. */
export function districtsPhrase(solution: SitingSolution): string {
  const names = newSites(solution).map(({ districtName, name }) => districtName ?? name ?? m.sites_no_district())
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return formats().list(
    [...counts].map(([name, count]) => (count === 1 ? name : m.sites_times({ name, count: formats().integer(count) }))),
    'conjunction',
  )
}

/** How much less (or more, or the same) another set gives than the best one. */
export function differencePhrase(answer: SitingAnswer, other: SitingSolution): string {
  const { solution } = answer
  if (solution === null) return ''
  const difference = Math.abs(other.objective - solution.objective)
  const share = solution.objective === 0 ? 0 : difference / Math.abs(solution.objective)
  if (share === 0) return m.sites_alternative_equal()
  return m.sites_alternative_worse({ percent: percentUp(share) })
}

const goalLabels: Readonly<Record<SitingModel, () => string>> = {
  mclp: m.sites_goal_mclp,
  lscp: m.sites_goal_lscp,
  pmedian: m.sites_goal_pmedian,
  pcenter: m.sites_goal_pcenter,
  backup: m.sites_goal_backup,
  capacitated: m.sites_goal_capacitated,
  'equity-coverage': m.sites_goal_equity_coverage,
  'equity-gap': m.sites_goal_equity_gap,
}
export const goalLabel = (model: SitingModel): string => goalLabels[model]()

const goalNotes: Readonly<Record<SitingModel, () => string>> = {
  mclp: m.sites_goal_mclp_text,
  lscp: m.sites_goal_lscp_text,
  pmedian: m.sites_goal_pmedian_text,
  pcenter: m.sites_goal_pcenter_text,
  backup: m.sites_goal_backup_text,
  capacitated: m.sites_goal_capacitated_text,
  'equity-coverage': m.sites_goal_equity_coverage_text,
  'equity-gap': m.sites_goal_equity_gap_text,
}
export const goalNote = (model: SitingModel): string => goalNotes[model]()

const objectiveLabels: Readonly<Record<SitingModel, () => string>> = {
  mclp: m.sites_objective_mclp,
  lscp: m.sites_objective_lscp,
  pmedian: m.sites_objective_pmedian,
  pcenter: m.sites_objective_pcenter,
  backup: m.sites_objective_backup,
  capacitated: m.sites_objective_pmedian,
  'equity-coverage': m.sites_objective_equity_coverage,
  'equity-gap': m.sites_objective_equity_gap,
}
export const objectiveLabel = (model: SitingModel): string => objectiveLabels[model]()

const goalModels: Readonly<Record<SitingModel, () => string>> = {
  mclp: m.sites_model_mclp,
  lscp: m.sites_model_lscp,
  pmedian: m.sites_model_pmedian,
  pcenter: m.sites_model_pcenter,
  backup: m.sites_model_backup,
  capacitated: m.sites_model_capacitated,
  'equity-coverage': m.sites_model_equity_coverage,
  'equity-gap': m.sites_model_equity_gap,
}
/** The name of the model in the literature. */
export const goalModel = (model: SitingModel): string => goalModels[model]()
