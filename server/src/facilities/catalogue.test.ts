import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { getCategory, orderCategoryIds, parseCatalogue } from './catalogue.ts'

const shipped = JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')) as {
  categories: Record<string, unknown>[]
}
const withCategory = (change: Record<string, unknown>): unknown => ({
  ...shipped,
  categories: [{ ...shipped.categories[0], ...change }],
})

describe('catalogue', () => {
  it('holds 52 kinds in 8 fields', () => {
    const catalogue = parseCatalogue(shipped)
    expect(catalogue.categories.length).toBe(52)
    expect(catalogue.fields.map((field) => field.id)).toEqual([
      'wohnen',
      'pflege',
      'sorgende_gemeinschaft',
      'gesundheit',
      'nahversorgung',
      'mobilitaet',
      'bildung_familie',
      'kultur_freizeit', // prettier-ignore
    ])
    const pharmacy = getCategory(catalogue, 'pharmacy')
    expect(pharmacy.label).toEqual({ de: 'Apotheke', en: 'Pharmacy' })
    expect(pharmacy.thresholdMinutes).toEqual({ strict: 10, default: 15, wide: 20 })
  })

  it('puts ids into its order and drops those that it does not have', () => {
    const catalogue = parseCatalogue(shipped)
    expect(orderCategoryIds(catalogue, ['bench', 'pharmacy', 'palace', 'bench'])).toEqual(['pharmacy', 'bench'])
    expect(() => getCategory(catalogue, 'palace')).toThrow('palace')
  })

  const faults: [string, unknown, RegExp][] = [
    ['a list instead of an object', [], /catalogue is not an object/],
    ['no kinds', { ...shipped, categories: [] }, /"categories" is empty/],
    ['a kind without a label', withCategory({ label_en: '' }), /senior_meeting_place": "label_en" is not a text/],
    ['two kinds of one id', { ...shipped, categories: [shipped.categories[0], shipped.categories[0]] }, /occurs twice/],
    ['an id with a space', withCategory({ id: 'senior meeting' }), /an id is made of/],
    ['a field that does not exist', withCategory({ field: 'luft' }), /no field "luft"/],
    ['a source that does not exist', withCategory({ threshold_source: ['S-X'] }), /no source "S-X"/],
    ['an unknown evidence level', withCategory({ evidence: 'hearsay' }), /no evidence level "hearsay"/],
    ['thresholds that fall', withCategory({ threshold_minutes: { strict: 9, default: 8, wide: 12 } }), /must not fall/],
    ['a negative threshold', withCategory({ threshold_minutes: { strict: -1, default: 8, wide: 12 } }), /above 0/],
    ['a filter that asks for nothing', withCategory({ osm_any: [{ access: null }] }), /asks for no key/],
    ['a number in a filter', withCategory({ osm_any: [{ level: 1 }] }), /neither text, null nor a list/],
    ['a broken expression', withCategory({ osm_any: [{ name: '~(Treff' }] }), /"~\(Treff" is not a regular expression/],
    ['an unknown use by seniors', withCategory({ senior_use: 'maybe' }), /none of primary, check, no/],
  ]
  it.each(faults)('refuses %s and says where', (_name, json, message) => {
    expect(() => parseCatalogue(json)).toThrow(ImportError)
    expect(() => parseCatalogue(json)).toThrow(message)
  })
})
