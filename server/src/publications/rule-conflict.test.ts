import { describe, expect, it } from 'vitest'
import { ruleWithMinimum } from '../disclosure/disclosure-rule.ts'
import { isSecondRounding } from './rule-conflict.ts'
import { buildSmallPackage } from './testing/small-package.builder.ts'

describe('numbers of a register that are shown already', () => {
  const { publication } = buildSmallPackage()
  const same = new Set([publication.sources[0].sha256])

  it('are not shown in other steps as well, nor in steps where they were shown as they are', () => {
    expect(isSecondRounding(publication, ruleWithMinimum(10), same)).toBe(true)
    const asTheyAre = {
      ...publication,
      disclosure: { ...publication.disclosure, rule: 'published', minimum: null } as const,
    }
    expect(isSecondRounding(asTheyAre, ruleWithMinimum(5), same)).toBe(true)
  })

  it('are shown again in the same steps, and others in any', () => {
    expect(isSecondRounding(publication, ruleWithMinimum(5), same)).toBe(false)
    expect(isSecondRounding(publication, ruleWithMinimum(3), same)).toBe(false)
    expect(isSecondRounding(publication, ruleWithMinimum(10), new Set(['f'.repeat(64)]))).toBe(false)
    expect(isSecondRounding(publication, null, same)).toBe(false)
  })
})
