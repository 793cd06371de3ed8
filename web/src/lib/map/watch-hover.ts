import type { Map as MapLibreMap } from 'maplibre-gl'
import { findNearestPoint } from './find-nearest-point.ts'

/** Tells which drawn point of the layers lies under the pointer, each time it becomes another one or none. */
export function watchHover(
  map: MapLibreMap,
  layerIds: readonly string[],
  onhover: (placeId: string | null) => void,
): void {
  let hoveredId: string | null = null
  const hover = (id: string | null) => {
    if (id === hoveredId) return
    hoveredId = id
    onhover(id)
  }
  map.on('mousemove', ({ point }) => hover(findNearestPoint(map, point, layerIds)))
  map.on('mouseout', () => hover(null))
}
