import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldName, foldWords } from './fold-text.ts'

describe('folding', () => {
  it.each([
    ['Mühle', 'Muehle', 'MUHLE'],
    ['Großkölnstraße', 'Grosskoelnstrasse', 'großkolnstraße'],
    ['Kaiser-Friedrich-Str.', 'kaiser friedrich str'],
    ['Kármánstraße', 'karmanstrasse'],
    ['St.-Annaberg-Straße', 'st annaberg strasse'],
    ['Weg 3½', 'weg 31⁄2'],
  ])('%s is spelled like %s', (...names) => {
    expect(new Set(names.map((name) => foldWords(name).join(' ')))).toHaveLength(1)
  })

  it('makes one key of a name with its abbreviation written out, in one word or two', () => {
    expect(foldName('Trierer Str.')).toBe('triererstrasse')
    expect(foldName('Trierer Straße')).toBe(foldName('Trierer-Strasse'))
  })

  it('leaves nothing of texts without letters and digits', () => {
    expect(foldWords(' -–!?. ')).toEqual([])
    expect(foldWords('')).toEqual([])
  })

  it('keeps beginnings: whoever types a name letter by letter meets it all the time', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aeouäöüßsxt'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(letters, fc.nat(12), (word, length) => {
        const typed = foldWords(word.slice(0, length)).join('')
        expect(foldWords(word).join('').startsWith(typed)).toBe(true)
      }),
    )
  })

  it('makes words of letters and digits only, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        for (const word of foldWords(text)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u)
      }),
    )
  })
})
