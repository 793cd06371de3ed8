import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { boundsOf } from '../geo/bounds.ts'
import { createProjection } from '../geo/projection.ts'
import { writeOsmPbf } from '../osm/osm-pbf.writer.ts'
import { generateTown } from './generate-town.ts'
import type { Point } from './plane-geometry.ts'
import type { PlantedGap } from './planted-gaps.ts'
import type { TownRecipe } from './recipe.ts'
import { formatBoroughs, formatDistricts } from './town-districts.ts'
import { describeTownAsOsm } from './town-osm.ts'
import type { TownPlan } from './town-plan.ts'
import { formatFacilities, formatPopulation } from './town-tables.ts'

/** Names of the files, the same for every town; the manifest `data/regions/demo.json` refers to them. */
export const DEMO_TOWN_FILES = {
  osm: 'town.osm.pbf',
  districts: 'districts.geojson',
  boroughs: 'stadtbezirke.geojson',
  population: 'population.csv',
  facilities: 'facilities.csv',
} as const

export interface DemoTownFiles {
  /** Bytes by file name. */
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly plan: TownPlan
  readonly plantedGaps: readonly PlantedGap[]
}

/** The moment that the made-up data is from; fixed, so that the same recipe gives the same bytes. */
const TIMESTAMP = '2025-01-01T00:00:00Z'
const PLANE_EPSG = 25832
const GRID_EPSG = 3035

/** Makes the town and its files in memory. */
export function createDemoTown(recipe: TownRecipe): DemoTownFiles {
  const plan = generateTown(recipe)
  const plane = createProjection(PLANE_EPSG)
  const grid = createProjection(GRID_EPSG)
  const toUtm = ([x, y]: Point): readonly [number, number] => [recipe.easting + x, recipe.northing + y]
  const toLngLat = (point: Point): readonly [number, number] => plane.toLngLat(...toUtm(point))
  const toGrid = (point: Point): readonly [number, number] => grid.fromLngLat(...toLngLat(point))
  const osm = describeTownAsOsm(plan, toLngLat)
  const bounds = boundsOf(osm.nodes.map(({ lng, lat }) => [lng, lat] as const)) ?? undefined
  const text = new TextEncoder()
  return {
    plan,
    plantedGaps: plan.plantedGaps,
    files: {
      [DEMO_TOWN_FILES.osm]: writeOsmPbf({ ...osm, bounds, timestamp: TIMESTAMP }),
      [DEMO_TOWN_FILES.districts]: text.encode(formatDistricts(plan, toUtm)),
      [DEMO_TOWN_FILES.boroughs]: text.encode(formatBoroughs(plan, toLngLat)),
      [DEMO_TOWN_FILES.population]: text.encode(formatPopulation(plan, toGrid)),
      [DEMO_TOWN_FILES.facilities]: encodeWindows1252(formatFacilities(plan, toLngLat)),
    },
  }
}

/** Writes the town's files into the folder, which is made where it does not exist; files of the same names are replaced. */
export async function writeDemoTown(folder: string, recipe: TownRecipe): Promise<DemoTownFiles> {
  const town = createDemoTown(recipe)
  await mkdir(folder, { recursive: true })
  await Promise.all(Object.entries(town.files).map(([name, bytes]) => writeFile(join(folder, name), bytes)))
  return town
}

/** Characters of Windows-1252 that are not at their Unicode place and that names or hours may hold. */
const WINDOWS_1252: Readonly<Record<string, number>> = {
  '€': 0x80,
  '„': 0x84,
  '…': 0x85,
  '‚': 0x82,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
}

function encodeWindows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = WINDOWS_1252[text[i]] ?? text.charCodeAt(i)
    if (code > 0xff || (code >= 0x80 && code < 0xa0 && WINDOWS_1252[text[i]] === undefined)) {
      throw new RangeError(`Windows-1252 has no ${JSON.stringify(text[i])}`)
    }
    bytes[i] = code
  }
  return bytes
}
