import type { AddHousing, ChangePopulation } from '../contract/scenario.ts'
import type { LngLat, Ring } from '../geo/bounds.ts'
import { boundsContain } from '../geo/bounds.ts'
import { multiPolygonAreaSquareMetres } from '../geo/polygon.ts'
import { listEdgeMeetings } from '../geo/ring-crossings.ts'
import type { ScenarioProblemCode } from './scenario-problems.ts'
import type { WhatIfRegion } from './what-if-region.ts'

type Fault = readonly [code: ScenarioProblemCode, what?: string]

/** Largest area of new housing; a new town rather than an estate beyond it. */
const LARGEST_SQUARE_METRES = 25e6

/** Why new housing cannot be built as drawn, or null. */
export function resolveHousing(region: WhatIfRegion, { area, people }: AddHousing): Fault | null {
  const groupIds = region.population.groupIds
  const unknown = Object.keys(people).find((id) => !groupIds.includes(id))
  if (unknown !== undefined) return ['unknown-group', unknown]
  const all = people.all
  if (all === undefined || Object.values(people).some((count) => count > all)) return ['people-missing']
  const ring = closeRing(area)
  const squareMetres = multiPolygonAreaSquareMetres([[ring]])
  if (!(squareMetres > 1) || listEdgeMeetings([ring], 1).length > 0) return ['area-invalid']
  if (squareMetres > LARGEST_SQUARE_METRES) return ['area-too-large']
  if (!ring.every(([lng, lat]) => boundsContain(region.network.bounds, lng, lat))) return ['outside-region']
  return null
}

/** The entries that make sense, and what is wrong with the others. */
export function resolveChangedPopulation(
  region: WhatIfRegion,
  modification: ChangePopulation,
): { readonly accepted: ChangePopulation | null; readonly faults: readonly Fault[] } {
  const level = region.levels.find(({ id }) => id === modification.levelId)
  if (level === undefined) return { accepted: null, faults: [['unknown-level', modification.levelId]] }
  const districtIds = new Set(level.districts.map(({ id }) => id))
  const faults: Fault[] = []
  const entries = modification.entries.filter(({ districtId, groupId, percent, people }) => {
    const fault: Fault | null =
      districtId !== null && !districtIds.has(districtId)
        ? ['unknown-district', districtId]
        : groupId !== null && !region.population.groupIds.includes(groupId)
          ? ['unknown-group', groupId]
          : (percent === undefined) === (people === undefined) ||
              (people !== undefined && (districtId === null || groupId === null))
            ? ['figure-missing']
            : null
    if (fault !== null) faults.push(fault)
    return fault === null
  })
  return { accepted: entries.length > 0 ? { ...modification, entries } : null, faults }
}

/** The ring with its first corner at the end again. */
export function closeRing(area: readonly (readonly number[])[]): Ring {
  const ring = area.map(([lng, lat]): LngLat => [lng, lat])
  const [first, last] = [ring[0], ring[ring.length - 1]]
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}
