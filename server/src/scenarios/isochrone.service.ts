import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { Queryable } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Water } from '../isochrone/water.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type {
  IsochroneRegion,
  ScenarioIsochroneAnswer,
  ScenarioIsochroneOrder,
} from '../scenario/scenario-isochrone.ts'
import { TILE_SETS } from '../tiles/tile-sets.ts'
import { listBasemapTiles } from './isochrone.store.ts'
import { RegionThreads } from './region-threads.service.ts'
import { readTileWater } from './water.reader.ts'
import { toWhatIfRegion } from './what-if-region.ts'

const gunzipAsync = promisify(gunzip)

/** Answers isochrones in threads of their own, one per import. */
export class IsochroneService {
  readonly #threads: RegionThreads<ScenarioIsochroneOrder, ScenarioIsochroneAnswer>

  constructor(db: Queryable, catalogue: Catalogue, timeoutMilliseconds = 25_000) {
    this.#threads = new RegionThreads<ScenarioIsochroneOrder, ScenarioIsochroneAnswer>({
      worker: new URL('./isochrone.worker.ts', import.meta.url),
      what: 'isochrones',
      timeoutMilliseconds,
      load: async (region): Promise<IsochroneRegion> => ({
        ...toWhatIfRegion(region, await region.network(), catalogue),
        water: await loadWater(db, region.importId),
      }),
    })
  }

  answer(region: RegionData, order: ScenarioIsochroneOrder): Promise<ScenarioIsochroneAnswer> {
    return this.#threads.ask(region, order)
  }

  close(): Promise<void> {
    return this.#threads.close()
  }
}

/** The water that the basemap shows, from its tiles of the highest zoom: there it is not simplified. */
export async function loadWater(db: Queryable, importId: string): Promise<Water> {
  const z = TILE_SETS.basemap.maximumZoom
  const all: Water[] = []
  for await (const tiles of listBasemapTiles(db, importId, z)) {
    for (const { x, y, data } of tiles) all.push(readTileWater(await gunzipAsync(data), { z, x, y }))
  }
  return { areas: all.flatMap(({ areas }) => areas), rivers: all.flatMap(({ rivers }) => rivers) }
}
