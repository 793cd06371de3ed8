import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { buildAddressBook } from '../addresses/build-address-book.ts'
import { readDistrictFile } from '../districts/districts.reader.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Facility } from '../facilities/facility.ts'
import { extractFacilities } from '../facilities/extract-facilities.ts'
import { readFacilityList } from '../facilities/facility-list.reader.ts'
import { mergeFacilities } from '../facilities/merge-facilities.ts'
import { boundsOf, type Bounds, type LngLat } from '../geo/bounds.ts'
import { ImportError } from '../issues/import-error.ts'
import { IssueList } from '../issues/issue-list.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { summariseNetwork } from '../network/network-summary.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { sourcesOfKind, type RegionManifest } from '../regions/manifest.ts'
import { buildBasemapFeatures } from '../tiles/basemap-features.ts'
import { buildBasemapTiles } from '../tiles/build-basemap-tiles.ts'
import { checkDistrictsAgainstNetwork, findRegionBounds, renameFigures } from './check-districts.ts'
import { CELL_RESOLUTION, IMPORT_VERSION } from './import-version.ts'
import { importPopulation } from './import-population.service.ts'
import type { BasemapTile, ImportedRegion } from './imported-region.ts'
import { readSourceFiles, type SourceFiles } from './source-files.reader.ts'

export type ImportStep = 'reading' | 'network' | 'districts' | 'population' | 'places' | 'addresses' | 'basemap'
export type OnImportStep = (step: ImportStep, share: number) => void

/** A region from its files: reads, checks, computes; stores nothing. Throws `ImportError` where the import cannot go on. */
export function buildRegion(
  manifest: RegionManifest,
  sourcesFolder: string,
  catalogue: Catalogue,
  onStep: OnImportStep = () => {},
): ImportedRegion {
  const issues = new IssueList()
  const files = readSourceFiles(manifest, sourcesFolder)
  const { bytesOf, report } = files

  onStep('reading', 0)
  const [osmSource] = sourcesOfKind(manifest, 'osm')
  const extract = readOsmPbf(bytesOf(osmSource), { onProgress: (share) => onStep('reading', share * 0.2) })
  onStep('network', 0.2)
  const extent = readExtent(manifest, files)
  const network = buildStreetNetwork(extract, issues, extent ? { bounds: extent } : {})
  const usedWays = new Set(network.edgeWayId)
  const streetCount = extract.wayTags.filter(
    (tags, way) => tags['highway'] !== undefined || usedWays.has(extract.wayIds[way]),
  ).length
  report(osmSource, 'streets', streetCount, extract.wayIds.filter((id) => usedWays.has(id)).length)

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
  const { cells, population, publicPopulation, peopleOutside, groups } = importPopulation(
    manifest,
    files,
    extract,
    districts,
    issues,
  )

  onStep('places', 0.65)
  const everything = findRegionBounds(districts[0], network.bounds)
  const facilities = importFacilities(manifest, files, extract, catalogue, everything, issues)

  onStep('addresses', 0.73)
  const addresses = buildAddressBook(extract, network, districts, issues)

  onStep('basemap', 0.75)
  const basemapTiles = importBasemap(extract, everything, issues)
  onStep('basemap', 1)

  const bounds = boundsOf(districts[0].flatMap((d) => d.geometry.flat(2)))!
  return {
    id: importHash(manifest, catalogue, files.hashes),
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
    sources: files.list(),
    issues: issues.list(),
    districts,
    cells,
    population,
    publicPopulation,
    network,
    facilities,
    addresses,
    basemapTiles,
  }
}

/** Everything that decides what an import yields. */
function importHash(manifest: RegionManifest, catalogue: Catalogue, hashes: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify({ manifest, catalogue, hashes, version: IMPORT_VERSION, resolution: CELL_RESOLUTION }))
    .digest('hex')
    .slice(0, 16)
}

function readExtent(manifest: RegionManifest, { bytesOf, report }: SourceFiles): Bounds | null {
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

function importFacilities(
  manifest: RegionManifest,
  { bytesOf, report }: SourceFiles,
  extract: OsmExtract,
  catalogue: Catalogue,
  bounds: Bounds,
  issues: IssueList,
): Facility[] {
  const fromOsm = extractFacilities(extract, catalogue, issues)
  const { countIn, countMerged, countRejected } = fromOsm
  const countOut = fromOsm.facilities.length
  // An extract without any place is no note, and nothing to count.
  if (countOut > 0)
    issues.add(
      'places-from-osm',
      'note',
      'osm',
      `${countIn} = ${countOut} + ${countMerged} + ${countRejected}`,
      countOut,
    )
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

function importBasemap(extract: OsmExtract, bounds: Bounds, issues: IssueList): BasemapTile[] {
  const tiles: BasemapTile[] = []
  for (const { z, x, y, data } of buildBasemapTiles(buildBasemapFeatures(extract, issues), bounds))
    tiles.push({ z, x, y, data: gzipSync(data) })
  return tiles
}
