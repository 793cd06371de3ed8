import { formatQuery, getJson, regionPath, request } from './client.ts'
import type { Isochrone, Modification } from './contract.ts'

/** What is asked for one walking profile: a position or a place, one to four times. */
export interface IsochroneQuery {
  readonly seed:
    | { readonly kind: 'point'; readonly lng: number; readonly lat: number }
    | { readonly kind: 'facility'; readonly facilityId: string }
  readonly profile: string
  readonly minutes: readonly number[]
  readonly direction: 'from' | 'to'
  /** What a scenario changes; none: today. */
  readonly modifications: readonly Modification[]
}
export type IsochroneFile = 'area' | 'streets' | 'table'

/** Where, to six decimals (0.1 m). */
const toPlace = ({ seed }: IsochroneQuery) =>
  seed.kind === 'point' ? { lng: seed.lng.toFixed(6), lat: seed.lat.toFixed(6) } : { facility: seed.facilityId }

/** Address of the areas or of the streets of today; with `isDownload` the browser keeps them as a file. */
function isochroneAddress(
  region: string,
  query: IsochroneQuery,
  shape: 'area' | 'streets',
  isDownload = false,
): string {
  const { profile, minutes, direction } = query
  const download = isDownload ? 'true' : undefined
  const asked = { ...toPlace(query), profile, minutes: minutes.map(String), direction, shape, download }
  return `${regionPath(region)}/isochrone${formatQuery(asked)}`
}

/** Address of a file of today's streets; a table has semicolons and decimal commas in German. */
export function isochroneFileAddress(
  region: string,
  query: IsochroneQuery,
  file: IsochroneFile,
  language: 'de' | 'en',
): string {
  if (file !== 'table') return isochroneAddress(region, query, file, true)
  const { profile, minutes, direction } = query
  const variant = language === 'de' ? 'german' : undefined
  const asked = { ...toPlace(query), profile, minutes: minutes.map(String), direction, format: 'csv', variant }
  return `${regionPath(region)}/isochrone${formatQuery(asked)}`
}

const accept = 'application/json, application/geo+json, text/csv'
/** Asks with the changes of a scenario. */
function post(region: string, query: IsochroneQuery, more: object, signal?: AbortSignal): Promise<Response> {
  const { seed, profile, minutes, direction, modifications } = query
  const place =
    seed.kind === 'point'
      ? { lng: Number(seed.lng.toFixed(6)), lat: Number(seed.lat.toFixed(6)) }
      : { facility: seed.facilityId }
  const body = JSON.stringify({ ...place, profile, minutes, direction, modifications, ...more })
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, signal }
  return request(`${regionPath(region)}/isochrone`, init, accept)
}

export async function getIsochrone(
  region: string,
  query: IsochroneQuery,
  shape: 'area' | 'streets',
  signal?: AbortSignal,
): Promise<Isochrone> {
  if (query.modifications.length === 0) return getJson<Isochrone>(isochroneAddress(region, query, shape), signal)
  return (await (await post(region, query, { shape }, signal)).json()) as Isochrone
}

/** Makes a file with the changes of a scenario. Named as the server names it. */
export async function getIsochroneFile(
  region: string,
  query: IsochroneQuery,
  file: IsochroneFile,
  language: 'de' | 'en',
  signal: AbortSignal,
): Promise<{ readonly blob: Blob; readonly name: string }> {
  const variant = language === 'de' ? 'german' : 'plain'
  const asked = file === 'table' ? { format: 'csv', variant } : { shape: file, download: true }
  const response = await post(region, query, asked, signal)
  const given = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const ending = file === 'table' ? 'csv' : 'geojson'
  return { blob: await response.blob(), name: given ?? `nahraum-${region}-isochrone-scenario.${ending}` }
}
