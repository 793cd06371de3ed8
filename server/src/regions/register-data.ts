import { DEFAULT_DISCLOSURE_RULE, ruleWithMinimum, type DisclosureRule } from '../disclosure/disclosure-rule.ts'
import type { NestedGroup } from '../disclosure/protect-atoms.ts'
import { sourcesOfKind, type RegionManifest } from './manifest.ts'

/**
 * The rule by which people of a region are protected, or null where all figures are published ones. Where several sources come from registers, the largest
 * minimum counts for all: tables mix their people.
 */
export function findDisclosureRule(manifest: RegionManifest): DisclosureRule | null {
  const sources = [...sourcesOfKind(manifest, 'population'), ...sourcesOfKind(manifest, 'districts')]
  const minimums = sources.flatMap(({ disclosure }) =>
    disclosure?.rule === 'register' ? [disclosure.minimum ?? DEFAULT_DISCLOSURE_RULE.minimum] : [],
  )
  return minimums.length === 0 ? null : ruleWithMinimum(Math.max(...minimums))
}

/** Whether true figures of an import are for editors only. */
export function holdsRegisterData({ manifest }: { readonly manifest: RegionManifest }): boolean {
  return findDisclosureRule(manifest) !== null
}

/** The groups of a region and the group that contains each: `within` of the manifest, else everybody. */
export function listNestedGroups(manifest: RegionManifest): NestedGroup[] {
  return sourcesOfKind(manifest, 'population')[0].groups.map(({ id, within }, g) => ({
    id,
    within: g === 0 ? null : (within ?? 'all'),
  }))
}
