import type { PublicationDefinition } from '../api/contract.ts'

export type PublishedKind = PublicationDefinition['categories'][number]

/** Minutes on the half-minute steps of a publication, 0.5 … 60; null for anything that is no such number. */
export function readMinutes(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(value) || value < 0.5 || value > 60) return null
  return Math.round(value * 2) / 2
}

export const addKind = (kinds: readonly PublishedKind[], id: string, minutes: number): PublishedKind[] =>
  kinds.some((kind) => kind.id === id) ? [...kinds] : [...kinds, { id, minutes: [minutes] }]

export const removeKind = (kinds: readonly PublishedKind[], id: string): PublishedKind[] =>
  kinds.filter((kind) => kind.id !== id)

/** Moves a kind by one place, `step` −1 or 1; at the ends nothing changes. */
export function moveKind(kinds: readonly PublishedKind[], id: string, step: -1 | 1): PublishedKind[] {
  const from = kinds.findIndex((kind) => kind.id === id)
  const to = from + step
  if (from < 0 || to < 0 || to >= kinds.length) return [...kinds]
  const moved = [...kinds]
  ;[moved[from], moved[to]] = [moved[to], moved[from]]
  return moved
}

/** The thresholds of a kind, each once and in order; the first one is shown first. */
export const setMinutes = (kinds: readonly PublishedKind[], id: string, minutes: readonly number[]): PublishedKind[] =>
  kinds.map((kind) => (kind.id === id ? { ...kind, minutes: [...new Set(minutes)].sort((a, b) => a - b) } : kind))

/** Adds or takes away one of a list, in the order of `all`; the last one stays. */
export function toggleIn(list: readonly string[], id: string, all: readonly string[]): string[] {
  const next = list.includes(id)
    ? list.filter((item) => item !== id)
    : all.filter((item) => item === id || list.includes(item))
  return next.length === 0 ? [...list] : next
}

export type Extent = readonly [west: number, south: number, east: number, north: number]

/** Why four numbers are no part of a map of `region`; null where they are one. */
export function findExtentFault(
  [west, south, east, north]: Extent,
  region: readonly number[],
): 'not-a-number' | 'turned' | 'too-small' | 'too-large' | 'elsewhere' | null {
  if (![west, south, east, north].every((value) => Number.isFinite(value))) return 'not-a-number'
  if (west >= east || south >= north) return 'turned'
  if (east - west < 0.001 || north - south < 0.001) return 'too-small'
  if (east - west > 3 || north - south > 3) return 'too-large'
  return west >= region[2] || east <= region[0] || south >= region[3] || north <= region[1] ? 'elsewhere' : null
}

/** Degrees as they are stored: five decimals, about a metre. */
export const roundExtent = (extent: readonly number[]): [number, number, number, number] => {
  const [west, south, east, north] = extent.map((value) => Math.round(value * 1e5) / 1e5)
  return [west, south, east, north]
}
