/** A scenario as a file that can be handed on and opened again, by this page and by the command line. */
import type { Modification } from '../api/contract.ts'
import type { PlanDocument } from '../plan/plan-document.ts'

/** As in the contract (SCENARIO_FORMAT, SCENARIO_LIMITS); a test compares. */
export const KNOWN_FORMAT = 1
export const MOST_MODIFICATIONS = 500
/** Larger requests are refused by the server as well. */
export const MOST_MEGABYTES = 4

export type ScenarioFault =
  | { readonly code: 'too-large' }
  | { readonly code: 'not-json' }
  | { readonly code: 'wrong-shape' }
  | { readonly code: 'wrong-change'; readonly number: number }
  | { readonly code: 'too-many'; readonly count: number }
  | { readonly code: 'other-region'; readonly region: string }
  | { readonly code: 'newer-format'; readonly format: number }

export function formatScenarioFile(region: string, { name, description, modifications }: PlanDocument): string {
  return `${JSON.stringify({ format: KNOWN_FORMAT, region, name, description, modifications }, null, 2)}\n`
}

/** "aachen-treff-am-rand-2026-11-25.json"; letters that not every system takes are written out or left out. */
export function scenarioFileName(region: string, name: string, day: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  return [region, ...(words === '' ? [] : [words]), day].join('-') + '.json'
}

/** Reads a file for a region. What is inside a modification is checked as far as the page needs it; the server checks the rest. */
export function parseScenarioFile(
  text: string,
  regionKey: string,
): { readonly document: PlanDocument } | { readonly fault: ScenarioFault } {
  if (text.length > MOST_MEGABYTES * 1024 * 1024) return { fault: { code: 'too-large' } }
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return { fault: { code: 'not-json' } }
  }
  if (!isObject(content)) return { fault: { code: 'wrong-shape' } }
  const { format = KNOWN_FORMAT, region, name, description = '', modifications } = content
  // First of all: a newer format may have any shape.
  if (typeof format === 'number' && format > KNOWN_FORMAT) return { fault: { code: 'newer-format', format } }
  if (
    typeof region !== 'string' ||
    typeof name !== 'string' ||
    typeof description !== 'string' ||
    !Array.isArray(modifications)
  )
    return { fault: { code: 'wrong-shape' } }
  if (region !== regionKey) return { fault: { code: 'other-region', region: region.slice(0, 64) } }
  if (modifications.length > MOST_MODIFICATIONS) return { fault: { code: 'too-many', count: modifications.length } }
  const wrong = modifications.findIndex((item) => !isModification(item))
  if (wrong >= 0) return { fault: { code: 'wrong-change', number: wrong + 1 } }
  return {
    document: {
      name: name.slice(0, 120),
      description: description.slice(0, 4000),
      modifications: modifications as Modification[],
    },
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isPosition = (lng: unknown, lat: unknown): boolean =>
  typeof lng === 'number' && typeof lat === 'number' && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
const isLine = (value: unknown, least: number): boolean =>
  Array.isArray(value) &&
  value.length >= least &&
  value.every((corner) => Array.isArray(corner) && corner.length === 2 && isPosition(corner[0], corner[1]))
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText)

function isModification(item: unknown): boolean {
  if (!isObject(item)) return false
  const { id, kind, note, lng, lat } = item
  if (!isText(id) || !/^[A-Za-z0-9_-]{1,40}$/.test(id) || !(note === undefined || isText(note))) return false
  switch (kind) {
    case 'add-facility':
      return isPosition(lng, lat) && isText(item.name) && areTexts(item.categoryIds)
    case 'move-facility':
      return isPosition(lng, lat) && isText(item.facilityId)
    case 'close-facility':
      return isText(item.facilityId)
    case 'change-facility':
      return isText(item.facilityId) && (item.categoryIds === undefined || areTexts(item.categoryIds))
    case 'add-housing':
      return isText(item.name) && isLine(item.area, 3) && isObject(item.people)
    case 'change-population':
      return isText(item.levelId) && Array.isArray(item.entries) && item.entries.every(isObject)
    case 'add-path':
      return isLine(item.line, 2)
    case 'close-street':
    case 'make-barrier-free':
    case 'lower-kerb':
    case 'add-obstacle':
      return isPosition(lng, lat)
    default:
      return false
  }
}
