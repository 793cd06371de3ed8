import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import { overlayColours } from '../map/overlay-layers.ts'
import type { Theme } from '../map/palette.ts'

/** Sources of the layers below, as the planner's page gives them to the map. */
export const planSources = ['plan-streets', 'plan-areas', 'plan-moves', 'plan-drawing'] as const
export type PlanSource = (typeof planSources)[number]

/** Closed streets: dark enough, or light enough, to stand out from the hexagons; dashed, so that colour is not needed. */
const closedColours: Readonly<Record<Theme, string>> = { light: '#8c1d18', dark: '#ffb4ab' }

/** Changed streets, new housing, where moved places come from, and what is being drawn. */
export function createPlanLayers(theme: Theme): LayerSpecification[] {
  const { accent, halo, line } = overlayColours[theme]
  const closed = closedColours[theme]
  const isOf = (change: string) => ['==', ['get', 'change'], change] as FilterSpecification
  return [
    {
      id: 'plan-streets-halo',
      type: 'line',
      source: 'plan-streets',
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': halo, 'line-width': ['case', ['get', 'isSelected'], 11, 8] },
    },
    {
      id: 'plan-streets-new',
      type: 'line',
      source: 'plan-streets',
      filter: isOf('new'),
      paint: { 'line-color': accent, 'line-width': 4 },
    },
    {
      id: 'plan-streets-steps',
      type: 'line',
      source: 'plan-streets',
      filter: isOf('steps'),
      paint: { 'line-color': accent, 'line-width': 6, 'line-dasharray': [0.35, 0.35] },
    },
    {
      id: 'plan-streets-closed',
      type: 'line',
      source: 'plan-streets',
      filter: isOf('closed'),
      paint: { 'line-color': closed, 'line-width': 5, 'line-dasharray': [1.2, 0.8] },
    },
    {
      id: 'plan-streets-eased',
      type: 'line',
      source: 'plan-streets',
      filter: isOf('eased'),
      paint: { 'line-color': accent, 'line-width': 4, 'line-dasharray': [0.4, 1.2] },
      layout: { 'line-cap': 'round' },
    },
    {
      id: 'plan-streets-kerb',
      type: 'circle',
      source: 'plan-streets',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': halo,
        'circle-radius': ['case', ['get', 'isSelected'], 8, 6],
        'circle-stroke-color': accent,
        'circle-stroke-width': 3,
      },
    },
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
