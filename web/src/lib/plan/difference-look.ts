import type { HexStyle } from '../map/hex-layer.ts'
import { toRgb, unknownColour, type Theme } from '../map/palette.ts'
import { differenceBreaks } from './difference-paint.ts'

/**
 * Colours of the difference classes. Blue against orange is told apart with every common colour blindness, and both get
 * stronger (darker by day, brighter by night) with the size of the change.
 */
export const differenceColours: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#0a4a9c', '#3f8fd6', '#a9d0f0', '#eef1ee', '#b6bec4', '#fccb96', '#e67e22', '#8f3100'],
  dark: ['#a6d5ff', '#4a97e0', '#2a5688', '#1b242b', '#48545e', '#70461f', '#d67d2c', '#ffc794'],
}

export const createDifferenceStyle = (theme: Theme): HexStyle => ({
  breaks: differenceBreaks,
  colours: differenceColours[theme].map(toRgb),
  unknown: toRgb(unknownColour[theme]),
  rim: toRgb(theme === 'light' ? '#3d0f52' : '#fff0c2'),
  paper: toRgb(theme === 'light' ? '#ffffff' : '#10151a'),
  opacity: theme === 'light' ? 0.78 : 0.82,
})
