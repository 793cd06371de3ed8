import { describe, expect, it } from 'vitest'
import { SearchRefused, TooManyPairs } from './search-refused.ts'
import { searchWithin } from './search-within.ts'

/** Takes 100 candidates at most, and advises four fifths of what was asked for. */
function search(tried: (number | undefined)[]) {
  return (atMost: number | undefined) => {
    tried.push(atMost)
    const count = atMost ?? 1000
    if (count > 100) throw new TooManyPairs('zu viele', 'too many', Math.floor(count * 0.8))
    return count
  }
}

describe('a search that is too large', () => {
  it('is tried with fewer candidates where a largest number was named', () => {
    const tried: (number | undefined)[] = []
    expect(searchWithin(150, search(tried))).toBe(96)
    expect(tried).toEqual([150, 120, 96])
  })

  it('is refused where none was', () => {
    const tried: (number | undefined)[] = []
    expect(() => searchWithin(undefined, search(tried))).toThrow(TooManyPairs)
    expect(tried).toEqual([undefined])
  })

  it('is refused for any other reason, and where fewer are not advised', () => {
    const refuse = () => {
      throw new SearchRefused('nein', 'no')
    }
    expect(() => searchWithin(50, refuse)).toThrow(SearchRefused)
    const stubborn = () => {
      throw new TooManyPairs('zu viele', 'too many', 50)
    }
    expect(() => searchWithin(50, stubborn)).toThrow(TooManyPairs)
  })
})
