import type { CoverageRow } from '../contract/result.ts'
import { DEFAULT_DISCLOSURE_RULE, type DisclosureRule } from '../disclosure/disclosure-rule.ts'
import { maskCoverageRow } from '../disclosure/mask-share.ts'
import type { NestedGroup } from '../disclosure/protect-atoms.ts'
import { protectPopulation } from '../disclosure/protect-population.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { LoadedRun } from '../runs/run-results.service.ts'

/** Age groups that lie within others, the next wider first; every group lies within everybody. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  '80plus': ['65plus'],
  under6: ['under10', 'under18'],
  under10: ['under18'],
}

/** Runs as the public may see them, where a region's people come from a register. */
export class ProtectedRuns {
  readonly #regions = new WeakMap<RegionData, RegionData>()

  /** The rule for the region's figures; null where all of them are published ones. */
  protectionOf({ manifest }: RegionData): DisclosureRule | null {
    for (const source of manifest.sources) {
      const disclosure = (source as { disclosure?: { rule: string; minimum?: number } }).disclosure
      if (disclosure?.rule === 'register')
        return { ...DEFAULT_DISCLOSURE_RULE, minimum: disclosure.minimum ?? DEFAULT_DISCLOSURE_RULE.minimum }
    }
    return null
  }

  /** The same run with protected people; everything computed from it adds up and tells nothing else. */
  protect(run: LoadedRun): LoadedRun {
    const rule = this.protectionOf(run.region)
    if (rule === null) return run
    let region = this.#regions.get(run.region)
    if (!region) {
      const { population } = run.region
      region = { ...run.region, population: protectPopulation(population, nest(population.groupIds), rule) }
      this.#regions.set(run.region, region)
    }
    return { ...run, region }
  }

  /** A row of a protected run as it may be shown. */
  mask({ region }: LoadedRun, row: CoverageRow): CoverageRow {
    const rule = this.protectionOf(region)
    return rule === null ? row : maskCoverageRow(row, rule)
  }
}

function nest(groupIds: readonly string[]): NestedGroup[] {
  return groupIds.map((id, g) => ({
    id,
    within: g === 0 ? null : (WIDER[id]?.find((wider) => groupIds.includes(wider)) ?? groupIds[0]),
  }))
}
