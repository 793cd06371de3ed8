import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { SourceInfo } from '../contract/region.ts'
import type { District } from '../districts/district.ts'
import { readDistrictFile } from '../districts/districts.reader.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Facility } from '../facilities/facility.ts'
import { extractFacilities } from '../facilities/extract-facilities.ts'
import { readFacilityList } from '../facilities/facility-list.reader.ts'
import { mergeFacilities } from '../facilities/merge-facilities.ts'
import { boundsContain, boundsOf, type Bounds, type LngLat } from '../geo/bounds.ts'
import { ImportError } from '../issues/import-error.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { summariseNetwork } from '../network/network-summary.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { readCensusGrid } from '../population/census-grid.reader.ts'
import { buildPopulation } from '../population/build-population.ts'
import type { CensusGroup } from '../population/census-grid.ts'
import { sumPeople } from '../population/people-sums.ts'
import { sourcesOfKind, type RegionManifest } from '../regions/manifest.ts'
import { buildBasemapFeatures } from '../tiles/basemap-features.ts'
import { buildBasemapTiles } from '../tiles/build-basemap-tiles.ts'
import type { BasemapTile, GroupSummary, ImportedRegion } from './imported-region.ts'
import { listResidentialBuildings } from './residential-buildings.ts'

/** Raised whenever the same files would be imported differently; part of every import's hash. */
export const IMPORT_VERSION = '1'
/** H3 resolution of all computing: cells of about 1.3 ha (docs/decisions). */
export const CELL_RESOLUTION = 10
/** Files are read whole; larger ones are refused before reading. */
const MAXIMUM_FILE_BYTES = 1 << 30

export type ImportStep = 'reading' | 'network' | 'districts' | 'population' | 'places' | 'basemap'
export type OnImportStep = (step: ImportStep, share: number) => void

type Source = RegionManifest['sources'][number]

/** A region from its files: reads, checks, computes; stores nothing. Throws `ImportError` where the import cannot go on. */
export function buildRegion(
  manifest: RegionManifest,
  sourcesFolder: string,
  catalogue: Catalogue,
  onStep: OnImportStep = () => {},
): ImportedRegion {
  const issues = new IssueList()
  const files = new Map(manifest.sources.map((source) => [source, readSource(source, sourcesFolder)]))
  const bytesOf = (source: Source) => files.get(source)!.bytes
  const infos = new Map<Source, SourceInfo>()
  const report = (
    source: Source,
    unit: string,
    countIn: number,
    countOut: number,
    countRejected = countIn - countOut,
  ) => infos.set(source, describeSource(source, files.get(source)!.sha256, unit, countIn, countOut, countRejected))

  onStep('reading', 0)
  const [osmSource] = sourcesOfKind(manifest, 'osm')
  const extract = readOsmPbf(bytesOf(osmSource), { onProgress: (share) => onStep('reading', share * 0.2) })
  onStep('network', 0.2)
  const extent = readExtent(manifest, bytesOf, report)
  const network = buildStreetNetwork(extract, issues, extent ? { bounds: extent } : {})
  const highwayCount = extract.wayTags.filter((tags) => tags['highway'] !== undefined).length
  report(osmSource, 'streets', highwayCount, Math.min(highwayCount, new Set(network.edgeWayId).size))

  onStep('districts', 0.35)
  const districts = manifest.levels.map((level) => {
    const source = sourcesOfKind(manifest, 'districts').find((s) => s.level === level.id)!
    const file = readDistrictFile(
      new TextDecoder().decode(bytesOf(source)),
      {
        level: level.id,
        idProperty: source.idProperty,
        nameProperty: source.nameProperty,
        figureProperties: Object.values(source.figures ?? {}),
        epsg: source.epsg,
        source: source.key,
      },
      issues,
    )
    report(source, 'districts', file.countIn, file.countOut, file.countRejected)
    return file.districts.map((district) => renameFigures(district, source.figures ?? {}))
  })
  checkDistrictsAgainstNetwork(districts[0], network.bounds, issues)

  onStep('population', 0.45)
  const { cells, population, peopleOutside, groups } = importPopulation(
    manifest,
    bytesOf,
    extract,
    districts,
    issues,
    report,
  )

  onStep('places', 0.65)
  const facilities = importFacilities(
    manifest,
    bytesOf,
    extract,
    catalogue,
    regionBounds(districts, network.bounds),
    issues,
    report,
  )

  onStep('basemap', 0.75)
  const basemapTiles = importBasemap(extract, regionBounds(districts, network.bounds), issues)
  onStep('basemap', 1)

  const bounds = boundsOf(districts[0].flatMap((d) => d.geometry.flat(2)))!
  return {
    id: importHash(
      manifest,
      [...files.values()].map((f) => f.sha256),
    ),
    manifest,
    summary: {
      bounds,
      networkBounds: network.bounds,
      levels: manifest.levels,
      groups,
      peopleOutside,
      network: summariseNetwork(network),
      cellResolution: CELL_RESOLUTION,
      districtCount: districts.reduce((sum, level) => sum + level.length, 0),
      facilityCount: facilities.length,
      notes: manifest.notes,
    },
    sources: manifest.sources.map((source) => infos.get(source)!),
    issues: issues.list(),
    districts,
    cells,
    population,
    network,
    facilities,
    basemapTiles,
  }
}

type Issues = IssueList
type Report = (source: Source, unit: string, countIn: number, countOut: number, countRejected?: number) => void
type BytesOf = (source: Source) => Uint8Array

function readSource(source: Source, folder: string): { bytes: Uint8Array; sha256: string } {
  const file = path.join(folder, source.file)
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    const where = source.url
      ? `name its folder with --sources, or get it from ${source.url}`
      : 'name its folder with --sources'
    throw new ImportError('source-missing', `the source "${source.key}" cannot be read`, file, where)
  }
  try {
    const { size } = fstatSync(descriptor)
    if (size > MAXIMUM_FILE_BYTES) {
      throw new ImportError(
        'source-too-large',
        `the source "${source.key}" has ${size} bytes; up to ${MAXIMUM_FILE_BYTES} are read`,
        file,
        'cut the file to the region',
      )
    }
    const bytes = readFileSync(descriptor)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (source.sha256 !== null && source.sha256 !== sha256) {
      throw new ImportError(
        'source-changed',
        `the source "${source.key}" is not the file that the manifest names: its sha256 is ${sha256}`,
        file,
        'use the right file, or put this hash into the manifest',
      )
    }
    return { bytes, sha256 }
  } finally {
    closeSync(descriptor)
  }
}

function importHash(manifest: RegionManifest, hashes: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify({ manifest, hashes, version: IMPORT_VERSION, resolution: CELL_RESOLUTION }))
    .digest('hex')
    .slice(0, 16)
}

function describeSource(
  source: Source,
  sha256: string,
  unit: string,
  countIn: number,
  countOut: number,
  countRejected: number,
): SourceInfo {
  const { kind, key, title, file, url, licence, attribution, keyDate } = source
  return {
    kind,
    key,
    title,
    fileName: file,
    url,
    licence,
    attribution,
    keyDate,
    sha256,
    countIn,
    countOut,
    countRejected,
    unit,
  }
}

/** Figures under the ids that the manifest gives them. */
function renameFigures(district: District, figures: Readonly<Record<string, string>>): District {
  const named = Object.entries(figures).flatMap(([id, property]) =>
    district.figures[property] === undefined ? [] : [[id, district.figures[property]] as const],
  )
  return { ...district, figures: Object.fromEntries(named) }
}

function readExtent(manifest: RegionManifest, bytesOf: BytesOf, report: Report): Bounds | null {
  const [source] = sourcesOfKind(manifest, 'extent')
  if (!source) return null
  let positions: LngLat[] = []
  try {
    const json = JSON.parse(new TextDecoder().decode(bytesOf(source))) as {
      features: { geometry: { coordinates: LngLat[][] } }[]
    }
    positions = json.features.flatMap((feature) => feature.geometry.coordinates.flat(1))
  } catch {
    // Named below: nothing usable was found.
  }
  const bounds = boundsOf(positions)
  if (!bounds || !Object.values(bounds).every(Number.isFinite)) {
    throw new ImportError(
      'extent-unusable',
      'the extent holds no polygon',
      source.file,
      'give a GeoJSON FeatureCollection with one polygon in EPSG:4326',
    )
  }
  report(source, 'areas', 1, 1)
  return bounds
}

function regionBounds(districts: readonly (readonly District[])[], network: Bounds): Bounds {
  const region = boundsOf(districts[0].flatMap((d) => d.geometry.flat(2)))!
  return {
    west: Math.min(region.west, network.west),
    south: Math.min(region.south, network.south),
    east: Math.max(region.east, network.east),
    north: Math.max(region.north, network.north),
  }
}

function checkDistrictsAgainstNetwork(districts: readonly District[], network: Bounds, issues: Issues): void {
  let inside = 0
  for (const district of districts) {
    const positions = district.geometry.flat(2)
    const within = positions.filter(([lng, lat]) => boundsContain(network, lng, lat)).length
    if (within > 0) inside++
    if (within < positions.length) issues.add('districts-partly-outside-network', 'warning', 'osm', district.name)
  }
  const all = boundsOf(districts.flatMap((d) => d.geometry.flat(2)))!
  const covers =
    all.west < network.west && all.east > network.east && all.south < network.south && all.north > network.north
  if (inside === 0 && !covers) {
    throw new ImportError(
      'districts-outside-network',
      'no district touches the street data',
      'districts',
      'check that all files belong to the same region and that longitude and latitude are not swapped',
    )
  }
}

function importPopulation(
  manifest: RegionManifest,
  bytesOf: BytesOf,
  extract: OsmExtract,
  districts: readonly (readonly District[])[],
  issues: Issues,
  report: Report,
) {
  const [source] = sourcesOfKind(manifest, 'population')
  const censusGroups = source.groups.flatMap(({ id, column, shareColumn }): CensusGroup[] =>
    column !== undefined ? [{ id, column }] : shareColumn !== undefined ? [{ id, shareColumn }] : [],
  )
  const grid = readCensusGrid(
    bytesOf(source),
    {
      groups: censusGroups,
      idColumn: source.gridId?.column,
      cellSizeMetres: source.cellSizeMetres,
      source: source.key,
    },
    issues,
  )
  report(source, 'cells', grid.rowsIn, grid.rowsOut, grid.rowsRejected)
  const result = buildPopulation(
    {
      grid,
      districtsByLevel: districts,
      groups: source.groups.map(({ id, like }) => ({ id, like })),
      resolution: CELL_RESOLUTION,
      buildings: source.weighting === 'buildings' ? listResidentialBuildings(extract) : undefined,
      benchmarks: source.groups.flatMap(({ id, benchmark }) =>
        benchmark
          ? [
              {
                groupId: id,
                level: manifest.levels.findIndex((level) => level.id === benchmark.level),
                figure: benchmark.figure,
              },
            ]
          : [],
      ),
      source: source.key,
    },
    issues,
  )
  const groups: GroupSummary[] = source.groups.map((group, g) => ({
    id: group.id,
    label: group.label,
    people: sumPeople(result.population, g),
    note: group.note ?? null,
    missingCells: result.groups[g].missingSquares,
  }))
  return { cells: result.cells, population: result.population, peopleOutside: result.peopleOutside, groups }
}

function importFacilities(
  manifest: RegionManifest,
  bytesOf: BytesOf,
  extract: OsmExtract,
  catalogue: Catalogue,
  bounds: Bounds,
  issues: Issues,
  report: Report,
): Facility[] {
  const fromOsm = extractFacilities(extract, catalogue, issues)
  const lists = sourcesOfKind(manifest, 'facilities').map((source) => {
    const list = readFacilityList(
      bytesOf(source),
      {
        key: source.key,
        catalogue,
        categories: source.categories,
        defaultCategory: source.defaultCategory,
        epsg: source.epsg,
        bounds,
        source: source.key,
      },
      issues,
    )
    report(source, 'places', list.countIn, list.facilities.length, list.countRejected)
    return list.facilities
  })
  return mergeFacilities([fromOsm.facilities, ...lists], catalogue, issues)
}

function importBasemap(extract: OsmExtract, bounds: Bounds, issues: Issues): BasemapTile[] {
  const tiles: BasemapTile[] = []
  for (const { z, x, y, data } of buildBasemapTiles(buildBasemapFeatures(extract, issues), bounds))
    tiles.push({ z, x, y, data: gzipSync(data) })
  return tiles
}
