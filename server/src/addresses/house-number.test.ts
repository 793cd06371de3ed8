import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHouseNumbers } from './house-number.ts'

const read = (text: string) => parseHouseNumbers(text).map(({ number, suffix }) => `${number}${suffix}`)

describe('house numbers', () => {
  it.each([
    ['12', '12'],
    ['12 a', '12a'],
    ['12A', '12a'],
    ['12;14', '12 14'],
    ['12,14', '12 14'],
    ['24; 24a; 26; 26a', '24 24a 26 26a'],
    ['12-16', '12 14 16'],
    ['81- 83', '81 83'],
    ['19–21', '19 21'],
    ['5-6', '5 6'],
    ['1-4', '1 2 3 4'],
    ['10-12;12', '10 12'],
    ['12a-14', '12a 14'],
    ['96a-d', '96a 96b 96c 96d'],
    ['16 A/B', '16a 16b'],
    ['9/10', '9 10'],
    ['29/31', '29 31'],
    ['12/1', '12/1'],
    ['7 Gebäude B42', '7 Gebäude B42'],
    ['1-9999', '1 9999'],
    ['16-12', '16 12'],
    ['0', '0'],
  ])('"%s" are %s', (text, expected) => {
    expect(read(text).join(' ')).toBe(expected)
  })

  it.each(['', 'zwischen 3 und 5', 'Haus', '12345', ';', 'a', '7 Hinterhaus im zweiten Hof links'])(
    '"%s" cannot be read',
    (text) => {
      expect(read(text)).toEqual([])
    },
  )

  it('of several parts those that can be read are', () => {
    expect(read('12;Hinterhaus;14')).toEqual(['12', '14'])
  })

  it('whatever is written, numbers have at most four digits, few are made of it, and none twice', () => {
    const mess = fc.string({ unit: fc.constantFrom(...'0123456789abcAB ,;/-–½'), maxLength: 24 })
    fc.assert(
      fc.property(mess, (text) => {
        const found = read(text)
        expect(new Set(found).size).toBe(found.length)
        expect(found.length).toBeLessThanOrEqual(400)
        for (const { number } of parseHouseNumbers(text)) expect(number >= 0 && number <= 9999).toBe(true)
      }),
    )
  })
})
