import type { Queryable } from '../db/database.store.ts'
import type { Language } from '../district-profile/figure-format.ts'
import {
  buildProfileTable,
  listAboutLines,
  PROFILE_TABLE_IDS,
  type ProfileTableId,
} from '../district-profile/profile-tables.ts'
import { PROFILE_TEXTS } from '../district-profile/profile-texts.ts'
import { formatCsv, type CsvVariant } from '../export/csv.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { ComputedProfiles } from './district-profiles.service.ts'
import { loadProfileContext } from './profile-document.service.ts'
import { writeXlsx } from './xlsx.writer.ts'

export interface ProfileExportOptions {
  readonly language: Language
  /** Of CSV. */
  readonly table: ProfileTableId
  readonly variant: CsvVariant
}

/** Profiles as a workbook of all tables and their sources, or one table as CSV: the API's figures, unrounded. */
export async function exportProfiles(
  from: { readonly database: { readonly db: Queryable }; readonly catalogue: Catalogue; readonly version: string },
  computed: ComputedProfiles,
  format: 'xlsx' | 'csv',
  { language, table: tableId, variant }: ProfileExportOptions,
): Promise<Buffer> {
  const { answer } = computed
  const createdAt = new Date().toISOString()
  const context = await loadProfileContext(
    from.database.db,
    from.catalogue,
    computed,
    language,
    createdAt,
    from.version,
  )
  if (format === 'csv') {
    const { columns, rows } = buildProfileTable(answer, context, tableId)
    const heads = columns.map((column) => (variant === 'german' ? column[language] : column.id))
    return Buffer.from(formatCsv(heads, rows, variant), 'utf8')
  }
  const tables = PROFILE_TABLE_IDS.map((id) => buildProfileTable(answer, context, id))
  const t = PROFILE_TEXTS[language]
  return writeXlsx([
    ...tables.map(({ title, columns, rows }) => ({
      name: title,
      heads: columns.map((column) => ({ text: column[language], kind: column.kind })),
      rows,
    })),
    {
      name: t.sources,
      heads: [
        { text: t.sources, kind: 'text' },
        { text: '', kind: 'text' },
      ],
      rows: listAboutLines(answer, context),
    },
  ])
}
