import { formatQuery, getJson, regionPath } from './client.ts'
import type { Isochrone } from './contract.ts'

/** What is asked for one walking profile: a position or a place, one to four times. */
export interface IsochroneQuery {
  readonly seed:
    | { readonly kind: 'point'; readonly lng: number; readonly lat: number }
    | { readonly kind: 'facility'; readonly facilityId: string }
  readonly profile: string
  readonly minutes: readonly number[]
  readonly direction: 'from' | 'to'
}

function toQuery({ seed, profile, minutes, direction }: IsochroneQuery) {
  const where =
    seed.kind === 'point' ? { lng: seed.lng.toFixed(6), lat: seed.lat.toFixed(6) } : { facility: seed.facilityId }
  return { ...where, profile, minutes: minutes.map(String), direction }
}

/** Address of the areas or of the streets; with `isDownload` the browser keeps them as a file. */
export const isochroneAddress = (
  region: string,
  query: IsochroneQuery,
  shape: 'area' | 'streets',
  isDownload = false,
): string => {
  const download = isDownload ? 'true' : undefined
  return `${regionPath(region)}/isochrone${formatQuery({ ...toQuery(query), shape, download })}`
}

/** Address of the people within as CSV; with semicolons and decimal commas in German. */
export const isochroneTableAddress = (region: string, query: IsochroneQuery, language: 'de' | 'en'): string => {
  const variant = language === 'de' ? 'german' : undefined
  return `${regionPath(region)}/isochrone${formatQuery({ ...toQuery(query), format: 'csv', variant })}`
}

export const getIsochrone = (region: string, query: IsochroneQuery, shape: 'area' | 'streets', signal?: AbortSignal) =>
  getJson<Isochrone>(isochroneAddress(region, query, shape), signal)
