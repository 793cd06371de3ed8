import type { Column } from '../columns/columns.ts'
import type { Facility } from '../facilities/facility.ts'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import { degrees } from './region-pack-network.ts'
import { expectNothing, packNumbers, unpackNumbers } from './region-pack-numbers.ts'
import type { WhatIfDistrict } from './what-if-region.ts'

/** Texts of the places, one list per attribute. */
export type FacilityMeta = {
  readonly [K in Exclude<keyof Facility, 'lng' | 'lat' | 'accessPoints'>]: readonly Facility[K][]
}

const TEXTS = [
  'id', 'categoryIds', 'name', 'capacity', 'provider', 'address', 'openingHours', 'wheelchair', 'website', 'source',
] as const satisfies readonly (keyof FacilityMeta)[] // prettier-ignore

/** Adds the positions of places and entrances. */
export function packFacilities(into: Record<string, Column>, facilities: readonly Facility[]): FacilityMeta {
  packPositions(into, 'facility', facilities.map(({ lng, lat }): LngLat => [lng, lat])) // prettier-ignore
  const entrances = facilities.map(({ accessPoints }) => accessPoints)
  packCounts(into, 'facilityEntranceCount', entrances)
  packPositions(into, 'entrance', entrances.flat())
  return Object.fromEntries(
    TEXTS.map((key) => [key, facilities.map((facility) => facility[key])]),
  ) as unknown as FacilityMeta
}

/** @throws RangeError where texts and columns do not fit */
export function unpackFacilities(from: Readonly<Record<string, Column>>, meta: FacilityMeta): Facility[] {
  const count = meta.id.length
  for (const key of TEXTS) {
    if (!Array.isArray(meta[key]) || meta[key].length !== count)
      throw new RangeError(`"${key}" is not given for each of ${count} places`)
  }
  const positions = unpackPositions(from, 'facility', count)
  const entrances = unpackGroups(from, 'facilityEntranceCount', count, (total) =>
    unpackPositions(from, 'entrance', total),
  )
  return positions.map(([lng, lat], i) => ({
    id: meta.id[i],
    categoryIds: meta.categoryIds[i],
    name: meta.name[i],
    lng,
    lat,
    accessPoints: entrances[i],
    capacity: meta.capacity[i],
    provider: meta.provider[i],
    address: meta.address[i],
    openingHours: meta.openingHours[i],
    wheelchair: meta.wheelchair[i],
    website: meta.website[i],
    source: meta.source[i],
  }))
}

export interface DistrictMeta {
  readonly id: readonly string[]
  readonly name: readonly string[]
}

/** Adds the outlines of the districts of one level. */
export function packDistricts(
  into: Record<string, Column>,
  level: number,
  districts: readonly WhatIfDistrict[],
): DistrictMeta {
  const polygons = districts.map(({ geometry }) => geometry)
  const rings = polygons.flat()
  packCounts(into, `level:${level}:polygonCount`, polygons)
  packCounts(into, `level:${level}:ringCount`, rings)
  packCounts(into, `level:${level}:positionCount`, rings.flat())
  packPositions(into, `level:${level}:position`, rings.flat(2))
  return { id: districts.map(({ id }) => id), name: districts.map(({ name }) => name) }
}

/** @throws RangeError where texts and columns do not fit */
export function unpackDistricts(
  from: Readonly<Record<string, Column>>,
  level: number,
  { id, name }: DistrictMeta,
): WhatIfDistrict[] {
  if (id.length !== name.length) throw new RangeError(`${id.length} districts have ${name.length} names`)
  const geometries: MultiPolygon[] = unpackGroups(from, `level:${level}:polygonCount`, id.length, (polygonCount) =>
    unpackGroups(from, `level:${level}:ringCount`, polygonCount, (ringCount) =>
      unpackGroups(from, `level:${level}:positionCount`, ringCount, (positionCount) =>
        unpackPositions(from, `level:${level}:position`, positionCount),
      ),
    ),
  )
  return geometries.map((geometry, i) => ({ id: id[i], name: name[i], geometry }))
}

function packCounts(into: Record<string, Column>, name: string, groups: readonly (readonly unknown[])[]): void {
  packNumbers(
    into,
    name,
    Uint32Array.from(groups, (group) => group.length),
    { predict: expectNothing },
  )
}

/** Lists of the lengths that `name` says, of as many members as these are together. */
function unpackGroups<T>(
  from: Readonly<Record<string, Column>>,
  name: string,
  groupCount: number,
  unpackMembers: (count: number) => readonly T[],
): T[][] {
  const counts = unpackNumbers(from, name, Uint32Array, groupCount, { predict: expectNothing })
  const members = unpackMembers(counts.reduce((sum, count) => sum + count, 0))
  let first = 0
  return Array.from(counts, (count) => members.slice(first, (first += count)))
}

function packPositions(into: Record<string, Column>, name: string, positions: readonly LngLat[]): void {
  packNumbers(into, `${name}Lng`, Float64Array.from(positions, ([lng]) => lng), degrees) // prettier-ignore
  packNumbers(into, `${name}Lat`, Float64Array.from(positions, ([, lat]) => lat), degrees) // prettier-ignore
}

function unpackPositions(from: Readonly<Record<string, Column>>, name: string, count: number): LngLat[] {
  const lng = unpackNumbers(from, `${name}Lng`, Float64Array, count, degrees)
  const lat = unpackNumbers(from, `${name}Lat`, Float64Array, count, degrees)
  return Array.from(lng, (x, i): LngLat => [x, lat[i]])
}
