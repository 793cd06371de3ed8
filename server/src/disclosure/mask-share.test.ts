import { describe, expect, it } from 'vitest'
import type { CoverageRow } from '../contract/result.ts'
import { DEFAULT_DISCLOSURE_RULE as rule } from './disclosure-rule.ts'
import { maskCoverageRow, maskShare } from './mask-share.ts'

const row: CoverageRow = {
  districtId: '1',
  name: 'Nord',
  people: 45,
  served: 30,
  unserved: 15,
  unknown: 5,
  uncertain: 0,
  share: 30 / 45,
  shareUpper: 35 / 45,
  unservedPerThousand: (15 / 45) * 1000,
  meanMinutes: 7.25,
  medianMinutes: 6,
  p90Minutes: 12,
  peopleWithoutTime: 5,
  gapPersons: 8.3,
  facilityCount: 1,
  reason: null,
}

describe('shares of protected people', () => {
  it('are in whole per cent', () => {
    expect(maskCoverageRow(row, rule)).toEqual({
      ...row,
      share: 0.67,
      shareUpper: 0.78,
      unservedPerThousand: 330,
      gapPersons: 10,
    })
    expect(maskCoverageRow({ ...row, score: 0.456 }, rule).score).toBe(0.46)
  })

  it('are left out below the base and shown at it', () => {
    expect(maskShare(0.5, 29, rule)).toBeNull()
    expect(maskShare(0.5, 30, rule)).toBe(0.5)
    expect(maskShare(null, 100, rule)).toBeNull()
    const few = maskCoverageRow({ ...row, people: 25, served: 15, unserved: 10, score: 0.4 }, rule)
    expect(few).toMatchObject({ people: 25, served: 15, unserved: 10, share: null, shareUpper: null, unservedPerThousand: null, score: null }) // prettier-ignore
  })
})
