import { distanceToLine, distanceToSegment, pointInRing, ringCentroid, type Point } from './plane-geometry.ts'
import { RAILWAY_HALF_WIDTH, type TownLayout } from './plan.ts'
import type { RecipeQuarter, TownRecipe } from './recipe.ts'

/** Which part of the town a place on the drafting table belongs to. */
export type Zone =
  'water' | 'railway' | 'market' | 'promenade' | 'built' | 'village' | 'floodplain' | 'open' | 'outside'

export interface SiteFinder {
  zoneOf(at: Point): Zone
  /** The quarter of a place in the built-up town, and its district as an index into the recipe's districts. */
  quarterOf(at: Point): RecipeQuarter & { readonly district: number }
  /** Index into the recipe's districts for open land and villages; null outside the municipality. */
  districtOf(at: Point): number | null
  /** Index into the recipe's villages, or null. */
  villageOf(at: Point): number | null
  isWood(at: Point): boolean
}

/** A point inside the ring: its centre of gravity, or for hollow rings the middle of the widest of a few cuts through it. */
export function insidePoint(ring: readonly Point[]): Point {
  const centre = ringCentroid(ring)
  if (pointInRing(centre, ring)) return centre
  let best: Point = centre
  let widest = 0
  for (let k = 1; k < 12; k++) {
    const low = Math.min(...ring.map(([, y]) => y))
    const high = Math.max(...ring.map(([, y]) => y))
    const y = low + ((high - low) * k) / 12
    const cuts: number[] = []
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]
      if (ay > y !== by > y) cuts.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
    })
    cuts.sort((a, b) => a - b)
    for (let i = 1; i < cuts.length; i += 2) {
      if (cuts[i] - cuts[i - 1] <= widest) continue
      widest = cuts[i] - cuts[i - 1]
      best = [(cuts[i] + cuts[i - 1]) / 2, y]
    }
  }
  return best
}

/** Villages own more of the fields around them than a straight bisector would give. */
const VILLAGE_HEAD_START = 900

export function createSiteFinder(recipe: TownRecipe, layout: TownLayout): SiteFinder {
  const sideOf = (point: Point): number =>
    (isLeftOf(point, layout.riverCentre) ? 1 : 0) + (isLeftOf(point, layout.railwayCentre) ? 2 : 0)
  const districtIndex = (id: string): number => {
    const index = recipe.districts.findIndex((district) => district.id === id)
    if (index < 0) throw new RangeError(`recipe names district ${id}, which it does not have`)
    return index
  }
  const quarters = recipe.quarters.map((quarter) => ({
    ...quarter,
    district: districtIndex(quarter.districtId),
    side: sideOf(quarter.at),
    headStart: 0,
  }))
  const seeds = [
    ...quarters,
    ...recipe.villages.map(({ districtId, at }) => ({
      districtId,
      at,
      side: sideOf(at),
      headStart: VILLAGE_HEAD_START,
    })),
  ]
  const nearest = <T extends Seed>(candidates: readonly T[], at: Point): T => {
    const side = sideOf(at)
    const near = candidates.filter((candidate) => candidate.side === side)
    return (near.length > 0 ? near : candidates).reduce((a, b) => (awayFrom(b, at) < awayFrom(a, at) ? b : a))
  }
  // What lies inside the ring road is one quarter, whatever other seeds are near.
  const centre = quarters.reduce((a, b) => (Math.hypot(...b.at) < Math.hypot(...a.at) ? b : a))
  const half = recipe.river.halfWidthMetres
  return {
    quarterOf: (at) => (pointInRing(at, layout.ringRoad) ? centre : nearest(quarters, at)),
    districtOf: (at) => {
      if (!pointInRing(at, layout.municipality)) return null
      if (pointInRing(at, layout.ringRoad)) return centre.district
      const village = layout.villages.findIndex((ring) => pointInRing(at, ring))
      return districtIndex(village < 0 ? nearest(seeds, at).districtId : recipe.villages[village].districtId)
    },
    villageOf: (at) => {
      const index = layout.villages.findIndex((ring) => pointInRing(at, ring))
      return index < 0 ? null : index
    },
    isWood: (at) => recipe.woods.some((wood) => Math.hypot(at[0] - wood.at[0], at[1] - wood.at[1]) < wood.radiusMetres),
    zoneOf: (at) => {
      if (distanceToLine(at, layout.riverCentre) < half) return 'water'
      if (distanceToLine(at, layout.railwayCentre) < RAILWAY_HALF_WIDTH) return 'railway'
      if (pointInRing(at, layout.market)) return 'market'
      if (pointInRing(at, layout.wallLane)) return 'built'
      if (pointInRing(at, layout.ringRoad)) return 'promenade'
      if (layout.villages.some((ring) => pointInRing(at, ring))) return 'village'
      if (!pointInRing(at, layout.municipality)) return 'outside'
      if (!isLeftOf(at, layout.riverCentre) && isLeftOf(at, layout.dike)) return 'floodplain'
      return pointInRing(at, layout.builtUpEdge) ? 'built' : 'open'
    },
  }
}

interface Seed {
  readonly at: Point
  readonly side: number
  readonly headStart: number
}

function awayFrom(seed: Seed, at: Point): number {
  return Math.hypot(seed.at[0] - at[0], seed.at[1] - at[1]) - seed.headStart
}

/** Whether the point lies to the left of the line, by the nearest of its segments. */
export function isLeftOf(point: Point, line: readonly Point[]): boolean {
  let nearest = Infinity
  let left = false
  for (let i = 1; i < line.length; i++) {
    const away = distanceToSegment(point, line[i - 1], line[i])
    if (away >= nearest) continue
    nearest = away
    const [ax, ay] = line[i - 1]
    const [bx, by] = line[i]
    left = (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax) > 0
  }
  return left
}
