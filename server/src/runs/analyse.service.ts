import { createHash } from 'node:crypto'
import { COMMAND_LINE_PERSON } from '../accounts/account.ts'
import { AuditService } from '../accounts/audit.service.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Database, Queryable } from '../db/database.store.ts'
import { Problem } from '../problems/problems.ts'
import type { Job, JobProgress } from '../jobs/job.ts'
import type { JobRunner } from '../jobs/job-runner.service.ts'
import { runWorker } from '../jobs/run-worker.service.ts'
import { PROFILES, type ProfileId } from '../network/profile.ts'
import type { NextImport } from '../regions/next-import.ts'
import { switchImport } from '../regions/region.store.ts'
import type { RegionData, RegionDataService } from '../regions/region-data.service.ts'
import type { AnalysedRun } from './analysed-run.ts'
import { CUTOFF_MINUTES, MAXIMUM_RANK } from '../reach/nearest-of-kind.ts'
import { METHOD_VERSION, type Analysis, type AnalysisInput } from './compute-analysis.ts'
import { CELL_SNAP_METRES, FACILITY_SNAP_METRES, MINIMUM_COMPONENT_NODES } from '../reach/walker.ts'
import { isKnownRun, listRegionCoverage, publishRun, saveRun, type RegionCoverage } from './run.store.ts'

export interface AnalyseOutcome {
  readonly runId: string
  /** False where the same inputs had been analysed before: then that run is published again. */
  readonly computed: boolean
  /** Whole region at the catalogue's thresholds, per kind and group. */
  readonly coverage: readonly RegionCoverage[]
}

/** Starts analyses as jobs, or runs them at once for the command line. */
export class AnalyseService {
  readonly #database: Database
  readonly #regions: RegionDataService
  readonly #catalogue: Catalogue
  readonly #jobs: JobRunner
  readonly #next: NextImport
  readonly #audit: AuditService

  constructor(database: Database, regions: RegionDataService, catalogue: Catalogue, jobs: JobRunner, next: NextImport) {
    this.#next = next
    this.#database = database
    this.#audit = new AuditService(database.db)
    this.#regions = regions
    this.#catalogue = catalogue
    this.#jobs = jobs
  }

  /** Accepts the analysis of a region; equal requests share a job. Throws problems for an unknown region or kind. */
  async start(
    regionKey: string,
    profile: ProfileId,
    categoryIds: readonly string[] | null = null,
  ): Promise<{ job: Job; done: Promise<Job> }> {
    await this.#regions.get(regionKey)
    this.#thresholds(categoryIds)
    // What was accepted while an analysis runs is another one.
    const key = `${await this.#next.findId(regionKey)}/${profile}/${categoryIds?.join() ?? 'all'}`
    return this.#jobs.start(
      'analyse',
      regionKey,
      async (report, signal) => ({ ...(await this.run(regionKey, profile, categoryIds, report, signal)) }),
      key,
    )
  }

  /** Computes (unless the same was computed before), stores and publishes a run. */
  async run(
    regionKey: string,
    profile: ProfileId,
    categoryIds: readonly string[] | null,
    report: (progress: JobProgress) => void = () => {},
    signal?: AbortSignal,
  ): Promise<AnalyseOutcome> {
    report({ step: 'loading', share: 0 })
    const { importId: shownId } = await this.#regions.get(regionKey)
    const region = await this.#regions.getImport(
      regionKey,
      await this.#next.prepare(regionKey, ({ step, share }) => report({ step, share: share * 0.05 }), signal),
    )
    const categories = this.#thresholds(categoryIds)
    const inputs = {
      import: region.importId,
      profile: PROFILES[profile],
      categories,
      cutoffMinutes: CUTOFF_MINUTES,
      maximumRank: MAXIMUM_RANK,
      snapping: {
        cellMetres: CELL_SNAP_METRES,
        facilityMetres: FACILITY_SNAP_METRES,
        minimumComponentNodes: MINIMUM_COMPONENT_NODES,
      },
      methodVersion: METHOD_VERSION,
    }
    const runId = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16)
    if (await isKnownRun(this.#database.db, runId)) {
      await this.#database.db.transaction().execute(async (tx) => {
        await switchImport(tx, regionKey, shownId, region.importId)
        await publishRun(tx, regionKey, profile, runId)
        await this.#record(tx, regionKey, runId, { profile, import: region.importId, computed: false })
      })
      this.#regions.refresh(regionKey)
      return { runId, computed: false, coverage: await listRegionCoverage(this.#database.db, runId) }
    }
    report({ step: 'computing', share: 0.05 })
    const input: AnalysisInput = await this.#input(region, profile, categories)
    const analysis = await runWorker<Analysis>(new URL('./analyse.worker.ts', import.meta.url), {
      workerData: input,
      signal,
      onProgress: (share) => report({ step: 'computing', share: 0.05 + share * 0.55 }),
    })
    const run: AnalysedRun = {
      id: runId,
      importId: region.importId,
      profile,
      methodVersion: METHOD_VERSION,
      inputs,
      cutoffMinutes: CUTOFF_MINUTES,
      maximumRank: MAXIMUM_RANK,
      ...analysis,
    }
    report({ step: 'storing', share: 0.6 })
    await this.#database.db.transaction().execute(async (tx) => {
      await switchImport(tx, regionKey, shownId, region.importId)
      await saveRun(tx, regionKey, run, (share) => {
        signal?.throwIfAborted()
        report({ step: 'storing', share: 0.6 + share * 0.39 })
      })
      await this.#record(tx, regionKey, runId, { profile, import: region.importId, computed: true })
      signal?.throwIfAborted()
    })
    this.#regions.refresh(regionKey)
    return { runId, computed: true, coverage: await listRegionCoverage(this.#database.db, runId) }
  }

  /** Who asked for it stands at `analysis.start`; here, that the region shows it from now on. */
  async #record(tx: Queryable, regionKey: string, runId: string, after: object): Promise<void> {
    const entry = {
      person: COMMAND_LINE_PERSON,
      action: 'analysis.finished',
      regionKey,
      subject: `run/${runId}`,
      after,
    }
    await this.#audit.record(entry, tx)
  }

  #thresholds(categoryIds: readonly string[] | null): { id: string; thresholdMinutes: number }[] {
    for (const id of categoryIds ?? []) {
      if (!this.#catalogue.categories.some((c) => c.id === id))
        throw new Problem('unknown-category', `"${id}" is no kind of the catalogue.`)
    }
    return this.#catalogue.categories
      .filter((c) => categoryIds === null || categoryIds.includes(c.id))
      .map((c) => ({ id: c.id, thresholdMinutes: c.thresholdMinutes.default }))
  }

  async #input(
    region: RegionData,
    profileId: ProfileId,
    categories: AnalysisInput['categories'],
  ): Promise<AnalysisInput> {
    return {
      network: await region.network(),
      profileId,
      cells: region.cells,
      facilities: region.facilities,
      population: region.population,
      levels: region.levels.map((level, i) => ({
        id: level.id,
        districts: region.districts[i].map(({ id, name, geometry }) => ({ id, name, geometry })),
      })),
      categories,
    }
  }
}
