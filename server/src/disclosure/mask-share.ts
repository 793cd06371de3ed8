import type { CoverageRow } from '../contract/result.ts'
import { stepOf, type DisclosureRule } from './disclosure-rule.ts'

/** Shares are shown in whole per cent. */
const SHARE_STEPS = 100

/** A share (0 … 1) in whole per cent, or null where it is a share of too few people to say anything. */
export function maskShare(share: number | null, people: number, { percentageBase }: DisclosureRule): number | null {
  return share === null || people < percentageBase ? null : Math.round(share * SHARE_STEPS) / SHARE_STEPS
}

/**
 * A row that was computed from a protected population, as it may be shown: its counts stand, shares of few people are left out and others are in whole
 * per cent, gap persons are in steps like people. Minutes are facts about streets and stand. A null share with people ≥ 0 and no `reason` is a small base.
 */
export function maskCoverageRow(row: CoverageRow, rule: DisclosureRule): CoverageRow {
  const step = stepOf(rule)
  const share = maskShare(row.share, row.people, rule)
  return {
    ...row,
    share,
    shareUpper: maskShare(row.shareUpper, row.people, rule),
    unservedPerThousand: share === null ? null : Math.round((1 - share) * SHARE_STEPS) * (1000 / SHARE_STEPS),
    gapPersons: Math.round(row.gapPersons / step) * step,
    ...(row.score === undefined ? {} : { score: maskShare(row.score, row.people, rule) }),
  }
}
