/** Districts as paths of a plain picture, for browsers before and without a real map. Web Mercator, y downwards. */
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import type { PublishedDistrict } from './publication-types.ts'

export type DistrictFile = FeatureCollection<Polygon | MultiPolygon, PublishedDistrict>
export type Box = readonly [west: number, south: number, east: number, north: number]

export interface DrawnDistrict {
  readonly id: string
  readonly name: string
  readonly isChosen: boolean
  /** SVG path data; even-odd. */
  readonly path: string
  /** Where its name stands. */
  readonly x: number
  readonly y: number
}

export interface DistrictDrawing {
  readonly width: number
  readonly height: number
  readonly districts: readonly DrawnDistrict[]
  project(lng: number, lat: number): { readonly x: number; readonly y: number }
  unproject(x: number, y: number): { readonly lng: number; readonly lat: number }
}

const toY = (lat: number) => (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
const toLat = (y: number) => (360 / Math.PI) * Math.atan(Math.exp((y * Math.PI) / 180)) - 90
const round = (value: number) => Math.round(value * 10) / 10

/** Around all chosen districts, or all where none is. @throws RangeError without any position */
export function findDistrictBox(file: DistrictFile): Box {
  const chosen = file.features.filter(({ properties }) => properties.chosen)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { geometry } of chosen.length > 0 ? chosen : file.features)
    for (const ring of listRings(geometry))
      for (const [lng, lat] of ring) {
        west = Math.min(west, lng)
        east = Math.max(east, lng)
        south = Math.min(south, lat)
        north = Math.max(north, lat)
      }
  if (!(west < east && south < north)) throw new RangeError('districts.json has no area')
  return [west, south, east, north]
}

/** The longer side is `size` long, plus `margin` on all sides. O(corners). */
export function drawDistricts(file: DistrictFile, box: Box, size = 1000, margin = 12): DistrictDrawing {
  const [west, south, east, north] = box
  const top = toY(north)
  const scale = size / Math.max(east - west, top - toY(south))
  const project = (lng: number, lat: number) => ({
    x: margin + (lng - west) * scale,
    y: margin + (top - toY(lat)) * scale,
  })
  const pathOf = (ring: readonly Position[]) =>
    ring
      .slice(0, -1)
      .map(([lng, lat], i) => {
        const { x, y } = project(lng, lat)
        return `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`
      })
      .join('') + 'Z'
  return {
    width: round((east - west) * scale + 2 * margin),
    height: round((top - toY(south)) * scale + 2 * margin),
    districts: file.features.map(({ geometry, properties }) => {
      const { x, y } = project(properties.position[0], properties.position[1])
      return {
        id: properties.id,
        name: properties.name,
        isChosen: properties.chosen,
        path: listRings(geometry).map(pathOf).join(''),
        x: round(x),
        y: round(y),
      }
    }),
    project,
    unproject: (x, y) => ({ lng: west + (x - margin) / scale, lat: toLat(top - (y - margin) / scale) }),
  }
}

const listRings = (geometry: Polygon | MultiPolygon): Position[][] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()

/** Which names fit without meeting another, in the given order; `characterWidth` and `lineHeight` in units of the drawing. */
export function chooseLabels(
  districts: readonly DrawnDistrict[],
  characterWidth: number,
  lineHeight: number,
): readonly DrawnDistrict[] {
  const placed: DrawnDistrict[] = []
  for (const district of districts) {
    const half = (district.name.length * characterWidth) / 2
    const meets = placed.some(
      (other) =>
        Math.abs(other.y - district.y) < lineHeight &&
        Math.abs(other.x - district.x) < half + (other.name.length * characterWidth) / 2,
    )
    if (!meets) placed.push(district)
  }
  return placed
}
