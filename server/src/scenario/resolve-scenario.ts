import type {
  AddHousing,
  ChangePopulation,
  Modification,
  ScenarioProblem,
  StreetModification,
} from '../contract/scenario.ts'
import type { Facility } from '../facilities/facility.ts'
import { boundsContain } from '../geo/bounds.ts'
import { resolveChangedPopulation, resolveHousing } from './resolve-demand.ts'
import { createScenarioProblem, type ScenarioProblemCode } from './scenario-problems.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** What the modifications come to, whatever the profile: every reference found, everything faulty left out and reported. */
export interface ResolvedScenario {
  /** Facilities of the region in their order, changed where they are, then the added ones. */
  readonly facilities: readonly Facility[]
  readonly isOpen: Uint8Array
  /** Facilities that were moved or added, ascending, with the modification that placed them last. */
  readonly placed: readonly { readonly facilityIndex: number; readonly modificationId: string }[]
  /** In their order. */
  readonly demand: readonly (AddHousing | ChangePopulation)[]
  /** In their order; resolved on the streets by apply-streets.ts. */
  readonly streets: readonly StreetModification[]
  readonly problems: readonly ScenarioProblem[]
  /** In their order, doubles included. */
  readonly modificationIds: readonly string[]
}

export interface ResolveOptions {
  /** YYYY-MM-DD; what is planned from a later day does not count. Null: everything planned counts. */
  readonly day?: string | null
}

/** How a scenario's own places are named by its later modifications. */
export const addedFacilityId = (modificationId: string): string => `scenario/${modificationId}`

/**
 * Resolves all modifications in their order, each over the outcome of those before, and collects every problem instead of stopping at
 * the first. Pure; O(facilities + modifications + corners²).
 */
export function resolveScenario(
  region: WhatIfRegion,
  modifications: readonly Modification[],
  { day = null }: ResolveOptions = {},
): ResolvedScenario {
  const facilities = [...region.facilities]
  const isOpen = new Uint8Array(facilities.length + modifications.length).fill(1)
  const indexOfId = new Map(facilities.map(({ id }, index) => [id, index]))
  const placedBy = new Map<number, string>()
  /** Not there yet on the day asked for; what is done to them later is no fault. */
  const planned = new Set<number>()
  const demand: (AddHousing | ChangePopulation)[] = []
  const streets: StreetModification[] = []
  const problems: ScenarioProblem[] = []
  const kindIds = new Set(region.kinds.map(({ id }) => id))
  const seen = new Set<string>()

  for (const modification of modifications) {
    const report = (code: ScenarioProblemCode, what?: string): void => {
      problems.push(createScenarioProblem(modification.id, code, what))
    }
    if (seen.has(modification.id)) {
      report('duplicate-id')
      continue
    }
    seen.add(modification.id)
    if ('categoryIds' in modification) {
      const unknown = modification.categoryIds?.find((id) => !kindIds.has(id))
      if (unknown !== undefined) {
        report('unknown-category', unknown)
        continue
      }
    }
    if ('lng' in modification && !boundsContain(region.network.bounds, modification.lng, modification.lat)) {
      report('outside-region')
      continue
    }
    /** The open or planned place that a modification names, or −1 after reporting why there is none. */
    const findOpen = (facilityId: string): number => {
      const index = indexOfId.get(facilityId) ?? -1
      if (index < 0) report('facility-gone', facilityId)
      else if (isOpen[index] === 0 && !planned.has(index))
        report('facility-closed', facilities[index].name ?? facilityId)
      else return index
      return -1
    }

    switch (modification.kind) {
      case 'add-facility': {
        const {
          id,
          lng,
          lat,
          name,
          categoryIds,
          capacity = null,
          openingHours = null,
          plannedFrom = null,
        } = modification
        const index = facilities.length
        facilities.push({
          id: addedFacilityId(id), categoryIds, name: name === '' ? null : name, lng, lat, accessPoints: [[lng, lat]], capacity,
          provider: null, address: null, openingHours, wheelchair: null, website: null, source: 'list',
        }) // prettier-ignore
        indexOfId.set(addedFacilityId(id), index)
        placedBy.set(index, id)
        if (plannedFrom !== null && day !== null && plannedFrom > day) {
          isOpen[index] = 0
          planned.add(index)
          report('planned-later', plannedFrom)
        }
        break
      }
      case 'move-facility': {
        const index = findOpen(modification.facilityId)
        if (index < 0) break
        const { lng, lat } = modification
        const original = region.facilities[index]
        // Back where it was: with its own entrances again.
        const isBack = original !== undefined && original.lng === lng && original.lat === lat
        const accessPoints: Facility['accessPoints'] = isBack ? original.accessPoints : [[lng, lat]]
        facilities[index] = { ...facilities[index], lng, lat, accessPoints }
        placedBy.set(index, modification.id)
        break
      }
      case 'close-facility': {
        const index = findOpen(modification.facilityId)
        if (index < 0) break
        isOpen[index] = 0
        planned.delete(index)
        break
      }
      case 'change-facility': {
        const index = findOpen(modification.facilityId)
        if (index < 0) break
        const known = facilities[index]
        const {
          capacity = known.capacity,
          openingHours = known.openingHours,
          categoryIds = known.categoryIds,
        } = modification
        facilities[index] = { ...known, capacity, openingHours, categoryIds }
        break
      }
      case 'add-path':
      case 'close-street':
      case 'make-barrier-free':
      case 'lower-kerb':
      case 'add-obstacle':
        streets.push(modification)
        break
      case 'add-housing': {
        const fault = resolveHousing(region, modification)
        if (fault === null) demand.push(modification)
        else report(...fault)
        break
      }
      case 'change-population': {
        const { accepted, faults } = resolveChangedPopulation(region, modification)
        for (const fault of faults) report(...fault)
        if (accepted !== null) demand.push(accepted)
        break
      }
    }
  }
  return {
    facilities,
    isOpen: isOpen.slice(0, facilities.length),
    placed: [...placedBy]
      .map(([facilityIndex, modificationId]) => ({ facilityIndex, modificationId }))
      .sort((a, b) => a.facilityIndex - b.facilityIndex),
    demand,
    streets,
    problems,
    modificationIds: modifications.map(({ id }) => id),
  }
}
