import type { LocalText } from '../contract/common.ts'
import { buildIframeSnippet, EMBED_SIZE } from './embed-snippet.ts'

/** Width that systems get which name none. */
const DEFAULT_WIDTH = 800
const CACHE_SECONDS = 3600

export interface AskedPublication {
  readonly id: string
  /** As the address asks for, else German. */
  readonly language: 'de' | 'en'
}

/** The publication that an address names, or null where it is no address of one on this server. */
export function parsePublicationAddress(address: string, publicUrl: string): AskedPublication | null {
  if (!URL.canParse(address)) return null
  const { origin, pathname, searchParams, username, password } = new URL(address)
  const own = new URL(publicUrl)
  if (origin !== own.origin || username !== '' || password !== '') return null
  const folder = own.pathname.replace(/\/+$/, '')
  if (!pathname.startsWith(`${folder}/embed/`)) return null
  const id = /^([a-z2-7]{12})\/?$/.exec(pathname.slice(`${folder}/embed/`.length))?.[1]
  return id === undefined ? null : { id, language: searchParams.get('lang') === 'en' ? 'en' : 'de' }
}

export interface OembedQuery {
  readonly maxwidth?: string
  readonly maxheight?: string
}

/** The answer of oEmbed 1.0, no larger than the asker has room for. */
export function buildOembed(
  { id, language, publicUrl }: AskedPublication & { readonly publicUrl: string },
  title: LocalText,
  { maxwidth, maxheight }: OembedQuery,
) {
  const fit = (wanted: number, most: string | undefined) => Math.min(wanted, most === undefined ? wanted : Number(most))
  const [width, height] = [fit(DEFAULT_WIDTH, maxwidth), fit(EMBED_SIZE.height, maxheight)]
  const html = buildIframeSnippet({
    address: `${publicUrl}/embed/${id}`,
    title: title[language],
    language,
    theme: 'auto',
    kindId: null,
    widthPixels: width,
    heightPixels: height,
  })
  return {
    version: '1.0' as const,
    type: 'rich' as const,
    title: title[language],
    provider_name: 'Nahraum',
    provider_url: publicUrl,
    cache_age: CACHE_SECONDS,
    width,
    height,
    // The builder offers no frames so small that things overlap; whoever has no more room gets one all the same.
    html: html.replace(/ width="\d+" height="\d+"/, ` width="${width}" height="${height}"`),
  }
}
