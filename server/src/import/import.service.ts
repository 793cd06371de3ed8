import path from 'node:path'
import { COMMAND_LINE_PERSON } from '../accounts/account.ts'
import { AuditService } from '../accounts/audit.service.ts'
import type { SourceInfo } from '../contract/region.ts'
import type { Database } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { ImportError } from '../issues/import-error.ts'
import type { ImportIssue } from '../issues/import-issue.ts'
import type { Job, JobProgress } from '../jobs/job.ts'
import type { JobRunner } from '../jobs/job-runner.service.ts'
import { runWorker } from '../jobs/run-worker.service.ts'
import { readManifest } from '../regions/manifest.reader.ts'
import type { RegionDataService } from '../regions/region-data.service.ts'
import type { NextImport } from '../regions/next-import.ts'
import { listIssues, listSources, showImport } from '../regions/region.store.ts'
import type { ImportedRegion } from './imported-region.ts'
import { isCurrentImport, saveImport } from './import.store.ts'

/** What an import did, for people and for `--json`. */
export interface ImportOutcome {
  readonly region: string
  readonly importId: string
  /** False where exactly these files had been imported before: then nothing is written. */
  readonly stored: boolean
  readonly sources: readonly SourceInfo[]
  readonly issues: readonly ImportIssue[]
  readonly people: number
  readonly peopleOutside: number
  readonly cells: number
}

/** Imports regions, all or nothing: everything is computed first and stored in one transaction. */
export class ImportService {
  readonly #database: Database
  readonly #regions: RegionDataService
  readonly #jobs: JobRunner
  readonly #catalogue: Catalogue

  readonly #next: NextImport
  readonly #audit: AuditService

  constructor(database: Database, regions: RegionDataService, jobs: JobRunner, catalogue: Catalogue, next: NextImport) {
    this.#next = next
    this.#database = database
    this.#audit = new AuditService(database.db)
    this.#regions = regions
    this.#jobs = jobs
    this.#catalogue = catalogue
  }

  /** Accepts an import as a job. Throws `ImportError` for a manifest that cannot be used. */
  async start(manifestFile: string, sourcesFolder: string | null): Promise<{ job: Job; done: Promise<Job> }> {
    const { key } = readManifest(manifestFile)
    return this.#jobs.start(
      'import',
      key,
      async (report, signal) => ({ ...(await this.run(manifestFile, sourcesFolder, report, signal)) }),
      manifestFile,
    )
  }

  /** @param sourcesFolder where the files lie; null: beside the manifest */
  async run(
    manifestFile: string,
    sourcesFolder: string | null,
    report: (progress: JobProgress) => void = () => {},
    signal?: AbortSignal,
  ): Promise<ImportOutcome> {
    const manifest = readManifest(manifestFile)
    const region = await this.#build(manifest, sourcesFolder ?? path.dirname(manifestFile), report, signal)
    let importId = await this.#next.findIdOver(manifest.key, region.id)
    const stored = !(await isCurrentImport(this.#database.db, manifest.key, importId))
    if (stored) {
      await this.#database.db.transaction().execute(async (tx) => {
        await saveImport(tx, region, (step, share) => {
          signal?.throwIfAborted()
          report({ step: `storing-${step}`, share: 0.7 + share * 0.3 })
        })
        // What editors have accepted counts on over new files, as far as it still applies.
        importId = await this.#next.complete(tx, manifest.key, region.id)
        if (importId !== region.id) await showImport(tx, manifest.key, importId)
        const { people } = region.summary.groups[0]
        await this.#audit.record(
          {
            person: COMMAND_LINE_PERSON,
            action: 'import.finished',
            regionKey: manifest.key,
            subject: `import/${importId}`,
            after: { people, cells: region.cells.cellCount, sources: region.sources.map(({ key, sha256 }) => ({ key, sha256 })) }, // prettier-ignore
          },
          tx,
        )
        signal?.throwIfAborted()
      })
      this.#regions.refresh(manifest.key)
    }
    return {
      region: manifest.key,
      importId,
      stored,
      sources: await listSources(this.#database.db, importId),
      issues: await listIssues(this.#database.db, importId),
      people: region.summary.groups[0].people,
      peopleOutside: region.summary.peopleOutside,
      cells: region.cells.cellCount,
    }
  }

  async #build(
    manifest: unknown,
    sourcesFolder: string,
    report: (progress: JobProgress) => void,
    signal?: AbortSignal,
  ): Promise<ImportedRegion> {
    try {
      return await runWorker<ImportedRegion>(new URL('./import.worker.ts', import.meta.url), {
        workerData: { manifest, sourcesFolder, catalogue: this.#catalogue },
        signal,
        onProgress: (share, step = 'reading') => report({ step, share: share * 0.7 }),
      })
    } catch (error) {
      const fields = error as { name?: string; issue?: string; message?: string; where?: string; remedy?: string }
      if (fields.name !== 'ImportError') throw error
      throw new ImportError(
        fields.issue ?? 'source-missing',
        fields.message ?? '',
        fields.where ?? '',
        fields.remedy ?? '',
      )
    }
  }
}
