import { describe, expect, test } from 'vitest'
import { computeContrast, computeDeltaE, deficiencies, simulate, toLab, type Rgb } from '../testing/colour.ts'
import { createPalette, toRgb, type Theme } from './palette.ts'

const paper: Record<Theme, Rgb> = { light: [1, 1, 1], dark: toRgb('#182027') }

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  for (const count of [5, 6, 7]) {
    for (const kind of Object.keys(deficiencies) as (keyof typeof deficiencies)[]) {
      test(`keeps ${count} neighbouring classes at least ΔE 8 apart (${kind})`, () => {
        const labs = createPalette(theme, count).map((colour) => toLab(simulate(toRgb(colour), kind)))
        for (let i = 1; i < labs.length; i++) {
          expect(
            computeDeltaE(labs[i - 1], labs[i]),
            `classes ${i} and ${i + 1} of ${count} look alike`,
          ).toBeGreaterThanOrEqual(8)
        }
      })
    }
  }

  test('changes lightness in one direction only, so its order needs no colours', () => {
    const lightness = createPalette(theme, 7).map((colour) => toLab(toRgb(colour))[0])
    const steps = lightness.slice(1).map((value, i) => value - lightness[i])
    expect(steps.every((step) => (theme === 'light' ? step < 0 : step > 0))).toBe(true)
  })

  test('lets the largest gap stand out from the paper by 3 to 1', () => {
    const colours = createPalette(theme, 6)
    expect(computeContrast(toRgb(colours[5]), paper[theme])).toBeGreaterThanOrEqual(3)
  })
})

test('a palette has its ends at every number of classes', () => {
  expect(createPalette('light', 2)).toEqual(['#fff3cf', '#35135a'])
  expect(() => createPalette('light', 8)).toThrow('8 classes, expected 2 to 7')
})
