/** Everything that the first view needs. */
import type { DistrictFile } from './district-drawing.ts'
import {
  createPublishedFiles,
  EmbedFailure,
  fetchBytes,
  loadCurrent,
  parseFile,
  type PublishedFiles,
} from './load-files.ts'
import type { CurrentFile, PublicationFile, TableFile } from './publication-types.ts'

export interface LoadedPublication {
  readonly current: CurrentFile
  readonly publication: PublicationFile
  readonly table: TableFile
  readonly districts: DistrictFile
  readonly files: PublishedFiles
}

/** Everything that the first view needs, in two round trips. @throws EmbedFailure */
export async function loadPublication(folder: string): Promise<LoadedPublication> {
  const current = await loadCurrent(folder)
  const base = new URL(current.base, folder).href
  const [publicationBytes, ...early] = await Promise.all(
    ['publication.json', 'table.json', 'districts.json'].map((name) => fetchBytes(new URL(name, base).href, name)),
  )
  const publication = parseFile<PublicationFile>(publicationBytes, 'publication.json')
  const files = createPublishedFiles(base, publication.files)
  const [tableBytes, districtBytes] = await Promise.all(
    ['table.json', 'districts.json'].map((name, i) => files.check(name, early[i])),
  )
  const districts = JSON.parse(new TextDecoder().decode(districtBytes)) as DistrictFile
  if (!Array.isArray(districts.features) || publication.categories.length === 0 || publication.groups.length === 0)
    throw new EmbedFailure('damaged', 'publication.json', 'there is nothing to show')
  return { current, publication, table: parseFile<TableFile>(tableBytes, 'table.json'), districts, files }
}
