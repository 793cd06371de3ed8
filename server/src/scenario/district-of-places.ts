import type { ClosureRow } from '../contract/scenario.ts'
import type { Facility } from '../facilities/facility.ts'
import { buildPolygonIndex, findArea, NO_AREA, type PolygonIndex } from '../geo/polygon-index.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** Built once per region and level. */
const indexes = new WeakMap<WhatIfRegion, (PolygonIndex | undefined)[]>()

/** District of a level that each place lies in, or `NO_AREA`. */
export function findDistricts(
  region: WhatIfRegion,
  levelIndex: number,
  places: readonly { readonly lng: number; readonly lat: number }[],
): Uint32Array {
  const known = indexes.get(region) ?? []
  indexes.set(region, known)
  const index = (known[levelIndex] ??= buildPolygonIndex(
    region.levels[levelIndex].districts.map(({ geometry }) => geometry),
  ))
  return Uint32Array.from(places, ({ lng, lat }) => findArea(index, lng, lat))
}

type PlaceColumns = Pick<
  ClosureRow,
  'facilityId' | 'name' | 'categoryIds' | 'lng' | 'lat' | 'districtId' | 'districtName'
>

/** What rows about places begin with: who they are, and in which district of a level. */
export function describePlaces(region: WhatIfRegion, levelId: string, places: readonly Facility[]): PlaceColumns[] {
  const levelIndex = getLevelIndex(region, levelId)
  const districtOf = findDistricts(region, levelIndex, places)
  return places.map(({ id, name, categoryIds, lng, lat }, i) => {
    const district = districtOf[i] === NO_AREA ? null : region.levels[levelIndex].districts[districtOf[i]]
    return {
      facilityId: id,
      name,
      categoryIds: [...categoryIds],
      lng,
      lat,
      districtId: district?.id ?? null,
      districtName: district?.name ?? null,
    }
  })
}

/** Position of a level in the region; a level that is not there is a programming error. */
export function getLevelIndex(region: WhatIfRegion, levelId: string): number {
  const index = region.levels.findIndex(({ id }) => id === levelId)
  if (index < 0) throw new RangeError(`the region "${region.key}" has no level "${levelId}"`)
  return index
}

/** Position of a group in the region; a group that is not there is a programming error. */
export function getGroupIndex(region: WhatIfRegion, groupId: string): number {
  const index = region.groups.findIndex(({ id }) => id === groupId)
  if (index < 0) throw new RangeError(`the region "${region.key}" has no group "${groupId}"`)
  return index
}
