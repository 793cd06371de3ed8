/**
 * The two pieces of HTML that put a published map into another page, and the address both show. Used by the builder of the
 * client, which previews exactly this text, and by the answer for content management systems (oEmbed).
 */

export interface EmbedChoice {
  /** Absolute http(s) address of the publication, `https://host/embed/{id}`; anything else throws. */
  readonly address: string
  /** What the frame is called by screen readers; plain text of any content. */
  readonly title: string
  readonly language: 'de' | 'en'
  /** `auto` follows the visitor's system. */
  readonly theme: 'auto' | 'light' | 'dark'
  /** Kind of place that is shown first; null leaves it to the publication. */
  readonly kindId: string | null
  /** Width in CSS pixels; null takes the whole width there is. */
  readonly widthPixels: number | null
  readonly heightPixels: number
  /** Visitors may use their device's position; the browser asks them all the same. */
  readonly allowsPosition?: boolean
}

/** Least and greatest size of a frame in CSS pixels: at 280 nothing overlaps yet. */
export const EMBED_SIZE = { minimum: 280, maximum: 4000, height: 720 } as const

/** What the frame may do: run scripts, in an origin of its own. No forms, no pop-ups, no access to the page around it. */
export const EMBED_SANDBOX = 'allow-scripts'

/** Marks that turn the direction of text around and characters that are no text at all, which would garble the source. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu
const cleanText = (text: string): string => text.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim()

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** Text for an element or an attribute in quotes. */
export const escapeHtml = (text: string): string =>
  cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character])

export const clampEmbedSize = (pixels: number): number =>
  Math.min(EMBED_SIZE.maximum, Math.max(EMBED_SIZE.minimum, Math.round(pixels)))

/** The address that the frame shows: the publication, and what differs from its own choices. */
export function buildEmbedAddress({ address, language, theme, kindId }: EmbedChoice): string {
  if (!/^https?:\/\/[^\s"'<>?#]+$/.test(address))
    throw new Error(`embed snippet: "${address}" is no http(s) address without query`)
  const query = [`lang=${language}`]
  if (theme !== 'auto') query.push(`theme=${theme}`)
  if (kindId !== null) query.push(`kind=${encodeURIComponent(kindId)}`)
  return `${address}?${query.join('&')}`
}

const formatAttributes = (attributes: readonly (readonly [string, string])[]): string =>
  attributes.map(([name, value]) => `${name}="${escapeHtml(value)}"`).join(' ')

/** An `iframe` of fixed height that works without any script of the page around it. */
export function buildIframeSnippet(choice: EmbedChoice): string {
  const { title, language, widthPixels, heightPixels, allowsPosition = false } = choice
  const attributes = formatAttributes([
    ['src', buildEmbedAddress(choice)],
    ['title', title],
    ['lang', language],
    ['width', widthPixels === null ? '100%' : String(clampEmbedSize(widthPixels))],
    ['height', String(clampEmbedSize(heightPixels))],
    ['loading', 'lazy'],
    ['sandbox', EMBED_SANDBOX],
    ...(allowsPosition ? [['allow', 'geolocation'] as const] : []),
    ['referrerpolicy', 'no-referrer'],
    ['style', 'border:0;max-width:100%'],
  ])
  return `<iframe ${attributes}></iframe>`
}

/**
 * The web component: a script of the same server, an element that reserves the room before the script is there, and in it a
 * link for where scripts do not run. `scriptAddress` is that of `component.js`.
 */
export function buildComponentSnippet(choice: EmbedChoice, scriptAddress: string): string {
  const { title, language, theme, kindId, widthPixels, heightPixels, allowsPosition = false } = choice
  const height = clampEmbedSize(heightPixels)
  const width = widthPixels === null ? '' : `;width:${clampEmbedSize(widthPixels)}px;max-width:100%`
  const link = buildEmbedAddress(choice)
  const attributes = formatAttributes([
    ['publication', choice.address.slice(choice.address.lastIndexOf('/') + 1)],
    ['title', title],
    ['lang', language],
    ...(theme === 'auto' ? [] : [['theme', theme] as const]),
    ...(kindId === null ? [] : [['kind', kindId] as const]),
    ['height', String(height)],
    ...(allowsPosition ? [['position', 'ask'] as const] : []),
    ['style', `display:block;min-height:${height}px${width}`],
  ])
  return [
    `<script src="${escapeHtml(scriptAddress)}" async></script>`,
    `<nahraum-map ${attributes}>`,
    `  <a href="${escapeHtml(link)}">${escapeHtml(title)}</a>`,
    `</nahraum-map>`,
  ].join('\n')
}
