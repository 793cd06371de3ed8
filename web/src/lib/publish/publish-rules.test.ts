import { describe, expect, test } from 'vitest'
import type { PublicationDefinition } from '../api/contract.ts'
import { catalogue, region } from '../testing/fixtures.ts'
import { checkDefinition, mayPublish, type CheckId } from './check-definition.ts'
import { catalogueMinutes, createDefinition } from './create-definition.ts'
import {
  addKind,
  findExtentFault,
  moveKind,
  readMinutes,
  removeKind,
  roundExtent,
  setMinutes,
  toggleIn,
} from './edit-definition.ts'
import { mergeDefinitions } from './merge-definitions.ts'

const definition = createDefinition(region, catalogue, { de: 'Treffs', en: 'Meeting places' })
const change = (patch: Partial<PublicationDefinition>): PublicationDefinition => ({ ...definition, ...patch })

describe('a new publication', () => {
  test('begins with a kind that the run has, at the threshold of the catalogue', () => {
    expect(definition).toMatchObject({
      title: { de: 'Treffs', en: 'Meeting places' },
      profile: '65plus',
      categories: [{ id: 'senior_meeting_place', minutes: [10] }],
      groups: ['65plus', 'all'],
      levelId: 'stadtteil',
      districtIds: null,
      allowedParents: [],
      allowWhatIf: false,
    })
  })

  test('takes what there is where the usual is not', () => {
    const poor = { ...region, runs: [], groups: region.groups.slice(0, 1) }
    const one = { ...catalogue, categories: catalogue.categories.slice(1, 2) }
    expect(createDefinition(poor, one, definition.title)).toMatchObject({
      profile: 'standard',
      categories: [{ id: 'pharmacy', minutes: [15] }],
      groups: ['all'],
    })
  })

  test('rounds thresholds of the catalogue to half minutes within its limits', () => {
    expect([12.3, 0.1, 90].map(catalogueMinutes)).toEqual([12.5, 0.5, 60])
  })
})

describe('kinds, groups and the part of the map', () => {
  const kinds = [
    { id: 'a', minutes: [10] },
    { id: 'b', minutes: [5, 15] },
  ]
  test('kinds are added once, moved and taken away', () => {
    expect(addKind(kinds, 'a', 20)).toEqual(kinds)
    expect(addKind(kinds, 'c', 20)).toEqual([...kinds, { id: 'c', minutes: [20] }])
    expect(moveKind(kinds, 'b', -1).map(({ id }) => id)).toEqual(['b', 'a'])
    expect(moveKind(kinds, 'a', -1)).toEqual(kinds)
    expect(moveKind(kinds, 'x', 1)).toEqual(kinds)
    expect(removeKind(kinds, 'a')).toEqual([kinds[1]])
    expect(setMinutes(kinds, 'b', [15, 5, 15])[1].minutes).toEqual([5, 15])
  })

  test('minutes are read with comma or point, in half minutes', () => {
    expect(['10', ' 7,5 ', '7.4', '60', '0,5'].map(readMinutes)).toEqual([10, 7.5, 7.5, 60, 0.5])
    expect(['', 'zehn', '0', '-3', '61', 'Infinity', '0x10x'].map(readMinutes)).toEqual(Array(7).fill(null))
  })

  test('the last of a list stays, and its order is that of all', () => {
    expect(toggleIn(['all'], '65plus', ['all', '65plus'])).toEqual(['all', '65plus'])
    expect(toggleIn(['all', '65plus'], 'all', ['all', '65plus'])).toEqual(['65plus'])
    expect(toggleIn(['65plus'], '65plus', ['all', '65plus'])).toEqual(['65plus'])
  })

  test('an extent lies the right way round, is large enough and meets the region', () => {
    expect(findExtentFault([9.7, 50.9, 9.8, 51], region.bounds)).toBeNull()
    expect(findExtentFault([9.8, 50.9, 9.7, 51], region.bounds)).toBe('turned')
    expect(findExtentFault([9.7, NaN, 9.8, 51], region.bounds)).toBe('not-a-number')
    expect(findExtentFault([9.7, 50.9, 9.7001, 51], region.bounds)).toBe('too-small')
    expect(findExtentFault([8, 49, 12, 52], region.bounds)).toBe('too-large')
    expect(findExtentFault([1, 2, 3, 4], region.bounds)).toBe('elsewhere')
    expect(roundExtent([9.70000123, 50.9, 9.8, 51.000006])).toEqual([9.7, 50.9, 9.8, 51.00001])
  })
})

describe('what is looked at before publishing', () => {
  const against = { region, catalogue, scenarioIds: ['0000000000000001'] }
  const complete = change({
    summary: { de: 'Kurz.', en: 'Short.' },
    plainText: { de: 'Einfach.', en: 'Plain.' },
    contact: { name: 'Sozialplanung', url: '', email: 'planung@stadt.example' },
    allowedParents: ['https://stadt.example'],
  })
  const stateOf = (written: PublicationDefinition, id: CheckId) =>
    checkDefinition(written, against).find((check) => check.id === id)

  test('a complete one may be published, and small numbers are always a note', () => {
    const checks = checkDefinition(complete, against)
    expect(checks.filter(({ state }) => state !== 'done').map(({ id, state }) => [id, state])).toEqual([
      ['small-numbers', 'note'],
    ])
    expect(mayPublish(checks)).toBe(true)
  })

  test('a new one may be published too, but its texts, contact and websites are asked for', () => {
    const checks = checkDefinition(definition, against)
    expect(checks.filter(({ state }) => state === 'advice').map(({ id }) => id)).toEqual([
      'summary', 'plain-text', 'contact', 'parents',
    ]) // prettier-ignore
    expect(mayPublish(checks)).toBe(true)
  })

  test.each<[string, Partial<PublicationDefinition>, CheckId, readonly string[]]>([
    ['a title of spaces', { title: { de: ' \n', en: '' } }, 'title', ['de', 'en']],
    ['no kind', { categories: [] }, 'kinds', []],
    ['a scenario that is gone', { scenarioId: 'ffffffffffffffff' }, 'result', ['scenario']],
    ['no run for the profile', { profile: 'pram' }, 'result', []],
    ['an extent elsewhere', { extent: [1, 2, 3, 4] }, 'extent', []],
    ['no district', { districtIds: [] }, 'districts', []],
  ])('%s stands in the way', (_name, patch, id, details) => {
    const written = { ...complete, ...patch }
    expect(stateOf(written, id)).toMatchObject({ state: 'missing', details })
    expect(mayPublish(checkDefinition(written, against))).toBe(false)
  })

  test('a title in one language is enough, and the other is asked for', () => {
    expect(stateOf({ ...complete, title: { de: 'Treffs', en: '' } }, 'title')).toMatchObject({
      state: 'advice',
      details: ['en'],
    })
  })

  test('kinds without a place are advised against by name, a known scenario is fine', () => {
    expect(stateOf({ ...complete, categories: [{ id: 'tea_room', minutes: [10] }] }, 'kinds')).toMatchObject({
      state: 'advice',
      details: ['tea_room'],
    })
    expect(stateOf({ ...complete, scenarioId: '0000000000000001' }, 'result')?.state).toBe('done')
  })
})

describe('two editors', () => {
  test('keep what each has changed, text by text', () => {
    const mine = change({ title: { de: 'Meiner', en: definition.title.en }, palette: 'viridis' })
    const theirs = change({ title: { de: definition.title.de, en: 'Theirs' }, groups: ['all'] })
    expect(mergeDefinitions(definition, mine, theirs)).toEqual({
      definition: change({ title: { de: 'Meiner', en: 'Theirs' }, palette: 'viridis', groups: ['all'] }),
      conflicts: [],
    })
  })

  test('take mine where both have changed the same, and say so', () => {
    const mine = change({ title: { de: 'Meiner', en: 'Mine' }, accent: 'blue', allowedParents: ['https://a.de'] })
    const theirs = change({ title: { de: 'Ihrer', en: 'Mine' }, accent: 'red' })
    const { definition: merged, conflicts } = mergeDefinitions(definition, mine, theirs)
    expect(conflicts).toEqual(['title.de', 'accent'])
    expect(merged).toEqual(mine)
  })

  test('lose nothing where one of them has changed nothing', () => {
    const changed = change({ contact: { name: 'A', url: '', email: '' } })
    expect(mergeDefinitions(definition, definition, changed)).toEqual({ definition: changed, conflicts: [] })
    expect(mergeDefinitions(definition, changed, definition)).toEqual({ definition: changed, conflicts: [] })
  })
})
