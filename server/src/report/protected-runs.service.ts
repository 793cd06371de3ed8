import type { CoverageRow } from '../contract/result.ts'
import type { DisclosureRule } from '../disclosure/disclosure-rule.ts'
import { maskCoverageRow } from '../disclosure/mask-share.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { findDisclosureRule } from '../regions/register-data.ts'
import type { LoadedRun } from '../runs/run-results.service.ts'

/** Runs as the public may see them, where a region's people come from a register. */
export class ProtectedRuns {
  readonly #regions = new WeakMap<RegionData, RegionData>()

  /** The rule for the region's figures; null where all of them are published ones. */
  protectionOf({ manifest }: RegionData): DisclosureRule | null {
    return findDisclosureRule(manifest)
  }

  /** The same run with the people that were protected at the import; everything computed from it adds up and tells nothing else. */
  async protect(run: LoadedRun): Promise<LoadedRun> {
    if (this.protectionOf(run.region) === null) return run
    let region = this.#regions.get(run.region)
    if (!region) {
      region = { ...run.region, population: await run.region.publicPopulation() }
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
