/**
 * What the embedded map and the page around it say to each other by `postMessage`. The list is fixed; whatever is not on it, comes from another window
 * or from a page that the publication does not name, is ignored without an answer.
 */

/** Told in every message, both ways; another number means other messages. */
export const EMBED_PROTOCOL = 'nahraum:1'

/** From the map. */
export type EmbedMessage =
  | {
      readonly protocol: typeof EMBED_PROTOCOL
      readonly type: 'ready'
      readonly publication: string
      readonly version: number
    }
  /** How high the content is, in CSS pixels. */
  | { readonly protocol: typeof EMBED_PROTOCOL; readonly type: 'resize'; readonly height: number }
  /** The visitor has chosen a district; null: the whole region. */
  | { readonly protocol: typeof EMBED_PROTOCOL; readonly type: 'select'; readonly districtId: string | null }

/** To the map. */
export type ParentMessage =
  | { readonly protocol: typeof EMBED_PROTOCOL; readonly type: 'select'; readonly districtId: string | null }
  | { readonly protocol: typeof EMBED_PROTOCOL; readonly type: 'language'; readonly lang: 'de' | 'en' }

const MOST_ID_CHARACTERS = 100

/** A message of the page around, or null for anything else, whatever it is. Keys that are not on the list make it anything else. */
export function parseParentMessage(data: unknown): ParentMessage | null {
  const found = readFields(data)
  if (found === null || found.protocol !== EMBED_PROTOCOL) return null
  const { type, districtId, lang, ...others } = found
  if (Object.keys(others).length > 1) return null
  if (type === 'select' && lang === undefined && isDistrictId(districtId))
    return { protocol: EMBED_PROTOCOL, type, districtId }
  if (type === 'language' && districtId === undefined && (lang === 'de' || lang === 'en'))
    return { protocol: EMBED_PROTOCOL, type, lang }
  return null
}

/** A message of the map, for the page around it: as `parseParentMessage`. */
export function parseEmbedMessage(data: unknown): EmbedMessage | null {
  const found = readFields(data)
  if (found === null || found.protocol !== EMBED_PROTOCOL) return null
  const { type, districtId, height, publication, version } = found
  const size = Object.keys(found).length
  if (type === 'ready' && size === 4 && isShortText(publication) && Number.isInteger(version))
    return { protocol: EMBED_PROTOCOL, type, publication, version: version as number }
  if (type === 'resize' && size === 3 && typeof height === 'number' && height >= 0 && height <= 100_000)
    return { protocol: EMBED_PROTOCOL, type, height }
  if (type === 'select' && size === 3 && isDistrictId(districtId)) return { protocol: EMBED_PROTOCOL, type, districtId }
  return null
}

export interface ReceivedMessage {
  readonly data: unknown
  readonly origin: string
  readonly source: unknown
}

/**
 * What a message event says, or null where it is to be ignored: it must come from the window around (`parent`), and that window from one of `origins`.
 * A frame without a window around it, or a page of an opaque origin ("null"), is never listened to.
 */
export function acceptMessage(
  event: ReceivedMessage,
  parent: unknown,
  origins: readonly string[],
): ParentMessage | null {
  if (parent === null || parent === undefined || event.source !== parent) return null
  if (event.origin === 'null' || !origins.includes(event.origin)) return null
  return parseParentMessage(event.data)
}

/** Own fields of a plain object as they are; null for everything else. */
function readFields(data: unknown): Record<string, unknown> | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  const prototype: unknown = Object.getPrototypeOf(data)
  if (prototype !== Object.prototype && prototype !== null) return null
  return { ...(data as Record<string, unknown>) }
}

const isShortText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MOST_ID_CHARACTERS
const isDistrictId = (value: unknown): value is string | null => value === null || isShortText(value)
