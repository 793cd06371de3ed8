import type { SearchResult } from '../api/contract.ts'

/** From where or to where the walk is asked for. `open`: a point is still to be chosen. */
export type IsochroneOrigin =
  | { readonly kind: 'open' }
  /** Degrees, five decimals (about a metre). */
  | { readonly kind: 'point'; readonly lng: number; readonly lat: number }
  /** A place of the data, or one that a scenario adds (`scenario/…`). */
  | { readonly kind: 'place'; readonly facilityId: string }

/** What is chosen of an isochrone, as it stands in the address. */
export interface IsochroneChoice {
  readonly origin: IsochroneOrigin
  /** Distinct, ascending, 1 to 4 of them, each a whole number 1 … 60. */
  readonly minutes: readonly number[]
  /** Null: that of the question. */
  readonly profile: string | null
  /** A second profile to compare with. */
  readonly otherProfile: string | null
  /** Null: from a position, to a place. */
  readonly direction: 'from' | 'to' | null
}

/** Times that are offered; others can come with the address. */
export const MINUTE_CHOICES: readonly number[] = [5, 10, 15, 20, 30, 45, 60]
/** More outlines than this can be told apart neither by line nor by label. */
export const MOST_MINUTES = 4
const LONGEST_MINUTES = 60
const DEFAULT_MINUTES: readonly number[] = [5, 10, 15]
const MOST_ID_CHARACTERS = 300
const PLACE_PREFIX = 'place:'

export const openIsochrone: IsochroneChoice = {
  origin: { kind: 'open' },
  minutes: DEFAULT_MINUTES,
  profile: null,
  otherProfile: null,
  direction: null,
}

/** A position with the precision of an address. */
export const pointOrigin = (lng: number, lat: number): IsochroneOrigin => ({
  kind: 'point',
  lng: roundDegrees(lng),
  lat: roundDegrees(lat),
})
export const placeOrigin = (facilityId: string): IsochroneOrigin => ({ kind: 'place', facilityId })

/** Of something that was found by its name. */
export const originOf = ({ kind, id, lng, lat }: SearchResult): IsochroneOrigin =>
  kind === 'place' && id !== null ? placeOrigin(id) : pointOrigin(lng, lat)

/** The choice with another origin; the direction goes back to what is usual there. */
export const withOrigin = (choice: IsochroneChoice | null, origin: IsochroneOrigin): IsochroneChoice => ({
  ...(choice ?? openIsochrone),
  origin,
  direction: choice !== null && choice.origin.kind === origin.kind ? choice.direction : null,
})

/** Which way people walk, with the default filled in. */
export const directionOf = ({ direction, origin }: IsochroneChoice): 'from' | 'to' =>
  direction ?? (origin.kind === 'place' ? 'to' : 'from')

/** With a time added or taken away; unchanged where it would be the last one, or one too many. */
export function toggleMinutes(minutes: readonly number[], value: number): readonly number[] {
  const rest = minutes.filter((item) => item !== value)
  if (rest.length < minutes.length) return rest.length > 0 ? rest : minutes
  return minutes.length >= MOST_MINUTES ? minutes : [...minutes, value].sort((a, b) => a - b)
}

/** Reads the part of an address that is about an isochrone; null where there is none or its origin cannot be understood. */
export function parseIsochroneChoice(query: { get(name: string): string | null }): IsochroneChoice | null {
  const origin = parseOrigin(query.get('reach'))
  if (origin === null) return null
  const direction = query.get('reach-way')
  return {
    origin,
    minutes: parseMinutes(query.get('reach-minutes')),
    profile: parseProfile(query.get('reach-walk')),
    otherProfile: parseProfile(query.get('reach-versus')),
    direction: direction === 'from' || direction === 'to' ? direction : null,
  }
}

/** The entries of an address for a choice; defaults are left out. */
export function listIsochroneEntries(choice: IsochroneChoice | null): [string, string | null][] {
  if (choice === null) return []
  const { minutes, profile, otherProfile, direction } = choice
  return [
    ['reach', formatOrigin(choice.origin)],
    ['reach-minutes', minutes.join() === DEFAULT_MINUTES.join() ? null : minutes.join()],
    ['reach-walk', profile],
    ['reach-versus', otherProfile],
    ['reach-way', direction],
  ]
}

const roundDegrees = (value: number) => Number(value.toFixed(5)) + 0
const parseProfile = (value: string | null) => (value !== null && /^[a-z0-9_-]{1,64}$/.test(value) ? value : null)

function formatOrigin(origin: IsochroneOrigin): string {
  if (origin.kind === 'open') return 'open'
  if (origin.kind === 'point') return `${origin.lng},${origin.lat}`
  return encodeURIComponent(`${PLACE_PREFIX}${origin.facilityId}`)
}

function parseOrigin(value: string | null): IsochroneOrigin | null {
  if (value === null) return null
  if (value === 'open') return { kind: 'open' }
  if (value.startsWith(PLACE_PREFIX)) {
    const facilityId = value.slice(PLACE_PREFIX.length)
    return facilityId === '' || facilityId.length > MOST_ID_CHARACTERS ? null : placeOrigin(facilityId)
  }
  if (!/^-?\d{1,3}(\.\d{1,5})?,-?\d{1,2}(\.\d{1,5})?$/.test(value)) return null
  const [lng, lat] = value.split(',').map(Number)
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 85 ? pointOrigin(lng, lat) : null
}

function parseMinutes(value: string | null): readonly number[] {
  if (value === null || !/^\d{1,2}(,\d{1,2}){0,9}$/.test(value)) return DEFAULT_MINUTES
  const minutes = [...new Set(value.split(',').map(Number))].filter((item) => item >= 1 && item <= LONGEST_MINUTES)
  return minutes.length === 0 ? DEFAULT_MINUTES : minutes.sort((a, b) => a - b).slice(0, MOST_MINUTES)
}
