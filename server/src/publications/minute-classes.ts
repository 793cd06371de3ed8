import type { PublicationDefinition, PublicationFile } from '../contract/publication.ts'
import { createPaletteColours } from './palettes.ts'

type Legend = PublicationFile['categories'][number]['legends'][number]

/** Classes of minutes around a threshold, which is always a break itself; the same as on the app's own map (`web/src/lib/cells/class-scale.ts`). */
export function createLegend(
  minutes: number,
  cutoffMinutes: number,
  palette: PublicationDefinition['palette'],
): Legend {
  const stepsOf = (factors: readonly number[]) =>
    [...new Set(factors.map((factor) => (factor === 1 ? minutes : Math.max(1, Math.round(minutes * factor)))))]
      .filter((step) => step <= Math.max(minutes, cutoffMinutes))
      .sort((a, b) => a - b)
  const usual = stepsOf([0.5, 1, 1.5, 2, 3])
  const breaks = (usual.length >= 4 ? usual : stepsOf([0.25, 0.5, 0.75, 1, 1.25, 1.5, 2])).slice(0, 6)
  return {
    minutes,
    breaks,
    servedClasses: breaks.indexOf(minutes) + 1,
    colours: {
      light: createPaletteColours(palette, 'light', breaks.length + 1),
      dark: createPaletteColours(palette, 'dark', breaks.length + 1),
    },
  }
}
