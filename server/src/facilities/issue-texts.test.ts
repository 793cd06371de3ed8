import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { facilityIssues } from '../issues/catalogue/facilities.ts'
import { osmIssues } from '../issues/catalogue/osm.ts'

/** Kinds of issue that the sources of a folder name. */
function kindsIn(folder: string, prefix: RegExp): Set<string> {
  const root = new URL(`../${folder}/`, import.meta.url)
  const kinds = new Set<string>()
  for (const file of readdirSync(root)) {
    if (file.endsWith('.test.ts')) continue
    for (const [, kind] of readFileSync(new URL(file, root), 'utf8').matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)) {
      if (prefix.test(kind)) kinds.add(kind)
    }
  }
  return kinds
}

describe('issues of OpenStreetMap files and places', () => {
  it('have a text in German and English, and every text is used', () => {
    expect([...kindsIn('osm', /^osm-/)].sort()).toEqual(Object.keys(osmIssues).sort())
    const used = kindsIn('facilities', /^(facility|list|catalogue)-/)
    // These two are put together from the reason.
    used.add('facility-disused').add('facility-private')
    expect([...used].sort()).toEqual(Object.keys(facilityIssues).sort())
  })

  it('say what to do in complete sentences', () => {
    for (const text of [...Object.values(osmIssues), ...Object.values(facilityIssues)]) {
      expect(text.de).toMatch(/\.$/)
      expect(text.en).toMatch(/\.$/)
      expect(text.de.includes('{count}')).toBe(text.en.includes('{count}'))
    }
  })
})
