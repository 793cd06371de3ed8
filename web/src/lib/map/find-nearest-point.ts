import type { Map as MapLibreMap, Point } from 'maplibre-gl'

/** How far from the pointer a place is still hit, in pixels: a finger's half width. */
const REACH_PIXELS = 14

/** Property `id` of the drawn point nearest to a position on the screen, or null where none is near. */
export function findNearestPoint(map: MapLibreMap, point: Point, layerIds: readonly string[]): string | null {
  const layers = layerIds.filter((id) => map.getLayer(id))
  if (layers.length === 0) return null
  const { x, y } = point
  const found = map.queryRenderedFeatures(
    [
      [x - REACH_PIXELS, y - REACH_PIXELS],
      [x + REACH_PIXELS, y + REACH_PIXELS],
    ],
    { layers },
  )
  let best: string | null = null
  let least = Infinity
  for (const { geometry, properties } of found) {
    if (geometry.type !== 'Point') continue
    const at = map.project([geometry.coordinates[0], geometry.coordinates[1]])
    const distance = Math.hypot(at.x - x, at.y - y)
    if (distance >= least || typeof properties.id !== 'string') continue
    best = properties.id
    least = distance
  }
  return best
}
