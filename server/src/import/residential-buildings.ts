import type { OsmExtract } from '../osm/osm-extract.ts'
import { wayPolygon } from '../osm/way-geometry.ts'
import type { ResidentialBuildings } from '../population/square-pieces.ts'

/** Values of `building` in which hardly anybody lives. */
const NOT_LIVED_IN = new Set([
  'no',
  'garage',
  'garages',
  'carport',
  'shed',
  'hut',
  'roof',
  'industrial',
  'warehouse',
  'retail',
  'commercial',
  'office',
  'supermarket',
  'kiosk',
  'church',
  'chapel',
  'cathedral',
  'mosque',
  'synagogue',
  'temple',
  'monastery',
  'school',
  'kindergarten',
  'university',
  'college',
  'hospital',
  'public',
  'civic',
  'government',
  'train_station',
  'transportation',
  'parking',
  'sports_hall',
  'sports_centre',
  'stadium',
  'pavilion',
  'barn',
  'stable',
  'farm_auxiliary',
  'cowshed',
  'sty',
  'greenhouse',
  'silo',
  'storage_tank',
  'transformer_tower',
  'service',
  'bunker',
  'ruins',
  'construction',
  'container',
  'tent',
  'gatehouse',
  'bridge',
  'tower',
  'water_tower',
  'hangar',
  'fire_station',
  'museum',
  'theatre',
  'grandstand',
  'toilets',
  'allotment_house',
  'garbage_shed',
])
const DEFAULT_STOREYS = 2
const MOST_STOREYS = 40
/** Smaller footprints are sheds and garages that nobody tagged. */
const LEAST_SQUARE_METRES = 25

/** One point per closed way, weighted by footprint in square metres × storeys, with a residential or unspecified `building` tag. Buildings drawn as relations are left out: few, and large public ones. */
export function listResidentialBuildings(extract: OsmExtract): ResidentialBuildings {
  const lng: number[] = []
  const lat: number[] = []
  const weight: number[] = []
  extract.wayTags.forEach((tags, way) => {
    const kind = tags['building']
    if (kind === undefined || NOT_LIVED_IN.has(kind)) return
    if (
      kind === 'yes' &&
      (tags['amenity'] !== undefined || tags['shop'] !== undefined) &&
      tags['building:levels'] === undefined
    )
      return
    const polygon = wayPolygon(extract, way)
    if (!polygon) return
    const { area, center } = footprint(polygon[0])
    if (area < LEAST_SQUARE_METRES) return
    const storeys = Number.parseFloat(tags['building:levels'] ?? '')
    lng.push(center[0])
    lat.push(center[1])
    weight.push(area * (storeys > 0 ? Math.min(storeys, MOST_STOREYS) : DEFAULT_STOREYS))
  })
  return { lng: Float64Array.from(lng), lat: Float64Array.from(lat), weight: Float64Array.from(weight) }
}

/** Area in square metres and centroid of a small ring, planar around its first corner. */
function footprint(ring: readonly (readonly [number, number])[]): { area: number; center: [number, number] } {
  const [originLng, originLat] = ring[0]
  const metresLat = 111_195
  const metresLng = metresLat * Math.cos((originLat * Math.PI) / 180)
  let doubleArea = 0
  let x = 0
  let y = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = [(ring[i][0] - originLng) * metresLng, (ring[i][1] - originLat) * metresLat]
    const [bx, by] = [(ring[i + 1][0] - originLng) * metresLng, (ring[i + 1][1] - originLat) * metresLat]
    const cross = ax * by - bx * ay
    doubleArea += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  if (doubleArea === 0) return { area: 0, center: [originLng, originLat] }
  return {
    area: Math.abs(doubleArea) / 2,
    center: [originLng + x / (3 * doubleArea) / metresLng, originLat + y / (3 * doubleArea) / metresLat],
  }
}
