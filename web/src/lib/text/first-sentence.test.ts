import { expect, test } from 'vitest'
import { splitFirstSentence } from './first-sentence.ts'

test('a text is cut after its first sentence, not after numbers and abbreviations', () => {
  expect(splitFirstSentence('Das Netz endet im Westen. Dort fehlen Werte. Sonst nicht.')).toEqual([
    'Das Netz endet im Westen.',
    'Dort fehlen Werte. Sonst nicht.',
  ])
  expect(splitFirstSentence('Stand 1. Januar, z. B. Aachen. Mehr folgt.')).toEqual([
    'Stand 1. Januar, z. B. Aachen.',
    'Mehr folgt.',
  ])
  expect(splitFirstSentence('Nur ein Satz.')).toEqual(['Nur ein Satz.', ''])
})
