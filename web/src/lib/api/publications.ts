import { formatQuery, getJson, regionPath, sendJson } from './client.ts'
import type { JobBody, Publication, PublicationDefinition, PublicationSummary, PublicationVersion } from './contract.ts'

const publicationsPath = (region: string) => `${regionPath(region)}/publications`
const publicationPath = (region: string, id: string) => `${publicationsPath(region)}/${encodeURIComponent(id)}`

/** Publications of a region. `deleted`: those that can be restored. */
export const listPublications = (region: string, deleted: boolean, signal?: AbortSignal) =>
  getJson<{ publications: PublicationSummary[] }>(
    `${publicationsPath(region)}${formatQuery({ deleted: String(deleted) })}`,
    signal,
  )
export const getPublication = (region: string, id: string, signal?: AbortSignal) =>
  getJson<Publication>(publicationPath(region, id), signal)
export const createPublication = (region: string, definition: PublicationDefinition) =>
  sendJson<Publication>('POST', publicationsPath(region), { definition })
/** Saves over the draft that was seen; `ApiProblem` of status 409 where somebody else has saved or deleted it. */
export const savePublication = (region: string, id: string, draftVersion: number, definition: PublicationDefinition) =>
  sendJson<Publication>('PUT', publicationPath(region, id), { draftVersion, definition })
export const deletePublication = (region: string, id: string) =>
  sendJson<Publication>('DELETE', publicationPath(region, id), undefined)

/** Freezes the saved draft as the next version; the result of the job names it. */
export const publish = (region: string, id: string) =>
  sendJson<JobBody>('POST', `${publicationPath(region, id)}/publish`, undefined)
/** Freezes the saved draft for the editors only. */
export const makePreview = (region: string, id: string) =>
  sendJson<JobBody>('POST', `${publicationPath(region, id)}/preview`, undefined)
export const withdrawPublication = (region: string, id: string, reason: string) =>
  sendJson<Publication>('POST', `${publicationPath(region, id)}/withdraw`, { reason })
/** Brings back what was withdrawn or deleted. */
export const restorePublication = (region: string, id: string) =>
  sendJson<Publication>('POST', `${publicationPath(region, id)}/restore`, undefined)
export const listVersions = (region: string, id: string, signal?: AbortSignal) =>
  getJson<{ versions: PublicationVersion[] }>(`${publicationPath(region, id)}/versions`, signal)
