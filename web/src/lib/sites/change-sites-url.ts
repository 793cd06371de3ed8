import { goto } from '$app/navigation'
import { page } from '$app/state'
import { locale } from '../state/locale.svelte.ts'
import { formatUrlState, parseUrlState, type UrlState } from '../state/url-state.ts'
import { formatSitesAddress, parseSitesAddress } from './sites-url.ts'
import type { SitesQuestion } from './sites-question.ts'

interface SitesState {
  readonly choice: UrlState
  readonly question: SitesQuestion
  readonly jobId: string | null
}
export interface SitesChange {
  readonly choice?: Partial<UrlState>
  readonly question?: SitesQuestion
  readonly jobId?: string | null
}

/** The change that is on its way into the address: the next one builds on it. */
let pending: { readonly state: SitesState; readonly replace: boolean } | null = null

/** As `changeUrl`, for the page of best sites, whose address says what is searched for as well. */
export async function changeSitesUrl(change: SitesChange, replace = false): Promise<void> {
  const query = page.url.searchParams
  const { question, jobId } = parseSitesAddress(query)
  const former = pending?.state ?? { choice: parseUrlState(query), question, jobId }
  const state = {
    choice: { ...former.choice, ...change.choice },
    question: change.question ?? former.question,
    jobId: change.jobId === undefined ? former.jobId : change.jobId,
  }
  const own = { state, replace: replace && (pending?.replace ?? true) }
  pending = own
  const lang = query.has('lang') ? `lang=${locale.current}` : ''
  const full = [formatUrlState(state.choice), formatSitesAddress(state.question, state.jobId), lang]
    .filter((part) => part !== '')
    .join('&')
  try {
    await goto(`${page.url.pathname}${full === '' ? '' : `?${full}`}`, { replace: own.replace, reset: false })
  } finally {
    if (pending === own) pending = null
  }
}
