import type { ColumnType, Generated, Kysely } from 'kysely'
import type { LocalText } from '../contract/common.ts'
import type { CreatedAt, Json } from './column-types.store.ts'
import type { PublicationTables } from './publication-rows.store.ts'

/** Rows as they lie in the database: snake_case, mapped to the project's types by the stores and nowhere else. */
export interface RegionRow {
  key: string
  name: Json<LocalText>
  fictional: boolean
  created_at: CreatedAt
  current_import: string | null
}
export interface ImportRow {
  id: string
  region_key: string
  manifest: Json<unknown>
  summary: Json<unknown>
  created_at: CreatedAt
}
export interface DatasetRow {
  import_id: string
  position: number
  kind: 'osm' | 'districts' | 'population' | 'facilities' | 'extent' | 'corrections'
  key: string
  title: Json<LocalText>
  file_name: string
  url: string | null
  licence: string
  attribution: string
  key_date: string | null
  sha256: string
  count_in: number
  count_out: number
  count_rejected: number
  unit: string
}
export interface ImportIssueRow {
  import_id: string
  position: number
  kind: string
  severity: 'error' | 'warning' | 'note'
  source: string
  count: number
  examples: Json<string[]>
}
export interface DistrictRow {
  import_id: string
  level_id: string
  district_index: number
  id: string
  name: string
  area_square_metres: number
  figures: Json<Record<string, number>>
  people: Json<Record<string, number>>
  geom: unknown
}
export interface FacilityRow {
  import_id: string
  facility_index: number
  id: string
  category_ids: string[]
  name: string | null
  capacity: number | null
  provider: string | null
  address: string | null
  opening_hours: string | null
  wheelchair: 'yes' | 'limited' | 'no' | null
  website: string | null
  source: 'osm' | 'list' | 'correction'
  geom: unknown
  access_points: unknown
}
export interface CellRow {
  import_id: string
  cell_index: number
  h3: string
  people: number[]
  geom: unknown
  origin: unknown
}
export interface ImportColumnsRow {
  import_id: string
  name: 'network' | 'population' | 'public_population' | 'addresses'
  part: number
  data: Uint8Array
}
export interface BasemapTileRow {
  import_id: string
  z: number
  x: number
  y: number
  data: Uint8Array
}
export interface RunRow {
  id: string
  import_id: string
  profile: string
  method_version: string
  inputs: Json<unknown>
  cutoff_minutes: number
  maximum_rank: number
  category_ids: string[]
  cells: Uint8Array
  created_at: CreatedAt
}
export interface RunCategoryRow {
  run_id: string
  category_id: string
  facility_count: number
  data: Uint8Array
  nearest_seconds: (number | null)[]
}
export interface RunDistrictRow {
  run_id: string
  category_id: string
  group_id: string
  level_id: string
  district_index: number | null
  minutes: number
  people: number
  served: number
  unserved: number
  unknown: number
  uncertain: number
  mean_minutes: number | null
  p90_minutes: number | null
  gap_persons: number
}
export interface PublishedRunRow {
  region_key: string
  profile: string
  run_id: string
}
export interface JobRow {
  id: string
  kind: 'import' | 'analyse' | 'siting' | 'publish'
  region_key: string | null
  status: 'accepted' | 'running' | 'successful' | 'failed' | 'dismissed' | 'interrupted'
  step: string
  share: number
  message: Json<LocalText> | null
  result: Json<Record<string, unknown>> | null
  created_at: CreatedAt
  finished_at: Date | null
}

export interface ScenarioRow {
  id: string
  region_key: string
  version: number
  created_at: CreatedAt
  deleted_at: Date | null
}
export interface ScenarioVersionRow {
  scenario_id: string
  version: number
  format: number
  name: string
  description: string
  modifications: Json<unknown[]>
  import_id: string
  created_at: CreatedAt
}

export interface AccountRow {
  id: string
  login: string
  display_name: string
  role: 'provider' | 'editor' | 'admin'
  region_keys: string[] | null
  organisation: string | null
  facility_ids: Generated<string[]>
  password_hash: string | null
  oidc_issuer: string | null
  oidc_subject: string | null
  disabled_at: Date | null
  created_at: CreatedAt
  last_login_at: Date | null
}
export interface SessionRow {
  token_hash: Uint8Array
  id: string
  account_id: string
  method: 'password' | 'oidc'
  created_at: CreatedAt
  last_seen_at: CreatedAt
  expires_at: Date
}
export interface PasswordLinkRow {
  token_hash: Uint8Array
  account_id: string
  expires_at: Date
}
export interface ShareLinkRow {
  id: string
  token_hash: Uint8Array
  region_key: string
  subject_kind: 'scenario' | 'publication' | 'report'
  subject_id: string
  label: string
  created_by: string | null
  created_name: string
  created_at: CreatedAt
  expires_at: Date
  revoked_at: Date | null
  last_used_at: Date | null
}
export interface BarrierReportRow {
  id: string
  reported_at: CreatedAt
  page: string
  description: string
  email: string | null
  done_at: Date | null
  note: Generated<string>
}
export interface AuditEntryRow {
  number: ColumnType<string, number, never>
  at: ColumnType<Date, string, never>
  account_id: string | null
  person: string
  role: string
  action: string
  region_key: string | null
  subject: string | null
  before: string | null
  after: string | null
  previous_hash: Uint8Array
  hash: Uint8Array
}

export interface CorrectionRow {
  id: string
  region_key: string
  number: number
  version: Generated<number>
  token_hash: Uint8Array | null
  status: 'open' | 'accepted' | 'rejected' | 'withdrawn' | 'joined'
  kind: 'missing' | 'moved' | 'closed' | 'details' | 'obstacle'
  change: Json<unknown>
  facility_id: string | null
  lng: number
  lat: number
  district_name: string | null
  comment: string
  reported: Json<unknown> | null
  joined_to: string | null
  provider_name: string | null
  provider_account_id: string | null
  created_at: Date
  decided_at: Date | null
  decided_by: string | null
  reason: Generated<string>
  accepted: Json<unknown> | null
  turn: number | null
}
export interface CorrectionContactRow {
  correction_id: string
  name: string
  email: string
  created_at: Date
}
export interface CorrectionNoteRow {
  correction_id: string
  position: number
  text: string
  created_at: Date
}
export interface FacilityConfirmationRow {
  region_key: string
  facility_id: string
  account_id: string
  account_name: string
  confirmed_at: Date
}
export interface CorrectedImportRow {
  import_id: string
  base_import_id: string
  outcomes: Json<unknown[]>
}

export interface Tables extends PublicationTables {
  'nahraum.region': RegionRow
  'nahraum.import': ImportRow
  'nahraum.dataset': DatasetRow
  'nahraum.import_issue': ImportIssueRow
  'nahraum.district': DistrictRow
  'nahraum.facility': FacilityRow
  'nahraum.cell': CellRow
  'nahraum.import_columns': ImportColumnsRow
  'nahraum.basemap_tile': BasemapTileRow
  'nahraum.run': RunRow
  'nahraum.run_category': RunCategoryRow
  'nahraum.run_district': RunDistrictRow
  'nahraum.published_run': PublishedRunRow
  'nahraum.job': JobRow
  'nahraum.scenario': ScenarioRow
  'nahraum.scenario_version': ScenarioVersionRow
  'nahraum.correction': CorrectionRow
  'nahraum.correction_contact': CorrectionContactRow
  'nahraum.correction_note': CorrectionNoteRow
  'nahraum.facility_confirmation': FacilityConfirmationRow
  'nahraum.corrected_import': CorrectedImportRow
  'nahraum.account': AccountRow
  'nahraum.session': SessionRow
  'nahraum.password_link': PasswordLinkRow
  'nahraum.share_link': ShareLinkRow
  'nahraum.barrier_report': BarrierReportRow
  'nahraum.audit_entry': AuditEntryRow
}

/** The query builder, or a transaction of it: every store function takes one. */
export type Queryable = Kysely<Tables>

/** An open database of either kind. */
export interface Database {
  readonly kind: 'embedded' | 'postgresql'
  readonly db: Queryable
  /** PostGIS version, e.g. "3.6". */
  readonly postgisVersion: string
  close(): Promise<void>
}
