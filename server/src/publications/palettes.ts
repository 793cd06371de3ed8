import type { ACCENTS, PALETTES } from '../contract/publication.ts'

export type PaletteId = (typeof PALETTES)[number]
export type AccentId = (typeof ACCENTS)[number]
type Theme = 'light' | 'dark'

/**
 * Seven anchors of each palette from well served to the largest gap. Lightness runs in one direction only, so that the order is
 * read without colours; on a light map gaps are dark, on a dark map they glow. `sunset` is the one of the map itself, `viridis`
 * and `cividis` are those of matplotlib (van der Walt and Smith 2015; Nuñez, Anderton, Renslow 2018), viridis
 * with a paler yellow, as its own is too near the green for people who see no red. Whoever changes a colour
 * lets web/src/lib/publish/palettes.test.ts measure it.
 */
const ANCHORS: Readonly<Record<PaletteId, Readonly<Record<Theme, readonly string[]>>>> = {
  sunset: {
    light: ['#fff3cf', '#fcc98d', '#f4936a', '#dc5a6e', '#a93580', '#6c1f7d', '#35135a'],
    dark: ['#232244', '#432674', '#8f4092', '#c84a7a', '#ec6f5e', '#f9a95e', '#fde9a5'],
  },
  viridis: {
    light: ['#fdf3a3', '#8fd744', '#35b779', '#21908c', '#31688e', '#443a83', '#440154'],
    dark: ['#440154', '#443a83', '#31688e', '#21908c', '#35b779', '#8fd744', '#fdf3a3'],
  },
  cividis: {
    light: ['#ffea46', '#d3c164', '#a69d75', '#7c7b78', '#575c6d', '#233e6c', '#00204d'],
    dark: ['#00204d', '#233e6c', '#575c6d', '#7c7b78', '#a69d75', '#d3c164', '#ffea46'],
  },
}

/** Colours of titles, keys and marks, by theme; each at least 4.5 to 1 on the page. */
export const ACCENT_COLOURS: Readonly<Record<AccentId, Readonly<Record<Theme, string>>>> = {
  petrol: { light: '#0c5d68', dark: '#74cdd4' },
  blue: { light: '#1d4f9c', dark: '#8fbcf5' },
  green: { light: '#1f6330', dark: '#8fd3a0' },
  violet: { light: '#5d3a9b', dark: '#c3aef5' },
  red: { light: '#a11b2b', dark: '#ff9d9d' },
  slate: { light: '#3d4a57', dark: '#b8c6d2' },
}

/** Cells that cannot be assessed; they are hatched as well. */
export const UNKNOWN_COLOUR: Readonly<Record<Theme, string>> = { light: '#7d8894', dark: '#8b97a4' }

const toChannels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))

/** `count` colours, 2 … 7, evenly spread over the palette; its ends are always among them. */
export function createPaletteColours(id: PaletteId, theme: Theme, count: number): string[] {
  const stops = ANCHORS[id][theme]
  if (!Number.isInteger(count) || count < 2 || count > stops.length)
    throw new Error(`createPaletteColours: ${count} classes, expected 2 to ${stops.length}`)
  return Array.from({ length: count }, (_, i) => {
    const position = (i * (stops.length - 1)) / (count - 1)
    const low = Math.min(Math.floor(position), stops.length - 2)
    const to = toChannels(stops[low + 1])
    const mixed = toChannels(stops[low]).map((from, c) => Math.round(from + (to[c] - from) * (position - low)))
    return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
  })
}
