import { decodePositions, decodeRings, encodePositions, encodeRings } from './shape-code.ts'
import {
  existingChoices,
  initialQuestion,
  noShapes,
  sitesLimits,
  sitingModels,
  type DrawnShapes,
  type SitesQuestion,
} from './sites-question.ts'

/** What the address of the page says about a search for sites. */
export interface SitesAddress {
  readonly question: SitesQuestion
  /** The search whose answer is shown, 16 hexadecimal digits. */
  readonly jobId: string | null
  /** What was drawn was too long for an address: it is kept in the browser in which it was drawn. */
  readonly isDrawingElsewhere: boolean
}

/** Longest text of drawn shapes; with the rest of the address this stays below what proxies and mail programs take. */
export const LONGEST_DRAWING = 1500

const identifier = /^[a-z0-9_-]{1,64}$/
const jobPattern = /^[0-9a-f]{16}$/

function parseNumber(text: string | null, minimum: number, maximum: number, otherwise: number): number {
  if (text === null || !/^\d{1,8}(\.\d{1,3})?$/.test(text)) return otherwise
  const value = Number(text)
  return value >= minimum && value <= maximum ? value : otherwise
}
const parseWhole = (text: string | null, minimum: number, maximum: number, otherwise: number): number => {
  const value = parseNumber(text, minimum, maximum, otherwise)
  return Number.isInteger(value) ? value : otherwise
}
const oneOf = <T extends string>(allowed: readonly T[], value: string | null, otherwise: T): T =>
  allowed.find((item) => item === value) ?? otherwise

function parseNeed(text: string | null): Pick<SitesQuestion, 'needLevelId' | 'needFactors'> {
  const [level, ...entries] = (text ?? '').split('~')
  if (!identifier.test(level)) return { needLevelId: null, needFactors: {} }
  const factors: [string, number][] = []
  for (const entry of entries) {
    const at = entry.lastIndexOf('*')
    const factor = parseNumber(entry.slice(at + 1), 0, 100, NaN)
    if (at < 1 || Number.isNaN(factor)) continue
    try {
      factors.push([decodeURIComponent(entry.slice(0, at)), factor])
    } catch {
      continue
    }
  }
  return { needLevelId: level, needFactors: Object.fromEntries(factors) }
}

function formatNeed({ needLevelId, needFactors }: SitesQuestion): string | null {
  const entries = Object.entries(needFactors)
  if (needLevelId === null) return null
  const escape = (id: string) => encodeURIComponent(id).replaceAll('~', '%7E').replaceAll('*', '%2A')
  return encodeURIComponent([needLevelId, ...entries.map(([id, factor]) => `${escape(id)}*${factor}`)].join('~'))
}

/** Reads an address; what cannot be understood is as if it were absent. */
export function parseSitesAddress(query: { get(name: string): string | null }): SitesAddress {
  const jobId = query.get('job')
  const need = parseNeed(query.get('need'))
  return {
    jobId: jobId !== null && jobPattern.test(jobId) ? jobId : null,
    isDrawingElsewhere: query.get('drawn') === 'kept',
    question: {
      model: oneOf(sitingModels, query.get('goal'), initialQuestion.model),
      sites: parseWhole(query.get('sites'), 1, sitesLimits.sites, initialQuestion.sites),
      cells: query.get('cells') !== '0',
      addresses: query.get('addresses') === '1',
      kindIds: [...new Set((query.get('in') ?? '').split(',').filter((id) => identifier.test(id)))],
      existing: oneOf(existingChoices, query.get('existing'), initialQuestion.existing),
      needLevelId: need.needLevelId,
      needFactors: need.needFactors,
      capacityPeople: parseNumber(query.get('capacity'), 0.001, 1e7, initialQuestion.capacityPeople),
      seconds: parseWhole(query.get('seconds'), 1, sitesLimits.seconds, initialQuestion.seconds),
      points: decodePositions(query.get('points') ?? '') ?? noShapes.points,
      areas: decodeRings(query.get('areas') ?? '') ?? noShapes.areas,
      forbidden: decodeRings(query.get('without') ?? '') ?? noShapes.forbidden,
    },
  }
}

/** What is drawn as parts of an address; null where it is too long for one. */
function formatShapes(shapes: DrawnShapes): [string, string | null][] | null {
  const parts: [string, string][] = [
    ['points', encodePositions(shapes.points)],
    ['areas', encodeRings(shapes.areas)],
    ['without', encodeRings(shapes.forbidden)],
  ]
  if (parts.reduce((length, [, text]) => length + text.length, 0) > LONGEST_DRAWING) return null
  return parts.map(([key, text]) => [key, text === '' ? null : text])
}

export const fitsIntoAddress = (shapes: DrawnShapes): boolean => formatShapes(shapes) !== null

/** The query for a search, without "?"; defaults are left out. `parseSitesAddress(formatSitesAddress(s))` is `s` if its drawing fits. */
export function formatSitesAddress(question: SitesQuestion, jobId: string | null): string {
  const other = <T>(value: T, usual: T) => (value === usual ? null : String(value))
  const entries: [string, string | null][] = [
    ['goal', other(question.model, initialQuestion.model)],
    ['sites', other(question.sites, initialQuestion.sites)],
    ['cells', question.cells ? null : '0'],
    ['addresses', question.addresses ? '1' : null],
    ['in', question.kindIds.length > 0 ? question.kindIds.join(',') : null],
    ['existing', other(question.existing, initialQuestion.existing)],
    ['need', formatNeed(question)],
    ['capacity', other(question.capacityPeople, initialQuestion.capacityPeople)],
    ['seconds', other(question.seconds, initialQuestion.seconds)],
    ...(formatShapes(question) ?? [['drawn', 'kept'] as [string, string]]),
    ['job', jobId],
  ]
  return entries.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join('&')
}
