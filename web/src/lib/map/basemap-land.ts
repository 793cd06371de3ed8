import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec'
import { BASEMAP_ANCHORS, byZoom, fill, isLine, isPolygon, kindIs, line } from './basemap-layer.ts'
import type { BasemapPalette } from './basemap-palette.ts'

/** Land use, water, boundaries and buildings, from the ground up. */
export function landLayers(palette: BasemapPalette): LayerSpecification[] {
  const landuse = (kind: keyof BasemapPalette['landuse'], minzoom = 0) =>
    fill(`landuse-${kind}`, 'landuse', kindIs(kind), { 'fill-color': palette.landuse[kind] }, minzoom)
  return [
    landuse('residential'),
    landuse('commercial'),
    landuse('industrial'),
    landuse('railway'),
    landuse('farmland'),
    landuse('institution'),
    landuse('green'),
    landuse('forest'),
    landuse('sand'),
    landuse('park'),
    landuse('allotments'),
    landuse('cemetery'),
    landuse('parking', 15),
    landuse('square'),
    landuse('playground'),
    landuse('pitch'),
    fill('water', 'water', isPolygon, { 'fill-color': palette.water }),
    line(
      'waterway',
      'water',
      isLine,
      {
        'line-color': palette.waterway,
        'line-width': byZoom([
          [8, ['match', ['get', 'kind'], 'river', 0.6, 0.2]],
          [13, ['match', ['get', 'kind'], 'river', 2.2, 0.9]],
          [18, ['match', ['get', 'kind'], 'river', 9, 4]],
        ]),
      },
      { 'line-cap': 'round', 'line-join': 'round' },
    ),
    line(
      'boundary',
      'boundary',
      ['<=', ['get', 'level'], 8],
      {
        'line-color': palette.boundary,
        'line-width': byZoom([
          [8, 0.7],
          [14, ['match', ['get', 'level'], [2, 3, 4], 2.2, [5, 6], 1.6, 1.1]],
        ]),
        'line-dasharray': [4, 2, 1, 2],
      },
      { 'line-join': 'round' },
    ),
    fill(
      BASEMAP_ANCHORS.belowBuildings,
      'building',
      null,
      {
        'fill-color': palette.building,
        'fill-outline-color': palette.buildingOutline,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0, 14, 0.8, 15.5, 1],
      },
      13,
    ),
  ]
}
