import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from '@maplibre/maplibre-gl-style-spec'
import {
  BASEMAP_ANCHORS,
  BASEMAP_FONTS,
  BASEMAP_SOURCE_ID,
  byZoom,
  isLine,
  isPolygon,
  kindIs,
} from './basemap-layer.ts'
import type { BasemapPalette } from './basemap-palette.ts'

const REGULAR = [BASEMAP_FONTS.regular]
const SEMI_BOLD = [BASEMAP_FONTS.semiBold]
const ITALIC = [BASEMAP_FONTS.italic]

type SymbolLayout = SymbolLayerSpecification['layout']

/** All names; what stands later is written first where there is not room for all. */
export function labelLayers(palette: BasemapPalette, language: string): LayerSpecification[] {
  const name: ExpressionSpecification = ['coalesce', ['get', `name:${language}`], ['get', 'name']]
  const label = (
    id: string,
    layer: string,
    filter: FilterSpecification,
    minzoom: number,
    color: string,
    layout: SymbolLayout,
    maxzoom = 24,
  ): SymbolLayerSpecification => ({
    id,
    type: 'symbol',
    source: BASEMAP_SOURCE_ID,
    'source-layer': layer,
    minzoom,
    maxzoom,
    filter,
    layout: { 'text-field': name, ...layout },
    paint: {
      'text-color': color,
      'text-halo-color': palette.halo,
      'text-halo-width': layer === 'place' ? 1.6 : 1.3,
      'text-halo-blur': 0.4,
    },
  })
  const along: SymbolLayout = { 'symbol-placement': 'line', 'text-max-angle': 30, 'text-letter-spacing': 0.02 }
  const street = (
    id: string,
    filter: FilterSpecification,
    minzoom: number,
    sizes: [number, number][],
    font = REGULAR,
  ) =>
    label(id, 'street', filter, minzoom, palette.streetLabel, {
      ...along,
      'text-font': font,
      'text-size': byZoom(sizes, 1),
      'symbol-sort-key': ['get', 'rank'],
      'symbol-spacing': 320,
      'text-padding': 4,
    })
  const place = (
    id: string,
    filter: FilterSpecification,
    zooms: [number, number],
    sizes: [number, number][],
    layout: SymbolLayout,
    color = palette.placeLabel,
  ) =>
    label(
      id,
      'place',
      filter,
      zooms[0],
      color,
      { 'text-font': SEMI_BOLD, 'text-size': byZoom(sizes, 1), 'text-max-width': 7, 'text-padding': 6, ...layout },
      zooms[1],
    )
  const spaced: SymbolLayout = { 'text-transform': 'uppercase', 'text-letter-spacing': 0.1, 'text-font': REGULAR }
  return [
    label(BASEMAP_ANCHORS.belowLabels, 'water', ['all', isLine, ['has', 'name']], 12, palette.waterLabel, {
      ...along,
      'text-font': ITALIC,
      'text-size': byZoom(
        [
          [12, 11],
          [18, 14],
        ],
        1,
      ),
      'symbol-spacing': 400,
    }),
    label('label-water', 'water', ['all', isPolygon, ['has', 'name']], 14, palette.waterLabel, {
      'text-font': ITALIC,
      'text-size': byZoom(
        [
          [13, 11],
          [18, 14],
        ],
        1,
      ),
      'text-max-width': 6,
    }),
    street('label-path', ['all', kindIs('path', 'steps', 'cycleway', 'track', 'service'), ['has', 'name']], 16, [
      [16, 10],
      [18, 12],
    ]),
    street('label-street-minor', ['all', kindIs('residential', 'pedestrian'), ['has', 'name']], 14.5, [
      [14, 10],
      [18, 14],
    ]),
    street('label-street-major', ['all', kindIs('motorway', 'primary', 'secondary', 'tertiary'), ['has', 'name']], 13, [
      [13, 10.5],
      [18, 15.5],
    ]),
    place(
      'label-neighbourhood',
      kindIs('neighbourhood', 'hamlet'),
      [13, 16.5],
      [
        [13, 10],
        [16, 12.5],
      ],
      { 'text-font': REGULAR },
      palette.suburbLabel,
    ),
    place(
      'label-suburb',
      kindIs('suburb'),
      [11, 16],
      [
        [11, 10],
        [15, 14],
      ],
      spaced,
      palette.suburbLabel,
    ),
    place(
      'label-village',
      kindIs('village'),
      [10, 17],
      [
        [10, 11],
        [15, 15.5],
      ],
      {},
    ),
    place(
      'label-town',
      kindIs('town'),
      [7, 17],
      [
        [7, 11.5],
        [14, 18],
      ],
      {},
    ),
    place(
      'label-city',
      kindIs('city'),
      [6, 15],
      [
        [6, 13],
        [10, 17],
        [14, 22],
      ],
      { 'symbol-sort-key': ['get', 'rank'] },
    ),
  ]
}
