import { beforeEach, describe, expect, test } from 'vitest'
import { m } from '#messages'
import { locale } from '../state/locale.svelte.ts'
import { resolveSelection } from '../state/selection.ts'
import { initialUrlState } from '../state/url-state.ts'
import { catalogue, createCategory, createRow, region } from '../testing/fixtures.ts'
import { kindPhrase, placesPhrase, resultSentence, splitSentence } from './sentences.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const selection = resolveSelection(initialUrlState, region, catalogue)
const group = region.groups[1]
const kinds = [catalogue.categories[0]]
const sentence = (row: Parameters<typeof resultSentence>[1], more = {}) =>
  plain(resultSentence('Burtscheid', row, { ...selection, ...more }, kinds, group))

describe('in German', () => {
  beforeEach(() => locale.show('de'))

  test('the result is one sentence', () => {
    expect(sentence(createRow('Burtscheid', 2289, 1877))).toBe(
      'In Burtscheid erreichen 82 % der Menschen ab 65 einen Seniorentreff zu Fuß in 10 Minuten; 412 nicht.',
    )
  })
  test('what is not known is a range', () => {
    expect(sentence(createRow('Burtscheid', 1000, 620, { unknown: 60, uncertain: 30 }))).toBe(
      'In Burtscheid erreichen mindestens 62 %, höchstens 71 % der Menschen ab 65 einen Seniorentreff zu Fuß in 10 Minuten; 290 bis 380 nicht.',
    )
  })
  test('nobody left over and nobody there have their own words', () => {
    expect(sentence(createRow('Burtscheid', 10, 10))).toBe(
      'In Burtscheid erreichen 100 % der Menschen ab 65 einen Seniorentreff zu Fuß in 10 Minuten.',
    )
    expect(sentence(createRow('Burtscheid', 0, 0))).toBe('Für Burtscheid enthalten die Daten keine Menschen ab 65.')
  })
  test('one minute is singular, a second place is named as such', () => {
    expect(sentence(createRow('Burtscheid', 10, 5), { minutes: 1 })).toContain('in 1 Minute; 5 nicht.')
    expect(placesPhrase(kinds, 2)).toBe('mindestens zwei Einrichtungen der Art „Seniorentreff / Offener Treff“')
  })
  test('several kinds are joined, many are counted, own kinds of a municipality are quoted', () => {
    expect(placesPhrase(catalogue.categories.slice(0, 2), 1)).toBe('einen Seniorentreff oder eine Apotheke')
    expect(placesPhrase([...catalogue.categories, ...catalogue.categories], 1)).toBe(
      'mindestens eine von 6 Arten von Einrichtungen',
    )
    expect(kindPhrase(createCategory('tea_room', 'Teestube', 'Tea room', 'x'))).toBe('einen Ort der Art „Teestube“')
  })
  test('the score is a sentence too', () => {
    const row = createRow('Burtscheid', 10, 0, { score: 0.734 })
    expect(sentence(row, { mode: 'score' })).toBe(
      'In Burtscheid liegt der 15-Minuten-Wert für Menschen ab 65 bei 73 von 100, über 1 Art von Einrichtungen.',
    )
  })
})

test('in English the result is one sentence', () => {
  locale.show('en')
  expect(sentence(createRow('Burtscheid', 2289, 1877))).toBe(
    'In Burtscheid, 82% of the people aged 65 and over can walk to a senior meeting place within 10 minutes; 412 cannot.',
  )
  locale.show('de')
})

test('a sentence is split at its slots in the order of the language', () => {
  const parts = splitSentence(['kind', 'minutes', 'group', 'profile'] as const, m.question)
  expect(parts.filter((part) => part.kind === 'slot').map((part) => part.value)).toEqual([
    'kind',
    'minutes',
    'group',
    'profile',
  ])
  expect(parts.map((part) => part.value).join('|')).toBe(
    'Wer erreicht |kind| zu Fuß in |minutes|? Für |group| mit dem Tempo |profile|.',
  )
})
