/**
 * What an embedded map and the page around it tell each other by `postMessage`, and nothing else: everything that is not of
 * this exact form is ignored by both sides. Whether a message comes from the right window and origin is checked where it is
 * received; a sandboxed frame has the origin "null".
 */
export const EMBED_PROTOCOL = 'nahraum:1'

/** From the map to the page. Heights are CSS pixels of the whole content. */
export type EmbedNotice =
  | { readonly type: 'ready' }
  | { readonly type: 'resize'; readonly height: number }
  | { readonly type: 'select'; readonly districtId: string | null }

/** From the page to the map; null selects nothing. */
export type EmbedRequest =
  | { readonly type: 'select'; readonly districtId: string | null }
  | { readonly type: 'language'; readonly lang: 'de' | 'en' }

export type EmbedMessage<T extends EmbedNotice | EmbedRequest> = T & { readonly protocol: typeof EMBED_PROTOCOL }

export const createEmbedMessage = <T extends EmbedNotice | EmbedRequest>(message: T): EmbedMessage<T> => ({
  ...message,
  protocol: EMBED_PROTOCOL,
})

/** Longest id of a district, and the greatest height that is believed. */
const LONGEST_ID = 100
const GREATEST_HEIGHT = 20_000

/** An own plain object of the protocol with a type; null for everything else. Own fields only, so that no prototype answers. */
function readFields(data: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  const fields = Object.fromEntries(Object.entries(data))
  return fields.protocol === EMBED_PROTOCOL && typeof fields.type === 'string' ? fields : null
}
const isDistrict = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && value !== '' && value.length <= LONGEST_ID)

/** What the map tells; null where the data is no such message. */
export function readEmbedNotice(data: unknown): EmbedNotice | null {
  const fields = readFields(data)
  if (fields === null) return null
  const { type, height, districtId } = fields
  if (type === 'ready') return { type }
  if (type === 'resize')
    return typeof height === 'number' && height > 0 && height <= GREATEST_HEIGHT ? { type, height } : null
  if (type === 'select') return isDistrict(districtId) ? { type, districtId } : null
  return null
}

/** What the page asks for; null where the data is no such message. */
export function readEmbedRequest(data: unknown): EmbedRequest | null {
  const fields = readFields(data)
  if (fields === null) return null
  const { type, lang, districtId } = fields
  if (type === 'select') return isDistrict(districtId) ? { type, districtId } : null
  if (type === 'language') return lang === 'de' || lang === 'en' ? { type, lang } : null
  return null
}
