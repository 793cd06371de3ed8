import type { AuditService } from '../accounts/audit.service.ts'
import type { Person } from '../contract/account.ts'
import type {
  Publication,
  PublicationDefinition,
  PublicationSummary,
  PublicationVersion,
} from '../contract/publication.ts'
import type { Database } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionData, RegionDataService } from '../regions/region-data.service.ts'
import { checkDefinition } from './check-definition.ts'
import { cleanDefinition, cleanParagraphs, fillLanguages } from './clean-definition.ts'
import {
  createPublication,
  findPublication,
  listFiles,
  listPublications,
  listVersions,
  markPublicationDeleted,
  markWithdrawn,
  saveDraft,
  type StoredPublication,
} from './publication.store.ts'

export interface PublicationServiceOptions {
  readonly database: Database
  readonly regions: RegionDataService
  readonly catalogue: Catalogue
  readonly audit: AuditService
  /** Address for links, without a slash at its end. */
  readonly publicUrl: () => string
}

/** Drafts of publications and what happens to them: nobody overwrites what he has not seen, and nothing that was saved is ever lost. */
export class PublicationService {
  readonly #options: PublicationServiceOptions
  /** Told of every change that the public sees, so that it is seen at once. */
  onChange: (id: string) => Promise<void> = () => Promise.resolve()

  constructor(options: PublicationServiceOptions) {
    this.#options = options
  }

  async list(regionKey: string, deleted: boolean): Promise<PublicationSummary[]> {
    await this.#options.regions.get(regionKey)
    return (await listPublications(this.#options.database.db, regionKey, deleted)).map((stored) =>
      this.#summarise(stored),
    )
  }

  async get(regionKey: string, id: string): Promise<Publication> {
    const stored = await this.find(regionKey, id)
    return { ...this.#summarise(stored), definition: stored.definition }
  }

  /** Throws the problem `unknown-publication`, also for a publication of another region. */
  async find(regionKey: string, id: string): Promise<StoredPublication> {
    const stored = await findPublication(this.#options.database.db, id)
    if (!stored || stored.regionKey !== regionKey)
      throw new Problem('unknown-publication', `The region "${regionKey}" has no publication "${id}".`)
    return stored
  }

  async create(person: Person, regionKey: string, definition: PublicationDefinition): Promise<Publication> {
    const cleaned = await this.#check(regionKey, definition)
    const { database, audit } = this.#options
    const id = await database.db.transaction().execute(async (tx) => {
      const created = await createPublication(tx, regionKey, cleaned)
      await audit.record(this.#entry(person, 'create', regionKey, created, undefined, cleaned), tx)
      return created
    })
    return this.get(regionKey, id)
  }

  /** Saves over the draft `seenVersion`; throws `publication-changed` where that is not the current one any more. */
  async save(
    person: Person,
    regionKey: string,
    id: string,
    seenVersion: number,
    definition: PublicationDefinition,
  ): Promise<Publication> {
    const known = await this.find(regionKey, id)
    if (known.deletedAt !== null) throw new Problem('publication-deleted', 'The publication was deleted.')
    const cleaned = await this.#check(regionKey, definition)
    const { database, audit } = this.#options
    const isSaved = await database.db.transaction().execute(async (tx) => {
      if (!(await saveDraft(tx, id, seenVersion, cleaned))) return false
      await audit.record(this.#entry(person, 'update', regionKey, id, known.definition, cleaned), tx)
      return true
    })
    if (!isSaved) {
      const { draftVersion } = await this.find(regionKey, id)
      throw new Problem(
        'publication-changed',
        `The draft is at version ${draftVersion} now; what was to be saved stands on version ${seenVersion}.`,
      )
    }
    await this.onChange(id)
    return this.get(regionKey, id)
  }

  /** From now on the address answers that the map was withdrawn, and why; everything stays stored. */
  async withdraw(person: Person, regionKey: string, id: string, reason: string): Promise<Publication> {
    const known = await this.find(regionKey, id)
    if (known.version === null) throw new Problem('publication-not-shown', 'No version of it was ever published.')
    const cleaned = cleanParagraphs(reason)
    if (cleaned === '')
      throw new Problem('invalid-request', '"reason" says to visitors why the map is gone; it must not be empty.')
    await this.#change(person, 'withdraw', known, { reason: cleaned }, (tx) => markWithdrawn(tx, id, cleaned))
    return this.get(regionKey, id)
  }

  /** Shows a withdrawn publication again, or brings a deleted one back (still withdrawn, where it was). */
  async restore(person: Person, regionKey: string, id: string): Promise<Publication> {
    const known = await this.find(regionKey, id)
    await this.#change(person, 'restore', known, undefined, (tx) =>
      known.deletedAt === null ? markWithdrawn(tx, id, null) : markPublicationDeleted(tx, id, false),
    )
    return this.get(regionKey, id)
  }

  async delete(person: Person, regionKey: string, id: string): Promise<Publication> {
    const known = await this.find(regionKey, id)
    if (known.version !== null && known.withdrawn === null)
      throw new Problem('publication-shown', 'The map can be seen by everybody; withdraw it before it is deleted.')
    await this.#change(person, 'delete', known, undefined, (tx) => markPublicationDeleted(tx, id, true))
    return this.get(regionKey, id)
  }

  async versions(regionKey: string, id: string): Promise<PublicationVersion[]> {
    await this.find(regionKey, id)
    const { db } = this.#options.database
    const versions: PublicationVersion[] = []
    for (const stored of await listVersions(db, id)) {
      const files = await listFiles(db, id, stored.version)
      versions.push({
        ...stored,
        bytes: files.reduce((total, file) => total + file.bytes, 0),
        files,
        address: `${this.address(id)}/v/${stored.version}`,
      })
    }
    return versions
  }

  /** Where the public sees it. */
  address(id: string): string {
    return `${this.#options.publicUrl()}/embed/${id}`
  }

  /** The definition against an import; throws the problem that says what does not fit. */
  checkAgainst(region: RegionData, definition: PublicationDefinition): void {
    checkDefinition(definition, {
      catalogue: this.#options.catalogue,
      groupIds: region.population.groupIds,
      levels: region.levels.map(({ id }, i) => ({ id, districtIds: new Set(region.districts[i].map((d) => d.id)) })),
    })
  }

  async #check(regionKey: string, definition: PublicationDefinition): Promise<PublicationDefinition> {
    const cleaned = cleanDefinition(definition)
    this.checkAgainst(await this.#options.regions.get(regionKey), cleaned)
    return cleaned
  }

  async #change(
    person: Person,
    action: string,
    { id, regionKey, withdrawn, deletedAt }: StoredPublication,
    after: unknown,
    change: (tx: Database['db']) => Promise<void>,
  ): Promise<void> {
    const { database, audit } = this.#options
    await database.db.transaction().execute(async (tx) => {
      await change(tx)
      await audit.record(this.#entry(person, action, regionKey, id, { withdrawn, deletedAt }, after), tx)
    })
    await this.onChange(id)
  }

  #entry(person: Person, action: string, regionKey: string, id: string, before: unknown, after: unknown) {
    return { person, action: `publication.${action}`, regionKey, subject: `publication/${id}`, before, after }
  }

  #summarise(stored: StoredPublication): PublicationSummary {
    const { id, regionKey, definition, version, withdrawn, draftVersion, publishedDraft } = stored
    const { createdAt, updatedAt, publishedAt, deletedAt } = stored
    return {
      id,
      region: regionKey,
      title: fillLanguages(definition.title),
      state: withdrawn !== null ? 'withdrawn' : version === null ? 'draft' : 'published',
      draftVersion,
      version,
      changedSince: publishedDraft !== null && publishedDraft !== draftVersion,
      createdAt,
      updatedAt,
      publishedAt,
      withdrawn,
      deletedAt,
      address: this.address(id),
    }
  }
}
