import { goto } from '$app/navigation'
import { page } from '$app/state'
import { locale } from './locale.svelte.ts'
import { formatUrlState, parseUrlState, type UrlState } from './url-state.ts'

/**
 * Writes a change into the address. Choices become entries of the browser's history; movements of the map (`replace`) do
 * not. A language given in the address stays there.
 */
export function changeUrl(patch: Partial<UrlState>, replace = false): Promise<void> {
  const query = formatUrlState({ ...parseUrlState(page.url.searchParams), ...patch })
  const lang = page.url.searchParams.has('lang') ? `lang=${locale.current}` : ''
  const full = [query, lang].filter((part) => part !== '').join('&')
  return goto(`${page.url.pathname}${full === '' ? '' : `?${full}`}`, { replace, reset: false })
}
