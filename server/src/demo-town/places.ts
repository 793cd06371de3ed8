import type { BentTown } from './bend-town.ts'
import type { Building } from './block-site.ts'
import { listBlockPlaces } from './block-places.ts'
import { PROVIDERS } from './names.ts'
import { createPlaceNames, type PlaceNames } from './place-names.ts'
import { PLACE_KINDS, type PlaceKind } from './place-kinds.ts'
import { distanceBetween, type Point } from './plane-geometry.ts'
import { isForbidden, type PlaceSetting, type TownPlace } from './town-place.ts'
import type { Random } from './random.ts'

/** All places: what blocks are used for, and what moves into houses. */
export function choosePlaces(setting: PlaceSetting, random: Random): TownPlace[] {
  const names = createPlaceNames(setting, random.fork('names'))
  const places = listBlockPlaces(setting, names, random.fork('blocks'))
  PLACE_KINDS.forEach((kind, k) => {
    places.push(...settleKind(setting, kind, places, names, random.fork(`kind ${k}`)))
  })
  return places
}

function settleKind(
  setting: PlaceSetting,
  kind: PlaceKind,
  others: readonly TownPlace[],
  names: PlaceNames,
  random: Random,
): TownPlace[] {
  const { buildings, peopleTotal } = setting
  if (peopleTotal < (kind.fromPeople ?? 0)) return []
  const count = Math.max(1, Math.round(peopleTotal / kind.people))
  const primary = kind.categoryIds[0]
  // Blocks may have brought some already (supermarkets in retail parks); they keep others away, but do not replace them.
  const spots = others
    .filter((place) => primary !== undefined && place.categoryIds.includes(primary))
    .map((place) => place.at)
  const draw = createDraw(setting, kind, random)
  const chosen: number[] = []
  const taken = new Set<number>()
  for (const apart of [kind.apartMetres, kind.apartMetres * 0.5, kind.apartMetres * 0.2]) {
    for (let tries = 0; tries < (count - chosen.length) * TRIES_PER_PLACE; tries++) {
      const b = draw()
      if (b === null) return []
      const at = buildings[b].front
      if (taken.has(b) || spots.some((spot) => distanceBetween(spot, at) < apart)) continue
      if (isForbidden(setting.protectedAreas, kind.categoryIds, at)) continue
      chosen.push(b)
      taken.add(b)
      spots.push(at)
      if (chosen.length === count) break
    }
  }
  return chosen.map((b): TownPlace => {
    const provider = kind.tags === null ? random.pick(PROVIDERS) : null
    return {
      categoryIds: kind.categoryIds,
      source: kind.tags === null ? 'list' : 'osm',
      at: doorOf(buildings[b]),
      building: b,
      carrier: 'node',
      name: names.next(kind.name, kind, b),
      tags: kind.tags ?? {},
      art: kind.art ?? null,
      capacity: kind.places !== undefined && random.chance(0.85) ? Math.round(random.between(...kind.places)) : null,
      provider,
      openingHours: random.chance(0.45) ? random.pick(OPENING_HOURS) : null,
      wheelchair: random.chance(0.5) ? random.pick(['yes', 'yes', 'limited', 'no'] as const) : null,
    }
  })
}

const OPENING_HOURS = [
  'Mo-Fr 09:00-18:00',
  'Mo-Fr 08:00-18:00; Sa 08:00-12:00',
  'Mo-Th 09:00-16:00; Fr 09:00-13:00',
  'Tu-Sa 10:00-18:00',
  'Mo-Sa 07:00-20:00',
]

/** Draws buildings by weight: what the kind likes, main streets, and how many people live there. Null where none will do. */
function createDraw(
  { buildings, town, addresses }: PlaceSetting,
  kind: PlaceKind,
  random: Random,
): () => number | null {
  const sums = new Float64Array(buildings.length)
  let total = 0
  buildings.forEach((building, b) => {
    if (addresses[b] !== null) total += weightOf(town, kind, building)
    sums[b] = total
  })
  return () => {
    if (total === 0) return null
    const wanted = random.next() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle] > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}

function weightOf(town: BentTown, kind: PlaceKind, building: Building): number {
  const weight = kind.where[town.blocks[building.block].type] ?? 0
  if (building.homes < 1.2 || weight === 0 || building.edge === null) return 0
  const edge = town.streets.edges[building.edge]
  const isMain = edge !== null && MAIN_STREETS.has(town.streets.lines[edge.line].kind)
  return weight * (isMain ? kind.mainStreet : 1) * Math.sqrt(building.homes)
}

const MAIN_STREETS = new Set(['primary', 'secondary', 'tertiary', 'pedestrian'])
const TRIES_PER_PLACE = 60

/** Just inside the front, so that the point lies in its building. */
function doorOf({ front, ring }: Building): Point {
  const inX = (ring[0][0] + ring[1][0] + ring[2][0] + ring[3][0]) / 4 - front[0]
  const inY = (ring[0][1] + ring[1][1] + ring[2][1] + ring[3][1]) / 4 - front[1]
  const length = Math.hypot(inX, inY) || 1
  return [front[0] + (inX / length) * 1.2, front[1] + (inY / length) * 1.2]
}
