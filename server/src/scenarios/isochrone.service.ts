import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { Queryable } from '../db/database.store.ts'
import type { IsochroneAnswer, IsochroneOrder, IsochroneRegion } from '../isochrone/isochrone-engine.ts'
import type { Water } from '../isochrone/water.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { TILE_SETS } from '../tiles/tile-sets.ts'
import { listBasemapTiles } from './isochrone.store.ts'
import { RegionThreads } from './region-threads.service.ts'
import { readTileWater } from './water.reader.ts'

const gunzipAsync = promisify(gunzip)

/** Answers isochrones in threads of their own, one per import. */
export class IsochroneService {
  readonly #threads: RegionThreads<IsochroneOrder, IsochroneAnswer>

  constructor(db: Queryable, timeoutMilliseconds = 25_000) {
    this.#threads = new RegionThreads<IsochroneOrder, IsochroneAnswer>({
      worker: new URL('./isochrone.worker.ts', import.meta.url),
      what: 'isochrones',
      timeoutMilliseconds,
      load: async (region): Promise<IsochroneRegion> => ({
        network: await region.network(),
        cells: region.cells,
        facilities: region.facilities,
        water: await loadWater(db, region.importId),
      }),
    })
  }

  answer(region: RegionData, order: IsochroneOrder): Promise<IsochroneAnswer> {
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
