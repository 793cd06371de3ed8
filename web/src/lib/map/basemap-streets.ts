import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  LayerSpecification,
} from '@maplibre/maplibre-gl-style-spec'
import { BASEMAP_ANCHORS, byZoom, kindIs, line, type LineLayout, type LinePaint } from './basemap-layer.ts'
import type { BasemapPalette } from './basemap-palette.ts'

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

/** Streets and rails in three storeys: tunnels, ground, bridges. */
export function streetLayers(palette: BasemapPalette): LayerSpecification[] {
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
