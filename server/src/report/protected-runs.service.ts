import type { CoverageRow } from '../contract/result.ts'
import type { DisclosureRule } from '../disclosure/disclosure-rule.ts'
import { maskCoverageRow } from '../disclosure/mask-share.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { findDisclosureRule } from '../regions/register-data.ts'
import type { LoadedRun } from '../runs/run-results.service.ts'

const publicRegions = new WeakMap<RegionData, Promise<RegionData>>()

/** The rule for the region's figures; null where all of them are published ones. */
export function protectionOf({ manifest }: RegionData): DisclosureRule | null {
  return findDisclosureRule(manifest)
}

/** The same run with people as they may be published; everything computed from it adds up and tells nothing else. */
export async function protectRun(run: LoadedRun): Promise<LoadedRun> {
  let region = publicRegions.get(run.region)
  if (!region) {
    region = run.region.publicPopulation().then((population) => ({ ...run.region, population }))
    publicRegions.set(run.region, region)
    region.catch(() => publicRegions.delete(run.region))
  }
  return { ...run, region: await region }
}

/** A row of a protected run as it may be shown. */
export function maskRow({ region }: LoadedRun, row: CoverageRow): CoverageRow {
  const rule = protectionOf(region)
  return rule === null ? row : maskCoverageRow(row, rule)
}
