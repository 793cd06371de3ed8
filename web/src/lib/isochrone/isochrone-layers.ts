import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { overlayColours } from '../map/overlay-layers.ts'
import type { Theme } from '../map/palette.ts'

/** Sources of the layers below, as a page gives them to the map. */
export const isochroneSources = [
  'isochrone-veil',
  'isochrone-streets',
  'isochrone-rings',
  'isochrone-labels',
  'isochrone-origin',
] as const
export type IsochroneSource = (typeof isochroneSources)[number]

/** Dashes of the lines, the shortest time first, in widths of the line: the same on the map and in the table. */
export const RING_DASHES: readonly (readonly number[])[] = [[], [7, 2], [2, 1.6], [7, 1.6, 1.6, 1.6]]
/** Of the profile that is compared with. */
export const OTHER_DASH: readonly number[] = [0.6, 1.1]
export const RING_WIDTH = 2.5

export const isochroneColours: Readonly<Record<Theme, { readonly other: string; readonly veil: string }>> = {
  light: { other: '#9c3a00', veil: '#f5f6f4' },
  dark: { other: '#ffb878', veil: '#0a0e12' },
}

const isOther: ExpressionSpecification = ['==', ['get', 'isOther'], true]
const literal = (dash: readonly number[]): ExpressionSpecification => ['literal', dash.length > 0 ? [...dash] : [1, 0]]

/** What is not reached is veiled; streets, outlines with their minutes, and the origin lie on top. */
export function createIsochroneLayers(theme: Theme): LayerSpecification[] {
  const { accent, halo } = overlayColours[theme]
  const { other, veil } = isochroneColours[theme]
  const colour: ExpressionSpecification = ['case', isOther, other, accent]
  return [
    {
      id: 'isochrone-veil',
      type: 'fill',
      source: 'isochrone-veil',
      paint: { 'fill-color': veil, 'fill-opacity': theme === 'light' ? 0.62 : 0.6, 'fill-antialias': false },
    },
    {
      id: 'isochrone-streets',
      type: 'line',
      source: 'isochrone-streets',
      minzoom: 12,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': accent,
        'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.4, 15, 1.2, 18, 3],
        'line-opacity': 0.65,
      },
    },
    {
      id: 'isochrone-rings-halo',
      type: 'line',
      source: 'isochrone-rings',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': halo, 'line-width': RING_WIDTH + 3, 'line-opacity': 0.85 },
    },
    {
      id: 'isochrone-rings',
      type: 'line',
      source: 'isochrone-rings',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': RING_WIDTH,
        'line-dasharray': [
          'case',
          isOther,
          literal(OTHER_DASH),
          ['match', ['get', 'style'], 1, literal(RING_DASHES[1]), 2, literal(RING_DASHES[2]), 3, literal(RING_DASHES[3]), literal(RING_DASHES[0])], // prettier-ignore
        ],
      },
    },
    {
      id: 'isochrone-origin',
      type: 'circle',
      source: 'isochrone-origin',
      paint: {
        'circle-color': 'transparent',
        'circle-radius': 11,
        'circle-stroke-color': accent,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'isochrone-origin-dot',
      type: 'circle',
      source: 'isochrone-origin',
      paint: {
        'circle-color': accent,
        'circle-radius': 4,
        'circle-stroke-color': halo,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'isochrone-labels',
      type: 'symbol',
      source: 'isochrone-labels',
      layout: {
        'text-field': ['get', 'text'],
        'text-font': ['Noto Sans SemiBold'],
        'text-size': 13,
        'text-max-width': 24,
        'text-anchor': ['case', ['==', ['get', 'anchor'], 'top'], 'top', 'bottom'],
        'text-offset': ['case', ['==', ['get', 'anchor'], 'top'], ['literal', [0, 0.3]], ['literal', [0, -0.3]]],
        'symbol-sort-key': ['get', 'minutes'],
      },
      paint: { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 2 },
    },
  ]
}
