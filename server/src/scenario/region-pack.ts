/**
 * A region as what-if needs it, as columns that compress to about a megabyte for a city: the streets, the cells, the people and the places. Nothing is
 * rounded: whoever decodes a pack has every bit of what was encoded, so that the same kernels give the same bytes in a browser and on the server.
 * O(numbers).
 */
import { decodeColumns, type Column, type ColumnSet } from '../columns/columns.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { cellIdToHalves, halvesToCellId } from '../grid/cells.ts'
import { NO_DISTRICT, PEOPLE_QUANTUM, type Population } from '../population/population.ts'
import { checkIndexes, degrees, packNetwork, unpackNetwork, type NetworkMeta } from './region-pack-network.ts'
import { packNumbers, unpackNumbers } from './region-pack-numbers.ts'
import {
  packDistricts,
  packFacilities,
  unpackDistricts,
  unpackFacilities,
  type DistrictMeta,
  type FacilityMeta,
} from './region-pack-places.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** Raised whenever a program that reads the former format would misread a pack. */
export const REGION_PACK_FORMAT = 1
export const REGION_PACK_KIND = 'region-pack'

interface RegionPackMeta extends Pick<WhatIfRegion, 'key' | 'name' | 'groups' | 'kinds'> {
  readonly kind: typeof REGION_PACK_KIND
  readonly format: number
  /** The import, as in other answers of columns. */
  readonly version: string
  readonly network: NetworkMeta
  readonly cells: { readonly resolution: number; readonly cellCount: number }
  readonly facilities: FacilityMeta
  readonly population: { readonly groupIds: readonly string[]; readonly partCount: number }
  readonly levels: readonly { readonly id: string; readonly districts: DistrictMeta }[]
}

/** Why bytes are not a region pack that this program reads. */
export class RegionPackError extends Error {
  override readonly name = 'RegionPackError'
  readonly code: 'other-format' | 'damaged'

  constructor(code: 'other-format' | 'damaged', message: string) {
    super(message)
    this.code = code
  }
}

/** @throws RangeError for cell ids that are not 15 hexadecimal digits */
export function encodeRegionPack(region: WhatIfRegion): ColumnSet {
  const columns: Record<string, Column> = {}
  const meta: RegionPackMeta = {
    kind: REGION_PACK_KIND,
    format: REGION_PACK_FORMAT,
    version: region.importId,
    key: region.key,
    name: region.name,
    groups: region.groups,
    kinds: region.kinds,
    network: packNetwork(columns, region.network),
    cells: packCells(columns, region.cells),
    facilities: packFacilities(columns, region.facilities),
    population: packPopulation(columns, region.population),
    levels: region.levels.map(({ id, districts }, level) => ({
      id,
      districts: packDistricts(columns, level, districts),
    })),
  }
  return { meta: { ...meta }, columns }
}

/** Reads the bytes of a pack. @throws RegionPackError for any other bytes, however they came about */
export function readRegionPack(bytes: Uint8Array): WhatIfRegion {
  let set: ColumnSet
  try {
    set = decodeColumns(bytes)
  } catch (error) {
    throw new RegionPackError('damaged', `The region pack is damaged: ${(error as Error).message}.`)
  }
  return decodeRegionPack(set)
}

/** @throws RegionPackError for anything but what `encodeRegionPack` of this format made */
export function decodeRegionPack({ meta, columns }: ColumnSet): WhatIfRegion {
  const { kind, format } = meta as Partial<RegionPackMeta>
  if (kind !== REGION_PACK_KIND || typeof format !== 'number')
    throw new RegionPackError('damaged', 'These columns are not a region pack.')
  if (format !== REGION_PACK_FORMAT) {
    const what = format > REGION_PACK_FORMAT ? 'newer' : 'older'
    throw new RegionPackError(
      'other-format',
      `The region pack has the ${what} format ${format}; this program reads format ${REGION_PACK_FORMAT}. Load the page anew.`,
    )
  }
  try {
    return unpackRegion(meta as unknown as RegionPackMeta, columns)
  } catch (error) {
    // Of whatever kind: a header that is not what it should be fails somewhere.
    throw new RegionPackError('damaged', `The region pack is damaged: ${(error as Error).message}.`)
  }
}

function unpackRegion(meta: RegionPackMeta, columns: ColumnSet['columns']): WhatIfRegion {
  const { version, key, name, groups, kinds } = meta
  const cells = unpackCells(columns, meta.cells)
  const levels = meta.levels.map(({ id, districts }, level) => ({
    id,
    districts: unpackDistricts(columns, level, districts),
  }))
  const population = unpackPopulation(columns, meta.population, levels.length)
  checkIndexes('partCell', population.partCell, cells.cellCount)
  levels.forEach(({ districts }, level) =>
    checkIndexes(`partDistrict:${level}`, population.partDistrict[level], districts.length, NO_DISTRICT),
  )
  return {
    key,
    name,
    importId: version,
    network: unpackNetwork(columns, meta.network),
    cells,
    facilities: unpackFacilities(columns, meta.facilities),
    population,
    groups,
    levels,
    kinds,
  }
}

const CELL_ID = /^[0-9a-f]{15}$/

function packCells(into: Record<string, Column>, cells: CellGrid): RegionPackMeta['cells'] {
  const { resolution, cellCount, cellIds } = cells
  const odd = cellIds.find((id) => !CELL_ID.test(id))
  if (odd !== undefined) throw new RangeError(`"${odd}" is no cell id`)
  const halves = cellIds.map(cellIdToHalves)
  packNumbers(into, 'cellIdHigh', Uint32Array.from(halves, ([high]) => high)) // prettier-ignore
  packNumbers(into, 'cellIdLow', Uint32Array.from(halves, ([, low]) => low)) // prettier-ignore
  packNumbers(into, 'originLng', cells.originLng, degrees)
  packNumbers(into, 'originLat', cells.originLat, degrees)
  return { resolution, cellCount }
}

function unpackCells(from: ColumnSet['columns'], { resolution, cellCount }: RegionPackMeta['cells']): CellGrid {
  const high = unpackNumbers(from, 'cellIdHigh', Uint32Array, cellCount)
  const low = unpackNumbers(from, 'cellIdLow', Uint32Array, cellCount)
  return {
    resolution,
    cellCount,
    cellIds: Array.from(high, (value, i) => halvesToCellId(value, low[i])),
    originLng: unpackNumbers(from, 'originLng', Float64Array, cellCount, degrees),
    originLat: unpackNumbers(from, 'originLat', Float64Array, cellCount, degrees),
  }
}

/** People are whole multiples of the quantum. */
const people = { unitsPerOne: 1 / PEOPLE_QUANTUM } as const

function packPopulation(into: Record<string, Column>, population: Population): RegionPackMeta['population'] {
  const { groupIds, partCount, partCell, partDistrict } = population
  packNumbers(into, 'partCell', partCell)
  partDistrict.forEach((column, level) => packNumbers(into, `partDistrict:${level}`, column))
  population.people.forEach((column, group) => packNumbers(into, `people:${group}`, column, people))
  return { groupIds, partCount }
}

function unpackPopulation(
  from: ColumnSet['columns'],
  { groupIds, partCount }: RegionPackMeta['population'],
  levelCount: number,
): Population {
  return {
    groupIds,
    partCount,
    partCell: unpackNumbers(from, 'partCell', Uint32Array, partCount),
    partDistrict: Array.from({ length: levelCount }, (_, level) =>
      unpackNumbers(from, `partDistrict:${level}`, Uint32Array, partCount),
    ),
    people: groupIds.map((_, group) => unpackNumbers(from, `people:${group}`, Float64Array, partCount, people)),
  }
}
