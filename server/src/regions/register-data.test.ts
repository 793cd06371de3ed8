import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { DEFAULT_DISCLOSURE_RULE } from '../disclosure/disclosure-rule.ts'
import { readManifest } from './manifest.reader.ts'
import { findDisclosureRule, holdsRegisterData, listNestedGroups } from './register-data.ts'

const manifestOf = (key: string) =>
  readManifest(fileURLToPath(new URL(`../../../data/regions/${key}.json`, import.meta.url)))

describe('register data of a region', () => {
  it('are in Magdeburg, whose districts are counted by the register, and not where all is published', () => {
    expect(['aachen', 'demo', 'magdeburg'].filter((key) => holdsRegisterData({ manifest: manifestOf(key) }))).toEqual([
      'magdeburg',
    ])
    expect(findDisclosureRule(manifestOf('magdeburg'))).toEqual(DEFAULT_DISCLOSURE_RULE)
    expect(findDisclosureRule(manifestOf('aachen'))).toBeNull()
  })

  it('take the largest of the minimums', () => {
    const manifest = structuredClone(manifestOf('magdeburg'))
    for (const source of manifest.sources)
      if (source.kind === 'population') source.disclosure = { rule: 'register', minimum: 8 }
    expect(findDisclosureRule(manifest)?.minimum).toBe(8)
  })

  it('belong to groups within all, or within the one that is named', () => {
    const manifest = structuredClone(manifestOf('aachen'))
    for (const source of manifest.sources)
      if (source.kind === 'population') source.groups.find(({ id }) => id === '80plus')!.within = '65plus'
    expect(listNestedGroups(manifest).slice(0, 3)).toEqual([
      { id: 'all', within: null },
      { id: '65plus', within: 'all' },
      { id: '80plus', within: '65plus' },
    ])
  })
})
