import { computeReasonCodes } from '../access/no-value-reason.ts'
import { joinBounds, type Bounds } from '../geo/bounds.ts'
import { Problem } from '../problems/problems.ts'
import type { Services } from '../http/services.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { findBasemapTile, isImportOf, listSources } from '../regions/region.store.ts'
import { listGapAreas } from '../runs/gap-areas-of-run.ts'
import { formatQuestion, toQuery, type Question, type QuestionQuery } from '../runs/question.ts'
import type { LoadedRun } from '../runs/run-results.service.ts'
import { buildDistrictTiles } from './district-tiles.ts'
import { buildFacilityTiles } from './facility-tiles.ts'
import { buildGapTiles } from './gap-tiles.ts'
import { buildHexagonPyramid, createHexagonTiles, type HexagonPyramid } from './hexagon-tiles.ts'
import { buildResultColumns } from './result-columns.ts'
import type { TileSetId } from './tile-sets.ts'
import type { TileProvider } from './tile.service.ts'
import { LRUCache } from 'lru-cache'

/** The question of a tile address, all parts optional. */
export type TileQuery = Partial<QuestionQuery> & { readonly run?: string }

/** Opens what the tiles of each set are made from; keeps the last few opened sets. */
export class TileSources {
  readonly #services: Services
  readonly #opened = new LRUCache<string, Promise<TileProvider>>({ max: 40 })
  readonly #pyramids = new WeakMap<RegionData, HexagonPyramid>()
  readonly #attributions = new Map<string, string>()

  constructor(services: Services) {
    this.#services = services
  }

  /** Version and query that tile addresses of a set carry. */
  async describe(region: RegionData, set: TileSetId, query: TileQuery): Promise<{ version: string; query: string }> {
    await this.#loadAttribution(region)
    if (set !== 'hexagons' && set !== 'gaps') return { version: region.importId, query: '' }
    const { run, question } = await this.#question(region, query)
    const parameters = new URLSearchParams(toQuery(question))
    return { version: run.info.id, query: parameters.toString() }
  }

  bounds(region: RegionData, set: TileSetId): Bounds {
    // The basemap reaches as far as its source; everything else as far as the region and the places around it.
    const { bounds, networkBounds } = region.summary
    if (set !== 'basemap' && set !== 'facilities') return bounds
    return joinBounds(bounds, networkBounds)
  }

  /** Who made the data; call after `describe`. */
  attribution(region: RegionData): string {
    return this.#attributions.get(region.importId) ?? ''
  }

  /** The provider for an address; throws problems for versions that are not those of the region. */
  async open(
    region: RegionData,
    set: TileSetId,
    version: string,
    query: TileQuery,
  ): Promise<{ provider: TileProvider; name: string }> {
    if (set === 'hexagons' || set === 'gaps') {
      const { run, question } = await this.#question(region, { ...query, run: version })
      const name = `${set}/${formatQuestion(question)}`
      return {
        name,
        provider: await this.#openOnce(`${version}/${name}`, async () =>
          set === 'gaps' ? this.#gaps(run, question) : this.#hexagons(run, question),
        ),
      }
    }
    if (version !== region.importId && !(await isImportOf(this.#services.database.db, region.key, version))) {
      throw new Problem('tile-outside', `The region "${region.key}" has no data of version "${version}".`)
    }
    if (set === 'basemap') return { name: set, provider: this.#basemap(version) }
    if (version !== region.importId)
      throw new Problem(
        'tile-outside',
        `The version "${version}" is no longer current; read the TileJSON document again.`,
      )
    const provider = await this.#openOnce(`${version}/${set}`, async () => {
      const tiles =
        set === 'districts' ? buildDistrictTiles(region.districts.flat()) : buildFacilityTiles(region.facilities)
      return { get: async (z, x, y) => tiles.get(z, x, y) }
    })
    return { name: set, provider }
  }

  #openOnce(key: string, open: () => Promise<TileProvider>): Promise<TileProvider> {
    let provider = this.#opened.get(key)
    if (!provider) {
      provider = open()
      this.#opened.set(key, provider)
      provider.catch(() => this.#opened.delete(key))
    }
    return provider
  }

  async #question(region: RegionData, query: TileQuery): Promise<{ run: LoadedRun; question: Question }> {
    const { results, catalogue } = this.#services
    const published = query.run === undefined ? await results.listPublished(region) : []
    const runId = query.run ?? (published.find((run) => run.profile === '65plus') ?? published[0])?.id
    if (runId === undefined) throw new Problem('not-analysed', `The region "${region.key}" has no published run.`)
    const run = await results.get(region, runId)
    const { run: _, ...asked } = query
    return {
      run,
      question: results.resolve(run, { ...asked, categories: query.categories ?? catalogue.categories[0].id }),
    }
  }

  #basemap(importId: string): TileProvider {
    return {
      packed: true,
      get: async (z, x, y) => (await findBasemapTile(this.#services.database.db, importId, z, x, y)) ?? null,
    }
  }

  async #gaps(run: LoadedRun, question: Question): Promise<TileProvider> {
    const { outcome } = await this.#services.results.assess(run, question)
    const shapes = listGapAreas(run, question, outcome).map(({ id, name, people, outline }) => ({
      id,
      name: name.de,
      people,
      geometry: outline,
    }))
    const tiles = buildGapTiles(shapes)
    return { get: async (z, x, y) => tiles.get(z, x, y) }
  }

  async #hexagons(run: LoadedRun, question: Question): Promise<TileProvider> {
    const { results } = this.#services
    const { region } = run
    const { cells, population } = region
    const { outcome } = await results.assess(run, question)
    const people = sumPeopleByCell(population, cells.cellCount)[population.groupIds.indexOf(question.groupId)]
    const reasons = computeReasonCodes(
      outcome.deciseconds,
      run.cells.status,
      results.facilityCount(region, question.categoryIds) < question.rank,
    )
    const columns = buildResultColumns(outcome, reasons, people)
    let pyramid = this.#pyramids.get(region)
    if (!pyramid) this.#pyramids.set(region, (pyramid = buildHexagonPyramid(cells.cellIds, cells.resolution)))
    const tiles = createHexagonTiles(pyramid, people, columns)
    return { get: async (z, x, y) => tiles.get(z, x, y) }
  }

  async #loadAttribution(region: RegionData): Promise<void> {
    if (this.#attributions.has(region.importId)) return
    const sources = await listSources(this.#services.database.db, region.importId)
    this.#attributions.set(region.importId, [...new Set(sources.map((s) => s.attribution))].map(escapeHtml).join(' | '))
  }
}

/** TileJSON attributions are shown as HTML by clients. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
