import { regionPath, request, sendJson } from './client.ts'
import type { JobBody, SitingRequest } from './contract.ts'

const sitingPath = (region: string) => `${regionPath(region)}/siting`

/** Asks for the best sites; the answer is the job that looks for them. */
export const startSiting = (region: string, asked: SitingRequest, signal?: AbortSignal) =>
  sendJson<JobBody>('POST', sitingPath(region), asked, signal)

/** One of the files with which the command line computes the same search; the answer names those that it needs. */
export async function getSitingFile(
  region: string,
  file: string,
  asked: SitingRequest,
  signal?: AbortSignal,
): Promise<Blob> {
  const response = await request(
    `${sitingPath(region)}/files/${encodeURIComponent(file)}`,
    { method: 'POST', body: JSON.stringify(asked), headers: { 'content-type': 'application/json' }, signal },
    'text/csv, text/plain',
  )
  return response.blob()
}
