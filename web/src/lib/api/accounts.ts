import { formatQuery, getJson, regionPath, request, sendJson } from './client.ts'
import type {
  AccountBody,
  AccountChange,
  AuditCheckBody,
  AuditList,
  BarrierBody,
  CreatedShareLink,
  NewAccount,
  NewBarrier,
  OpenedShare,
  OperatorBody,
  PasswordLinkBody,
  SessionBody,
  SessionEntry,
  ShareKind,
  ShareLinkBody,
} from './contract.ts'

const base = '/api/v1'

export const getSession = (signal?: AbortSignal) => getJson<SessionBody>(`${base}/session`, signal)
export const signIn = (login: string, password: string) =>
  sendJson<SessionBody>('POST', `${base}/session`, { login, password })
export const signOut = () => sendJson<SessionBody>('DELETE', `${base}/session`, undefined)

export const listOwnSessions = (signal?: AbortSignal) =>
  getJson<{ sessions: SessionEntry[] }>(`${base}/account/sessions`, signal)
/** All but the one that asks; answers how many. */
export const endOtherSessions = () => sendJson<{ ended: number }>('DELETE', `${base}/account/sessions`, undefined)
export const endSession = (id: string) => sendNothing('DELETE', `${base}/account/sessions/${encodeURIComponent(id)}`)
export const changePassword = (current: string, password: string) =>
  sendJson<SessionBody>('PUT', `${base}/account/password`, { current, password })
/** Whom a one-time link is for. */
export const openPasswordLink = (token: string) =>
  sendJson<{ login: string; name: string }>('POST', `${base}/account/password-link`, { token })
export const usePasswordLink = (token: string, password: string) =>
  sendJson<SessionBody>('PUT', `${base}/account/password-link`, { token, password })

const accountPath = (id: string) => `${base}/accounts/${encodeURIComponent(id)}`
export const listAccounts = (signal?: AbortSignal) => getJson<{ accounts: AccountBody[] }>(`${base}/accounts`, signal)
export const createAccount = (account: NewAccount) =>
  sendJson<{ account: AccountBody; passwordLink: PasswordLinkBody }>('POST', `${base}/accounts`, account)
export const changeAccount = (id: string, change: AccountChange) =>
  sendJson<AccountBody>('PUT', accountPath(id), change)
export const removeAccount = (id: string) => sendNothing('DELETE', accountPath(id))
export const createPasswordLink = (id: string) =>
  sendJson<PasswordLinkBody>('POST', `${accountPath(id)}/password-link`, undefined)

export interface AuditQuery {
  readonly action?: string
  readonly region?: string
  readonly account?: string
  /** First moment and first moment no more, ISO 8601. */
  readonly from?: string
  readonly to?: string
}
/** The newest first, a hundred at a time; `before`: the page after. */
export const listAudit = (query: AuditQuery, before: number | null, signal?: AbortSignal) =>
  getJson<AuditList>(`${base}/audit${formatQuery({ ...query, before: before ?? undefined })}`, signal)
export const checkAudit = () => getJson<AuditCheckBody>(`${base}/audit/check`)
export const auditFileAddress = (query: AuditQuery, language: 'de' | 'en') =>
  `${base}/audit/entries.csv${formatQuery({ ...query, variant: language === 'de' ? 'german' : undefined })}`

const sharePath = (region: string) => `${regionPath(region)}/share-links`
export const listShareLinks = (region: string, signal?: AbortSignal) =>
  getJson<{ links: ShareLinkBody[] }>(sharePath(region), signal)
export const createShareLink = (
  region: string,
  subject: { readonly kind: ShareKind; readonly subjectId: string; readonly label: string; readonly days: number },
) => sendJson<CreatedShareLink>('POST', sharePath(region), subject)
export const revokeShareLink = (region: string, id: string) =>
  sendJson<ShareLinkBody>('DELETE', `${sharePath(region)}/${encodeURIComponent(id)}`, undefined)
/** What a link opens; the token goes in a header, which no log keeps. */
export async function openShare(token: string): Promise<OpenedShare> {
  const response = await request(`${base}/shared`, { headers: { 'x-share-token': token } }, 'application/json')
  return (await response.json()) as OpenedShare
}

export const getOperator = (signal?: AbortSignal) => getJson<OperatorBody>(`${base}/operator`, signal)

async function sendNothing(method: 'DELETE', path: string): Promise<void> {
  await request(path, { method }, 'application/json')
}

export const createBarrierForm = async () => (await getJson<{ form: string }>(`${base}/barriers/form`)).form
export const reportBarrier = (report: NewBarrier) => sendJson<{ id: string }>('POST', `${base}/barriers`, report)
export const listBarriers = (signal?: AbortSignal) => getJson<{ barriers: BarrierBody[] }>(`${base}/barriers`, signal)
export const changeBarrier = (id: string, done: boolean, note: string) =>
  sendJson<BarrierBody>('PUT', `${base}/barriers/${encodeURIComponent(id)}`, { done, note })
export const removeBarrier = (id: string) => sendNothing('DELETE', `${base}/barriers/${encodeURIComponent(id)}`)
