import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { listAddresses } from '../addresses/list-addresses.ts'
import { SCENARIO_FORMAT, type WhatIfQuestion } from '../contract/scenario.ts'
import type { SitingAnswer, SitingRequest } from '../contract/siting.ts'
import type { Queryable } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Job, JobProgress } from '../jobs/job.ts'
import type { JobRunner } from '../jobs/job-runner.service.ts'
import { TextProblem } from '../problems/text-problem.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { findAddressBook } from '../regions/region.store.ts'
import type { WhatIfSide } from '../scenario/what-if-engine.ts'
import { checkSitingRequest } from '../site-search/check-siting-request.ts'
import type { DescribedSites } from '../site-search/describe-sites.ts'
import { SearchRefused } from '../site-search/search-refused.ts'
import { writeSiteCommand, type SitingFile } from '../site-search/site-command.ts'
import type { SearchTables } from '../site-search/site-search.ts'
import { answerOfProgress, answerOfSearch, type SearchFrame } from '../site-search/siting-answer-of.ts'
import { DEFAULT_TIME_LIMIT_SECONDS } from '../siting/siting-defaults.ts'
import type { SitingProgress } from '../siting/siting-tools.ts'
import { solveSiting, solveSitingCurve } from '../siting/solve-siting.service.ts'
import { loadWater } from './isochrone.service.ts'
import type { ScenarioService } from './scenario.service.ts'
import { SiteSession } from './site-session.service.ts'
import { resolveSide } from './what-if-side.service.ts'
import { toWhatIfRegion } from './what-if-region.ts'
import type { WhatIfService } from './what-if.service.ts'

/** A request with everything that it leaves open filled in, and checked. */
export interface ResolvedSiting {
  readonly region: RegionData
  readonly request: SitingRequest
  readonly question: WhatIfQuestion
  readonly side: WhatIfSide
  /** Equal searches of the same import have an equal key. */
  readonly key: string
}

/** Shares of a job: reading and preparing, searching, and the rest for the curve. */
const PREPARED_SHARE = 0.2
const SEARCHED_SHARE = 0.9
/** Between two descriptions of the best so far. */
const INTERIM_MILLISECONDS = 150
/** Tables are kept for whoever fetches one file after the other. */
const KEPT_TABLES = 2
const KEPT_MILLISECONDS = 120_000

/** Tables of a search, and how to use them on the command line. */
export interface SitingTables {
  readonly tables: SearchTables
  readonly files: readonly SitingFile[]
  readonly command: string
}

/** Searches for sites as jobs; each is prepared in a thread and solved in a process of its own. */
export class SitingService {
  readonly #db: Queryable
  readonly #catalogue: Catalogue
  readonly #jobs: JobRunner
  readonly #scenarios: ScenarioService
  readonly #whatIf: WhatIfService
  readonly #tables = new LRUCache<string, SearchTables>({
    max: KEPT_TABLES,
    ttl: KEPT_MILLISECONDS,
    ttlAutopurge: true,
  })

  constructor(db: Queryable, catalogue: Catalogue, jobs: JobRunner, scenarios: ScenarioService, whatIf: WhatIfService) {
    this.#db = db
    this.#catalogue = catalogue
    this.#jobs = jobs
    this.#scenarios = scenarios
    this.#whatIf = whatIf
  }

  /** @throws Problem, in both languages where the request contradicts itself or the region */
  async resolve(region: RegionData, request: SitingRequest): Promise<ResolvedSiting> {
    const question = this.#whatIf.completeQuestion(region, request.question)
    const levels = region.levels.map(({ id }, i) => ({
      id,
      districtIds: region.districts[i].map((district) => district.id),
    }))
    const categoryIds = this.#catalogue.categories.map(({ id }) => id)
    try {
      checkSitingRequest(request, question, { levels, categoryIds })
    } catch (error) {
      if (error instanceof SearchRefused) throw new TextProblem('invalid-request', error.text)
      throw error
    }
    const { side: asked = {} } = request
    if (asked.scenario !== undefined) {
      const { name, format } = await this.#scenarios.get(region.key, asked.scenario)
      if (format > SCENARIO_FORMAT)
        throw new TextProblem('newer-format', {
          de: `Das Szenario „${name}“ stammt aus einer neueren Version (Format ${format}; diese liest bis ${SCENARIO_FORMAT}). Bitte diese Installation aktualisieren oder heute als Ausgangslage wählen.`,
          en: `The scenario "${name}" comes from a newer version (format ${format}; this one reads up to ${SCENARIO_FORMAT}). Update this installation, or start from today.`,
        })
    }
    const side = await resolveSide(this.#scenarios, region, asked, question)
    const key = createHash('sha256')
      .update(JSON.stringify([region.importId, { ...request, side: null }, question, side]))
      .digest('hex')
    return { region, request, question, side, key }
  }

  /** Accepts a search; equal ones that wait or run are joined. */
  start(resolved: ResolvedSiting): Promise<{ job: Job; done: Promise<Job> }> {
    const work = async (report: (progress: JobProgress) => void, signal: AbortSignal) => ({
      ...(await this.search(resolved, report, signal)),
    })
    return this.#jobs.start('siting', resolved.region.key, work, resolved.key)
  }

  /** The tables of a search, from which the command line computes the same. */
  async tables(resolved: ResolvedSiting): Promise<SitingTables> {
    let tables = this.#tables.get(resolved.key)
    if (tables === undefined) {
      const session = await this.#open(resolved, () => undefined)
      tables = session.tables
      await session.close()
    }
    return { tables, ...this.#command(resolved, tables) }
  }

  async search(
    resolved: ResolvedSiting,
    report: (progress: JobProgress) => void,
    signal?: AbortSignal,
  ): Promise<SitingAnswer> {
    report({ step: 'loading', share: 0 })
    const session = await this.#open(
      resolved,
      (share) => report({ step: 'preparing', share: share * PREPARED_SHARE }),
      signal,
    )
    try {
      return await this.#solve(resolved, session, report, signal)
    } finally {
      await session.close()
    }
  }

  async #solve(
    resolved: ResolvedSiting,
    session: SiteSession,
    report: (progress: JobProgress) => void,
    signal?: AbortSignal,
  ): Promise<SitingAnswer> {
    const { timeLimitSeconds = DEFAULT_TIME_LIMIT_SECONDS, curve, sites } = resolved.request
    const { tables, before } = session
    const { problem } = tables
    const { files, command } = this.#command(resolved, tables)
    const frame: SearchFrame = {
      importId: resolved.region.importId,
      tables,
      before,
      reproduction: { files: [...files], command },
    }
    const start = performance.now()
    const elapsed = () => Math.round(performance.now() - start) / 1000
    const interim = new InterimReports(session, (progress, described) =>
      report({
        step: 'searching',
        share: PREPARED_SHARE + (SEARCHED_SHARE - PREPARED_SHARE) * Math.min(1, elapsed() / timeLimitSeconds),
        interim: answerOfProgress(frame, progress, described, elapsed()),
      }),
    )
    const solved = await solveSiting(problem, {
      timeLimitSeconds,
      signal,
      onProgress: (progress) => interim.take(progress),
    })
    const seconds = elapsed()
    await interim.stop()
    const sets = solved.solution === null ? [] : [solved.solution, ...solved.alternatives].map(({ chosen }) => chosen)
    const described = await session.describe(sets, solved.assignment)
    const answer = answerOfSearch(frame, solved, described, seconds)
    signal?.throwIfAborted()
    if (curve !== true || sites === undefined || sites === 0 || solved.solution === null)
      return { ...answer, phase: 'done' }

    // The answer stands; the curve is worked out behind it.
    const points: SitingAnswer['curve'] = []
    const telling = (): void =>
      report({
        step: 'curve',
        share: SEARCHED_SHARE + (1 - SEARCHED_SHARE) * Math.min(1, points.length / (sites + 1)),
        interim: { ...answer, phase: 'curve', curve: points.length > 1 ? [...points] : answer.curve },
      })
    telling()
    let describing = Promise.resolve()
    await solveSitingCurve(problem, problem.siteCount!, {
      timeLimitSeconds,
      signal,
      onPoint({ siteCount, chosen, proven }) {
        if (chosen === null) return
        describing = describing.then(async () => {
          const [{ served }] = await session.describe([chosen])
          points.push({ sites: siteCount - tables.facts.forcedExisting, served, proven })
          telling()
        })
        // A failure is met below, where it is awaited.
        describing.catch(() => undefined)
      },
    })
    await describing
    const known = points.filter((point) => point.sites < solved.solution!.chosen.length - tables.facts.forcedExisting)
    return { ...answer, curve: [...known, answer.curve.at(-1)!], phase: 'done' }
  }

  async #open(
    { region, request, question, side, key }: ResolvedSiting,
    onProgress: (share: number) => void,
    signal?: AbortSignal,
  ): Promise<SiteSession> {
    const { candidates } = request
    const hasPoints = (candidates?.points?.length ?? 0) > 0
    const book = candidates?.addresses === true ? await findAddressBook(this.#db, region.importId) : undefined
    const water = hasPoints ? (await loadWater(this.#db, region.importId)).areas : []
    const whatIfRegion = toWhatIfRegion(region, await region.network(), this.#catalogue)
    const addresses = book === undefined ? null : listAddresses(book)
    const order = { region: whatIfRegion, request, question, side, water, addresses }
    const session = await SiteSession.open(order, onProgress, signal)
    this.#tables.set(key, session.tables)
    return session
  }

  #command({ request, question }: ResolvedSiting, { problem, facts }: SearchTables) {
    return writeSiteCommand(request, question.minutes, problem, facts.existingCount)
  }
}

/** Describes the best so far, the latest one only, and not too often. */
class InterimReports {
  readonly #session: SiteSession
  readonly #onDescribed: (progress: SitingProgress, sites: DescribedSites | null) => void
  #next: SitingProgress | null = null
  #running: Promise<void> | null = null
  #isStopped = false

  constructor(session: SiteSession, onDescribed: (progress: SitingProgress, sites: DescribedSites | null) => void) {
    this.#session = session
    this.#onDescribed = onDescribed
  }

  take(progress: SitingProgress): void {
    this.#next = progress
    // A session that ends meanwhile ends the search as well, which says why.
    this.#running ??= this.#run().catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#next !== null && !this.#isStopped) {
      const progress = this.#next
      this.#next = null
      const { chosen } = progress
      const [sites] = chosen === null ? [null] : await this.#session.describe([chosen])
      if (!this.#isStopped) this.#onDescribed(progress, sites)
      if (!this.#isStopped) await new Promise((resolve) => setTimeout(resolve, INTERIM_MILLISECONDS))
    }
    this.#running = null
  }
}
