import { formatQuery, getJson, regionPath, request, sendJson } from './client.ts'
import type {
  DistrictProfileAnswer,
  DistrictProfiles,
  JobBody,
  ProfileDocumentRequest,
  ProfileEdition,
} from './contract.ts'

const runPath = (region: string, run: string) => `${regionPath(region)}/runs/${encodeURIComponent(run)}`

/** Profiles of all districts of a level. */
export const getProfiles = (
  region: string,
  run: string,
  level: string,
  edition: ProfileEdition,
  signal?: AbortSignal,
) => getJson<DistrictProfiles>(`${runPath(region, run)}/profiles${formatQuery({ level, edition })}`, signal)

export const getProfile = (
  region: string,
  run: string,
  level: string,
  district: string,
  edition: ProfileEdition,
  signal?: AbortSignal,
) =>
  getJson<DistrictProfileAnswer>(
    `${runPath(region, run)}/districts/${encodeURIComponent(level)}/${encodeURIComponent(district)}/profile${formatQuery({ edition })}`,
    signal,
  )

/** Address of a map; with `all` as district that of the whole level. */
export const profileMapAddress = (
  region: string,
  run: string,
  level: string,
  district: string,
  query: { readonly edition: ProfileEdition; readonly extent: 'own' | 'equal'; readonly language: 'de' | 'en' },
) =>
  `${runPath(region, run)}/profile-maps/${encodeURIComponent(level)}/${encodeURIComponent(district)}${formatQuery(query)}`

/** Address of a download: every table as XLSX, or the table of kinds as CSV. */
export const profileFileAddress = (
  region: string,
  run: string,
  level: string,
  format: 'xlsx' | 'csv',
  edition: ProfileEdition,
  language: 'de' | 'en',
) => {
  const variant = format === 'csv' && language === 'de' ? 'german' : undefined
  return `${runPath(region, run)}/export-profiles/profiles.${format}${formatQuery({ level, edition, language, variant })}`
}

/** Prints profiles on the server; the job's result names the file. */
export const printProfiles = (region: string, run: string, asked: ProfileDocumentRequest) =>
  sendJson<JobBody>('POST', `${runPath(region, run)}/profiles/pdf`, asked)

export async function getPrintedFile(address: string, signal?: AbortSignal): Promise<Blob> {
  return (await request(address, { signal }, 'application/pdf')).blob()
}
