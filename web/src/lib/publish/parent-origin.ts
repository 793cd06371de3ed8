/** Why a text names no website that may show a map. */
export type OriginFault = 'empty' | 'unreadable' | 'scheme' | 'wildcard' | 'known' | 'too-many'
/** What was understood beyond the text, or is to be known. */
export type OriginNote = 'https-assumed' | 'path-dropped' | 'insecure'

export type ReadOrigin =
  { readonly origin: string; readonly notes: readonly OriginNote[] } | { readonly fault: OriginFault }

/** As the contract has it: scheme, host and port. */
const ORIGIN = /^https?:\/\/[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::[1-9][0-9]{0,4})?$/
const ownMachine = /^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|[a-z0-9.-]+\.localhost)(?::\d+)?$/

/**
 * The website that somebody means by an address as it is copied from a browser: path and query go, umlauts become as browsers
 * write them, https is added. `known` are those on the list already, `most` how many it may hold.
 */
export function readParentOrigin(text: string, known: readonly string[], most: number): ReadOrigin {
  const asked = text.trim()
  if (asked === '') return { fault: 'empty' }
  if (asked.includes('*')) return { fault: 'wildcard' }
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(asked)
  if (hasScheme ? !/^https?:/i.test(asked) : /^(?:javascript|data|file|mailto|blob|about):/i.test(asked))
    return { fault: 'scheme' }
  const full = hasScheme ? asked : `https://${asked}`
  if (/\s/.test(full) || !URL.canParse(full)) return { fault: 'unreadable' }
  const url = new URL(full)
  const { origin } = url
  const isHost = url.hostname === 'localhost' || url.hostname.includes('.')
  if (url.username !== '' || url.password !== '' || !isHost || !ORIGIN.test(origin)) return { fault: 'unreadable' }
  if (known.includes(origin)) return { fault: 'known' }
  if (known.length >= most) return { fault: 'too-many' }
  const notes: OriginNote[] = []
  if (!hasScheme) notes.push('https-assumed')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') notes.push('path-dropped')
  if (url.protocol === 'http:' && !ownMachine.test(origin)) notes.push('insecure')
  return { origin, notes }
}
