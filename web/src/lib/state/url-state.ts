import { listIsochroneEntries, parseIsochroneChoice, type IsochroneChoice } from '../isochrone/isochrone-choice.ts'

/** What can be chosen on the map page and on the planner's page. Null means "the region's default", which is not written into the address. */
export interface UrlState {
  /** Kinds of places, at least one. */
  readonly categoryIds: readonly string[] | null
  readonly mode: 'any' | 'score'
  readonly groupId: string | null
  readonly profile: string | null
  readonly minutes: number | null
  readonly rank: 1 | 2 | 3
  readonly colouring: 'minutes' | 'people' | 'gap'
  readonly level: string | null
  /** Centre of the map and zoom. */
  readonly view: MapPosition | null
  /** Explained cell, 15 hexadecimal digits. */
  readonly cellId: string | null
  readonly districtId: string | null
  readonly tab: 'districts' | 'gaps' | 'cells' | 'whatif'
  readonly sort: SortOrder
  /** The scenario that is planned with, 16 hexadecimal digits. */
  readonly scenarioId: string | null
  /** What the planner's map shows. */
  readonly show: (typeof planViews)[number]
  readonly planTab: (typeof planTabs)[number]
  /** The walking area that is shown, if any. */
  readonly isochrone: IsochroneChoice | null
  /** A change of a place that the planner's page takes over and forgets. */
  readonly trial: PlanTrial | null
}

/** An existing place, to be closed, or opened to the kinds of the question. */
export interface PlanTrial {
  readonly kind: 'close' | 'open'
  readonly facilityId: string
}

export interface MapPosition {
  /** −180 … 180, five decimals (about a metre). */
  readonly lng: number
  /** −85 … 85, five decimals. */
  readonly lat: number
  /** 0 … 22, two decimals. */
  readonly zoom: number
}

export const sortColumns = ['name', 'people', 'unserved', 'share', 'perThousand', 'facilities'] as const
export type SortColumn = (typeof sortColumns)[number]
export interface SortOrder {
  readonly column: SortColumn
  readonly direction: 'ascending' | 'descending'
}

export const planViews = ['difference', 'before', 'after'] as const
export const planTabs = ['changes', 'districts', 'groups', 'cells', 'check'] as const

export const initialUrlState: UrlState = {
  categoryIds: null,
  mode: 'any',
  groupId: null,
  profile: null,
  minutes: null,
  rank: 1,
  colouring: 'minutes',
  level: null,
  view: null,
  cellId: null,
  districtId: null,
  tab: 'districts',
  sort: { column: 'unserved', direction: 'descending' },
  scenarioId: null,
  show: 'difference',
  planTab: 'changes',
  isochrone: null,
  trial: null,
}

const identifier = /^[a-z0-9_-]{1,64}$/
const cellPattern = /^[0-9a-f]{15}$/
const scenarioPattern = /^[0-9a-f]{16}$/
const colourings = ['minutes', 'people', 'gap'] as const
const tabs = ['districts', 'gaps', 'cells', 'whatif'] as const

export function oneOf<T extends string>(allowed: readonly T[], value: string | null, otherwise: T): T {
  return allowed.find((item) => item === value) ?? otherwise
}
export const parseIdentifier = (value: string | null) => (value !== null && identifier.test(value) ? value : null)

function parseNumber(value: string | undefined, minimum: number, maximum: number): number | null {
  if (value === undefined || !/^-?\d{1,4}(\.\d{1,5})?$/.test(value)) return null
  const number = Number(value)
  return number >= minimum && number <= maximum ? number : null
}

function parseView(value: string | null): MapPosition | null {
  const [lng, lat, zoom, ...rest] = (value ?? '').split(',')
  const position = { lng: parseNumber(lng, -180, 180), lat: parseNumber(lat, -85, 85), zoom: parseNumber(zoom, 0, 22) }
  if (rest.length > 0 || position.lng === null || position.lat === null || position.zoom === null) return null
  return { lng: position.lng, lat: position.lat, zoom: position.zoom }
}

function parseSort(value: string | null): SortOrder {
  const isDescending = value?.startsWith('-') ?? false
  const column = sortColumns.find((item) => item === (isDescending ? value?.slice(1) : value))
  return column ? { column, direction: isDescending ? 'descending' : 'ascending' } : initialUrlState.sort
}

function parseTrial(value: string | null): PlanTrial | null {
  const kind = oneOf(['close', 'open', ''] as const, value?.split(':', 1)[0] ?? null, '')
  const facilityId = value?.slice(kind.length + 1) ?? ''
  return kind === '' || facilityId === '' || facilityId.length > 300 ? null : { kind, facilityId }
}

/** Reads an address; what cannot be understood is as if it were absent. */
export function parseUrlState(query: { get(name: string): string | null }): UrlState {
  const categoryIds = [...new Set((query.get('what') ?? '').split(',').filter((id) => identifier.test(id)))]
  const rank = query.get('rank')
  const cellId = query.get('cell')
  const district = query.get('district')
  const scenarioId = query.get('scenario')
  return {
    categoryIds: categoryIds.length > 0 ? categoryIds : null,
    mode: oneOf(['any', 'score'] as const, query.get('mode'), 'any'),
    groupId: parseIdentifier(query.get('who')),
    profile: parseIdentifier(query.get('walk')),
    minutes: parseNumber(query.get('minutes') ?? undefined, 1, 120),
    rank: rank === '2' ? 2 : rank === '3' ? 3 : 1,
    colouring: oneOf(colourings, query.get('colour'), 'minutes'),
    level: parseIdentifier(query.get('level')),
    view: parseView(query.get('at')),
    cellId: cellId !== null && cellPattern.test(cellId) ? cellId : null,
    districtId: district !== null && district !== '' && district.length <= 100 ? district : null,
    tab: oneOf(tabs, query.get('list'), 'districts'),
    sort: parseSort(query.get('sort')),
    scenarioId: scenarioId !== null && scenarioPattern.test(scenarioId) ? scenarioId : null,
    show: oneOf(planViews, query.get('show'), 'difference'),
    planTab: oneOf(planTabs, query.get('panel'), 'changes'),
    isochrone: parseIsochroneChoice(query),
    trial: parseTrial(query.get('try')),
  }
}

/** The query for a state, without "?"; defaults are left out. `parseUrlState(formatUrlState(s))` is `s`. */
export function formatUrlState(state: UrlState): string {
  const sort = `${state.sort.direction === 'descending' ? '-' : ''}${state.sort.column}`
  const entries: [string, string | null][] = [
    ['what', state.categoryIds?.join(',') ?? null],
    ['mode', state.mode === 'any' ? null : state.mode],
    ['who', state.groupId],
    ['walk', state.profile],
    ['minutes', state.minutes === null ? null : String(state.minutes)],
    ['rank', state.rank === 1 ? null : String(state.rank)],
    ['colour', state.colouring === 'minutes' ? null : state.colouring],
    ['level', state.level],
    ['list', state.tab === 'districts' ? null : state.tab],
    ['sort', sort === '-unserved' ? null : sort],
    ['district', state.districtId === null ? null : encodeURIComponent(state.districtId)],
    ['cell', state.cellId],
    ['scenario', state.scenarioId],
    ['show', state.show === 'difference' ? null : state.show],
    ['panel', state.planTab === 'changes' ? null : state.planTab],
    ...listIsochroneEntries(state.isochrone),
    ['try', state.trial && encodeURIComponent(`${state.trial.kind}:${state.trial.facilityId}`)],
    ['at', state.view === null ? null : [state.view.lng, state.view.lat, state.view.zoom].join(',')],
  ]
  return entries.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join('&')
}

/** A map position with the precision of an address. */
export function roundPosition(lng: number, lat: number, zoom: number): MapPosition {
  const round = (value: number, digits: number) => Number(value.toFixed(digits)) + 0
  return { lng: round(lng, 5), lat: round(lat, 5), zoom: round(zoom, 2) }
}
