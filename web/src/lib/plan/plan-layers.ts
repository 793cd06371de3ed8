import type { LayerSpecification } from 'maplibre-gl'
import { overlayColours } from '../map/overlay-layers.ts'
import type { Theme } from '../map/palette.ts'

/** Sources of the layers below, as the planner's page gives them to the map. */
export const planSources = ['plan-areas', 'plan-moves', 'plan-drawing'] as const
export type PlanSource = (typeof planSources)[number]

/** New housing, where moved places come from, and what is being drawn. */
export function createPlanLayers(theme: Theme): LayerSpecification[] {
  const { accent, halo, line } = overlayColours[theme]
  return [
    {
      id: 'plan-areas-fill',
      type: 'fill',
      source: 'plan-areas',
      paint: { 'fill-color': accent, 'fill-opacity': 0.18 },
    },
    {
      id: 'plan-areas-line',
      type: 'line',
      source: 'plan-areas',
      paint: { 'line-color': accent, 'line-width': ['case', ['get', 'isSelected'], 4, 2] },
    },
    {
      id: 'plan-moves-line',
      type: 'line',
      source: 'plan-moves',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': line, 'line-width': 2, 'line-dasharray': [2, 2] },
    },
    {
      id: 'plan-moves-point',
      type: 'circle',
      source: 'plan-moves',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': halo,
        'circle-radius': 6,
        'circle-stroke-color': line,
        'circle-stroke-width': 2,
        'circle-opacity': 0.7,
      },
    },
    {
      id: 'plan-drawing-fill',
      type: 'fill',
      source: 'plan-drawing',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': accent, 'fill-opacity': 0.15 },
    },
    {
      id: 'plan-drawing-halo',
      type: 'line',
      source: 'plan-drawing',
      paint: { 'line-color': halo, 'line-width': 6 },
    },
    {
      id: 'plan-drawing-line',
      type: 'line',
      source: 'plan-drawing',
      paint: { 'line-color': accent, 'line-width': 3, 'line-dasharray': [2, 1] },
    },
    {
      id: 'plan-drawing-point',
      type: 'circle',
      source: 'plan-drawing',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': halo,
        'circle-radius': 6,
        'circle-stroke-color': accent,
        'circle-stroke-width': 3,
      },
    },
  ]
}
