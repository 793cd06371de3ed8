import type { MultiPolygon, Polygon, Position } from 'geojson'

/** Whether a point lies in an area (even-odd rule, so holes are outside); points on the outline may fall on either side. */
export function isPointInArea(lng: number, lat: number, area: Polygon | MultiPolygon): boolean {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  return polygons.some((rings) =>
    rings.reduce((isInside, ring) => (crossesOddly(lng, lat, ring) ? !isInside : isInside), false),
  )
}

/** Whether a corner of `area` lies in `target`: enough for areas built of cells that are small against the target. */
export function reachesInto(area: Polygon | MultiPolygon, target: Polygon | MultiPolygon): boolean {
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
  return rings.some((ring) => ring.some(([lng, lat]) => isPointInArea(lng, lat, target)))
}

function crossesOddly(lng: number, lat: number, ring: readonly Position[]): boolean {
  let isOdd = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i]
    const [x2, y2] = ring[j]
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) isOdd = !isOdd
  }
  return isOdd
}
