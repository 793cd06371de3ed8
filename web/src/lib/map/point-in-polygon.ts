import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { MultiPolygon, Polygon } from 'geojson'

/** Whether a point lies in an area; holes are outside, the outline belongs to the area. */
export function isPointInArea(lng: number, lat: number, area: Polygon | MultiPolygon): boolean {
  return booleanPointInPolygon([lng, lat], area)
}

/** Whether a corner of `area` lies in `target`: enough for areas built of cells that are small against the target. */
export function reachesInto(area: Polygon | MultiPolygon, target: Polygon | MultiPolygon): boolean {
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
  return rings.some((ring) => ring.some(([lng, lat]) => isPointInArea(lng, lat, target)))
}
