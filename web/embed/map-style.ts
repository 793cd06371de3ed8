/** The style of the detailed map: the basemap out of `map.pmtiles` where it can be read, districts and places over it. */
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { BASEMAP_PALETTES } from '../src/lib/map/basemap-palette.ts'
import { basemapStyle } from '../src/lib/map/basemap-style.ts'
import { createFontUrls } from '../src/lib/map/create-style.ts'
import { createChosenDistrict, overlayColours } from '../src/lib/map/overlay-layers.ts'
import type { Theme } from '../src/lib/map/palette.ts'
import type { DistrictFile } from './district-drawing.ts'
import type { PublishedPlace } from './near-places.ts'

/** Scheme of the tiles' addresses, answered by the page itself. */
export const TILE_SCHEME = 'nahraum-tiles'
/** As `--ink` and `--surface` of the page: stronger than any class of the hexagons. */
const TRIED_COLOURS = { light: { ink: '#10151a', halo: '#ffffff' }, dark: { ink: '#ffffff', halo: '#10151a' } } as const
const PLACE_LAYER = 'published-places'

/** Of a source that has nothing to show. */
export const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Without a basemap only its ground is drawn; the fonts are there for the names of places. */
export function createEmbedStyle(hasBasemap: boolean, theme: Theme, language: 'de' | 'en'): StyleSpecification {
  const style = basemapStyle({
    tilesUrl: `${TILE_SCHEME}://map/{z}/{x}/{y}`,
    theme,
    language,
    fontUrls: createFontUrls(),
    attribution: '',
  }) as StyleSpecification
  return hasBasemap ? style : { ...style, sources: {}, layers: [ground(theme)] }
}

const ground = (theme: Theme): LayerSpecification => ({
  id: 'background',
  type: 'background',
  paint: { 'background-color': BASEMAP_PALETTES[theme].land },
})

/** Districts with the chosen one marked. */
export function markDistrict(districts: DistrictFile, districtId: string | null): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: districts.features.map((feature) => ({
      ...feature,
      properties: { id: feature.properties.id, isChosen: feature.properties.id === districtId },
    })),
  }
}

export function placesOfKind(places: readonly PublishedPlace[], categoryId: string): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places
      .filter(({ categoryIds }) => categoryIds.includes(categoryId))
      .map(({ id, name, lng, lat, planned }) => ({
        type: 'Feature',
        properties: { id, name: name ?? '', planned },
        geometry: { type: 'Point', coordinates: [lng, lat] },
      })),
  }
}

export function createEmbedLayers(theme: Theme): LayerSpecification[] {
  const colours = overlayColours[theme]
  return [
    {
      id: 'published-districts',
      type: 'line',
      source: 'districts',
      paint: { 'line-color': colours.line, 'line-width': 1.2, 'line-opacity': 0.8, 'line-dasharray': [4, 2] },
    },
    ...createChosenDistrict('published-districts-chosen', theme),
    ...createTriedLines(theme),
    {
      id: PLACE_LAYER,
      type: 'circle',
      source: 'places',
      paint: {
        'circle-color': ['case', ['get', 'planned'], colours.halo, colours.place],
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 3.5, 14, 6.5, 17, 9],
        'circle-stroke-color': ['case', ['get', 'planned'], colours.place, colours.halo],
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 10, 1.2, 14, 2],
      },
    },
    {
      id: 'published-places-name',
      type: 'symbol',
      source: 'places',
      minzoom: 14,
      layout: {
        'text-field': ['get', 'name'],
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

/** Around what a new place changes: a dashed line where walks are shorter, a strong one where they are short enough now. */
function createTriedLines(theme: Theme): LayerSpecification[] {
  const { halo, ink } = TRIED_COLOURS[theme]
  const line = { type: 'line', source: 'tried', layout: { 'line-join': 'round' } } as const
  const isReached: ['==', ['get', string], string] = ['==', ['get', 'kind'], 'reached']
  return [
    {
      ...line,
      id: 'tried-halo',
      paint: { 'line-color': halo, 'line-width': ['case', isReached, 6, 4], 'line-opacity': 0.85 },
    },
    {
      ...line,
      id: 'tried-shorter',
      filter: ['==', ['get', 'kind'], 'shorter'],
      paint: { 'line-color': ink, 'line-width': 1.6, 'line-dasharray': [3, 2] },
    },
    {
      ...line,
      id: 'tried-reached',
      filter: isReached,
      paint: { 'line-color': ink, 'line-width': 3 },
    },
  ]
}
