import type { ColumnSet } from '../columns/columns.ts'
import type { PublicationDefinition } from '../contract/publication.ts'
import type { Modification } from '../contract/scenario.ts'
import { encodeRegionPack } from '../scenario/region-pack.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'

/**
 * The region for what-if by visitors: people as they may be shown, and of groups, levels and places only what the publication (and its scenario) is about.
 *
 * @param region with protected people
 */
export function buildPack(
  region: WhatIfRegion,
  { categories, groups, levelId }: PublicationDefinition,
  modifications: readonly Modification[],
): ColumnSet {
  const { population } = region
  const named = listNamed(modifications)
  const chosen = new Set(categories.map(({ id }) => id))
  // Everybody ("all", the first group) is what new housing is counted in.
  const keptGroups = population.groupIds.flatMap((id, g) =>
    g === 0 || groups.includes(id) || named.groups.has(id) ? [g] : [],
  )
  const keptLevels = region.levels.flatMap(({ id }, l) => (id === levelId || named.levels.has(id) ? [l] : []))
  return encodeRegionPack({
    ...region,
    facilities: region.facilities.filter(
      ({ id, categoryIds }) => named.facilities.has(id) || categoryIds.some((category) => chosen.has(category)),
    ),
    groups: keptGroups.map((g) => region.groups[g]),
    levels: keptLevels.map((l) => region.levels[l]),
    population: {
      ...population,
      groupIds: keptGroups.map((g) => population.groupIds[g]),
      people: keptGroups.map((g) => population.people[g]),
      partDistrict: keptLevels.map((l) => population.partDistrict[l]),
    },
  })
}

/** What modifications refer to, so that they mean the same over the pack. */
function listNamed(modifications: readonly Modification[]) {
  const named = { facilities: new Set<string>(), levels: new Set<string>(), groups: new Set<string>() }
  for (const modification of modifications) {
    if ('facilityId' in modification) named.facilities.add(modification.facilityId)
    if (modification.kind === 'add-housing') for (const id of Object.keys(modification.people)) named.groups.add(id)
    if (modification.kind !== 'change-population') continue
    named.levels.add(modification.levelId)
    for (const { groupId } of modification.entries) if (groupId !== null) named.groups.add(groupId)
  }
  return named
}

/** A scenario's modifications without what its authors noted for themselves. */
export function withoutNotes(modifications: readonly Modification[]): Modification[] {
  return modifications.map((modification) => {
    const { note: _, ...rest } = modification
    return rest
  })
}
