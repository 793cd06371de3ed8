import type { Block } from './bend-town.ts'
import { HALF_WIDTHS } from './building-styles.ts'
import { convexRingsOverlap, fitsInBlock, footprintRing, type Footprint, type KeptClear } from './footprints.ts'
import type { BlockUse } from './land-uses.ts'
import { distanceToLine, type Point } from './plane-geometry.ts'
import { QUARTER_STYLES } from './quarter-types.ts'
import type { Random } from './random.ts'

export interface Building {
  /** Counter-clockwise. */
  readonly ring: readonly Point[]
  /** A courtyard. */
  readonly hole: readonly Point[] | null
  /** Value of the `building` tag. */
  readonly kind: string
  readonly levels: number | null
  /** Index of the block. */
  readonly block: number
  /** Edge of the street that it belongs to, and whether it lies to the left of it; null where no street is near. */
  readonly edge: number | null
  readonly left: boolean
  /** Middle of the front, where the door is. */
  readonly front: Point
  /** Room for people, relative; 0 where nobody lives. */
  readonly homes: number
  /** Name on the map, for landmarks. */
  readonly name: string | null
}

/** A side of a block along which houses can stand, walked with the block to the left. */
export interface Frontage {
  readonly line: readonly Point[]
  readonly edge: number
  /** Whether the block lies to the left of the edge in its own direction. */
  readonly left: boolean
  readonly halfWidth: number
}

/** What a placer works with: one block, and the houses that stand in it already. */
export interface BlockSite {
  readonly block: Block
  readonly index: number
  readonly use: BlockUse
  readonly frontages: readonly Frontage[]
  readonly clear: readonly KeptClear[]
  readonly random: Random
  readonly buildings: Building[]
  readonly grounds: Ground[]
}

/** A ground without a roof: playground, pitch, car park. */
export interface Ground {
  readonly ring: readonly Point[]
  readonly kind: 'playground' | 'pitch' | 'parking'
  readonly block: number
}

/** Square metres of floor per person before the whole town is adjusted to its number of people. */
const FLOOR_PER_PERSON = 46

/** Whether the footprint is free and `marginMetres` further from the streets than their half widths. */
export function tryBuilding(site: BlockSite, footprint: Footprint, marginMetres: number): boolean {
  const ring = footprintRing(footprint)
  const clear = site.clear.map(({ line, metres }) => ({ line, metres: metres + marginMetres }))
  if (!fitsInBlock(ring, site.block.ring, clear)) return false
  return [...site.buildings, ...site.grounds].every((other) => !convexRingsOverlap(ring, other.ring, 0.4))
}

/** Adds a house; `share` is the part of its floors that people live on. */
export function addBuilding(
  site: BlockSite,
  footprint: Footprint,
  frontage: Frontage | null,
  kind: string,
  levels: number | null,
  share: number,
  name: string | null = null,
): Building {
  const ring = footprintRing(footprint)
  const street = frontage ?? nearestFrontage(site, footprint.base)
  const floor = footprint.widthMetres * footprint.depthMetres * (levels ?? 1) * 0.8
  const building: Building = {
    ring,
    hole: null,
    kind,
    levels: levels !== null && site.random.chance(0.85) ? levels : null,
    block: site.index,
    edge: street?.edge ?? null,
    left: street?.left ?? true,
    front: footprint.base,
    homes: (floor * share * QUARTER_STYLES[site.block.type].crowding) / FLOOR_PER_PERSON,
    name,
  }
  site.buildings.push(building)
  return building
}

function nearestFrontage(site: BlockSite, point: Point): Frontage | null {
  let best: Frontage | null = null
  let nearest = Infinity
  for (const frontage of site.frontages) {
    const away = distanceToLine(point, frontage.line) + (frontage.halfWidth <= HALF_WIDTHS.footway ? 40 : 0)
    if (away >= nearest) continue
    nearest = away
    best = frontage
  }
  return best
}
