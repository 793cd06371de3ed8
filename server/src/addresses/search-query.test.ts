import { describe, expect, it } from 'vitest'
import { parseSearchQuery } from './search-query.ts'

describe('queries', () => {
  it.each([
    ['Am Markt 5a', 'am markt', 5, 'a'],
    ['Am Markt 5 a', 'am markt', 5, 'a'],
    ['5 Am Markt', 'am markt', 5, ''],
    ['5a Am Markt', 'am markt', 5, 'a'],
    ['Am Markt 5, 52062 Aachen', 'am markt aachen', 5, ''],
    ['D-52062 Aachen, Am Markt 5', 'aachen am markt', 5, ''],
    ['Straße des 17. Juni 135', 'strasse des 17 juni', 135, ''],
  ])('"%s" asks for %s %i%s', (text, words, number, suffix) => {
    expect(parseSearchQuery(text).addresses).toEqual([{ words: words.split(' '), number, suffix }])
  })

  it('reads numbers side by side as a name with a number, or as a range', () => {
    expect(parseSearchQuery('Straße 105 12').addresses).toEqual([
      { words: ['strasse', '105'], number: 12, suffix: '' },
      { words: ['strasse'], number: 105, suffix: '' },
    ])
    expect(parseSearchQuery('Markt 12a-16 b').addresses).toEqual([
      { words: ['markt', '12a'], number: 16, suffix: 'b' },
      { words: ['markt', 'b'], number: 12, suffix: 'a' },
    ])
  })

  it('keeps numbers among the words, for names that have them, but not postcodes', () => {
    expect(parseSearchQuery('52062 Straße des 17. Juni').words).toEqual(['strasse', 'des', '17', 'juni'])
  })

  it.each(['Markt', '', '!?', '52062', '17'])('"%s" has no house number', (text) => {
    expect(parseSearchQuery(text).addresses).toEqual([])
  })

  it('does not grow with what is typed', () => {
    expect(parseSearchQuery('a b '.repeat(1000)).words).toHaveLength(12)
  })
})
