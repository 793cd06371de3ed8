import { goto } from '$app/navigation'
import { page } from '$app/state'
import { locale } from './locale.svelte.ts'
import { formatUrlState, parseUrlState, type UrlState } from './url-state.ts'

/** The change that is on its way into the address: the next one builds on it, not on the address before. */
let pending: { readonly state: UrlState; readonly replace: boolean } | null = null

/**
 * Writes a change into the address. Choices become entries of the browser's history; movements of the map (`replace`) do
 * not. A language given in the address stays there.
 */
export async function changeUrl(patch: Partial<UrlState>, replace = false): Promise<void> {
  const state = { ...(pending?.state ?? parseUrlState(page.url.searchParams)), ...patch }
  const own = { state, replace: replace && (pending?.replace ?? true) }
  pending = own
  const query = formatUrlState(state)
  const lang = page.url.searchParams.has('lang') ? `lang=${locale.current}` : ''
  const full = [query, lang].filter((part) => part !== '').join('&')
  try {
    await goto(`${page.url.pathname}${full === '' ? '' : `?${full}`}`, { replace: own.replace, reset: false })
  } finally {
    if (pending === own) pending = null
  }
}
