import type { LocalText } from '../contract/common.ts'
import type { PublicationDefinition } from '../contract/publication.ts'
import type { Queryable } from '../db/database.store.ts'
import { publications } from './publication.store.ts'

/** What serving needs to know of a publication; small, and read again every few seconds. */
export interface ShownState {
  readonly id: string
  readonly regionKey: string
  /** Null: nothing was published. */
  readonly version: number | null
  readonly publishedAt: string | null
  /** Of the version that is shown. */
  readonly title: LocalText
  readonly withdrawnReason: string | null
  readonly contact: PublicationDefinition['contact']
  readonly language: PublicationDefinition['language']
  /** By the newest definition: who may show the map changes without a new version. */
  readonly allowedParents: readonly string[]
  readonly allowCorrections: boolean
}

export async function findShownState(db: Queryable, id: string): Promise<ShownState | undefined> {
  const row = await publications(db).select('v.title').where('p.id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const definition = row.definition as PublicationDefinition
  return {
    id,
    regionKey: row.region_key,
    version: row.version,
    publishedAt: row.published_at?.toISOString() ?? null,
    title: row.title ?? definition.title,
    withdrawnReason: row.withdrawn_reason,
    contact: definition.contact,
    language: definition.language,
    allowedParents: definition.allowedParents,
    allowCorrections: definition.allowCorrections,
  }
}
