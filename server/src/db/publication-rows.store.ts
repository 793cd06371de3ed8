import type { LocalText } from '../contract/common.ts'
import type { CreatedAt, Json } from './column-types.store.ts'

export interface PublicationRow {
  id: string
  region_key: string
  draft_version: number
  version: number | null
  withdrawn_at: Date | null
  withdrawn_reason: string | null
  deleted_at: Date | null
  created_at: CreatedAt
}
export interface PublicationDraftRow {
  publication_id: string
  draft_version: number
  definition: Json<unknown>
  created_at: CreatedAt
}
export interface PublicationVersionRow {
  publication_id: string
  version: number
  draft_version: number
  title: Json<LocalText>
  import_id: string
  run_id: string
  scenario_id: string | null
  method_version: string
  published_at: Date
}
export interface PublicationFileRow {
  publication_id: string
  version: number
  position: number
  name: string
  type: string
  bytes: number
  gzip_bytes: number | null
  sha256: string
}
export interface PublishedContentRow {
  sha256: string
  part: number
  data: Uint8Array
}

export interface PublicationTables {
  'nahraum.publication': PublicationRow
  'nahraum.publication_draft': PublicationDraftRow
  'nahraum.publication_version': PublicationVersionRow
  'nahraum.publication_file': PublicationFileRow
  'nahraum.published_content': PublishedContentRow
}
