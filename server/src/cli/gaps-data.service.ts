/** Reads everything that `nahraum gaps` is given: streets, districts, people, places; with hashes and counts of each file. */
import { readFile } from 'node:fs/promises'
import { readCsvTable } from '../csv/csv-rows.reader.ts'
import { readDistrictFile } from '../districts/districts.reader.ts'
import type { District } from '../districts/district.ts'
import { parseCatalogue, type Catalogue } from '../facilities/catalogue.ts'
import { extractFacilities } from '../facilities/extract-facilities.ts'
import { readFacilityList } from '../facilities/facility-list.reader.ts'
import type { Facility } from '../facilities/facility.ts'
import { mergeFacilities } from '../facilities/merge-facilities.ts'
import { boundsOf, type Bounds } from '../geo/bounds.ts'
import { CELL_RESOLUTION } from '../import/import-version.ts'
import { findRegionBounds } from '../import/check-districts.ts'
import { listResidentialBuildings } from '../import/residential-buildings.ts'
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { readCensusGrid } from '../population/census-grid.reader.ts'
import { interpolatePopulation, type InterpolatedPopulation } from '../population/interpolate.ts'
import type { CommandIo } from './command.ts'
import { readInputFile, type InputFile } from './input-file.reader.ts'
import { listCensusGroups } from './census-groups.ts'
import { readOsmFile } from './osm-file.reader.ts'
import type { Progress } from './progress.writer.ts'
import { stepText } from './step-texts.ts'

export const WEIGHTINGS = ['buildings', 'area'] as const

export interface GapsFiles {
  readonly osm: string
  readonly districts: string
  readonly population: string
  readonly facilities: readonly string[]
  /** Group → column of the population file; null: everybody from the column that looks like it. */
  readonly columns: Readonly<Record<string, string>> | null
  readonly weighting: (typeof WEIGHTINGS)[number]
  /** Properties of the districts' file; null: the one that looks like it. */
  readonly districtId: string | null
  readonly districtName: string | null
  /** Kind of the rows in `facilities` that name none. */
  readonly defaultCategory: string | undefined
  readonly withOsmPlaces: boolean
}

/** One file as the summary names it: in = out + merged + rejected. */
export interface InputRecord {
  readonly role: 'osm' | 'districts' | 'population' | 'facilities'
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly unit: string
  readonly countIn: number
  readonly countOut: number
  readonly countRejected: number
}

export interface GapsData {
  readonly inputs: readonly InputRecord[]
  readonly osmTimestamp: string | null
  readonly network: StreetNetwork
  readonly districts: readonly District[]
  readonly people: InterpolatedPopulation
  readonly facilities: readonly Facility[]
  /** Column per group, as it was used. */
  readonly columns: Readonly<Record<string, string>>
}

/** The catalogue that comes with the program. */
export async function loadCatalogue(): Promise<Catalogue> {
  const text = await readFile(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')
  return parseCatalogue(JSON.parse(text))
}

export async function loadGapsData(
  files: GapsFiles,
  catalogue: Catalogue,
  issues: IssueSink,
  io: CommandIo,
  progress: Progress,
): Promise<GapsData> {
  progress.step({ de: 'Dateien lesen', en: 'reading files' })
  const osmFile = await readInputFile(files.osm, 'osm', io)
  const districtFile = await readInputFile(files.districts, 'districts', io)
  const populationFile = await readInputFile(files.population, 'population', io)
  const facilityFiles: InputFile[] = []
  for (const file of files.facilities) facilityFiles.push(await readInputFile(file, 'facilities', io))

  const extract = readOsmFile(osmFile.bytes, files.osm, (share) => progress.step(stepText('reading'), share))
  progress.step(stepText('network'))
  const network = buildStreetNetwork(extract, issues)
  const streets = extract.wayTags.filter((tags) => tags['highway'] !== undefined).length
  const walkable = Math.min(streets, new Set(network.edgeWayId).size)

  progress.step(stepText('districts'))
  const text = new TextDecoder().decode(districtFile.bytes)
  const read = readDistrictFile(
    text,
    { level: 'district', source: 'districts', ...findDistrictProperties(text, files) },
    issues,
  )
  requireCommonGround(read.districts, network.bounds)

  progress.step(stepText('population'))
  const columns = files.columns ?? { all: findPeopleColumn(populationFile.bytes) }
  const groups = listCensusGroups(columns, issues)
  const grid = readCensusGrid(populationFile.bytes, { groups, source: 'population' }, issues)
  const people = interpolatePopulation(
    {
      grid,
      districtsByLevel: [read.districts],
      resolution: CELL_RESOLUTION,
      buildings: files.weighting === 'buildings' ? listResidentialBuildings(extract) : undefined,
    },
    issues,
  )

  progress.step(stepText('places'))
  const bounds = findRegionBounds(read.districts, network.bounds)
  const fromOsm = extractFacilities(extract, catalogue, issues)
  const lists = facilityFiles.map((file, index) => {
    const key = `list${facilityFiles.length === 1 ? '' : index + 1}`
    const source = `facilities/${file.name}`
    return readFacilityList(
      file.bytes,
      { key, source, catalogue, defaultCategory: files.defaultCategory, bounds },
      issues,
    )
  })
  const osmPlaces = files.withOsmPlaces ? [fromOsm.facilities] : []
  const facilities = mergeFacilities([...osmPlaces, ...lists.map((list) => list.facilities)], catalogue, issues)

  const record = (
    role: InputRecord['role'],
    file: InputFile,
    unit: string,
    countIn: number,
    countOut: number,
    countRejected: number,
  ): InputRecord => ({
    role,
    file: file.name,
    sha256: file.sha256,
    bytes: file.bytes.length,
    unit,
    countIn,
    countOut,
    countRejected,
  })
  return {
    inputs: [
      record('osm', osmFile, 'streets', streets, walkable, streets - walkable),
      record('districts', districtFile, 'districts', read.countIn, read.countOut, read.countRejected),
      record('population', populationFile, 'squares', grid.rowsIn, grid.rowsOut, grid.rowsRejected),
      ...lists.map((list, i) =>
        record('facilities', facilityFiles[i], 'places', list.countIn, list.facilities.length, list.countRejected),
      ),
    ],
    osmTimestamp: extract.timestamp,
    network,
    districts: read.districts,
    people,
    facilities,
    columns,
  }
}

const ID_PROPERTIES = [
  'id',
  'nummer',
  'nr',
  'schluessel',
  'schlüssel',
  'key',
  'code',
  'ags',
  'ars',
  'statbez',
  'stadtteil_id',
  'bezirk_id',
  'gid',
  'fid',
]
const NAME_PROPERTIES = [
  'name',
  'bezeichnung',
  'stadtteil',
  'bezirk',
  'bezirksname',
  'gebiet',
  'sozialraum',
  'gen',
  'titel',
  'title',
]

/** Properties with id and name: as given, else the first usual name that the first feature has. */
function findDistrictProperties(text: string, files: GapsFiles): { idProperty: string; nameProperty: string } {
  const find = (given: string | null, usual: readonly string[]): string => {
    if (given !== null) return given
    const found = usual.flatMap((name) => names.filter((property) => property.toLowerCase() === name))
    // A file without any of them is refused by its reader, which names the properties that there are.
    return found[0] ?? usual[0]
  }
  let names: string[] = []
  try {
    const parsed = JSON.parse(text) as { features?: { properties?: Record<string, unknown> | null }[] } | null
    names = Object.keys(parsed?.features?.[0]?.properties ?? {})
  } catch {
    // Not JSON: the reader of districts says so, and where.
  }
  return { idProperty: find(files.districtId, ID_PROPERTIES), nameProperty: find(files.districtName, NAME_PROPERTIES) }
}

const PEOPLE_COLUMNS = [
  'einwohner',
  'bevoelkerung',
  'bevölkerung',
  'population',
  'people',
  'personen',
  'insgesamt',
  'all',
]

/** The only column whose name begins like that of a column of people. */
function findPeopleColumn(bytes: Uint8Array): string {
  let header: readonly string[] = []
  readCsvTable(bytes, 'population', { onHeader: ({ names }) => (header = names), onRow: () => false })
  const found = header.filter((name) => PEOPLE_COLUMNS.some((begin) => name.toLowerCase().startsWith(begin)))
  if (found.length === 1) return found[0]
  const listed = header.slice(0, 30).map((name) => `"${name.slice(0, 40).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?')}"`)
  throw new ImportError(
    'population-column-unclear',
    `Which column counts the people is not clear; the file has ${listed.join(', ')}${header.length > 30 ? ' …' : ''}.`,
    '--population, row 1',
    'Name the column: --column all=NAME.',
  )
}

function requireCommonGround(districts: readonly District[], network: Bounds): void {
  const meets = districts.some((district) => {
    const bounds = boundsOf(district.geometry.flat(2))
    return (
      bounds !== null &&
      bounds.west <= network.east &&
      bounds.east >= network.west &&
      bounds.south <= network.north &&
      bounds.north >= network.south
    )
  })
  if (meets) return
  throw new ImportError(
    'districts-outside-network',
    'No district touches the street data.',
    '--districts, --osm',
    'Check that both files belong to the same region and that longitude and latitude are not swapped.',
  )
}
