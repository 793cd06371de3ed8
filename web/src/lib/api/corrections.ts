import { formatQuery, getJson, regionPath, sendJson } from './client.ts'
import type { CorrectionChange, CorrectionDetail, CorrectionKind, CorrectionList, CorrectionStatus, Effect, OwnPlaces, PlaceReports, ProviderPlaces, Report, ReportForm, ReportReceipt, ReportStatus, WhatIfQuestion } from './contract.ts' // prettier-ignore

const base = (region: string) => `${regionPath(region)}/corrections`
const one = (region: string, id: string) => `${base(region)}/${encodeURIComponent(id)}`

export const getReportForm = (region: string) => getJson<ReportForm>(`${base(region)}/form`)
export const sendReport = (region: string, report: Report) => sendJson<ReportReceipt>('POST', base(region), report)
export const getPlaceReports = (region: string, facility: string, signal?: AbortSignal) =>
  getJson<PlaceReports>(`${base(region)}/about${formatQuery({ facility })}`, signal)

export const getReportStatus = (token: string, signal?: AbortSignal) =>
  sendJson<ReportStatus>('POST', '/api/v1/corrections/status', { token }, signal)
export const addReportNote = (token: string, text: string) =>
  sendJson<ReportStatus>('POST', '/api/v1/corrections/status/note', { token, text })
export const withdrawReport = (token: string) =>
  sendJson<ReportStatus>('POST', '/api/v1/corrections/status/withdraw', { token })

export interface CorrectionQuery {
  readonly status?: CorrectionStatus | undefined
  readonly kind?: CorrectionKind | undefined
  readonly page?: number | undefined
}
export const listCorrections = (region: string, query: CorrectionQuery, signal?: AbortSignal) =>
  getJson<CorrectionList>(`${base(region)}${formatQuery({ ...query })}`, signal)
export const getCorrection = (region: string, id: string, signal?: AbortSignal) =>
  getJson<CorrectionDetail>(one(region, id), signal)
export const getCorrectionEffect = (
  region: string,
  id: string,
  question: Partial<WhatIfQuestion> & Pick<WhatIfQuestion, 'profile'>,
  change: CorrectionChange | undefined,
  signal?: AbortSignal,
) => sendJson<{ effect: Effect | null }>('POST', `${one(region, id)}/effect`, { question, change }, signal)

export interface GivenDecision {
  readonly version: number
  readonly change?: CorrectionChange | undefined
  readonly reason?: string
}
export const decideCorrection = (
  region: string,
  id: string,
  verb: 'accept' | 'reject' | 'undo',
  decision: GivenDecision,
) => sendJson<CorrectionDetail>('POST', `${one(region, id)}/${verb}`, decision)
export const joinCorrections = (region: string, into: string, ids: readonly string[]) =>
  sendJson<CorrectionDetail>('POST', `${one(region, into)}/join`, { ids })
export const suggestionsAddress = (region: string, format: 'geojson' | 'csv', language: string) =>
  `${base(region)}/export${formatQuery({ format, variant: format === 'csv' && language === 'de' ? 'german' : undefined })}`

export const listOwnPlaces = (signal?: AbortSignal) => getJson<OwnPlaces>('/api/v1/provider/places', signal)
export const confirmPlace = (region: string, facilityId: string) =>
  sendJson<OwnPlaces>('POST', `${regionPath(region)}/provider/confirmations`, { facilityId })
export const listProviders = (region: string, signal?: AbortSignal) =>
  getJson<{ providers: ProviderPlaces[] }>(`${regionPath(region)}/providers`, signal)
export const assignPlaces = (region: string, account: string, facilityIds: readonly string[]) =>
  sendJson<{ providers: ProviderPlaces[] }>('PUT', `${regionPath(region)}/providers/${encodeURIComponent(account)}`, {
    facilityIds,
  })
