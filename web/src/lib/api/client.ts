import type { FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import { decodeColumns, type Columns } from './columns.ts'
import type {
  Categories,
  ClosureCheck,
  DistrictResults,
  Explanation,
  ImportIssues,
  JobBody,
  Modification,
  Region,
  RegionSummary,
  RunInfo,
  SearchAnswer,
  SharedUse,
  WhatIfQuestion,
} from './contract.ts'
import { ApiProblem, isAbort, readProblem } from './problem.ts'

export interface DistrictProperties {
  readonly id: string
  readonly name: string
  readonly level: string
  readonly areaSquareMetres: number
  readonly people: Readonly<Record<string, number>>
  readonly center: readonly [number, number]
  readonly bounds: readonly [number, number, number, number]
}
export type DistrictCollection = FeatureCollection<Polygon | MultiPolygon, DistrictProperties>

export interface FacilityProperties {
  readonly id: string
  readonly index: number
  readonly name: string | null
  readonly categoryIds: readonly string[]
  readonly capacity: number | null
  readonly provider: string | null
  readonly address: string | null
  readonly openingHours: string | null
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
  readonly website: string | null
  readonly source: 'osm' | 'list' | 'correction'
  readonly snapped: boolean
}
export type FacilityCollection = FeatureCollection<Point, FacilityProperties>

export interface GapAreaProperties {
  readonly id: string
  readonly name: string
  readonly nameEn?: string
  /** `unknown`: cells that cannot be assessed, a hole in the data rather than in supply. */
  readonly kind?: 'gap' | 'unknown'
  readonly districtId: string | null
  readonly districtName: string | null
  readonly people: number
  readonly cells: number
  readonly areaSquareMetres: number
  readonly center: readonly [number, number]
  readonly uncertainShare: number
}
export type GapAreaCollection = FeatureCollection<Polygon | MultiPolygon, GapAreaProperties>

/** What is asked of a run. */
export interface RunQuery {
  readonly categories: readonly string[]
  readonly mode?: 'any' | 'score'
  readonly rank?: number
  readonly group?: string
  readonly minutes?: number
  readonly level?: string
}

type QueryValue = string | number | readonly string[] | undefined

/** `?a=1&b=x,y` in the given order; undefined values are left out. */
export function formatQuery(query: Readonly<Record<string, QueryValue>>): string {
  const parts = Object.entries(query).flatMap(([key, value]) => {
    if (value === undefined) return []
    const text = typeof value === 'object' ? value.map(encodeURIComponent).join(',') : encodeURIComponent(String(value))
    return [`${key}=${text}`]
  })
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

const base = '/api/v1'
export const regionPath = (region: string) => `${base}/regions/${encodeURIComponent(region)}`
const runPath = (region: string, run: string) => `${regionPath(region)}/runs/${encodeURIComponent(run)}`
const runQuery = (query: RunQuery): Record<string, QueryValue> => ({ ...query })

type HeadersFor = (path: string) => Readonly<Record<string, string>>
let sharedHeaders: HeadersFor = () => ({})
/** For the tab that shows a draft by a link: what to send along, so that the server shows it. */
export function sendAlong(headers: HeadersFor): void {
  sharedHeaders = headers
}

/** One request; throws `ApiProblem`, or the abort of `signal` unchanged. */
export async function request(path: string, init: RequestInit, accept: string): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      ...init,
      headers: { accept, ...sharedHeaders(path), ...init.headers },
    })
  } catch (error) {
    if (isAbort(error)) throw error
    throw new ApiProblem(path, 0, 'unreachable', error instanceof Error ? error.message : String(error))
  }
  if (!response.ok) throw await readProblem(path, response)
  return response
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(path, { signal }, 'application/json, application/geo+json')
  return (await response.json()) as T
}

async function getColumns(path: string, signal?: AbortSignal): Promise<Columns> {
  const response = await request(path, { signal }, 'application/vnd.nahraum.columns')
  return decodeColumns(await response.arrayBuffer())
}

export const listRegions = (signal?: AbortSignal) => getJson<{ regions: RegionSummary[] }>(`${base}/regions`, signal)
export const getRegion = (region: string, signal?: AbortSignal) => getJson<Region>(regionPath(region), signal)
export const getCategories = (region: string, signal?: AbortSignal) =>
  getJson<Categories>(`${regionPath(region)}/categories`, signal)
export const listIssues = (region: string, signal?: AbortSignal) =>
  getJson<ImportIssues>(`${regionPath(region)}/issues`, signal)
export const listDistricts = (region: string, level: string, signal?: AbortSignal) =>
  getJson<DistrictCollection>(`${regionPath(region)}/districts${formatQuery({ level })}`, signal)
export const listFacilities = (region: string, categories: readonly string[], signal?: AbortSignal) =>
  getJson<FacilityCollection>(`${regionPath(region)}/facilities${formatQuery({ categories })}`, signal)
/** Places of every kind. */
export const listAllFacilities = (region: string, signal?: AbortSignal) =>
  getJson<FacilityCollection>(`${regionPath(region)}/facilities`, signal)
export const listRuns = (region: string, signal?: AbortSignal) =>
  getJson<{ runs: RunInfo[] }>(`${regionPath(region)}/runs`, signal)
export const getCells = (region: string, signal?: AbortSignal) => getColumns(`${regionPath(region)}/cells`, signal)
export const getCellValues = (region: string, run: string, query: RunQuery, signal?: AbortSignal) =>
  getColumns(`${runPath(region, run)}/cells${formatQuery(runQuery(query))}`, signal)
export const getDistrictResults = (region: string, run: string, query: RunQuery, signal?: AbortSignal) =>
  getJson<DistrictResults>(`${runPath(region, run)}/districts${formatQuery(runQuery(query))}`, signal)
export const listGapAreas = (region: string, run: string, query: RunQuery, signal?: AbortSignal) =>
  getJson<GapAreaCollection>(`${runPath(region, run)}/gap-areas${formatQuery(runQuery(query))}`, signal)

export interface SearchQuery {
  /** 1 to 200 characters. */
  readonly q: string
  /** Longitude and latitude, divided by a comma. */
  readonly near?: string
}
/** Addresses, streets, places and districts of the region by name. */
export const searchRegion = (region: string, query: SearchQuery, signal?: AbortSignal) =>
  getJson<SearchAnswer>(`${regionPath(region)}/search${formatQuery({ ...query })}`, signal)

export interface ExplainQuery {
  readonly lng: number
  readonly lat: number
  readonly profile: string
  readonly categories: readonly string[]
  readonly count: number
}
export const explain = (region: string, query: ExplainQuery, signal?: AbortSignal) =>
  getJson<Explanation>(`${regionPath(region)}/explain${formatQuery({ ...query })}`, signal)

/** A request with a JSON body (none where it is undefined). */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const content =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return (await (await request(path, { method, signal, ...content }, 'application/json')).json()) as T
}
const postJson = <T>(path: string, body: unknown, signal?: AbortSignal) => sendJson<T>('POST', path, body, signal)

/** Without modifications the side is left out, as today is what is looked at then. */
const sideOf = (modifications: readonly Modification[]) => (modifications.length > 0 ? { side: { modifications } } : {})
/** Existing places, closed in thought, over what is planned already. */
export const checkClosures = (
  region: string,
  question: WhatIfQuestion,
  modifications: readonly Modification[],
  signal?: AbortSignal,
) => postJson<ClosureCheck>(`${regionPath(region)}/what-if/closures`, { question, ...sideOf(modifications) }, signal)
/** Places of other kinds, opened to the need in thought, over what is planned already. */
export const rankSharedUse = (
  region: string,
  question: WhatIfQuestion,
  modifications: readonly Modification[],
  signal?: AbortSignal,
) => postJson<SharedUse>(`${regionPath(region)}/what-if/shared-use`, { question, ...sideOf(modifications) }, signal)

/** Asks for a run of one profile; the answer is the job that computes it. */
export async function startRun(region: string, profile: string): Promise<JobBody> {
  return postJson<JobBody>(`${regionPath(region)}/runs`, { profile })
}
export const getJob = (job: string, signal?: AbortSignal) =>
  getJson<JobBody>(`${base}/jobs/${encodeURIComponent(job)}`, signal)
export const dismissJob = (job: string) =>
  sendJson<JobBody>('DELETE', `${base}/jobs/${encodeURIComponent(job)}`, undefined)
export const jobEventsAddress = (job: string) => `${base}/jobs/${encodeURIComponent(job)}/events`

export type ExportLayer = 'cells' | 'districts' | 'facilities' | 'gap-areas'
/** Address of a download: the same figures as on the page; CSV with semicolon and decimal comma in German. */
export const exportAddress = (
  region: string,
  run: string,
  layer: ExportLayer,
  format: 'csv' | 'geojson',
  query: RunQuery,
  language: 'de' | 'en',
) => {
  const variant = format === 'csv' && language === 'de' ? 'german' : undefined
  return `${runPath(region, run)}/export/${layer}.${format}${formatQuery({ ...query, variant })}`
}
