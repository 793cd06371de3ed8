import { goto } from '$app/navigation'
import { page } from '$app/state'
import { locale } from '../state/locale.svelte.ts'
import { formatUrlState, parseUrlState, type UrlState } from '../state/url-state.ts'
import { formatCompareState, parseCompareState, type CompareState } from './compare-url.ts'

export interface ComparePatch {
  readonly question?: Partial<UrlState>
  readonly compare?: Partial<CompareState>
}

/** The change that is on its way into the address: the next one builds on it. */
let pending: { readonly question: UrlState; readonly compare: CompareState; readonly replace: boolean } | null = null

/** The query for a comparison; what the pages share comes first. */
export const formatCompareQuery = (question: UrlState, compare: CompareState): string =>
  [formatUrlState(question), formatCompareState(compare)].filter((part) => part !== '').join('&')

/** Writes a change into the address; choices become entries of the browser's history, with `replace` they do not. */
export async function changeCompareUrl({ question, compare }: ComparePatch, replace = false): Promise<void> {
  const { searchParams, pathname } = page.url
  const own = {
    question: { ...(pending?.question ?? parseUrlState(searchParams)), ...question },
    compare: { ...(pending?.compare ?? parseCompareState(searchParams)), ...compare },
    replace: replace && (pending?.replace ?? true),
  }
  pending = own
  const lang = searchParams.has('lang') ? `lang=${locale.current}` : ''
  const full = [formatCompareQuery(own.question, own.compare), lang].filter((part) => part !== '').join('&')
  try {
    await goto(`${pathname}${full === '' ? '' : `?${full}`}`, { replace: own.replace, reset: false })
  } finally {
    if (pending === own) pending = null
  }
}
