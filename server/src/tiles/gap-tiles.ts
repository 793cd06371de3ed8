import type { Feature } from 'geojson'
import type { MultiPolygon } from '../geo/bounds.ts'
import { TILE_SETS } from './tile-sets.ts'
import { cutVectorTiles, type VectorTiles } from './vector-tiles.ts'

/** A connected area without coverage, as far as it is drawn. */
export interface GapShape {
  readonly id: string
  readonly name: string
  readonly people: number
  readonly geometry: MultiPolygon
}

/** Tiles of gap areas. The feature id is the area's position in the list. */
export function buildGapTiles(gaps: readonly GapShape[]): VectorTiles {
  const { minimumZoom, maximumZoom } = TILE_SETS.gaps
  const features = gaps.map(({ id, name, people, geometry }, index): Feature => ({
    type: 'Feature',
    id: index,
    properties: { id, name, people: Math.round(people * 10) / 10 },
    geometry: { type: 'MultiPolygon', coordinates: geometry as unknown as number[][][][] },
  }))
  return cutVectorTiles([{ layer: 'gap', minimumZoom, features }], maximumZoom)
}
