import type { OsmTags } from '../osm/osm-extract.ts'
import { parseLengthMetres } from './tag-values.ts'

/** Told about a tag whose value nobody can read. */
export type UnreadableTag = (key: string, value: string) => void

/** Reads one key with one parser; null where the key is absent or unreadable. */
export type ReadTag = <T>(key: string, parse: (text: string) => T | null) => T | null

/** A reader over the tags of one element that reports what it could not read. */
export function createTagReader(tags: OsmTags, onUnreadable: UnreadableTag): ReadTag {
  return (key, parse) => {
    const text = tags[key]
    if (text === undefined || text === 'unknown') return null
    const value = parse(text)
    if (value === null) onUnreadable(key, text)
    return value
  }
}

/** A width in metres; 0 is a typing error, not a path that nobody passes. */
export function parseWidthMetres(text: string): number | null {
  const metres = parseLengthMetres(text)
  return metres === 0 ? null : metres
}

/** Higher values are centimetres written without their unit; nobody can know, so they count as unreadable. */
const HIGHEST_KERB_METRES = 0.5

/** Value of `kerb`, `yes` for a kerb of unknown kind, null where the map does not say. */
export function readKerb(tags: OsmTags): string | null {
  return tags.kerb ?? (tags.barrier === 'kerb' || tags['kerb:height'] !== undefined ? 'yes' : null)
}

export function readKerbHeight(read: ReadTag): number | null {
  const parseHeight = (text: string) => {
    const metres = parseLengthMetres(text)
    return metres !== null && metres <= HIGHEST_KERB_METRES ? metres : null
  }
  return read('kerb:height', parseHeight)
}

export function readWheelchair(tags: OsmTags): 'yes' | 'limited' | 'no' | null {
  const { wheelchair } = tags
  if (wheelchair === 'yes' || wheelchair === 'designated') return 'yes'
  return wheelchair === 'limited' || wheelchair === 'no' ? wheelchair : null
}
