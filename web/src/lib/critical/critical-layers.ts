import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { overlayColours } from '../map/overlay-layers.ts'
import type { Theme } from '../map/palette.ts'
import { IMAGE_DIAGONAL } from './critical-parts.ts'

/** Source of the layers below, as a page gives it to the map. */
export type CriticalSource = 'critical-places'
/** The layer that is hit by pointer and finger. */
export const CRITICAL_LAYER = 'critical-places'
export const DIAMOND_IMAGE = 'critical-diamond'

const isMarked: ExpressionSpecification = ['==', ['get', 'isMarked'], true]

/** Diamonds with the number of people who would lose access; the one that is pointed at has a ring. */
export function createCriticalLayers(theme: Theme): LayerSpecification[] {
  const { gap, halo, accent } = overlayColours[theme]
  const radius: ExpressionSpecification = ['+', 5, ['/', ['get', 'pixels'], 2]]
  return [
    {
      id: CRITICAL_LAYER,
      type: 'symbol',
      source: 'critical-places',
      layout: {
        'icon-image': DIAMOND_IMAGE,
        'icon-size': ['/', ['get', 'pixels'], IMAGE_DIAGONAL],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'icon-color': gap, 'icon-halo-color': halo, 'icon-halo-width': 2, 'icon-opacity': 0.92 },
    },
    {
      id: 'critical-marked-halo',
      type: 'circle',
      source: 'critical-places',
      filter: isMarked,
      paint: {
        'circle-color': 'transparent',
        'circle-radius': radius,
        'circle-stroke-color': halo,
        'circle-stroke-width': 7,
      },
    },
    {
      id: 'critical-marked',
      type: 'circle',
      source: 'critical-places',
      filter: isMarked,
      paint: {
        'circle-color': 'transparent',
        'circle-radius': radius,
        'circle-stroke-color': accent,
        'circle-stroke-width': 4,
      },
    },
    {
      id: 'critical-people',
      type: 'symbol',
      source: 'critical-places',
      layout: {
        'text-field': ['get', 'text'],
        'text-font': ['Noto Sans SemiBold'],
        'text-size': 13,
        'text-anchor': 'left',
        'text-offset': [0.1, 0],
        'text-variable-anchor-offset': [
          'left', [0.9, 0], 'right', [-0.9, 0], 'top', [0, 1], 'bottom', [0, -1],
        ], // prettier-ignore
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'text-color': gap, 'text-halo-color': halo, 'text-halo-width': 2 },
    },
  ]
}
