import type { Position } from 'geojson'
import type { Isochrone } from '../../api/contract.ts'

/** A closed ring, counterclockwise, from its south-western corner. */
export const square = (x: number, y: number, size: number): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]

/** An answer with areas by minutes, the longest first; ten people for every minute, two of them 65 or older. */
export const createIsochrone = (
  bands: readonly (readonly [minutes: number, polygons: Position[][][]])[],
  more: Partial<Isochrone> = {},
): Isochrone => ({
  type: 'FeatureCollection',
  region: 'musterstadt',
  importId: 'v1',
  profile: '65plus',
  direction: 'from',
  shape: 'area',
  origin: { lng: 9.75, lat: 50.95, facilityId: null, name: null, accessMetres: 4 },
  features: bands.map(([minutes, polygons]) => ({
    type: 'Feature',
    id: minutes,
    properties: {
      minutes,
      people: { all: minutes * 10, '65plus': minutes * 2 },
      areaSquareMetres: minutes * 10_000,
      streetKilometres: minutes / 4,
      reachesDataEdge: false,
      reason: null,
    },
    geometry: { type: 'MultiPolygon', coordinates: polygons },
  })),
  ...more,
})
