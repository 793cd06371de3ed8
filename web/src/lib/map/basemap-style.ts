/**
 * The background map as a MapLibre style, light or dark: calm enough to carry a thematic layer, rich enough to find one's way.
 * A pure function of its options, used by the app and by embedded maps. Layers draw in this order: land, water, boundaries,
 * buildings, streets and rails (tunnels, ground, bridges), names. Thematic layers go in at `BASEMAP_ANCHORS`.
 */
import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  FillLayerSpecification,
  FilterSpecification,
  LayerSpecification,
  LineLayerSpecification,
  StyleSpecification,
  SymbolLayerSpecification,
} from '@maplibre/maplibre-gl-style-spec'
import { BASEMAP_PALETTES, type BasemapPalette, type BasemapTheme } from './basemap-palette.ts'

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

/** Names of places: to be hidden where the app writes its own district names. */
export const PLACE_LABEL_LAYER_IDS = [
  'label-neighbourhood',
  'label-suburb',
  'label-village',
  'label-town',
  'label-city',
]

/** One weight of the font: two files, split by script. */
export interface FontFiles {
  readonly latin: string
  readonly latinExtended: string
}

export interface BasemapStyleOptions {
  /** Address of the basemap's TileJSON (ends in `.json`), or a tile template with `{z}/{x}/{y}`. */
  readonly tilesUrl: string
  readonly theme: BasemapTheme
  /** Names are written in this language where the map has them. */
  readonly language: 'de' | 'en'
  /** Noto Sans in woff2. Absolute addresses, or addresses relative to the page. */
  readonly fontUrls: { readonly regular: FontFiles; readonly semiBold: FontFiles; readonly italic: FontFiles }
  /** Only for a tile template: TileJSON brings its own. */
  readonly attribution?: string
}

/** Fonts that the style declares, for labels of own layers (`text-font`). */
export const BASEMAP_FONTS = {
  regular: 'Noto Sans Regular',
  semiBold: 'Noto Sans SemiBold',
  italic: 'Noto Sans Italic',
} as const

const REGULAR = [BASEMAP_FONTS.regular]
const SEMI_BOLD = [BASEMAP_FONTS.semiBold]
const ITALIC = [BASEMAP_FONTS.italic]

/** As in the font package: which characters the two files hold. */
const LATIN_RANGES =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215'
const LATIN_EXTENDED_RANGES =
  'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+2C60-2C7F,U+A720-A7FF'

export function basemapStyle(options: BasemapStyleOptions): StyleSpecification {
  const palette = BASEMAP_PALETTES[options.theme]
  const source = options.tilesUrl.endsWith('.json')
    ? { url: options.tilesUrl }
    : { tiles: [options.tilesUrl], minzoom: 6, maxzoom: 14, attribution: options.attribution ?? '© OpenStreetMap' }
  return {
    version: 8,
    name: options.theme === 'dark' ? 'Nahraum dunkel' : 'Nahraum hell',
    sources: { [BASEMAP_SOURCE_ID]: { type: 'vector', ...source } },
    'font-faces': {
      [REGULAR[0]]: fontFaces(options.fontUrls.regular),
      [SEMI_BOLD[0]]: fontFaces(options.fontUrls.semiBold),
      [ITALIC[0]]: fontFaces(options.fontUrls.italic),
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': palette.land } },
      ...landLayers(palette),
      ...streetLayers(palette),
      ...labelLayers(palette, options.language),
    ],
  }
}

function fontFaces(files: FontFiles) {
  return [
    { url: files.latin, 'unicode-range': LATIN_RANGES.split(',') },
    { url: files.latinExtended, 'unicode-range': LATIN_EXTENDED_RANGES.split(',') },
  ]
}

type FillPaint = FillLayerSpecification['paint']
type LinePaint = LineLayerSpecification['paint']
type LineLayout = LineLayerSpecification['layout']

function fill(
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

function line(
  id: string,
  layer: string,
  filter: FilterSpecification,
  paint: LinePaint,
  layout: LineLayout = {},
  minzoom = 0,
): LineLayerSpecification {
  return { id, type: 'line', source: BASEMAP_SOURCE_ID, 'source-layer': layer, minzoom, filter, layout, paint }
}

const kindIs = (...kinds: string[]): ExpressionSpecification => ['match', ['get', 'kind'], kinds, true, false]
const isPolygon: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']

/** Pixels by zoom, growing exponentially between the stops. */
function byZoom(
  stops: readonly (readonly [zoom: number, value: number | ExpressionSpecification])[],
  base = 1.5,
): ExpressionSpecification {
  return ['interpolate', ['exponential', base], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification
}

function landLayers(palette: BasemapPalette): LayerSpecification[] {
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
      'building',
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

/** Widths in pixels of the drivable surface at zooms 8, 10, 12, 14, 16 and 18. */
const STREET_WIDTHS = {
  motorway: [0.9, 1.8, 3.2, 6.4, 14, 32],
  primary: [0.7, 1.4, 2.6, 5.4, 13, 29],
  secondary: [0.4, 1, 2, 4.6, 11.5, 26],
  tertiary: [0.3, 0.7, 1.5, 3.8, 10, 23],
  residential: [0.2, 0.4, 0.9, 2.5, 8.2, 20],
  pedestrian: [0.2, 0.3, 0.8, 2.2, 7.4, 18],
  service: [0.1, 0.2, 0.4, 1.2, 4.4, 12],
} as const
const WIDTH_ZOOMS = [8, 10, 12, 14, 16, 18]
const ROADS = Object.keys(STREET_WIDTHS) as (keyof typeof STREET_WIDTHS)[]

/** Width of a road, slip roads narrower, plus a casing of so many pixels on both sides at zoom 18 (less below). */
function roadWidth(casing: number): ExpressionSpecification {
  return byZoom(
    WIDTH_ZOOMS.map((zoom, i) => {
      const both = casing * 2 * Math.min(1, 0.45 + i * 0.11)
      const widths = ROADS.flatMap((kind) => [kind, STREET_WIDTHS[kind][i]])
      const width = ['match', ['get', 'kind'], ...widths, 0.5] as unknown as ExpressionSpecification
      return [zoom, ['+', ['*', width, ['case', ['==', ['get', 'link'], true], 0.7, 1]], both]] as const
    }),
    1.4,
  )
}

function roadColor(colors: BasemapPalette['street']): DataDrivenPropertyValueSpecification<string> {
  return [
    'match',
    ['get', 'kind'],
    'motorway',
    colors.motorway,
    'primary',
    colors.primary,
    'secondary',
    colors.secondary,
    'pedestrian',
    colors.pedestrian,
    colors.minor,
  ]
}

function streetLayers(palette: BasemapPalette): LayerSpecification[] {
  const tunnel: ExpressionSpecification = ['==', ['get', 'tunnel'], true]
  const bridge: ExpressionSpecification = ['==', ['get', 'bridge'], true]
  const ground: ExpressionSpecification = ['!', ['any', tunnel, bridge]]
  const road = kindIs(...ROADS)
  const sorted: LineLayout = { 'line-sort-key': ['-', 20, ['get', 'rank']], 'line-join': 'round', 'line-cap': 'round' }
  const flat: LineLayout = { ...sorted, 'line-cap': 'butt' }
  const casing = (id: string, where: ExpressionSpecification, layout: LineLayout, extra: LinePaint = {}) =>
    line(
      id,
      'street',
      ['all', where, road],
      {
        'line-color': roadColor(palette.casing),
        'line-width': roadWidth(1.1),
        // Minor streets get their outline only where they are wide enough to have one.
        'line-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          11,
          ['case', ['<', ['get', 'rank'], 2], 1, 0],
          12.5,
          ['case', ['<', ['get', 'rank'], 4], 1, 0],
          14,
          1,
        ],
        ...extra,
      },
      layout,
    )
  const surface = (id: string, where: ExpressionSpecification, layout: LineLayout, extra: LinePaint = {}) =>
    line(
      id,
      'street',
      ['all', where, road],
      { 'line-color': roadColor(palette.street), 'line-width': roadWidth(0), ...extra },
      layout,
    )
  return [
    casing(BASEMAP_ANCHORS.belowStreets, tunnel, flat, { 'line-dasharray': [2, 1.4] }),
    surface('tunnel', tunnel, flat, { 'line-opacity': 0.55 }),
    ...footLayers(palette),
    casing('street-casing', ground, sorted),
    surface('street', ground, sorted),
    ...railLayers(palette, ['!', bridge], ''),
    casing('bridge-casing', bridge, flat, { 'line-color': palette.bridgeCasing }),
    surface('bridge', bridge, sorted),
    ...railLayers(palette, bridge, 'bridge-'),
  ]
}

/** Ways for feet, bicycles and tractors: thin lines, dashed as on hiking maps. */
function footLayers(palette: BasemapPalette): LayerSpecification[] {
  const width = byZoom([
    [13, 0.6],
    [15, 1.2],
    [18, 3.6],
  ])
  const dashed = (id: string, kind: string, dashes: number[], minzoom = 13): LayerSpecification =>
    line(
      id,
      'street',
      ['all', kindIs(kind), ['!=', ['get', 'tunnel'], true]],
      { 'line-color': palette.path, 'line-width': width, 'line-dasharray': dashes },
      { 'line-join': 'round' },
      minzoom,
    )
  return [
    dashed('track', 'track', [5, 1.6]),
    dashed('path', 'path', [2.4, 1.4]),
    dashed('cycleway', 'cycleway', [3.6, 1.2]),
    line(
      'steps',
      'street',
      kindIs('steps'),
      {
        'line-color': palette.steps,
        'line-width': byZoom([
          [14, 1.4],
          [16, 2.8],
          [18, 6.5],
        ]),
        'line-dasharray': [0.4, 0.35],
      },
      {},
      14,
    ),
  ]
}

function railLayers(palette: BasemapPalette, where: ExpressionSpecification, prefix: string): LayerSpecification[] {
  const thin = [
    'any',
    ['==', ['get', 'service'], true],
    ['==', ['get', 'kind'], 'tram'],
  ] as unknown as ExpressionSpecification
  const width = byZoom([
    [9, 0.5],
    [12, ['case', thin, 0.5, 1]],
    [14, ['case', thin, 0.8, 1.6]],
    [18, ['case', thin, 2.4, 4.4]],
  ])
  return [
    line(`${prefix}rail`, 'rail', where, { 'line-color': palette.rail, 'line-width': width }),
    line(
      `${prefix}rail-dash`,
      'rail',
      ['all', where, ['!', thin]],
      {
        'line-color': palette.railDash,
        'line-width': byZoom([
          [13, 0.5],
          [14, 0.9],
          [18, 2.8],
        ]),
        'line-dasharray': [4, 4],
      },
      {},
      13,
    ),
  ]
}

type SymbolLayout = SymbolLayerSpecification['layout']

function labelLayers(palette: BasemapPalette, language: string): LayerSpecification[] {
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
