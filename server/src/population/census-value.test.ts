import { describe, expect, it } from 'vitest'
import { DecimalCheck, parseCount } from './census-value.ts'

describe('parseCount', () => {
  it.each([
    ['0', 0],
    [' 12 ', 12],
    ['9,4', 9.4],
    ['9.4', 9.4],
    ['+3', 3],
    ['1e3', 1000],
  ])('reads “%s”', (text, value) => expect(parseCount(text)).toBe(value))

  it.each(['', ' ', '-', '–', '.', '•', '/', '-1', '-9', 'NA'])('takes “%s” as missing, never as zero', (text) => {
    expect(parseCount(text)).toBeNaN()
  })

  it.each(['-2', 'viele', '1.234,5', '1 234', 'Infinity', 'inf', '0x10', '12 %', '1e999', '1e12'])(
    'does not read “%s”',
    (text) => expect(parseCount(text)).toBeUndefined(),
  )
})

describe('DecimalCheck', () => {
  const problemOf = (texts: string[], isGerman: boolean) => {
    const check = new DecimalCheck()
    for (const text of texts) check.add(text)
    return check.findProblem(isGerman)
  }

  it('finds points and commas in one column', () => {
    expect(problemOf(['1,5', '2.5'], true)).toBe('mixed-marks')
    expect(problemOf(['1,5', '2'], true)).toBeUndefined()
  })

  it('finds what may be thousands separators in a German table, unless other values clear it up', () => {
    expect(problemOf(['1.234', '987'], true)).toBe('thousands')
    expect(problemOf(['1.234', '987'], false)).toBeUndefined()
    expect(problemOf(['1.234', '1234'], true)).toBeUndefined()
    expect(problemOf(['1.234', '0.5'], true)).toBeUndefined()
  })
})
