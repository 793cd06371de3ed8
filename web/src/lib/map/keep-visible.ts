import type { Map as MapLibreMap } from 'maplibre-gl'

/** Pixels along the sides of the map that something else lies over. */
export interface Covered {
  readonly right?: number
  readonly bottom?: number
  readonly left?: number
  readonly top?: number
}

/**
 * Moves the map unless the box (west, south, east, north) already lies in the part that nothing else covers. Never closer, unless
 * `isFramed` asks for it where the box takes up less than half of that part each way. Does nothing where that part is too small.
 */
export function keepVisible(
  map: MapLibreMap,
  [west, south, east, north]: readonly number[],
  { right = 0, bottom = 0, left = 0, top = 0 }: Covered,
  isFramed: boolean,
  animate: boolean,
): void {
  const { clientWidth, clientHeight } = map.getContainer()
  const [low, high] = [map.project([west, south]), map.project([east, north])]
  const isVisible =
    low.x > left + 24 && high.y > top + 24 && high.x < clientWidth - right && low.y < clientHeight - bottom - 24
  const [width, height] = [clientWidth - left - right, clientHeight - top - bottom]
  const isSmall = isFramed && high.x - low.x < width / 2 && low.y - high.y < height / 2
  if ((isVisible && !isSmall) || width < 200) return
  const padding = { left: left + 48, top: top + 48, right: right + 24, bottom: bottom + 48 }
  map.fitBounds([west, south, east, north], { padding, maxZoom: isSmall ? 16 : map.getZoom(), animate })
}
