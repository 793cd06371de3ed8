import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCatalogue, type TagCondition, type TagFilter } from './catalogue.ts'
import { createCategoryMatcher } from './osm-filter.ts'

const matches = (filter: TagFilter, tags: Record<string, string>, osmNone: TagFilter[] = []): boolean =>
  createCategoryMatcher([{ osmAny: [filter], osmNone }]).match(tags).length === 1

describe('filter', () => {
  it('compares a value, one of several values, or any value', () => {
    expect(matches({ shop: 'bakery' }, { shop: 'bakery' })).toBe(true)
    expect(matches({ shop: 'bakery' }, { shop: 'butcher' })).toBe(false)
    expect(matches({ shop: ['bakery', 'butcher'] }, { shop: 'butcher' })).toBe(true)
    expect(matches({ shop: '*' }, { shop: 'anything' })).toBe(true)
    expect(matches({ shop: '*' }, { amenity: 'bank' })).toBe(false)
  })

  it('needs all keys of one filter', () => {
    const filter = { amenity: 'social_facility', 'social_facility:for': '~senior' }
    expect(matches(filter, { amenity: 'social_facility', 'social_facility:for': 'senior' })).toBe(true)
    expect(matches(filter, { amenity: 'social_facility' })).toBe(false)
  })

  it('splits values at semicolons, but not for expressions', () => {
    expect(matches({ shop: 'bakery' }, { shop: 'butcher; bakery' })).toBe(true)
    expect(matches({ 'isced:level': '~(^|;)1($|;)', amenity: 'school' }, { amenity: 'school', 'isced:level': '0;1' })).toBe(true) // prettier-ignore
    expect(matches({ 'isced:level': '~^1$', amenity: 'school' }, { amenity: 'school', 'isced:level': '0;1' })).toBe(
      false,
    )
  })

  it('takes expressions without regard to case, umlauts included', () => {
    expect(matches({ amenity: 'x', name: '~b(ü|ue)rgerhaus' }, { amenity: 'x', name: 'BÜRGERHAUS Cracau' })).toBe(true)
  })

  it('takes null for an absent key, alone or in a list', () => {
    const alone = { amenity: 'doctors', 'healthcare:speciality': null }
    expect(matches(alone, { amenity: 'doctors' })).toBe(true)
    expect(matches(alone, { amenity: 'doctors', 'healthcare:speciality': 'general' })).toBe(false)
    const inList = { leisure: 'park', access: ['yes', null] }
    expect(matches(inList, { leisure: 'park' })).toBe(true)
    expect(matches(inList, { leisure: 'park', access: 'yes' })).toBe(true)
    expect(matches(inList, { leisure: 'park', access: 'private' })).toBe(false)
  })

  it('excludes what an exclusion matches', () => {
    const none = [{ name: '~Grundschule' }]
    expect(matches({ amenity: 'school' }, { amenity: 'school', name: 'Gymnasium' }, none)).toBe(true)
    expect(matches({ amenity: 'school' }, { amenity: 'school', name: 'Grundschule Mitte' }, none)).toBe(false)
  })

  it('matches by name alone only what is a place in use', () => {
    const filter = { name: '~Mehrgenerationenhaus' }
    const name = 'Mehrgenerationenhaus Mitte'
    expect(matches(filter, { name, building: 'yes' })).toBe(true)
    expect(matches(filter, { name, amenity: 'community_centre' })).toBe(true)
    expect(matches(filter, { name })).toBe(false)
    expect(matches(filter, { name, highway: 'bus_stop' })).toBe(false)
    expect(matches(filter, { name, highway: 'residential' })).toBe(false)
    expect(matches(filter, { name, amenity: 'parking' })).toBe(false)
    expect(matches(filter, { name, building: 'yes', 'disused:amenity': 'community_centre' })).toBe(false)
  })

  it('takes a shop by name alone only where it serves people in need', () => {
    expect(matches({ name: '~\\bVHS\\b' }, { name: 'DVD Videothek VHS', shop: 'video' })).toBe(false)
    expect(matches({ name: '~\\bTafel\\b' }, { name: 'Aachener Tafel', shop: 'charity' })).toBe(true)
  })

  it('gives several kinds in the order of the list, each once', () => {
    const matcher = createCategoryMatcher([
      { osmAny: [{ shop: 'bakery' }, { shop: '*' }], osmNone: [] },
      { osmAny: [{ amenity: 'bank' }], osmNone: [] },
      { osmAny: [{ amenity: 'cafe' }], osmNone: [] },
    ])
    expect([...matcher.match({ amenity: 'cafe', shop: 'bakery' })]).toEqual([0, 2])
    expect([...matcher.match({ shop: 'x' })]).toEqual([0])
    expect([...matcher.match({ highway: 'path' })]).toEqual([])
  })

  it('answers as a plain test of every filter does', () => {
    const key = fc.constantFrom('amenity', 'shop', 'access', 'sport')
    const value = fc.constantFrom('a', 'b', 'c', 'a;b', 'c; a', 'ab')
    const condition: fc.Arbitrary<TagCondition> = fc.oneof(
      fc.constantFrom('a', 'b', '*', '~a', '~^b$', null),
      fc.array(fc.constantFrom('a', 'b', '~c', null), { minLength: 1, maxLength: 3 }),
    )
    const filter = fc
      .dictionary(key, condition, { minKeys: 1, maxKeys: 3 })
      .filter((f) => Object.values(f).some((c) => c !== null && !(Array.isArray(c) && c.includes(null))))
    const category = fc.record({
      osmAny: fc.array(filter, { minLength: 1, maxLength: 3 }),
      osmNone: fc.array(filter, { maxLength: 1 }),
    })
    fc.assert(
      fc.property(fc.array(category, { maxLength: 5 }), fc.dictionary(key, value), (categories, tags) => {
        const expected = categories.flatMap(({ osmAny, osmNone }, i) =>
          osmAny.some((f) => plainMatch(f, tags)) && !osmNone.some((f) => plainMatch(f, tags)) ? [i] : [],
        )
        expect([...createCategoryMatcher(categories).match(tags)]).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('filters of the catalogue', () => {
  const catalogue = parseCatalogue(
    JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')),
  )
  const matcher = createCategoryMatcher(catalogue.categories)
  const kindsOf = (tags: Record<string, string>) => matcher.match(tags).map((i) => catalogue.categories[i].id)

  it.each([
    [{ amenity: 'pharmacy' }, ['pharmacy']],
    [{ amenity: 'doctors' }, ['general_practitioner', 'specialist']],
    [{ amenity: 'doctors', 'healthcare:speciality': 'dermatology' }, ['specialist']],
    [{ amenity: 'school', name: 'KGS Grundschule Brühlstraße' }, ['primary_school']],
    [{ amenity: 'school', name: 'Rhein-Maas-Gymnasium' }, ['secondary_school']],
    [{ leisure: 'playground' }, ['playground_0_6', 'playground_6_12', 'playground_12plus']],
    [{ railway: 'station' }, ['pt_stop', 'rail_station']],
    [{ amenity: 'toilets', access: 'private' }, []],
    [{ amenity: 'library', access: 'private' }, []],
    [{ highway: 'bus_stop', bench: 'yes' }, ['pt_stop', 'bench']],
    [{ building: 'yes' }, []],
  ] as [Record<string, string>, string[]][])('know %j as %j', (tags, kinds) => {
    expect(kindsOf(tags)).toEqual(kinds)
  })
})

function plainMatch(filter: TagFilter, tags: Record<string, string>): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    const items = Array.isArray(condition) ? (condition as (string | null)[]) : [condition as string | null]
    const value = Object.hasOwn(tags, key) ? tags[key] : null
    return items.some((item) => {
      if (item === null || value === null) return item === value
      if (item === '*') return true
      if (item.startsWith('~')) return new RegExp(item.slice(1), 'i').test(value)
      return [value, ...value.split(';').map((part) => part.trim())].includes(item)
    })
  })
}
