import type { SitingModel, SitingRequest, WhatIfQuestion } from '../api/contract.ts'
import type { Selection } from '../state/selection.ts'
import { crossesItself } from './edit-shapes.ts'
import type { Position } from './shape-code.ts'

/** All goals, in the order in which they are offered; the first three are what most people want. */
export const sitingModels = [
  'mclp',
  'lscp',
  'pmedian',
  'pcenter',
  'backup',
  'capacitated',
  'equity-coverage',
  'equity-gap',
] as const satisfies readonly SitingModel[]

export const existingChoices = ['fixed', 'movable', 'ignored'] as const
export type ExistingChoice = (typeof existingChoices)[number]

/** What one search may ask for at most; the server refuses more by name. */
export const sitesLimits = {
  sites: 50,
  points: 5000,
  candidates: 20_000,
  areas: 50,
  corners: 500,
  seconds: 300,
} as const
export const secondsChoices = [10, 30, 60, 120, 300] as const

/** What was drawn on the map. Rings are open, at least three corners each. */
export interface DrawnShapes {
  readonly points: readonly Position[]
  readonly areas: readonly (readonly Position[])[]
  readonly forbidden: readonly (readonly Position[])[]
}

/** What is asked about sites, besides the question that every page asks. */
export interface SitesQuestion extends DrawnShapes {
  readonly model: SitingModel
  /** New sites; with movable existing places: sites in all. Means nothing for lscp and backup. */
  readonly sites: number
  /** Inhabited cells may be sites. */
  readonly cells: boolean
  /** House numbers may be sites. */
  readonly addresses: boolean
  /** Existing places of these kinds may be sites. */
  readonly kindIds: readonly string[]
  readonly existing: ExistingChoice
  readonly needLevelId: string | null
  /** Factor on the people of a district; those that are not named count 1. */
  readonly needFactors: Readonly<Record<string, number>>
  /** People that one site takes. */
  readonly capacityPeople: number
  readonly seconds: number
}

export const noShapes: DrawnShapes = { points: [], areas: [], forbidden: [] }

export const initialQuestion: SitesQuestion = {
  ...noShapes,
  model: 'mclp',
  sites: 3,
  cells: true,
  addresses: false,
  kindIds: [],
  existing: 'fixed',
  needLevelId: null,
  needFactors: {},
  capacityPeople: 500,
  seconds: 60,
}

/** Goals that find the number of sites themselves. */
export const countsItself = (model: SitingModel): boolean => model === 'lscp' || model === 'backup'
/** Whether more is better. */
export const isMaximised = (model: SitingModel): boolean =>
  model === 'mclp' || model === 'backup' || model === 'equity-coverage'

/** Whether something is drawn. */
export const hasShapes = ({ points, areas, forbidden }: DrawnShapes): boolean =>
  points.length + areas.length + forbidden.length > 0

/** Why the question cannot be asked yet; null where it can. */
export type QuestionFault =
  'score-mode' | 'rank' | 'no-level' | 'no-candidates' | 'crossing' | 'sites-range' | 'capacity-range' | 'need-missing'

export function findQuestionFault(question: SitesQuestion, selection: Selection): QuestionFault | null {
  const { model, sites, cells, addresses, kindIds, points, capacityPeople, needFactors } = question
  if (selection.mode === 'score') return 'score-mode'
  if (selection.rank !== 1) return 'rank'
  if (selection.level === null) return 'no-level'
  if (!cells && !addresses && kindIds.length === 0 && points.length === 0) return 'no-candidates'
  if (!countsItself(model) && !(Number.isInteger(sites) && sites >= 1 && sites <= sitesLimits.sites))
    return 'sites-range'
  if ([...question.areas, ...question.forbidden].some(crossesItself)) return 'crossing'
  if (model === 'capacitated' && !(capacityPeople > 0 && capacityPeople <= 1e7)) return 'capacity-range'
  if (model === 'equity-coverage' && Object.keys(needFactors).length === 0) return 'need-missing'
  return null
}

/** The question of every page. */
export function toQuestion({ profile, categoryIds, mode, rank, groupId, minutes, level }: Selection): WhatIfQuestion {
  const levelId = level ?? ''
  return { profile: profile as WhatIfQuestion['profile'], categoryIds: [...categoryIds], mode, rank, groupId, levelId, minutes } // prettier-ignore
}

/** The search that the server is asked for. Call only without a fault. */
export function toSitingRequest(
  question: SitesQuestion,
  selection: Selection,
  scenarioId: string | null,
): SitingRequest {
  const { model, cells, addresses, kindIds, points, areas, forbidden, existing, needLevelId, needFactors } = question
  const need = Object.fromEntries(Object.entries(needFactors).filter(([, factor]) => factor !== 1))
  const pairs = (list: readonly Position[]) => list.map(([lng, lat]) => [lng, lat])
  return {
    question: toQuestion(selection),
    model,
    ...(countsItself(model) ? {} : { sites: question.sites }),
    ...(scenarioId === null ? {} : { side: { scenario: scenarioId } }),
    candidates: {
      cells,
      addresses,
      ...(kindIds.length > 0 ? { categoryIds: [...kindIds] } : {}),
      ...(points.length > 0 ? { points: pairs(points) } : {}),
      ...(areas.length > 0 ? { areas: areas.map(pairs) } : {}),
      ...(forbidden.length > 0 ? { forbidden: forbidden.map(pairs) } : {}),
      // House numbers of a city are more than one search can take: they are thinned out, which the answer says.
      atMost: sitesLimits.candidates,
    },
    existing,
    ...(model !== 'capacitated' && Object.keys(need).length > 0
      ? { need: { levelId: needLevelId ?? selection.level ?? '', factors: need } }
      : {}),
    ...(model === 'capacitated' ? { capacityPeople: question.capacityPeople } : {}),
    ...(countsItself(model) ? {} : { curve: true }),
    timeLimitSeconds: question.seconds,
  }
}
