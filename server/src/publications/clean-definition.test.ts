import { describe, expect, it } from 'vitest'
import { cleanDefinition, cleanLine, cleanParagraphs, fillLanguages } from './clean-definition.ts'
import { DEFINITION } from './testing/definition.builder.ts'

describe('texts of editors', () => {
  it('keep every letter and sign, markup too, which is never anything but text', () => {
    const text = 'Ä é 漢字 😀 <script>alert("1")</script> & =1+1 %00 \\u0041'
    expect(cleanLine(text)).toBe(text)
  })

  it('lose what is no text: controls, halves of pairs, and all marks that turn the direction of writing', () => {
    expect(cleanParagraphs('a\u0000b\u0007c\u001b[31md\u0085e')).toBe('abc[31mde')
    expect(cleanParagraphs('\u202eabc\u202c \u2066def\u2069 \u200eg\u200fh\u061ci\ufeff')).toBe('abc def ghi')
    expect(cleanParagraphs('x\ud83dy')).toBe('xy')
  })

  it('keep paragraphs, but a title is one line', () => {
    expect(cleanParagraphs(' eins\r\n\r\nzwei\u2029drei ')).toBe('eins\n\nzwei\ndrei')
    expect(cleanLine(' eins\r\n\tzwei ')).toBe('eins zwei')
  })

  it('are written in one form, so that equal texts are equal bytes', () => {
    expect(cleanLine('Fu\u0308ße')).toBe('Füße')
  })

  it('that are left out in one language are those of the other', () => {
    expect(fillLanguages({ de: 'Karte', en: '' })).toEqual({ de: 'Karte', en: 'Karte' })
  })
})

it('thresholds and websites are in order and without doubles; a clean definition stays as it is', () => {
  const cleaned = cleanDefinition({
    ...DEFINITION,
    categories: [{ id: 'pharmacy', minutes: [15, 5, 15] }],
    allowedParents: ['https://b.example', 'https://a.example', 'https://b.example'],
  })
  expect(cleaned.categories).toEqual([{ id: 'pharmacy', minutes: [5, 15] }])
  expect(cleaned.allowedParents).toEqual(['https://a.example', 'https://b.example'])
  expect(cleanDefinition(cleaned)).toEqual(cleaned)
})
