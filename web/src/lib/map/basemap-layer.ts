/** What all layers of the background map share: source, anchors, fonts, and short forms of layer specifications. */
import type {
  ExpressionSpecification,
  FillLayerSpecification,
  FilterSpecification,
  LineLayerSpecification,
} from '@maplibre/maplibre-gl-style-spec'

export const BASEMAP_SOURCE_ID = 'basemap'

/** Ids to insert own layers before (`map.addLayer(layer, id)`). */
export const BASEMAP_ANCHORS = {
  /** Above land and water, below buildings and streets: areas that streets should cross. */
  belowBuildings: 'building',
  /** Above buildings, below streets. */
  belowStreets: 'tunnel-casing',
  /** Above everything drawn, below all names: thematic hexagons, routes, outlines. */
  belowLabels: 'label-waterway',
} as const

/** Fonts that the style declares, for labels of own layers (`text-font`). */
export const BASEMAP_FONTS = {
  regular: 'Noto Sans Regular',
  semiBold: 'Noto Sans SemiBold',
  italic: 'Noto Sans Italic',
} as const

type FillPaint = FillLayerSpecification['paint']
export type LinePaint = LineLayerSpecification['paint']
export type LineLayout = LineLayerSpecification['layout']

export function fill(
  id: string,
  layer: string,
  filter: FilterSpecification | null,
  paint: FillPaint,
  minzoom = 0,
): FillLayerSpecification {
  return {
    id,
    type: 'fill',
    source: BASEMAP_SOURCE_ID,
    'source-layer': layer,
    minzoom,
    ...(filter ? { filter } : {}),
    paint,
  }
}

export function line(
  id: string,
  layer: string,
  filter: FilterSpecification,
  paint: LinePaint,
  layout: LineLayout = {},
  minzoom = 0,
): LineLayerSpecification {
  return { id, type: 'line', source: BASEMAP_SOURCE_ID, 'source-layer': layer, minzoom, filter, layout, paint }
}

export const kindIs = (...kinds: string[]): ExpressionSpecification => ['match', ['get', 'kind'], kinds, true, false]
export const isPolygon: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
export const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']

/** Pixels by zoom, growing exponentially between the stops. */
export function byZoom(
  stops: readonly (readonly [zoom: number, value: number | ExpressionSpecification])[],
  base = 1.5,
): ExpressionSpecification {
  return ['interpolate', ['exponential', base], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification
}
