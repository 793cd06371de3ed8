import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresPerDegree } from '../geo/distance.ts'
import { parseCatalogue } from './catalogue.ts'
import { collectIssues } from './collect-issues.ts'
import type { Facility } from './facility.ts'
import { mergeFacilities } from './merge-facilities.ts'
import { createNameFolder, findNameSimilarity } from './name-similarity.ts'

const catalogue = parseCatalogue(
  JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')),
)
const PER_DEGREE = metresPerDegree(50.77)

/** A place at metres east of a fixed point. */
function place(id: string, metres: number, more: Partial<Facility> = {}): Facility {
  const lng = 6.08 + metres / PER_DEGREE.lng
  return {
    id,
    categoryIds: ['kindergarten'],
    name: null,
    lng,
    lat: 50.77,
    accessPoints: [[lng, 50.77]],
    capacity: null,
    provider: null,
    address: null,
    openingHours: null,
    wheelchair: null,
    website: null,
    source: id.startsWith('osm') ? 'osm' : 'list',
    ...more,
  }
}

const merge = (...lists: Facility[][]) => {
  const issues = collectIssues()
  const merged = mergeFacilities(lists, catalogue, issues)
  return { merged, ids: merged.map((facility) => facility.id), issues: issues.byKind }
}

describe('list and OpenStreetMap', () => {
  it('make one place: the list counts, gaps and access points come from OpenStreetMap', () => {
    const entrance = [6.0801, 50.7701] as const
    const { merged, issues } = merge(
      [place('list/k/1', 0, { name: 'Kita Regenbogen', capacity: 60 })],
      [place('osm/way/1', 30, { name: 'Regenbogen', capacity: 45, wheelchair: 'yes', accessPoints: [entrance], categoryIds: ['kindergarten', 'family_centre'] })], // prettier-ignore
    )
    expect(merged).toEqual([
      place('list/k/1', 0, { name: 'Kita Regenbogen', capacity: 60, wheelchair: 'yes', accessPoints: [entrance], categoryIds: ['kindergarten', 'family_centre'] }), // prettier-ignore
    ])
    expect(issues).toEqual({ 'facility-list-merged': ['list/k/1 = osm/way/1'] })
  })

  it.each([
    ['further away than 50 m', place('osm/node/1', 52, { name: 'Regenbogen' })],
    ['another kind', place('osm/node/1', 0, { name: 'Regenbogen', categoryIds: ['library'] })],
    ['another name', place('osm/node/1', 0, { name: 'Kita Sonnenschein' })],
  ])('stay two places: %s', (_name, other) => {
    expect(merge([place('list/k/1', 0, { name: 'Kita Regenbogen' })], [other]).ids).toEqual(['list/k/1', 'osm/node/1'])
  })

  it('meet at an access point, too', () => {
    const park = place('osm/way/1', 400, { accessPoints: [[6.08, 50.77]] })
    expect(merge([place('list/k/1', 20)], [park]).ids).toEqual(['list/k/1'])
  })

  it('pair by name before distance, each place once', () => {
    const { ids, issues } = merge(
      [place('list/k/1', 0, { name: 'Kita Mitte' }), place('list/k/2', 10, { name: 'Kita Nord' })],
      [place('osm/node/1', 1, { name: 'Kita Nord' }), place('osm/node/2', 9), place('osm/node/3', 20)],
    )
    expect(issues['facility-list-merged']).toEqual(['list/k/2 = osm/node/1', 'list/k/1 = osm/node/2'])
    expect(ids).toEqual(['list/k/1', 'list/k/2', 'osm/node/3'])
  })

  it('lose no place that is not merged, whatever the order of the lists', () => {
    const facility = fc.tuple(fc.boolean(), fc.nat(300), fc.option(fc.constantFrom('Nord', 'Mitte', 'Kita'))).map(([listed, metres, name]) => ({ listed, metres, name })) // prettier-ignore
    fc.assert(
      fc.property(fc.array(facility, { maxLength: 20 }), (drawn) => {
        const all = drawn.map(({ listed, metres, name }, i) => place(`${listed ? 'list/k' : 'osm/node'}/${i}`, metres, { name })) // prettier-ignore
        const { ids, issues } = merge(all)
        const mergedAway = issues['facility-list-merged']?.length ?? 0
        expect(ids.length).toBe(all.length - mergedAway)
        for (const { id, source } of all) if (source === 'list') expect(ids).toContain(id)
        expect(merge([...all].reverse()).ids).toEqual(ids)
      }),
      { numRuns: 300 },
    )
  })
})

describe('names', () => {
  const folder = createNameFolder(catalogue)
  it.each([
    ['Kita Regenbogen', 'KITA REGENBOGEN', 'equal'],
    ['Städt. Kita Regenbogen', 'Regenbogen', 'similar'],
    ['Sankt-Adalbert-Kindergarten', 'Kita St. Adalbert', 'similar'],
    ['Kita Regenbgoen', 'Kita Regenbogen', 'similar'],
    ['Rats-Apotheke', 'Rathaus-Apotheke', 'different'],
    ['Kita Nord', 'Kita Süd', 'different'],
    ['Kita', 'Regenbogen', 'unknown'],
    ['Kita Regenbogen', null, 'unknown'],
  ])('%s and %s are %s', (a, b, similarity) => {
    const [foldedA, foldedB] = [a, b].map((name) => (name === null ? null : folder.fold(name)))
    expect(findNameSimilarity(foldedA, foldedB)).toBe(similarity)
    expect(findNameSimilarity(foldedB, foldedA)).toBe(similarity)
  })
})
