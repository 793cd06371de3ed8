import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { Theme } from './palette.ts'

/** GeoJSON sources that lie over the basemap. */
export const overlaySources = ['gap-areas', 'districts', 'route', 'obstacles', 'facilities', 'selection'] as const
export type OverlaySource = (typeof overlaySources)[number]

export interface OverlayColours {
  readonly line: string
  readonly halo: string
  readonly gap: string
  readonly accent: string
  readonly place: string
  readonly obstacle: string
}

export const overlayColours: Readonly<Record<Theme, OverlayColours>> = {
  light: { line: '#44545e', halo: '#ffffff', gap: '#5d1668', accent: '#0c5d68', place: '#0c5d68', obstacle: '#a11b2b' },
  dark: { line: '#9fb0bb', halo: '#10151a', gap: '#fde9a5', accent: '#74cdd4', place: '#74cdd4', obstacle: '#ff9d9d' },
}

/** Areas that cannot be assessed are hatched already; only gaps in supply get an outline. */
const isGap: FilterSpecification = ['!=', ['get', 'kind'], 'unknown']

type Overlay = LayerSpecification & { readonly source: OverlaySource }

/** The outline of the district with `isChosen` in the source `districts`: layers `{id}-halo` and `{id}-line`. */
export function createChosenDistrict(
  id: string,
  theme: Theme,
): (LayerSpecification & { readonly source: 'districts' })[] {
  const { halo, accent } = overlayColours[theme]
  const filter: FilterSpecification = ['==', ['get', 'isChosen'], true]
  const chosen = { type: 'line', source: 'districts', filter } as const
  return [
    { ...chosen, id: `${id}-halo`, paint: { 'line-color': halo, 'line-width': 7, 'line-opacity': 0.8 } },
    { ...chosen, id: `${id}-line`, paint: { 'line-color': accent, 'line-width': 3 } },
  ]
}

/** Layers under the names of the basemap, from bottom to top; the hexagons lie below all of them. */
export function createLowerOverlays(theme: Theme): Overlay[] {
  const colours = overlayColours[theme]
  return [
    {
      id: 'gap-areas-halo',
      type: 'line',
      source: 'gap-areas',
      minzoom: 12,
      filter: isGap,
      paint: {
        'line-color': colours.halo,
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 2, 15, 6],
        'line-opacity': 0.7,
      },
    },
    {
      id: 'gap-areas-line',
      type: 'line',
      source: 'gap-areas',
      filter: isGap,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.gap,
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.5, 12, 1.2, 15, 2.5],
      },
    },
    {
      id: 'districts-line',
      type: 'line',
      source: 'districts',
      paint: { 'line-color': colours.line, 'line-width': 1, 'line-opacity': 0.7, 'line-dasharray': [4, 2] },
    },
    ...createChosenDistrict('districts-chosen', theme),
  ]
}

/** Layers over everything else. */
export function createUpperOverlays(theme: Theme): Overlay[] {
  const colours = overlayColours[theme]
  return [
    {
      id: 'route-halo',
      type: 'line',
      source: 'route',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours.halo, 'line-width': 8, 'line-opacity': 0.9 },
    },
    {
      id: 'route-line',
      type: 'line',
      source: 'route',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': colours.accent,
        'line-width': ['case', ['get', 'isNearest'], 4.5, 2.5],
        'line-opacity': ['case', ['get', 'isNearest'], 1, 0.65],
      },
    },
    {
      id: 'selection-halo',
      type: 'line',
      source: 'selection',
      paint: { 'line-color': colours.halo, 'line-width': 6 },
    },
    {
      id: 'selection-line',
      type: 'line',
      source: 'selection',
      paint: { 'line-color': colours.accent, 'line-width': 3 },
    },
    {
      id: 'facilities-point',
      type: 'circle',
      source: 'facilities',
      paint: {
        'circle-color': ['case', ['==', ['get', 'snapped'], false], colours.halo, colours.place],
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 3, 14, 6, 17, 9],
        'circle-stroke-color': ['case', ['==', ['get', 'snapped'], false], colours.place, colours.halo],
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 10, 1.2, 14, 2],
      },
    },
    {
      id: 'obstacles-point',
      type: 'circle',
      source: 'obstacles',
      paint: {
        'circle-color': colours.obstacle,
        'circle-radius': 6,
        'circle-stroke-color': colours.halo,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'facilities-name',
      type: 'symbol',
      source: 'facilities',
      minzoom: 14,
      layout: {
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-font': ['Noto Sans SemiBold'],
        'text-size': 12,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'text-max-width': 10,
        'text-optional': true,
      },
      paint: { 'text-color': colours.place, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 },
    },
  ]
}
