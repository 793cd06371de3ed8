import { expect, test } from 'vitest'
import { toRgb } from '../map/palette.ts'
import { computeContrast } from '../testing/colour.ts'
import { ACCENT_COLOURS } from './accent-colours.ts'

test('every accent is readable on paper', () => {
  for (const { id, colour } of ACCENT_COLOURS)
    expect(computeContrast(toRgb(colour), [1, 1, 1]), id).toBeGreaterThanOrEqual(4.5)
})
