import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildSearchName,
  gradeMatch,
  gradeNearMatch,
  isGenericWord,
  nameHasWord,
  nameHasWordNearly,
} from './match-name.ts'
import { countEdits } from './testing/count-edits.ts'

const grade = (name: string, ...words: string[]) => gradeMatch(buildSearchName(name), words)

describe('names and words', () => {
  it.each([
    ['Trierer Straße', 'triererstrasse', [0, 7]],
    ['Triererstraße', 'triererstrasse', [0, 7]],
    ['Jakobstr.', 'jakobstrasse', [0, 5]],
    ['Am Markt', 'ammarkt', [0, 2]],
    ['Kirchweg', 'kirchweg', [0, 5]],
    // A stem of two letters is none.
    ['Seweg', 'seweg', [0]],
  ])('%s is kept as %s with words beginning at %j', (name, text, starts) => {
    expect(buildSearchName(name)).toEqual({ text, starts })
  })

  it('meet exactly, at the beginning, or somewhere', () => {
    expect(grade('Trierer Straße', 'trierer', 'str')).toBe('exact')
    expect(grade('Trierer Straße', 'triererstr')).toBe('exact')
    expect(grade('Trierer Straße', 'trierer')).toBe('beginning')
    expect(grade('Jakobstraße West', 'jakobstr', 'we')).toBe('beginning')
    expect(grade('Am Markt', 'markt')).toBe('words')
  })

  it('know endings that tell nothing apart', () => {
    expect(['strasse', 'str', 'weg', 'markt'].map(isGenericWord)).toEqual([true, true, true, false])
  })

  it('with an error meet exactly where one edit makes the one of the other', () => {
    const grades = ['theaterstrase', 'theatrestr', 'theaterstrasse', 'teaterstrase'].map((word) =>
      gradeNearMatch(buildSearchName('Theaterstraße'), [word]),
    )
    expect(grades).toEqual(['exact', 'exact', 'exact', 'words'])
  })
})

const word = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'abc'), minLength, maxLength })

describe('errors in typing', () => {
  it('are forgiven exactly where some beginning at a start is one edit away', () => {
    fc.assert(
      fc.property(fc.array(word(1, 7), { minLength: 1, maxLength: 3 }), word(3, 8), (words, typed) => {
        const name = buildSearchName(words.join(' '))
        const expected =
          typed.length >= 5 &&
          name.starts.some((start) =>
            [-1, 0, 1].some((more) => countEdits(name.text.slice(start, start + typed.length + more), typed) <= 1),
          )
        expect(nameHasWordNearly(name, typed)).toBe(expected)
        if (nameHasWord(name, typed) && typed.length >= 5) expect(expected).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('of the whole name are one edit of it', () => {
    fc.assert(
      fc.property(word(1, 7), word(1, 7), (name, typed) => {
        const expected = countEdits(name, typed) <= 1 ? 'exact' : 'words'
        expect(gradeNearMatch(buildSearchName(name), [typed])).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })

  it('are not looked for in numbers and short words', () => {
    expect(nameHasWordNearly(buildSearchName('Hof 12345'), '12346')).toBe(false)
    expect(nameHasWordNearly(buildSearchName('Hofe'), 'hoff')).toBe(false)
  })
})
