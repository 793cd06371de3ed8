import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDemoRecipe } from '../../server/src/cli/demo-town.command.ts'
import type { Modification, WhatIfQuestion } from '../../server/src/contract/scenario.ts'
import { createDemoTown } from '../../server/src/demo-town/demo-town.writer.ts'
import { createRandom } from '../../server/src/demo-town/random.ts'
import type { Facility } from '../../server/src/facilities/facility.ts'
import { buildPolygonIndex, findArea } from '../../server/src/geo/polygon-index.ts'
import { cellToCenter, listCellsOver } from '../../server/src/grid/cells.ts'
import { readCatalogue } from '../../server/src/http/create-services.service.ts'
import { buildRegion } from '../../server/src/import/build-region.service.ts'
import type { ImportedRegion } from '../../server/src/import/imported-region.ts'
import { readManifest } from '../../server/src/regions/manifest.reader.ts'
import type { WhatIfRegion } from '../../server/src/scenario/what-if-region.ts'
import type { BenchContext } from './bench.ts'

const REGIONS = fileURLToPath(new URL('../../data/regions/', import.meta.url))
const FACILITIES = 1000
/** Kind of the places that are asked about. */
export const KIND = 'pharmacy'

export const addAt = (lng: number, lat: number): Modification => ({
  id: 'new',
  kind: 'add-facility',
  lng,
  lat,
  name: 'New',
  categoryIds: [KIND],
})
export const moveTo = (facilityId: string, lng: number, lat: number): Modification => ({
  id: 'move',
  kind: 'move-facility',
  facilityId,
  lng,
  lat,
})
export const closeOf = (facilityId: string): Modification => ({ id: 'close', kind: 'close-facility', facilityId })

export function questionOf({ population, levels }: Pick<WhatIfRegion, 'population' | 'levels'>): WhatIfQuestion {
  const groupId = population.groupIds.includes('65plus') ? '65plus' : 'all'
  return { profile: '65plus', categoryIds: [KIND], mode: 'any', rank: 1, groupId, levelId: levels[0].id, minutes: 10 }
}

/** Places a few metres beside points of streets. */
export function listSpots({ network }: Pick<WhatIfRegion, 'network'>, count: number, seed: string): [number, number][] {
  const random = createRandom(seed)
  const at = (column: Float64Array, point: number) => Number((column[point] + 0.0001 * random.next()).toFixed(6))
  return Array.from({ length: count }, () => {
    const point = random.integer(network.pointLng.length)
    return [at(network.pointLng, point), at(network.pointLat, point)]
  })
}

/** 1,000 places of one kind instead of those of the region. */
export function withManyPlaces(region: ImportedRegion): ImportedRegion {
  const facilities = listSpots(region, FACILITIES, 'places').map(
    ([lng, lat], i): Facility => ({
      id: `list/bench/${i}`, categoryIds: [KIND], name: `Place ${i}`, lng, lat, accessPoints: [[lng, lat]], capacity: null,
      provider: null, address: null, openingHours: null, wheelchair: null, website: null, source: 'list',
    }),
  ) // prettier-ignore
  return { ...region, facilities, summary: { ...region.summary, facilityCount: FACILITIES } }
}

/** Smaller hexagons, as many as wanted, each in one district, with people by chance. */
export function withManyCells(region: ImportedRegion, count: number): ImportedRegion {
  const { west, south, east, north } = region.network.bounds
  const ring: [number, number][] = [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore
  const random = createRandom('cells')
  let resolution = 11
  let ids = listCellsOver([[ring]], resolution)
  while (ids.length < count) ids = listCellsOver([[ring]], ++resolution)
  ids = random
    .shuffle([...ids])
    .slice(0, count)
    .sort()
  const centres = ids.map(cellToCenter)
  const { groupIds } = region.population
  const people = groupIds.map(() => new Float64Array(ids.length))
  for (let cell = 0; cell < ids.length; cell++) {
    people.forEach((column, g) => (column[cell] = g === 0 ? 4 : random.integer(17) / 8))
  }
  return {
    ...region,
    summary: { ...region.summary, cellResolution: resolution },
    cells: {
      resolution,
      cellCount: ids.length,
      cellIds: ids,
      originLng: Float64Array.from(centres, ([lng]) => lng),
      originLat: Float64Array.from(centres, ([, lat]) => lat),
    },
    population: {
      groupIds,
      partCount: ids.length,
      partCell: Uint32Array.from(ids.keys()),
      partDistrict: region.districts.map((districts) => {
        const index = buildPolygonIndex(districts.map(({ geometry }) => geometry))
        return Uint32Array.from(centres, ([lng, lat]) => findArea(index, lng, lat))
      }),
      people,
    },
  }
}

/** Aachen, or the demo town where the data is absent. */
export function loadTown({ dataFolder }: BenchContext): ImportedRegion {
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-bench-'))
  const isReal = dataFolder !== null && existsSync(path.join(dataFolder, 'aachen'))
  if (!isReal) {
    for (const [file, bytes] of Object.entries(createDemoTown(readDemoRecipe()).files)) {
      writeFileSync(path.join(folder, file), bytes)
    }
  }
  const manifest = readManifest(path.join(REGIONS, isReal ? 'aachen.json' : 'demo.json'))
  const region = buildRegion(manifest, isReal ? path.join(dataFolder, 'aachen') : folder, readCatalogue())
  rmSync(folder, { recursive: true })
  return region
}

export function toWhatIf({ id, manifest, summary, districts, ...columns }: ImportedRegion): WhatIfRegion {
  const { network, cells, facilities, population } = columns
  return {
    key: manifest.key,
    name: manifest.name,
    importId: id,
    network,
    cells,
    facilities,
    population,
    groups: summary.groups.map(({ id, label }) => ({ id, label })),
    levels: manifest.levels.map(({ id }, level) => ({ id, districts: districts[level] })),
    kinds: readCatalogue().categories.map(({ id, label, thresholdMinutes, weight, seniorUse }) => ({
      id,
      label,
      thresholdMinutes: thresholdMinutes.default,
      weight,
      seniorUse,
    })),
  }
}
