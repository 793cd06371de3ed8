import type { OsmTags } from '../osm/osm-extract.ts'
import type { CrossingKind } from './crossing.ts'
import { findCrossingKind } from './crossing.ts'
import type { ReadTag, UnreadableTag } from './tag-reader.ts'
import { createTagReader, parseWidthMetres, readKerb, readKerbHeight, readWheelchair } from './tag-reader.ts'
import { isFootAllowed, isFootWelcome } from './walkable.ts'

/** What the tags of a node say about passing through it. Null is "the map does not say". Equal objects are shared. */
export interface NodeAttributes {
  /** Value of `barrier` (kerbs are in `kerb`), or null. */
  readonly barrier: string | null
  /** False where `foot`, else `access`, forbids walking through, and at fences, walls and locked gates unless `foot` invites. */
  readonly footAllowed: boolean
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
  readonly kerb: string | null
  readonly kerbHeightMetres: number | null
  /** Clear width of a gate, bollard row or cycle barrier. */
  readonly widthMetres: number | null
  readonly crossing: CrossingKind | null
  /** Highest class of street through a crossing or kerb node (primary … service), or null. */
  readonly crossedStreet: string | null
  readonly elevator: boolean
}

/** A node where nothing happens but streets meeting: entry 0 of `StreetNetwork.nodeAttributes`. */
export const PLAIN_NODE: NodeAttributes = {
  barrier: null,
  footAllowed: true,
  wheelchair: null,
  kerb: null,
  kerbHeightMetres: null,
  widthMetres: null,
  crossing: null,
  crossedStreet: null,
  elevator: false,
}

const IMPASSABLE_BARRIERS: ReadonlySet<string> = new Set(['fence', 'wall', 'city_wall', 'retaining_wall', 'hedge'])

/**
 * Reads a node on a walkable way; null for a plain one. `crossedStreet` is still null: which streets pass is known only
 * after all ways were seen.
 */
export function findNodeAttributes(tags: OsmTags, onUnreadable: UnreadableTag): NodeAttributes | null {
  const barrier = tags.barrier === undefined || tags.barrier === 'no' || tags.barrier === 'kerb' ? null : tags.barrier
  const kerb = readKerb(tags)
  const crossing = findCrossingKind(tags)
  const elevator = tags.highway === 'elevator'
  if (barrier === null && kerb === null && crossing === null && !elevator) return null
  const read = createTagReader(tags, onUnreadable)
  return {
    barrier,
    footAllowed: barrier !== null || elevator ? isPassable(tags, barrier) : true,
    wheelchair: readWheelchair(tags),
    kerb,
    kerbHeightMetres: kerb === null ? null : readKerbHeight(read),
    widthMetres: barrier === null ? null : readClearWidth(tags, read),
    crossing,
    crossedStreet: null,
    elevator,
  }
}

function isPassable(tags: OsmTags, barrier: string | null): boolean {
  if (isFootAllowed(tags) === false) return false
  const isShut = (barrier !== null && IMPASSABLE_BARRIERS.has(barrier)) || tags.locked === 'yes'
  return !isShut || isFootWelcome(tags)
}

/** `width` of a bollard or cycle barrier is its own size; only of a gate it is the opening. */
function readClearWidth(tags: OsmTags, read: ReadTag): number | null {
  const clear = read('maxwidth:physical', parseWidthMetres) ?? read('opening', parseWidthMetres)
  return clear ?? (/gate|entrance/.test(tags.barrier) ? read('width', parseWidthMetres) : null)
}
