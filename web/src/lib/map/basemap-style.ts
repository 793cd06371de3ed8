/**
 * The background map as a MapLibre style, light or dark: calm enough to carry a thematic layer, rich enough to find one's way.
 * A pure function of its options, used by the app and by embedded maps. Layers draw in this order: land, water, boundaries,
 * buildings, streets and rails (tunnels, ground, bridges), names. Thematic layers go in at `BASEMAP_ANCHORS`.
 */
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import { labelLayers } from './basemap-labels.ts'
import { landLayers } from './basemap-land.ts'
import { BASEMAP_FONTS, BASEMAP_SOURCE_ID } from './basemap-layer.ts'
import { BASEMAP_PALETTES, type BasemapTheme } from './basemap-palette.ts'
import { streetLayers } from './basemap-streets.ts'

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
      [BASEMAP_FONTS.regular]: fontFaces(options.fontUrls.regular),
      [BASEMAP_FONTS.semiBold]: fontFaces(options.fontUrls.semiBold),
      [BASEMAP_FONTS.italic]: fontFaces(options.fontUrls.italic),
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
