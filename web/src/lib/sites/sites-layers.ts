import type { LayerSpecification } from 'maplibre-gl'
import { overlayColours } from '../map/overlay-layers.ts'
import type { Theme } from '../map/palette.ts'

/** Sources of the layers below, as the page gives them to the map. */
export const sitesSources = ['sites-candidates', 'sites-areas', 'sites-points', 'sites-drawing'] as const
export type SitesSource = (typeof sitesSources)[number]

/** Where sites may and may not lie, and what is being drawn. Forbidden areas are told apart by dashes and their names as well. */
export function createSitesLayers(theme: Theme): LayerSpecification[] {
  const { accent, halo, obstacle, place } = overlayColours[theme]
  return [
    {
      id: 'sites-candidates-point',
      type: 'circle',
      source: 'sites-candidates',
      paint: {
        'circle-color': halo,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 2.5, 14, 5],
        'circle-stroke-color': place,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'sites-areas-fill',
      type: 'fill',
      source: 'sites-areas',
      paint: {
        'fill-color': ['case', ['get', 'isForbidden'], obstacle, accent],
        'fill-opacity': ['case', ['get', 'isForbidden'], 0.3, 0.14],
      },
    },
    {
      id: 'sites-areas-halo',
      type: 'line',
      source: 'sites-areas',
      paint: { 'line-color': halo, 'line-width': ['case', ['get', 'isSelected'], 7, 5], 'line-opacity': 0.8 },
    },
    {
      id: 'sites-areas-line',
      type: 'line',
      source: 'sites-areas',
      filter: ['!', ['get', 'isForbidden']],
      paint: { 'line-color': accent, 'line-width': ['case', ['get', 'isSelected'], 4, 2] },
    },
    {
      id: 'sites-forbidden-line',
      type: 'line',
      source: 'sites-areas',
      filter: ['get', 'isForbidden'],
      paint: {
        'line-color': obstacle,
        'line-width': ['case', ['get', 'isSelected'], 4, 2],
        'line-dasharray': [3, 1.5],
      },
    },
    {
      id: 'sites-areas-name',
      type: 'symbol',
      source: 'sites-areas',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Noto Sans SemiBold'],
        'text-size': 12,
        'text-max-width': 8,
        'text-optional': true,
      },
      paint: {
        'text-color': ['case', ['get', 'isForbidden'], obstacle, accent],
        'text-halo-color': halo,
        'text-halo-width': 1.6,
      },
    },
    {
      id: 'sites-points-point',
      type: 'circle',
      source: 'sites-points',
      paint: {
        'circle-color': halo,
        'circle-radius': 6,
        'circle-stroke-color': accent,
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'sites-drawing-fill',
      type: 'fill',
      source: 'sites-drawing',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': ['case', ['get', 'isForbidden'], obstacle, accent], 'fill-opacity': 0.15 },
    },
    {
      id: 'sites-drawing-halo',
      type: 'line',
      source: 'sites-drawing',
      paint: { 'line-color': halo, 'line-width': 6 },
    },
    {
      id: 'sites-drawing-line',
      type: 'line',
      source: 'sites-drawing',
      paint: {
        'line-color': ['case', ['get', 'isForbidden'], obstacle, accent],
        'line-width': 3,
        'line-dasharray': [2, 1],
      },
    },
    {
      id: 'sites-drawing-point',
      type: 'circle',
      source: 'sites-drawing',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': halo,
        'circle-radius': 6,
        'circle-stroke-color': ['case', ['get', 'isForbidden'], obstacle, accent],
        'circle-stroke-width': 3,
      },
    },
  ]
}
