import type { ClassScale } from '../cells/class-scale.ts'
import type { HexStyle } from './hex-layer.ts'
import { createPalette, toRgb, unknownColour, type Theme } from './palette.ts'

const looks = {
  light: { rim: '#3d0f52', paper: '#ffffff', opacity: 0.74 },
  dark: { rim: '#fff0c2', paper: '#10151a', opacity: 0.8 },
} as const

/** Colour of each class; a high score is good, so its palette runs the other way round. */
export function listClassColours(scale: ClassScale, theme: Theme): string[] {
  const colours = createPalette(theme, scale.breaks.length + 1)
  return scale.kind === 'score' ? colours.reverse() : colours
}

/** How the hexagon layer draws a scale. */
export function createHexStyle(scale: ClassScale, theme: Theme): HexStyle {
  return colourHexStyle(scale.breaks, listClassColours(scale, theme), unknownColour[theme], theme)
}

/** The same with colours of one's own, `#rrggbb`, one more than breaks. */
export function colourHexStyle(
  breaks: readonly number[],
  colours: readonly string[],
  unknown: string,
  theme: Theme,
): HexStyle {
  const look = looks[theme]
  return {
    breaks,
    colours: colours.map(toRgb),
    unknown: toRgb(unknown),
    rim: toRgb(look.rim),
    paper: toRgb(look.paper),
    opacity: look.opacity,
  }
}
