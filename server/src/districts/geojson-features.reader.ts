/**
 * Features of a GeoJSON text with their plain coordinate numbers, before anything is known about the coordinate system.
 * Bounded in size; only the properties that are asked for are ever looked at, and only own ones, so that no key of a
 * hostile file means anything.
 */
import type { Bounds } from '../geo/bounds.ts'
import { ImportError } from '../issues/import-error.ts'
import { parseCrsName } from './coordinate-system.ts'

export interface GeojsonLimits {
  /** UTF-16 units of the text. */
  readonly textLength: number
  readonly features: number
  readonly positions: number
}

export const GEOJSON_LIMITS: GeojsonLimits = {
  textLength: 200 * 1024 * 1024,
  features: 100_000,
  positions: 5_000_000,
}

/** Positions are those of the file: x, y and what else stands there, for instance a height. */
export type PlainPolygons = readonly (readonly (readonly (readonly [x: number, y: number])[])[])[]

export interface GeojsonFeature {
  /** Number of the feature in the file, from 1. */
  readonly row: number
  readonly id: unknown
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry:
    | { readonly kind: 'polygons'; readonly polygons: PlainPolygons }
    | { readonly kind: 'empty' }
    | { readonly kind: 'other'; readonly type: string }
    | { readonly kind: 'broken'; readonly problem: string }
}

export interface GeojsonFeatures {
  readonly features: readonly GeojsonFeature[]
  /** EPSG code that the `crs` member names. */
  readonly statedEpsg: number | undefined
  /** Of the plain numbers, x as west and east; null where there is no position at all. */
  readonly bounds: Bounds | null
}

/** Reads a FeatureCollection; throws an `ImportError` for anything else and for files over the limits. */
export function readGeojsonFeatures(
  text: string,
  where: string,
  limits: GeojsonLimits = GEOJSON_LIMITS,
): GeojsonFeatures {
  if (text.length > limits.textLength) {
    throw tooLarge(`${Math.ceil(text.length / 1_048_576)} MiB`, `${limits.textLength / 1_048_576} MiB`, where)
  }
  const collection = parseCollection(text, where)
  const list = collection.features as unknown[]
  if (list.length === 0) {
    throw new ImportError(
      'district-file-empty',
      'The file holds no features.',
      where,
      'Check the export: the layer or the selection was empty.',
    )
  }
  if (list.length > limits.features) {
    throw tooLarge(`${list.length} features`, `${limits.features} features`, where)
  }
  const extent = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity, positions: 0 }
  const features = list.map((value, i): GeojsonFeature => {
    const feature = isRecord(value) ? value : {}
    const properties = ownValue(feature, 'properties')
    const geometry = readGeometry(ownValue(feature, 'geometry'), extent)
    if (extent.positions > limits.positions) {
      throw tooLarge(`${extent.positions} positions by feature ${i + 1}`, `${limits.positions}`, where)
    }
    return { row: i + 1, id: ownValue(feature, 'id'), properties: isRecord(properties) ? properties : {}, geometry }
  })
  const { west, south, east, north } = extent
  return {
    features,
    statedEpsg: readStatedEpsg(ownValue(collection, 'crs'), where),
    bounds: extent.positions > 0 ? { west, south, east, north } : null,
  }
}

/** A value under a key of its own, never one that it inherits. */
export function ownValue(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tooLarge(found: string, limit: string, where: string): ImportError {
  return new ImportError(
    'district-file-too-large',
    `The file is too large: ${found}, at most ${limit} are read.`,
    where,
    'Cut the file to the region, or simplify its borders, and import again.',
  )
}

function parseCollection(text: string, where: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (error) {
    throw new ImportError(
      'district-file-not-json',
      `The file is not valid JSON: ${(error as Error).message}.`,
      where,
      'Export the districts as GeoJSON again; the file may be cut off or of another kind (Shapefile, GML, KML …).',
    )
  }
  if (!isRecord(value) || value.type !== 'FeatureCollection' || !Array.isArray(value.features)) {
    const found = isRecord(value) && typeof value.type === 'string' ? `“${value.type.slice(0, 40)}”` : 'something else'
    throw new ImportError(
      'district-file-not-geojson',
      `The file is not a GeoJSON FeatureCollection but ${found}.`,
      where,
      'Export the districts as a GeoJSON FeatureCollection, for instance with QGIS (Export › Save Features As).',
    )
  }
  return value
}

function readStatedEpsg(crs: unknown, where: string): number | undefined {
  if (crs === undefined || crs === null) return undefined
  const properties = isRecord(crs) ? ownValue(crs, 'properties') : undefined
  const name = isRecord(properties) ? ownValue(properties, 'name') : undefined
  const epsg = typeof name === 'string' ? parseCrsName(name) : undefined
  if (epsg === undefined) {
    throw new ImportError(
      'crs-unknown',
      `The file names a coordinate system that is not known${typeof name === 'string' ? `: “${name.slice(0, 80)}”` : ''}.`,
      where,
      'Export the file again in EPSG:4326 or EPSG:25832.',
    )
  }
  return epsg
}

type Extent = { west: number; south: number; east: number; north: number; positions: number }

function readGeometry(geometry: unknown, extent: Extent): GeojsonFeature['geometry'] {
  if (geometry === undefined || geometry === null) return { kind: 'empty' }
  if (!isRecord(geometry)) return { kind: 'broken', problem: 'its geometry is not an object' }
  const type = ownValue(geometry, 'type')
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return { kind: 'other', type: typeof type === 'string' ? type.slice(0, 40) : 'unknown' }
  }
  const coordinates = ownValue(geometry, 'coordinates')
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons)) return { kind: 'broken', problem: 'its coordinates are not a list' }
  const result: (readonly (readonly [number, number])[])[][] = []
  for (const polygon of polygons) {
    if (!Array.isArray(polygon)) return { kind: 'broken', problem: 'its coordinates are not a list of rings' }
    const rings: (readonly (readonly [number, number])[])[] = []
    for (const ring of polygon) {
      if (!Array.isArray(ring)) return { kind: 'broken', problem: 'its coordinates are not a list of rings' }
      const positions: (readonly [number, number])[] = []
      for (const position of ring) {
        const x: unknown = Array.isArray(position) ? position[0] : undefined
        const y: unknown = Array.isArray(position) ? position[1] : undefined
        if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
          return { kind: 'broken', problem: 'a position is not a pair of numbers' }
        }
        positions.push(position as [number, number])
        extent.positions++
        if (x < extent.west) extent.west = x
        if (x > extent.east) extent.east = x
        if (y < extent.south) extent.south = y
        if (y > extent.north) extent.north = y
      }
      rings.push(positions)
    }
    result.push(rings)
  }
  return result.every((rings) => rings.every((ring) => ring.length === 0))
    ? { kind: 'empty' }
    : { kind: 'polygons', polygons: result }
}
