import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSquareId, parseSquareId } from './census-square-id.ts'

describe('parseSquareId', () => {
  it.each([
    ['CRS3035RES100mN3070100E4052100', 100, 4_052_100, 3_070_100],
    ['100mN30701E40521', 100, 4_052_100, 3_070_100],
    ['CRS3035RES1000mN3050000E4053000', 1000, 4_053_000, 3_050_000],
    ['CRS3035RES1kmN3050000E4053000', 1000, 4_053_000, 3_050_000],
    ['1kmN3050E4053', 1000, 4_053_000, 3_050_000],
    ['1000mN3050E4053', 1000, 4_053_000, 3_050_000],
    ['10kmN305E405', 10_000, 4_050_000, 3_050_000],
  ])('reads %s', (text, cellSizeMetres, x, y) => {
    expect(parseSquareId(text)).toEqual({ cellSizeMetres, x, y })
  })

  it.each(['', '100mE40521N30701', 'CRS25832RES100mN5628000E294000', '100mN30701', '0mN1E1', 'CRS3035RES100mN-1E5'])(
    'does not read “%s”',
    (text) => {
      expect(parseSquareId(text)).toBeUndefined()
    },
  )

  it('is the inverse of formatSquareId', () => {
    const metres = fc.integer({ min: 10_000, max: 70_000 }).map((n) => n * 100)
    fc.assert(
      fc.property(metres, metres, (x, y) => {
        expect(parseSquareId(formatSquareId({ cellSizeMetres: 100, x, y }))).toEqual({ cellSizeMetres: 100, x, y })
      }),
    )
  })
})
