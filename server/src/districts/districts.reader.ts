/**
 * Districts of one level from a GeoJSON file. What can be mended soundly is mended and noted; what cannot is refused by the
 * name of the district; what makes the whole file doubtful (coordinate system, missing columns) stops the import.
 */
import type { LngLat } from '../geo/bounds.ts'
import { createProjection, type Projection } from '../geo/projection.ts'
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { checkCoverage } from './check-coverage.ts'
import { cleanGeometry, type CleanGeometry } from './clean-geometry.ts'
import { decideCoordinateSystem } from './coordinate-system.ts'
import type { District } from './district.ts'
import { ownValue, readGeojsonFeatures, type GeojsonFeature, type PlainPolygons } from './geojson-features.reader.ts'

export interface DistrictReadOptions {
  /** Id of the level that the districts belong to. */
  readonly level: string
  /** Property with the stable id; `id` also finds the id of the feature itself. */
  readonly idProperty: string
  readonly nameProperty: string
  /** Properties that are read as numbers into `figures`, under the same names. */
  readonly figureProperties?: readonly string[]
  /** Coordinate system of the file; wins over what the file says. */
  readonly epsg?: number
  /** How issues name the file: `districts/stadtteil`. */
  readonly source: string
}

export interface DistrictFile {
  readonly districts: readonly District[]
  readonly countIn: number
  readonly countOut: number
  readonly countRejected: number
}

/** The districts of a file, in its order. Throws an `ImportError` where the file cannot be used at all. */
export function readDistricts(text: string, options: DistrictReadOptions, issues: IssueSink): District[] {
  return [...readDistrictFile(text, options, issues).districts]
}

/** As `readDistricts`, with counts: in = out + rejected. */
export function readDistrictFile(text: string, options: DistrictReadOptions, issues: IssueSink): DistrictFile {
  const { source } = options
  const { features, statedEpsg, bounds } = readGeojsonFeatures(text, source)
  requireProperties(features, options)
  if (statedEpsg !== undefined && options.epsg !== undefined && statedEpsg !== options.epsg) {
    issues.add('district-crs-overridden', 'note', source, `EPSG:${statedEpsg} → EPSG:${options.epsg}`)
  }
  const epsg = bounds === null ? 4326 : decideCoordinateSystem(statedEpsg, options.epsg, bounds, source)
  const projection = createProjection(epsg)
  const districts: District[] = []
  const rowOfId = new Map<string, number>()
  for (const feature of features) {
    const district = readDistrict(feature, projection, rowOfId, options, issues)
    if (district !== undefined) districts.push(district)
  }
  if (districts.length === 0) {
    throw new ImportError(
      'district-file-empty',
      `None of the ${features.length} features is a usable district.`,
      source,
      'Look at the issues of this file: they name each feature and what is wrong with it.',
    )
  }
  reportCoverage(districts, source, issues)
  return {
    districts,
    countIn: features.length,
    countOut: districts.length,
    countRejected: features.length - districts.length,
  }
}

function readDistrict(
  feature: GeojsonFeature,
  projection: Projection,
  rowOfId: Map<string, number>,
  options: DistrictReadOptions,
  issues: IssueSink,
): District | undefined {
  const { source } = options
  const id = parseText(propertyOf(feature, options.idProperty))
  const name = parseText(propertyOf(feature, options.nameProperty))
  const label = `feature ${feature.row} (${name || id || 'without a name'})`
  if (id === '') {
    issues.add('district-id-missing', 'error', source, label)
    return undefined
  }
  const firstRow = rowOfId.get(id)
  if (firstRow !== undefined) {
    issues.add('district-id-duplicate', 'error', source, `${label}: id ${id} as in feature ${firstRow}`)
    return undefined
  }
  const cleaned = readGeometry(feature, label, projection, source, issues)
  if (cleaned === undefined) return undefined
  rowOfId.set(id, feature.row)
  if (name === '') issues.add('district-name-missing', 'warning', source, `feature ${feature.row} (id ${id})`)
  if (cleaned.closedRings > 0) issues.add('district-ring-closed', 'note', source, label, cleaned.closedRings)
  if (cleaned.repairedRings > 0) issues.add('district-ring-repaired', 'warning', source, label, cleaned.repairedRings)
  if (cleaned.droppedSlivers > 0) issues.add('district-sliver-dropped', 'note', source, label, cleaned.droppedSlivers)
  if (cleaned.droppedHoles > 0) issues.add('district-hole-outside', 'warning', source, label, cleaned.droppedHoles)
  return {
    id,
    levelId: options.level,
    name: name || id,
    geometry: cleaned.geometry,
    areaSquareMetres: cleaned.areaSquareMetres,
    figures: readFigures(feature, label, options, issues),
  }
}

function readGeometry(
  feature: GeojsonFeature,
  label: string,
  projection: Projection,
  source: string,
  issues: IssueSink,
): Extract<CleanGeometry, { kind: 'clean' }> | undefined {
  const refuse = (kind: string, detail: string) => {
    issues.add(kind, 'error', source, detail)
    return undefined
  }
  const { geometry } = feature
  if (geometry.kind === 'empty') return refuse('district-geometry-empty', label)
  if (geometry.kind === 'other') return refuse('district-geometry-type', `${label}: ${geometry.type}`)
  if (geometry.kind === 'broken') return refuse('district-geometry-broken', `${label}: ${geometry.problem}`)
  const positions = toLngLat(geometry.polygons, projection)
  if (positions === undefined) return refuse('district-geometry-broken', `${label}: a position lies outside the map`)
  const cleaned = cleanGeometry(positions)
  if (cleaned.kind === 'empty') return refuse('district-geometry-empty', label)
  if (cleaned.kind === 'broken') return refuse('district-geometry-broken', `${label}: ${cleaned.problem}`)
  return cleaned
}

/** The rings in degrees, or undefined where a position has none. */
function toLngLat(polygons: PlainPolygons, projection: Projection): LngLat[][][] | undefined {
  let isSound = true
  const result = polygons.map((rings) =>
    rings.map((ring) =>
      ring.map(([x, y]) => {
        const position = projection.toLngLat(x, y)
        if (!(Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90)) isSound = false
        return position
      }),
    ),
  )
  return isSound ? result : undefined
}

function propertyOf(feature: GeojsonFeature, property: string): unknown {
  const value = ownValue(feature.properties, property)
  return value === undefined && property === 'id' ? feature.id : value
}

/** Text of an id or name: numbers as written, control characters as blanks, trimmed; empty for anything else. */
function parseText(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string'
    ? value
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 200)
    : ''
}

const MISSING_FIGURES = new Set(['', '-', '–', '.', '•', '/', 'x', 'X'])

function readFigures(
  feature: GeojsonFeature,
  label: string,
  options: DistrictReadOptions,
  issues: IssueSink,
): Readonly<Record<string, number>> {
  const figures: [string, number][] = []
  for (const property of options.figureProperties ?? []) {
    const value = ownValue(feature.properties, property)
    if (value === undefined || value === null || (typeof value === 'string' && MISSING_FIGURES.has(value.trim()))) {
      issues.add('district-figure-missing', 'note', options.source, `${label}: ${property}`)
      continue
    }
    const isNumeral = typeof value === 'string' && /^\s*\d+([.,]\d+)?\s*$/.test(value)
    const figure = typeof value === 'number' ? value : isNumeral ? Number(value.replace(',', '.')) : Number.NaN
    if (Number.isFinite(figure) && figure >= 0) figures.push([property, figure])
    else issues.add('district-figure-not-a-number', 'warning', options.source, `${label}: ${property}`)
  }
  return Object.fromEntries(figures)
}

/** Stops where a property that the manifest names is in no feature: a typing mistake, or another file. */
function requireProperties(features: readonly GeojsonFeature[], options: DistrictReadOptions): void {
  const present = new Set<string>()
  for (const feature of features) for (const key of Object.keys(feature.properties)) present.add(key)
  if (features.some((feature) => feature.id !== undefined)) present.add('id')
  for (const property of [options.idProperty, options.nameProperty, ...(options.figureProperties ?? [])]) {
    if (present.has(property)) continue
    const known = [...present].slice(0, 40).join(', ')
    throw new ImportError(
      'district-property-missing',
      `No feature has the property “${property}”.`,
      options.source,
      `Name one of the properties that the file has: ${known || 'it has none'}.`,
    )
  }
}

function reportCoverage(districts: readonly District[], source: string, issues: IssueSink): void {
  const { overlaps, gaps } = checkCoverage(districts.map((district) => district.geometry))
  const hectares = (areaSquareMetres: number) => `about ${(areaSquareMetres / 10_000).toFixed(1)} ha`
  for (const { a, b, areaSquareMetres } of overlaps) {
    const pair = `${districts[a].name} / ${districts[b].name}`
    issues.add('district-overlap', 'note', source, `${pair}: ${hectares(areaSquareMetres)}`)
  }
  for (const { lng, lat, areaSquareMetres } of gaps) {
    issues.add('district-gap', 'note', source, `${lng.toFixed(5)}, ${lat.toFixed(5)}: ${hectares(areaSquareMetres)}`)
  }
}
