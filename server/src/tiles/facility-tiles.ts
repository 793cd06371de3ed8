import type { Feature } from 'geojson'
import type { Facility } from '../facilities/facility.ts'
import { TILE_SETS } from './tile-sets.ts'
import { cutVectorTiles, type VectorTiles } from './vector-tiles.ts'

/** Tiles of facility points. The feature id is the facility's position in the list; kinds read `;a;b;`, so that `;a;` finds one. */
export function buildFacilityTiles(
  facilities: readonly Pick<Facility, 'id' | 'name' | 'categoryIds' | 'lng' | 'lat'>[],
): VectorTiles {
  const { minimumZoom, maximumZoom } = TILE_SETS.facilities
  const features = facilities.map(({ id, name, categoryIds, lng, lat }, index): Feature => ({
    type: 'Feature',
    id: index,
    properties: { id, ...(name === null ? {} : { name }), categories: `;${categoryIds.join(';')};` },
    geometry: { type: 'Point', coordinates: [lng, lat] },
  }))
  return cutVectorTiles([{ layer: 'facility', minimumZoom, features }], maximumZoom)
}
