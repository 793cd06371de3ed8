import type { AuditService } from '../accounts/audit.service.ts'
import type { Person } from '../contract/account.ts'
import type { LocalText } from '../contract/common.ts'
import type { PublicationDefinition, PublicationFile } from '../contract/publication.ts'
import type { RunInfo } from '../contract/region.ts'
import type { Scenario } from '../contract/scenario.ts'
import type { Database } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { boundsOf, type Bounds } from '../geo/bounds.ts'
import type { JobRunner } from '../jobs/job-runner.service.ts'
import type { Job, JobProgress } from '../jobs/job.ts'
import { runWorker } from '../jobs/run-worker.service.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { findDisclosureRule } from '../regions/register-data.ts'
import type { RegionData, RegionDataService } from '../regions/region-data.service.ts'
import { findAddressBook, listSources } from '../regions/region.store.ts'
import type { LoadedRun, RunResultsService } from '../runs/run-results.service.ts'
import { listRuns } from '../runs/run.store.ts'
import type { ScenarioService } from '../scenarios/scenario.service.ts'
import { toWhatIfRegion } from '../scenarios/what-if-region.ts'
import { tileRange } from '../tiles/tile-math.ts'
import { TILE_SETS } from '../tiles/tile-sets.ts'
import { describePublication, type PublicationFacts } from './describe-publication.ts'
import { countBasemapBytes, loadBasemapTiles } from './map-tiles.store.ts'
import { packPublicationFile, type FrozenContents } from './freeze-files.writer.ts'
import type { FreezeInput } from './freeze-input.ts'
import type { FrozenDraft, PreviewLink, PreviewService } from './preview.service.ts'
import type { PublicationService } from './publication.service.ts'
import type { PublishedFilesService } from './published-files.service.ts'
import { lockNextVersion, saveVersion, type FileContent, type StoredPublication } from './publication.store.ts'
import { refuseSecondRounding } from './rule-conflict.service.ts'

export interface PublishServiceOptions {
  readonly database: Database
  readonly regions: RegionDataService
  readonly results: RunResultsService
  readonly scenarios: ScenarioService
  readonly catalogue: Catalogue
  readonly jobs: JobRunner
  readonly audit: AuditService
  readonly publications: PublicationService
  readonly previews: PreviewService
  readonly publishedFiles: PublishedFilesService
}

/** Bytes of the background (packed tiles), and of all files of a version together (plain). */
export const LARGEST_MAP_BYTES = 64 << 20
export const LARGEST_VERSION_BYTES = 160 << 20
/** Room around the districts on the map, share of their extent. */
const MARGIN = 0.03

/** What a freezing job works on. */
interface Prepared {
  readonly input: FreezeInput
  readonly facts: Omit<PublicationFacts, 'placeCounts' | 'files'>
}

/** Freezes drafts: everything is computed once, in a thread, and stored in one transaction; a stopped process leaves the version before. */
export class PublishService {
  readonly #options: PublishServiceOptions
  /** Waiting and running, started by the holder of a link. */
  readonly #startedByLink = new Set<string>()

  constructor(options: PublishServiceOptions) {
    this.#options = options
  }

  /** Accepts freezing the draft as it is now; the same draft is frozen once however many ask meanwhile. */
  async publish(person: Person, regionKey: string, id: string): Promise<{ job: Job; done: Promise<Job> }> {
    const stored = await this.#findDraft(regionKey, id)
    if (stored.withdrawn !== null)
      throw new Problem(
        'publication-not-shown',
        'The publication was withdrawn; restore it before a new version is published.',
      )
    return this.#options.jobs.start(
      'publish',
      regionKey,
      (report, signal) => this.#freeze(person, stored, report, signal),
      `${id}/${stored.draftVersion}`,
    )
  }

  /**
   * Accepts freezing the draft for its editors' eyes, or for those of whoever has a link to it: nothing is stored, and its address cannot be guessed.
   * For a link what is frozen already is shown again; editors ask for it anew.
   */
  async preview(regionKey: string, id: string, link: PreviewLink | null): Promise<{ job: Job; done: Promise<Job> }> {
    const { jobs, previews } = this.#options
    const stored = await this.#findDraft(regionKey, id)
    const { draftVersion } = stored
    const started = await jobs.start(
      'publish',
      regionKey,
      async (report, signal) => {
        const known = link === null ? undefined : previews.findFrozen(id, draftVersion)
        const frozen = known ?? (await this.#freezeForPreview(stored, report, signal))
        const { path, madeAt, expiresAt, warnings } = previews.open(frozen, link)
        return { publication: id, preview: true, draftVersion, address: path, madeAt, expiresAt, warnings }
      },
      `preview/${id}/${draftVersion}/${link?.linkId ?? ''}`,
    )
    if (link !== null) {
      const jobId = started.job.id
      this.#startedByLink.add(jobId)
      void started.done.then(() => this.#startedByLink.delete(jobId))
    }
    return started
  }

  /** Whether whoever knows its id may cancel the job: nobody but the holders of a link does, and nothing is stored by it. */
  isStartedByLink(jobId: string): boolean {
    return this.#startedByLink.has(jobId)
  }

  async #freezeForPreview(
    stored: StoredPublication,
    report: (progress: JobProgress) => void,
    signal: AbortSignal,
  ): Promise<FrozenDraft> {
    const { files, warnings } = await this.#compute(stored, report, signal)
    const madeAt = new Date().toISOString()
    const contents = [packPublicationFile(files.describe(0, madeAt)), ...files.contents]
    return this.#options.previews.add(stored, { contents, warnings, madeAt })
  }

  async #findDraft(regionKey: string, id: string): Promise<StoredPublication> {
    const stored = await this.#options.publications.find(regionKey, id)
    if (stored.deletedAt !== null) throw new Problem('publication-deleted', 'The publication was deleted.')
    return stored
  }

  async #freeze(
    person: Person,
    stored: StoredPublication,
    report: (progress: JobProgress) => void,
    signal: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const { database, audit, publications, publishedFiles } = this.#options
    const { id, regionKey } = stored
    const { files, facts, warnings } = await this.#compute(stored, report, signal)
    report({ step: 'storing', share: 0.95 })
    const { version, contents } = await database.db.transaction().execute(async (tx) => {
      const next = await lockNextVersion(tx, id)
      if (next === undefined) throw new Problem('publication-deleted', 'The publication was deleted meanwhile.')
      const publishedAt = new Date().toISOString()
      const description = files.describe(next, publishedAt)
      const contents = [packPublicationFile(description), ...files.contents]
      await saveVersion(
        tx,
        id,
        {
          version: next,
          draftVersion: stored.draftVersion,
          title: description.title,
          importId: facts.region.importId,
          runId: facts.run.id,
          scenarioId: facts.scenario?.id ?? null,
          methodVersion: facts.run.methodVersion,
          publishedAt,
        },
        contents,
      )
      await audit.record(
        {
          person,
          action: 'publication.publish',
          regionKey,
          subject: `publication/${id}`,
          before: { version: stored.version },
          after: { version: next, title: description.title, runId: facts.run.id, files: description.files },
        },
        tx,
      )
      signal.throwIfAborted()
      return { version: next, contents }
    })
    // A full disk does not undo what is published: the files are read from the database then.
    await publishedFiles.keep(id, version, contents).catch((error: unknown) => publishedFiles.onFault(error))
    await publications.onChange(id)
    return { publication: id, version, address: publications.address(id), warnings }
  }

  async #compute(stored: StoredPublication, report: (progress: JobProgress) => void, signal: AbortSignal) {
    report({ step: 'loading', share: 0 })
    const { input, facts } = await this.#prepare(stored)
    signal.throwIfAborted()
    const frozen = await runWorker<FrozenContents>(new URL('./freeze.worker.ts', import.meta.url), {
      workerData: input,
      signal,
      onProgress: (share, step = 'computing') => report({ step, share: 0.1 + share * 0.8 }),
    })
    checkProblems(frozen.problems)
    const contents: readonly FileContent[] = frozen.files.map(({ file, stored: bytes }) => ({ file, stored: bytes }))
    const bytes = contents.reduce((total, { file }) => total + file.bytes, 0)
    if (bytes > LARGEST_VERSION_BYTES) throw tooLarge('Die Dateien', 'The files', bytes, LARGEST_VERSION_BYTES)
    const describe = (version: number, publishedAt: string): PublicationFile =>
      describePublication(
        { ...facts, placeCounts: frozen.placeCounts, files: contents.map(({ file }) => file) },
        version,
        publishedAt,
      )
    const warnings: LocalText[] = frozen.problems.map(({ message }) => message)
    return { files: { contents, describe }, facts, warnings }
  }

  async #prepare({ id, regionKey, definition }: StoredPublication): Promise<Prepared> {
    const { database, catalogue, results, publications } = this.#options
    const { db } = database
    const { region, run } = await this.#findRun(regionKey, definition)
    publications.checkAgainst(region, definition)
    const scenario = await this.#findScenario(regionKey, definition.scenarioId)
    const sources = await listSources(db, region.importId)
    const rule = findDisclosureRule(region.manifest)
    await refuseSecondRounding(db, this.#options.publishedFiles, region, sources)
    const extent = extentOf(region, definition)
    const nearest: Record<string, FreezeInput['run']['nearest'][string]> = {}
    for (const category of definition.categories) nearest[category.id] = await results.nearestOfAny(run, [category.id])
    const whatIfRegion = toWhatIfRegion(region, await region.network(), catalogue)
    const input: FreezeInput = {
      definition,
      region: { ...whatIfRegion, population: await region.publicPopulation() },
      rule,
      run: { cellStatus: run.cells.status, edgeDeciseconds: run.cells.edgeDeciseconds, nearest },
      modifications: scenario && scenario.modifications,
      addressBook: (await findAddressBook(db, region.importId)) ?? null,
      map: {
        extent,
        name: region.manifest.name.de,
        attribution: [...new Set(sources.map(({ attribution }) => attribution))].map(escapeText).join(' | '),
        tiles: await this.#loadTiles(region.importId, extent),
      },
    }
    return { input, facts: { id, definition, region, run: run.info, sources, catalogue, scenario, rule, extent } }
  }

  /** The run with the import that it was computed from; throws `publication-source-gone` where either does not exist any more. */
  async #findRun(
    regionKey: string,
    definition: PublicationDefinition,
  ): Promise<{ region: RegionData; run: LoadedRun }> {
    const { regions, results, database } = this.#options
    const { runId, profile } = definition
    if (runId === null) {
      const region = await regions.get(regionKey)
      const published = (await results.listPublished(region)).find((run: RunInfo) => run.profile === profile)
      if (!published) {
        throw new TextProblem('not-analysed', {
          de: `Für das Gehprofil „${profile}“ gibt es keine veröffentlichte Auswertung der heutigen Daten. Bitte zuerst auswerten, oder im Entwurf eine andere Auswertung wählen.`,
          en: `There is no published analysis of today's data for the profile "${profile}". Analyse first, or choose another run in the draft.`,
        })
      }
      return { region, run: await results.get(region, published.id) }
    }
    const known = (await listRuns(database.db, regionKey)).find((run) => run.id === runId)
    if (!known) throw sourceGone(`Die Auswertung ${runId}`, `The run ${runId}`)
    if (known.profile !== profile) {
      throw new TextProblem('invalid-request', {
        de: `Die Auswertung ${runId} hat das Gehprofil „${known.profile}“, der Entwurf „${profile}“. Bitte im Entwurf beides aufeinander abstimmen.`,
        en: `The run ${runId} has the profile "${known.profile}", the draft "${profile}". Make them agree in the draft.`,
      })
    }
    const region = await regions.getImport(regionKey, known.importId)
    return { region, run: await results.get(region, runId) }
  }

  async #findScenario(regionKey: string, id: string | null): Promise<Scenario | null> {
    if (id === null) return null
    const gone = sourceGone(`Das Szenario ${id}`, `The scenario ${id}`)
    const scenario = await this.#options.scenarios.get(regionKey, id).catch((error: unknown) => {
      throw error instanceof Problem && error.code === 'unknown-scenario' ? gone : error
    })
    if (scenario.deletedAt !== null) throw gone
    return scenario
  }

  async #loadTiles(importId: string, extent: Bounds): Promise<FreezeInput['map']['tiles']> {
    const { db } = this.#options.database
    const { minimumZoom, maximumZoom } = TILE_SETS.basemap
    const ranges = Array.from({ length: maximumZoom - minimumZoom + 1 }, (_, i) => {
      const z = minimumZoom + i
      return { z, range: tileRange(extent, z) }
    })
    let bytes = 0
    for (const { z, range } of ranges) bytes += await countBasemapBytes(db, importId, z, range)
    if (bytes > LARGEST_MAP_BYTES)
      throw tooLarge('Der Kartenhintergrund', 'The background of the map', bytes, LARGEST_MAP_BYTES)
    const tiles: FreezeInput['map']['tiles'][number][] = []
    for (const { z, range } of ranges) tiles.push(...(await loadBasemapTiles(db, importId, z, range)))
    return tiles
  }
}

/** What the map shows: as the editor drew it, else the chosen districts with a margin. */
function extentOf(region: RegionData, { extent, levelId, districtIds }: PublicationDefinition): Bounds {
  if (extent !== null) {
    const [west, south, east, north] = extent
    return { west, south, east, north }
  }
  const level = region.levels.findIndex(({ id }) => id === levelId)
  const chosen = region.districts[level].filter(({ id }) => districtIds === null || districtIds.includes(id))
  const bounds = boundsOf(chosen.flatMap(({ geometry }) => geometry.flat(2))) ?? region.summary.bounds
  const [dx, dy] = [(bounds.east - bounds.west) * MARGIN, (bounds.north - bounds.south) * MARGIN]
  return { west: bounds.west - dx, south: bounds.south - dy, east: bounds.east + dx, north: bounds.north + dy }
}

/** A scenario that does not apply as a whole is not shown as if it did. */
function checkProblems(problems: FrozenContents['problems']): void {
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const list = (language: 'de' | 'en') =>
    errors
      .slice(0, 5)
      .map(({ message }) => message[language])
      .join(' ')
  throw new TextProblem('publication-source-gone', {
    de: `Das Szenario lässt sich auf die Daten nicht mehr ganz anwenden (${errors.length} Mängel): ${list('de')} Bitte im Planer berichtigen und neu veröffentlichen.`,
    en: `The scenario does not fully apply to the data any more (${errors.length} faults): ${list('en')} Mend it in the planner and publish again.`,
  })
}

function sourceGone(de: string, en: string): TextProblem {
  return new TextProblem('publication-source-gone', {
    de: `${de} gibt es nicht mehr. Bitte im Entwurf eine andere Grundlage wählen; was veröffentlicht ist, bleibt, wie es ist.`,
    en: `${en} does not exist any more. Choose another one in the draft; what is published stays as it is.`,
  })
}

function tooLarge(de: string, en: string, bytes: number, limit: number): TextProblem {
  const [is, may] = [bytes, limit].map((value) => Math.ceil(value / 1e6))
  return new TextProblem('publication-too-large', {
    de: `${de} hätte ${is} MB, höchstens ${may} MB sind möglich. Bitte einen kleineren Kartenausschnitt oder weniger Arten, Gruppen und Schwellen wählen.`,
    en: `${en} would be ${is} MB, at most ${may} MB are possible. Choose a smaller extent, or fewer kinds, groups and thresholds.`,
  })
}

/** Attributions of PMTiles are shown as HTML by clients. */
function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
