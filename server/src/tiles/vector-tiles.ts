/**
 * Cuts GeoJSON features into Mapbox Vector Tiles with geojson-vt and vt-pbf. Lines and outlines are simplified to 3/8 pixel
 * below the highest zoom; areas too small to see vanish. What rounding to the tile's grid leaves without length or area is
 * removed, because the format forbids it.
 */
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import GeoJSONVT, { type RawFeature } from 'geojson-vt'
import { TILE_BUFFER, TILE_EXTENT } from './tile-math.ts'

/** Features of one layer that appear from the same zoom on. Several sources may feed one layer. */
export interface LayerSource {
  readonly layer: string
  readonly minimumZoom: number
  /** In drawing order. Whole numbers as `id` become feature ids. */
  readonly features: readonly Feature[]
}

export interface VectorTiles {
  /** The encoded tile, or null where it is empty. */
  get(z: number, x: number, y: number): Uint8Array | null
}

/** In grid units; a pixel of a 512 pixel tile has 8. */
const TOLERANCE_UNITS = 3

interface TileFeature {
  readonly type: 1 | 2 | 3
  readonly id?: number
  readonly tags: Record<string, unknown> | null
  readonly geometry: [number, number][] | [number, number][][]
}

/**
 * Tiles of these sources; layers keep the order of their first source. Higher zooms than `maximumZoom` are for clients to
 * enlarge. Tiles are cut when asked for; what was cut stays in memory, so that children start from their parents.
 */
export function cutVectorTiles(sources: readonly LayerSource[], maximumZoom: number): VectorTiles {
  const indexes = sources
    .filter(({ features }) => features.length > 0)
    .map(({ layer, minimumZoom, features }) => ({
      layer,
      minimumZoom,
      index: new GeoJSONVT(
        { type: 'FeatureCollection', features: features as Feature[] },
        { maxZoom: maximumZoom, indexMaxZoom: 0, extent: TILE_EXTENT, buffer: TILE_BUFFER, tolerance: TOLERANCE_UNITS },
      ),
    }))

  return {
    get(z, x, y) {
      if (z > maximumZoom) return null
      const layers: Record<string, { features: TileFeature[] }> = {}
      for (const { layer, minimumZoom, index } of indexes) {
        if (z < minimumZoom) continue
        for (const raw of index.getTileRaw(z, x, y)?.features ?? []) {
          const feature = tidyFeature(raw)
          if (feature !== null) (layers[layer] ??= { features: [] }).features.push(feature)
        }
      }
      if (Object.keys(layers).length === 0) return null
      return fromGeojsonVt(layers, { version: 2, extent: TILE_EXTENT })
    },
  }
}

/** The feature without repeated positions, collapsed lines and rings without area; null if nothing is left. */
function tidyFeature(raw: RawFeature): TileFeature | null {
  const tags = raw.tags ?? null
  const id = typeof raw.id === 'number' ? { id: raw.id } : {}
  if (raw.type === 4) return { type: 1, ...id, tags, geometry: [[raw.x, raw.y]] }
  if (raw.type === 1) return { type: 1, ...id, tags, geometry: toPairs(raw.geometry, false) }
  const parts: [number, number][][] = []
  let outerSeen = false
  for (const flat of raw.geometry) {
    const pairs = toPairs(flat, raw.type === 3)
    if (raw.type === 2) {
      if (pairs.length > 1) parts.push(pairs)
      continue
    }
    const area = pairs.length > 2 ? doubleRingArea(pairs) : 0
    // A ring that rounding turned over is a sliver; as a first ring it would be a hole in nothing.
    if (area === 0 || (area < 0 && !outerSeen)) continue
    if (area > 0) outerSeen = true
    parts.push([...pairs, pairs[0]])
  }
  return parts.length === 0 ? null : { type: raw.type, ...id, tags, geometry: parts }
}

/** Positions without immediate repeats; rings also without the closing one. */
function toPairs(flat: ArrayLike<number>, ring: boolean): [number, number][] {
  const pairs: [number, number][] = []
  for (let i = 0; i < flat.length; i += 2) {
    const last = pairs.at(-1)
    if (last === undefined || last[0] !== flat[i] || last[1] !== flat[i + 1]) pairs.push([flat[i], flat[i + 1]])
  }
  while (
    ring &&
    pairs.length > 1 &&
    pairs[0][0] === pairs[pairs.length - 1][0] &&
    pairs[0][1] === pairs[pairs.length - 1][1]
  )
    pairs.pop()
  return pairs
}

function doubleRingArea(pairs: readonly (readonly [number, number])[]): number {
  let sum = 0
  for (let i = 0, previous = pairs.length - 1; i < pairs.length; previous = i++) {
    sum += pairs[previous][0] * pairs[i][1] - pairs[i][0] * pairs[previous][1]
  }
  return sum
}
