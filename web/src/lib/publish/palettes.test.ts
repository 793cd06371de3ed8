import { describe, expect, test } from 'vitest'
import { ACCENT_COLOURS, createPaletteColours } from '../../../../server/src/publications/palettes.ts'
import { createPalette, toRgb } from '../map/palette.ts'
import { computeContrast, computeDeltaE, deficiencies, simulate, toLab } from '../testing/colour.ts'
import { accents, palettes } from './limits.ts'

const themes = ['light', 'dark'] as const
/** Page, card and raised card. */
const papers = { light: ['#f5f6f4', '#ffffff'], dark: ['#10151a', '#182027', '#1e2830'] }

describe.each(palettes.flatMap((id) => themes.map((theme) => [id, theme] as const)))('%s on a %s map', (id, theme) => {
  test('keeps neighbouring classes apart for every kind of colour vision', () => {
    for (const count of [5, 6, 7])
      for (const kind of Object.keys(deficiencies) as (keyof typeof deficiencies)[]) {
        const labs = createPaletteColours(id, theme, count).map((colour) => toLab(simulate(toRgb(colour), kind)))
        for (let i = 1; i < labs.length; i++)
          expect(
            computeDeltaE(labs[i - 1], labs[i]),
            `classes ${i} and ${i + 1} of ${count}, ${kind}`,
          ).toBeGreaterThanOrEqual(8)
      }
  })

  test('has an order without colours, whose end stands out from the page by 3 to 1', () => {
    const colours = createPaletteColours(id, theme, 7)
    const lightness = colours.map((colour) => toLab(toRgb(colour))[0])
    for (let i = 1; i < 7; i++) expect(Math.sign(lightness[i] - lightness[i - 1])).toBe(theme === 'light' ? -1 : 1)
    for (const paper of papers[theme])
      expect(computeContrast(toRgb(colours[6]), toRgb(paper))).toBeGreaterThanOrEqual(3)
  })
})

test('accents can be read as text on every paper of their theme', () => {
  for (const accent of accents)
    for (const theme of themes)
      for (const paper of papers[theme])
        expect(
          computeContrast(toRgb(ACCENT_COLOURS[accent][theme]), toRgb(paper)),
          `${accent}, ${theme}`,
        ).toBeGreaterThanOrEqual(4.5)
})

test('sunset is the palette of the map itself', () => {
  for (const theme of themes)
    for (const count of [2, 5, 6, 7])
      expect(createPaletteColours('sunset', theme, count)).toEqual(createPalette(theme, count))
  expect(() => createPaletteColours('viridis', 'light', 8)).toThrow('8 classes, expected 2 to 7')
})
