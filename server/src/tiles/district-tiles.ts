import type { Feature } from 'geojson'
import type { District } from '../districts/district.ts'
import { polygonLabelPoint } from './label-point.ts'
import { TILE_SETS } from './tile-sets.ts'
import { cutVectorTiles, type VectorTiles } from './vector-tiles.ts'

/** Tiles of districts of all levels and their label positions. The feature id is the district's position in the list. */
export function buildDistrictTiles(
  districts: readonly Pick<District, 'id' | 'name' | 'levelId' | 'geometry' | 'areaSquareMetres'>[],
): VectorTiles {
  const { minimumZoom, maximumZoom } = TILE_SETS.districts
  const areas: Feature[] = []
  const labels: Feature[] = []
  districts.forEach(({ id, name, levelId, geometry, areaSquareMetres }, index) => {
    const properties = { id, name, level: levelId }
    areas.push({
      type: 'Feature',
      id: index,
      properties,
      geometry: { type: 'MultiPolygon', coordinates: geometry as unknown as number[][][][] },
    })
    if (geometry.length === 0) return
    labels.push({
      type: 'Feature',
      id: index,
      properties: { ...properties, area: Math.round(areaSquareMetres / 1e4) / 100 },
      geometry: { type: 'Point', coordinates: [...polygonLabelPoint(geometry)] },
    })
  })
  return cutVectorTiles(
    [
      { layer: 'district', minimumZoom, features: areas },
      { layer: 'district_label', minimumZoom, features: labels },
    ],
    maximumZoom,
  )
}
