export type Theme = 'light' | 'dark'

/**
 * Anchors of the sequential palette, from well served to the largest gap. Lightness runs in one direction only, so the order
 * can be read without colours; on the light map gaps are dark, on the dark map they glow.
 */
const anchors: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#fff3cf', '#fcc98d', '#f4936a', '#dc5a6e', '#a93580', '#6c1f7d', '#35135a'],
  dark: ['#232244', '#432674', '#8f4092', '#c84a7a', '#ec6f5e', '#f9a95e', '#fde9a5'],
}

export const unknownColour: Readonly<Record<Theme, string>> = { light: '#7d8894', dark: '#8b97a4' }

const toChannels = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))
const toHex = (channels: readonly number[]) =>
  `#${channels.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`

/** `count` colours, 2 … 7, evenly spread over the palette; the ends are always the palette's ends. */
export function createPalette(theme: Theme, count: number): string[] {
  const stops = anchors[theme]
  if (count < 2 || count > stops.length)
    throw new Error(`createPalette: ${count} classes, expected 2 to ${stops.length}`)
  return Array.from({ length: count }, (_, i) => {
    const position = (i * (stops.length - 1)) / (count - 1)
    const low = Math.min(Math.floor(position), stops.length - 2)
    const share = position - low
    const from = toChannels(stops[low])
    const to = toChannels(stops[low + 1])
    return toHex(from.map((value, c) => value + (to[c] - value) * share))
  })
}

/** Red, green, blue 0 … 1 of a colour such as `#15606a`. */
export function toRgb(hex: string): [number, number, number] {
  const [r, g, b] = toChannels(hex)
  return [r / 255, g / 255, b / 255]
}
