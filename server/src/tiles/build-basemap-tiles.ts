/** All tiles of the basemap, zooms 6 to 14; clients enlarge zoom 14 further. */
import type { Feature } from 'geojson'
import type { Bounds } from '../geo/bounds.ts'
import type { BasemapLayerId } from './basemap-classes.ts'
import type { BasemapFeature } from './basemap-features.ts'
import { tileTouchesBounds, type TileAddress } from './tile-math.ts'
import { TILE_SETS } from './tile-sets.ts'
import { cutVectorTiles, type LayerSource } from './vector-tiles.ts'

export interface BuiltTile extends TileAddress {
  /** Vector tile, not packed. */
  readonly data: Uint8Array
}

/**
 * The tiles that touch the bounds and have content, by zoom, row, column. Features are grouped by layer and first zoom, so
 * that no time is spent on cutting buildings for zooms where they are not drawn.
 */
export function* buildBasemapTiles(features: readonly BasemapFeature[], bounds: Bounds): Generator<BuiltTile> {
  const { minimumZoom, maximumZoom } = TILE_SETS.basemap
  const tiles = cutVectorTiles(groupFeatures(features), { maximumZoom, whole: true })
  for (const address of tiles.listAddresses(minimumZoom)) {
    if (!tileTouchesBounds(address, bounds)) continue
    const data = tiles.get(address.z, address.x, address.y)
    if (data !== null) yield { ...address, data }
  }
}

/** Sources in the order of the layers; within a layer what appears first comes first, large areas before small ones. */
function groupFeatures(features: readonly BasemapFeature[]): LayerSource[] {
  const groups = new Map<
    string,
    { layer: BasemapLayerId; minimumZoom: number; features: { size: number; feature: Feature }[] }
  >()
  for (const { layer, minimumZoom, properties, geometry } of features) {
    const key = `${layer} ${minimumZoom}`
    let group = groups.get(key)
    if (group === undefined) {
      group = { layer, minimumZoom, features: [] }
      groups.set(key, group)
    }
    const feature = { type: 'Feature', properties, geometry } as unknown as Feature
    group.features.push({ size: layer === 'landuse' || layer === 'water' ? boxSize(geometry) : 0, feature })
  }
  const layers = TILE_SETS.basemap.layers.map(({ id }) => id)
  return [...groups.values()]
    .sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer) || a.minimumZoom - b.minimumZoom)
    .map(({ layer, minimumZoom, features }) => ({
      layer,
      minimumZoom,
      features: features.sort((a, b) => b.size - a.size).map(({ feature }) => feature),
    }))
}

/** Area of the box around the outer rings, in square degrees; 0 for lines and points. */
function boxSize(geometry: BasemapFeature['geometry']): number {
  if (geometry.type !== 'MultiPolygon') return 0
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const [outer] of geometry.coordinates) {
    for (const [lng, lat] of outer) {
      west = Math.min(west, lng)
      east = Math.max(east, lng)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  return (east - west) * (north - south)
}
