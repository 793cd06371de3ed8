import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import type { LngLat, Polygon } from '../geo/bounds.ts'
import { multiPolygonAreaSquareMetres } from '../geo/polygon.ts'
import type { Water } from '../isochrone/water.ts'
import type { TileAddress } from '../tiles/tile-math.ts'

/** Fountains, pools and garden ponds are left out: people walk around them within a few steps. */
const SMALLEST_WATER_SQUARE_METRES = 500

/**
 * Water of a basemap tile (unpacked MVT) in degrees: areas, cut at the tile and its margin, and rivers and canals above the ground. Brooks
 * and ditches that are only a line are no obstacle on a map of walking times: each has planks and pipes that no map knows.
 */
export function readTileWater(tile: Uint8Array, { z, x, y }: TileAddress): Water {
  const layer = new VectorTile(new PbfReader(tile)).layers.water
  const areas: Polygon[] = []
  const rivers: LngLat[][] = []
  for (let i = 0; i < (layer?.length ?? 0); i++) {
    const feature = layer.feature(i)
    const { geometry } = feature.toGeoJSON(x, y, z)
    if (geometry.type === 'Polygon') areas.push(geometry.coordinates.map(toLine))
    else if (geometry.type === 'MultiPolygon') areas.push(...geometry.coordinates.map((rings) => rings.map(toLine)))
    else if (feature.properties.kind !== 'river') continue
    else if (geometry.type === 'LineString') rivers.push(toLine(geometry.coordinates))
    else if (geometry.type === 'MultiLineString') rivers.push(...geometry.coordinates.map(toLine))
  }
  return {
    areas: areas.filter((area) => multiPolygonAreaSquareMetres([area]) >= SMALLEST_WATER_SQUARE_METRES),
    rivers,
  }
}

function toLine(positions: readonly number[][]): LngLat[] {
  return positions.map(([lng, lat]) => [lng, lat])
}
