import { LRUCache } from 'lru-cache'
import { assess, assessScore, type Assessment, type AssessContext } from '../access/assess.ts'
import { mergeNearest } from '../access/nearest-of-any.ts'
import type { Catalogue, Category } from '../facilities/catalogue.ts'
import type { RunInfo } from '../contract/region.ts'
import type { DistrictResults } from '../contract/result.ts'
import type { Queryable } from '../db/database.store.ts'
import { LastKnown } from '../db/last-known.ts'
import { NO_AREA, buildPolygonIndex, findArea } from '../geo/polygon-index.ts'
import { Problem } from '../problems/problems.ts'
import type { NearestTable } from '../reach/nearest-table.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { RunCells } from './analysed-run.ts'
import type { Question, QuestionQuery } from './question.ts'
import { findRunCategory, findRunCells, listRuns } from './run.store.ts'

/** A run with its cell columns in memory; kinds are loaded when asked for. */
export interface LoadedRun {
  readonly info: RunInfo
  readonly region: RegionData
  readonly cells: RunCells
}

/** Answers questions about runs; keeps what was asked last in memory, bounded in bytes. */
export class RunResultsService {
  readonly #db: Queryable
  readonly #catalogue: Catalogue
  readonly #runLists = new LastKnown<Awaited<ReturnType<typeof listRuns>>>((error) => error instanceof Problem)
  readonly #runs = new LRUCache<string, Promise<LoadedRun>>({ max: 24 })
  readonly #tables = new LRUCache<string, NearestTable>({
    maxSize: 256 << 20,
    sizeCalculation: (t) => t.deciseconds.byteLength + t.facility.byteLength + 64,
  })
  readonly #districtOfFacility = new WeakMap<RegionData, Map<number, Uint32Array>>()

  constructor(db: Queryable, catalogue: Catalogue) {
    this.#db = db
    this.#catalogue = catalogue
  }

  /** Runs of the region's current import, newest first. */
  async listCurrent(region: RegionData): Promise<RunInfo[]> {
    return (await this.#runLists.get(region.key, () => listRuns(this.#db, region.key)))
      .filter((run) => run.importId === region.importId)
      .map(({ importId: _, ...info }) => info)
  }

  /** Published runs of the region's current import. */
  async listPublished(region: RegionData): Promise<RunInfo[]> {
    return (await this.listCurrent(region)).filter((run) => run.published)
  }

  /** Throws the problem `unknown-run`. */
  async get(region: RegionData, runId: string): Promise<LoadedRun> {
    const key = `${region.importId}/${runId}`
    let run = this.#runs.get(key)
    if (!run) {
      run = this.#load(region, runId)
      this.#runs.set(key, run)
      run.catch(() => this.#runs.delete(key))
    }
    return run
  }

  async #load(region: RegionData, runId: string): Promise<LoadedRun> {
    const info = (await this.listCurrent(region)).find((run) => run.id === runId)
    const cells = info && (await findRunCells(this.#db, runId))
    if (!info || !cells)
      throw new Problem('unknown-run', `The region "${region.key}" has no run "${runId}" for its current data.`)
    return { info, region, cells }
  }

  /** Checks a query against the run and fills in what it leaves open. */
  resolve(run: LoadedRun, query: QuestionQuery): Question {
    const categoryIds = [...new Set(query.categories.split(','))].sort()
    const categories = categoryIds.map((id) => this.category(id))
    const groupId = query.group ?? 'all'
    if (!run.region.population.groupIds.includes(groupId)) {
      throw new Problem(
        'unknown-group',
        `"${groupId}" is no group of this region; there are ${run.region.population.groupIds.join(', ')}.`,
      )
    }
    const levelId = query.level ?? run.region.levels[0].id
    if (!run.region.levels.some((level) => level.id === levelId)) {
      throw new Problem(
        'unknown-level',
        `"${levelId}" is no level of this region; there are ${run.region.levels.map((l) => l.id).join(', ')}.`,
      )
    }
    const minutes =
      query.minutes === undefined
        ? Math.min(...categories.map((c) => c.thresholdMinutes.default))
        : Number(query.minutes)
    if (minutes < 0.5 || minutes > run.info.cutoffMinutes) {
      throw new Problem('invalid-request', `"minutes" must be from 0.5 to ${run.info.cutoffMinutes}, not ${minutes}.`)
    }
    return { categoryIds, mode: query.mode ?? 'any', rank: Number(query.rank ?? '1'), groupId, levelId, minutes }
  }

  category(id: string): Category {
    const category = this.#catalogue.categories.find((c) => c.id === id)
    if (!category) throw new Problem('unknown-category', `"${id}" is no kind of the catalogue.`)
    return category
  }

  /** Times to the nearest places of any of the kinds. */
  async nearestOfAny(run: LoadedRun, categoryIds: readonly string[]): Promise<NearestTable> {
    const key = `${run.info.id}/${categoryIds.join()}`
    let table = this.#tables.get(key)
    if (!table) {
      const tables: NearestTable[] = []
      for (const id of categoryIds) tables.push(await this.#nearest(run, id))
      table = tables.length === 1 ? tables[0] : mergeNearest(tables)
      this.#tables.set(key, table)
    }
    return table
  }

  async #nearest(run: LoadedRun, categoryId: string): Promise<NearestTable> {
    const key = `${run.info.id}/${categoryId}`
    const known = this.#tables.get(key)
    if (known) return known
    const table = await findRunCategory(this.#db, run.info.id, categoryId)
    if (!table) {
      throw new Problem(
        'unknown-category',
        `The run "${run.info.id}" was made without the kind "${categoryId}"; it has ${run.info.categoryIds.join(', ')}.`,
      )
    }
    this.#tables.set(key, table)
    return table
  }

  /** Coverage of every district of the level and of the whole region. */
  async assess(run: LoadedRun, question: Question): Promise<Assessment & { categoriesWithoutPlace: string[] }> {
    const context = this.#context(run, question)
    if (question.mode === 'any') {
      const nearest = await this.nearestOfAny(run, question.categoryIds)
      const assessment = assess(
        { nearest, rank: question.rank, thresholdDeciseconds: toDeciseconds(question.minutes) },
        context,
      )
      return { ...assessment, categoriesWithoutPlace: [] }
    }
    const kinds = []
    for (const categoryId of question.categoryIds) {
      const { thresholdMinutes, weight } = this.category(categoryId)
      kinds.push({
        categoryId,
        nearest: await this.#nearest(run, categoryId),
        thresholdDeciseconds: toDeciseconds(thresholdMinutes.default),
        weight,
      })
    }
    return assessScore({ kinds, rank: question.rank }, context)
  }

  async districtResults(run: LoadedRun, question: Question): Promise<DistrictResults> {
    const { total, rows, curve, categoriesWithoutPlace } = await this.assess(run, question)
    return {
      run: run.info.id,
      level: question.levelId,
      group: question.groupId,
      categoryIds: [...question.categoryIds],
      mode: question.mode,
      rank: question.rank,
      minutes: question.minutes,
      total,
      rows,
      curve,
      categoriesWithoutPlace,
    }
  }

  /** How many places of the kinds each cell can count on at all: the reason code "no-facility" needs it. */
  facilityCount(region: RegionData, categoryIds: readonly string[]): number {
    return region.facilities.filter((f) => f.categoryIds.some((id) => categoryIds.includes(id))).length
  }

  #context(run: LoadedRun, question: Question): AssessContext {
    const { region } = run
    const levelIndex = region.levels.findIndex((level) => level.id === question.levelId)
    return {
      cellStatus: run.cells.status,
      edgeDeciseconds: run.cells.edgeDeciseconds,
      population: region.population,
      groupIndex: region.population.groupIds.indexOf(question.groupId),
      levelIndex,
      districts: region.districts[levelIndex],
      facilityCounts: this.#facilityCounts(region, levelIndex, question.categoryIds),
      labels: { total: region.manifest.name.de, noDistrict: '' },
    }
  }

  #facilityCounts(region: RegionData, levelIndex: number, categoryIds: readonly string[]): Uint32Array {
    const districtOf = this.districtOfFacilities(region, levelIndex)
    const none = region.districts[levelIndex].length
    const counts = new Uint32Array(none + 1)
    region.facilities.forEach((facility, index) => {
      if (!facility.categoryIds.some((id) => categoryIds.includes(id))) return
      if (districtOf[index] !== NO_AREA) counts[districtOf[index]]++
    })
    return counts
  }

  /** District index per facility on one level, or `NO_AREA`; computed once per region and level. */
  districtOfFacilities(region: RegionData, levelIndex: number): Uint32Array {
    let levels = this.#districtOfFacility.get(region)
    if (!levels) this.#districtOfFacility.set(region, (levels = new Map()))
    let districtOf = levels.get(levelIndex)
    if (!districtOf) {
      const index = buildPolygonIndex(region.districts[levelIndex].map((d) => d.geometry))
      districtOf = Uint32Array.from(region.facilities, (f) => findArea(index, f.lng, f.lat))
      levels.set(levelIndex, districtOf)
    }
    return districtOf
  }
}

/** Minutes as the kernels count them. */
export function toDeciseconds(minutes: number): number {
  return Math.round(minutes * 600)
}
