/**
 * A town drawn with a ruler: footways every 100 m on a square of 1 km in EPSG:3035, two districts side by side, 16 people in
 * every census square, one pharmacy. Straight distances along the streets are known by heart.
 */
import { createProjection } from '../../geo/projection.ts'
import { writeOsmPbf, type OsmWriteNode, type OsmWriteWay } from '../../osm/osm-pbf.writer.ts'

/** South-western corner in metres of EPSG:3035: between Aachen and Vaals. */
export const TOWN_X = 4_045_000
export const TOWN_Y = 3_080_000
const STREETS = 11
const SPACING_METRES = 100

const projection = createProjection(3035)

/** Degrees of a place so many metres east and north of the south-western corner. */
export function townPosition(east: number, north: number): readonly [lng: number, lat: number] {
  const [lng, lat] = projection.toLngLat(TOWN_X + east, TOWN_Y + north)
  return [lng, lat]
}

/** The street data; a pharmacy 5 m beside the crossing (east, north), which is also its node's tags. */
export function townOsm(pharmacies: readonly (readonly [east: number, north: number])[] = [[100, 500]]): Uint8Array {
  const nodes: OsmWriteNode[] = []
  const ways: OsmWriteWay[] = []
  for (let row = 0; row < STREETS; row++) {
    for (let column = 0; column < STREETS; column++) {
      const [lng, lat] = townPosition(column * SPACING_METRES, row * SPACING_METRES)
      nodes.push({ id: 1 + row * STREETS + column, lng, lat })
    }
  }
  for (let line = 0; line < STREETS; line++) {
    const along = Array.from({ length: STREETS }, (_, i) => i)
    ways.push({ id: 1001 + line, nodes: along.map((i) => 1 + line * STREETS + i), tags: { highway: 'residential' } })
    ways.push({ id: 2001 + line, nodes: along.map((i) => 1 + i * STREETS + line), tags: { highway: 'footway' } })
  }
  pharmacies.forEach(([east, north], index) => {
    const [lng, lat] = townPosition(east, north + 5)
    nodes.push({ id: 9001 + index, lng, lat, tags: { amenity: 'pharmacy', name: `=Löwen-Apotheke ${index + 1}` } })
  })
  const [west, south] = townPosition(-300, -300)
  const [east, north] = townPosition(1300, 1300)
  return writeOsmPbf({ nodes, ways, bounds: { west, south, east, north }, timestamp: '2026-01-01T00:00:00Z' })
}

/** Two districts: west and east of the middle. */
export function townDistricts(): string {
  const rectangle = (west: number, east: number): (readonly [number, number])[] => [
    townPosition(west, 0),
    townPosition(east, 0),
    townPosition(east, 1000),
    townPosition(west, 1000),
    townPosition(west, 0),
  ]
  const feature = (id: string, name: string, ring: readonly (readonly [number, number])[]) => ({
    type: 'Feature',
    properties: { id, name },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [feature('1', 'West', rectangle(0, 500)), feature('2', 'Ost, am "Wald"', rectangle(500, 1000))],
  })
}

/** 100 census squares of 16 people, a quarter of them 65 and over. */
export function townPopulation(): string {
  const rows = ['grid_id;Einwohner;ab65']
  for (let y = 0; y < 10; y++) {
    for (let x = 0; x < 10; x++) rows.push(`CRS3035RES100mN${TOWN_Y + y * 100}E${TOWN_X + x * 100};16;4`)
  }
  return `${rows.join('\r\n')}\r\n`
}
