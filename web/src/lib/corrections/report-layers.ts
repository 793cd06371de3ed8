import type { Feature, FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { overlayColours } from '../map/overlay-layers.ts'
import type { Theme } from '../map/palette.ts'

/** GeoJSON of reports: points with `id` and `isChosen`. */
export const REPORT_SOURCE = 'reports'
export const REPORT_LAYER = 'reports-point'

export interface ReportPoint {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly isChosen: boolean
  readonly label: string
}

/** Points with a number, apart from places by shape as well: a ring around a dot. */
export function createReportLayers(theme: Theme): LayerSpecification[] {
  const colours = overlayColours[theme]
  return [
    {
      id: 'reports-ring',
      type: 'circle',
      source: REPORT_SOURCE,
      paint: {
        'circle-color': colours.halo,
        'circle-radius': ['case', ['get', 'isChosen'], 15, 11],
        'circle-stroke-color': colours.obstacle,
        'circle-stroke-width': ['case', ['get', 'isChosen'], 4, 2.5],
      },
    },
    {
      id: REPORT_LAYER,
      type: 'circle',
      source: REPORT_SOURCE,
      paint: { 'circle-color': colours.obstacle, 'circle-radius': 4 },
    },
    {
      id: 'reports-label',
      type: 'symbol',
      source: REPORT_SOURCE,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['Noto Sans SemiBold'],
        'text-size': 12,
        'text-offset': [0, 1.4],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: { 'text-color': colours.obstacle, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    },
  ]
}

export const createReportPoints = (points: readonly ReportPoint[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: points.map(({ lng, lat, ...properties }): Feature => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [lng, lat] },
  })),
})
