/** Colours of the background map. Saturation stays low and lightness close, so that a thematic layer above keeps its own order. */

export type BasemapTheme = 'light' | 'dark'

export interface BasemapPalette {
  readonly land: string
  readonly landuse: {
    readonly residential: string
    readonly commercial: string
    readonly industrial: string
    readonly institution: string
    readonly railway: string
    readonly farmland: string
    readonly forest: string
    readonly green: string
    readonly park: string
    readonly cemetery: string
    readonly allotments: string
    readonly sand: string
    readonly pitch: string
    readonly playground: string
    readonly parking: string
    readonly square: string
  }
  readonly water: string
  readonly waterway: string
  readonly boundary: string
  readonly building: string
  readonly buildingOutline: string
  readonly street: StreetColors
  readonly casing: StreetColors
  readonly bridgeCasing: string
  readonly path: string
  readonly steps: string
  readonly rail: string
  readonly railDash: string
  readonly halo: string
  readonly streetLabel: string
  readonly waterLabel: string
  readonly placeLabel: string
  readonly suburbLabel: string
}

interface StreetColors {
  readonly motorway: string
  readonly primary: string
  readonly secondary: string
  readonly pedestrian: string
  readonly minor: string
}

const light: BasemapPalette = {
  land: '#f5f4ef',
  landuse: {
    residential: '#efede7',
    commercial: '#f1ebe5',
    industrial: '#ebe9ea',
    institution: '#f2ede0',
    railway: '#e9e7e6',
    farmland: '#f4f1e3',
    forest: '#cfdfc3',
    green: '#e0ead3',
    park: '#d3e5c5',
    cemetery: '#d6e2cd',
    allotments: '#dde7cd',
    sand: '#f3ecd6',
    pitch: '#cbe2cb',
    playground: '#dbe9cf',
    parking: '#edebe6',
    square: '#f3eee8',
  },
  water: '#b3d3e6',
  waterway: '#a2c8df',
  boundary: '#b9a9b5',
  building: '#e3dfd7',
  buildingOutline: '#d3cec4',
  street: { motorway: '#f4e0c2', primary: '#f8ecd3', secondary: '#fcf6e8', pedestrian: '#faf6f1', minor: '#ffffff' },
  casing: { motorway: '#d6c2a0', primary: '#d6c8ab', secondary: '#d3cab7', pedestrian: '#d3ccc1', minor: '#d0cbc1' },
  bridgeCasing: '#b8b0a3',
  path: '#bfae97',
  steps: '#b29d84',
  rail: '#b3aea8',
  railDash: '#f6f4f0',
  halo: 'rgba(255, 255, 255, 0.88)',
  streetLabel: '#5f594f',
  waterLabel: '#3f7396',
  placeLabel: '#33373d',
  suburbLabel: '#5b6068',
}

const dark: BasemapPalette = {
  land: '#191c20',
  landuse: {
    residential: '#1d2025',
    commercial: '#201f25',
    industrial: '#1f2024',
    institution: '#222326',
    railway: '#212226',
    farmland: '#1d1f1e',
    forest: '#1a2720',
    green: '#1d2722',
    park: '#1d2b23',
    cemetery: '#1e2924',
    allotments: '#1f2923',
    sand: '#26251f',
    pitch: '#1d2d27',
    playground: '#1f2b25',
    parking: '#202328',
    square: '#23262b',
  },
  water: '#17374a',
  waterway: '#1e4459',
  boundary: '#514a58',
  building: '#26292f',
  buildingOutline: '#30343b',
  street: { motorway: '#544a3c', primary: '#474238', secondary: '#3f3d3a', pedestrian: '#31343a', minor: '#33373e' },
  casing: { motorway: '#121417', primary: '#121417', secondary: '#121417', pedestrian: '#14171a', minor: '#14171a' },
  bridgeCasing: '#0c0e10',
  path: '#4b4a47',
  steps: '#5c5850',
  rail: '#454951',
  railDash: '#22252a',
  halo: 'rgba(18, 20, 23, 0.9)',
  streetLabel: '#a9adb4',
  waterLabel: '#6ea3bf',
  placeLabel: '#e2e4e7',
  suburbLabel: '#a8aeb7',
}

export const BASEMAP_PALETTES: Readonly<Record<BasemapTheme, BasemapPalette>> = { light, dark }
