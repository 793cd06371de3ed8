/**
 * The address of a comparison, `/r/{region}/compare?…`. The question (`what`, `mode`, `who`, `minutes`, `rank`, `level`) and the part of the map (`at`)
 * are those of every page, see state/url-state.ts; `walk` is how a side walks that does not say it itself. Of its own it has:
 *
 * - `a`, `b`: the sides, as a list of at most one each of `profile:rollator`, `scenario:0123456789abcdef` and `import:0123456789abcdef`.
 *   Whatever is left out is as today; `today` says so where nothing else does. Without `a` it is today, without `b` what the region compares with first.
 * - `view`: `swipe` (default), `beside`, `difference`; `split`: percent of the width that side A has in `swipe`, 50 by default
 * - `table`: `districts` (default), `groups`, `cells`; `order`: column of the districts with `-` for descending, `-net` by default
 */
import { effectColumns, type EffectOrder } from '../plan/sort-effect-rows.ts'
import { oneOf, parseIdentifier } from '../state/url-state.ts'

/** One side of a comparison; null is as today, with the profile of the question. */
export interface CompareSide {
  readonly profile: string | null
  /** 16 hexadecimal digits. */
  readonly scenarioId: string | null
  /** 16 hexadecimal digits; null: the newest. */
  readonly importId: string | null
}

export const compareViews = ['swipe', 'beside', 'difference'] as const
export type CompareView = (typeof compareViews)[number]
export const compareTables = ['districts', 'groups', 'cells'] as const
export type CompareTable = (typeof compareTables)[number]

export interface CompareState {
  readonly a: CompareSide
  /** Null: not chosen, see `defaultOtherSide`. */
  readonly b: CompareSide | null
  readonly view: CompareView
  /** 0 … 100, whole percent. */
  readonly split: number
  readonly table: CompareTable
  readonly order: EffectOrder
}

export const todaySide: CompareSide = { profile: null, scenarioId: null, importId: null }
export const initialCompareState: CompareState = {
  a: todaySide,
  b: null,
  view: 'swipe',
  split: 50,
  table: 'districts',
  order: { column: 'net', direction: 'descending' },
}
/** What today is compared with where nothing was chosen: "how much worse is it with a rollator?" */
export const defaultOtherSide: CompareSide = { ...todaySide, profile: 'rollator' }

const idPattern = /^[0-9a-f]{16}$/
const parts = [
  ['profile', 'profile'],
  ['scenario', 'scenarioId'],
  ['import', 'importId'],
] as const

/** Reads a side; parts that cannot be understood are as if they were absent, of two the first counts. */
export function parseCompareSide(text: string): CompareSide {
  const side: { -readonly [K in keyof CompareSide]: CompareSide[K] } = { ...todaySide }
  for (const part of text.split(',', 8)) {
    const colon = part.indexOf(':')
    const name = parts.find(([prefix]) => prefix === part.slice(0, colon))?.[1]
    if (colon < 0 || name === undefined || side[name] !== null) continue
    const value = part.slice(colon + 1)
    side[name] = name === 'profile' ? parseIdentifier(value) : idPattern.test(value) ? value : null
  }
  return side
}

/** "profile:rollator,scenario:0123456789abcdef", or "today". */
export function formatCompareSide(side: CompareSide): string {
  const named = parts.flatMap(([prefix, name]) => (side[name] === null ? [] : [`${prefix}:${side[name]}`]))
  return named.length === 0 ? 'today' : named.join(',')
}

export function isSameSide(a: CompareSide, b: CompareSide): boolean {
  return formatCompareSide(a) === formatCompareSide(b)
}

function parseSplit(text: string | null): number {
  const value = text !== null && /^\d{1,3}$/.test(text) ? Number(text) : initialCompareState.split
  return value <= 100 ? value : initialCompareState.split
}

function parseOrder(text: string | null): EffectOrder {
  const isDescending = text?.startsWith('-') ?? false
  const column = effectColumns.find((item) => item === (isDescending ? text?.slice(1) : text))
  return column ? { column, direction: isDescending ? 'descending' : 'ascending' } : initialCompareState.order
}

/** Reads what is the comparison's own; what cannot be understood is as if it were absent. */
export function parseCompareState(query: { get(name: string): string | null }): CompareState {
  const [a, b] = [query.get('a'), query.get('b')]
  return {
    a: a === null ? todaySide : parseCompareSide(a),
    b: b === null || b === '' ? null : parseCompareSide(b),
    view: oneOf(compareViews, query.get('view'), initialCompareState.view),
    split: parseSplit(query.get('split')),
    table: oneOf(compareTables, query.get('table'), initialCompareState.table),
    order: parseOrder(query.get('order')),
  }
}

/** The comparison's own part of a query, without "?"; defaults are left out. `parseCompareState(formatCompareState(s))` is `s`. */
export function formatCompareState({ a, b, view, split, table, order }: CompareState): string {
  const sorted = `${order.direction === 'descending' ? '-' : ''}${order.column}`
  const entries: [string, string | null][] = [
    ['a', isSameSide(a, todaySide) ? null : formatCompareSide(a)],
    ['b', b === null ? null : formatCompareSide(b)],
    ['view', view === initialCompareState.view ? null : view],
    ['split', split === initialCompareState.split ? null : String(split)],
    ['table', table === initialCompareState.table ? null : table],
    ['order', sorted === '-net' ? null : sorted],
  ]
  return entries.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join('&')
}
