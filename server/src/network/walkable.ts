import type { OsmTags } from '../osm/osm-extract.ts'

/**
 * Which ways of OpenStreetMap people may walk on. Rules: docs/methods/walking-times.md, section "Which ways count".
 * They are the same for every profile; what a profile cannot use is decided in `edge-remarks.ts`.
 */

const WALKABLE_HIGHWAYS: ReadonlySet<string> = new Set([
  'footway',
  'path',
  'pedestrian',
  'steps',
  'living_street',
  'residential',
  'service',
  'track',
  'unclassified',
  'road',
  'tertiary',
  'tertiary_link',
  'secondary',
  'secondary_link',
  'primary',
  'primary_link',
  'cycleway',
  'bridleway',
  'corridor',
  'platform',
  'elevator',
])
/** Closed unless a sidewalk or `foot` says otherwise. */
const WALKABLE_WITH_SIDEWALK: ReadonlySet<string> = new Set(['trunk', 'trunk_link', 'busway', 'bus_guideway'])

const CLOSED_ACCESS: ReadonlySet<string> = new Set(['no', 'private'])
const FOOT_WELCOME: ReadonlySet<string> = new Set([
  'yes',
  'designated',
  'permissive',
  'official',
  'destination',
  'customers',
])
const SIDEWALK_HERE: ReadonlySet<string> = new Set(['yes', 'both', 'left', 'right'])
/** T1 on the Swiss scale; everything harder needs more than shoes. */
const EASY_SAC_SCALES: ReadonlySet<string> = new Set(['strolling', 'hiking', 'T1', 'no'])
const HARD_SAC_SCALE = /hiking|T[2-6]/

/** What `foot`, else `access`, says: true or false, or null where neither is tagged. `foot` outweighs `access`. */
export function isFootAllowed(tags: OsmTags): boolean | null {
  if (tags.foot !== undefined) return !CLOSED_ACCESS.has(tags.foot)
  if (tags.access !== undefined) return !CLOSED_ACCESS.has(tags.access)
  return null
}

/** Whether `foot` itself invites walkers (`yes`, `designated`, `permissive` …). */
export function isFootWelcome(tags: OsmTags): boolean {
  return tags.foot !== undefined && FOOT_WELCOME.has(tags.foot)
}

function hasSidewalk(tags: OsmTags): boolean {
  return (
    (tags.sidewalk !== undefined && SIDEWALK_HERE.has(tags.sidewalk)) ||
    tags['sidewalk:both'] === 'yes' ||
    tags['sidewalk:left'] === 'yes' ||
    tags['sidewalk:right'] === 'yes'
  )
}

function isHardHike(tags: OsmTags): boolean {
  const scale = tags.sac_scale
  return scale !== undefined && !EASY_SAC_SCALES.has(scale) && HARD_SAC_SCALE.test(scale)
}

/**
 * The kind of walking on a way or area with these tags, or null where nobody walks: the value of `highway`, `platform`
 * for railway and bus platforms, or `ferry`.
 */
export function findWalkableKind(tags: OsmTags): string | null {
  const { highway } = tags
  if (highway === undefined) {
    if (tags.route === 'ferry') return isFootAllowed(tags) === false ? null : 'ferry'
    const isPlatform = tags.railway === 'platform' || tags.public_transport === 'platform'
    return isPlatform && isFootAllowed(tags) !== false ? 'platform' : null
  }
  if (tags.motorroad === 'yes' || isHardHike(tags) || isFootAllowed(tags) === false) return null
  if (WALKABLE_HIGHWAYS.has(highway)) return highway
  return WALKABLE_WITH_SIDEWALK.has(highway) && (hasSidewalk(tags) || isFootWelcome(tags)) ? highway : null
}

/** Whether a closed way with these tags is a surface to walk across, not only a line to walk along. */
export function isWalkableArea(tags: OsmTags): boolean {
  if (tags.area !== 'yes' || tags.highway === 'steps' || tags.highway === 'elevator') return false
  const kind = findWalkableKind(tags)
  return kind !== null && kind !== 'ferry'
}

/** Foot traffic in one direction: 1 along the way, −1 against it, 0 both. Plain `oneway` binds escalators only. */
export function getFootOneway(tags: OsmTags): -1 | 0 | 1 {
  const foot = readDirection(tags['oneway:foot'])
  if (foot !== null) return foot
  if (tags.conveying === undefined || tags.conveying === 'no') return 0
  // `conveying=yes` only says that it moves; then the direction, if any, is in `oneway`.
  return (tags.conveying === 'yes' ? null : readDirection(tags.conveying)) ?? readDirection(tags.oneway) ?? 0
}

function readDirection(value: string | undefined): -1 | 0 | 1 | null {
  if (value === 'yes' || value === '1' || value === 'true' || value === 'forward') return 1
  if (value === '-1' || value === 'reverse' || value === 'backward') return -1
  return value === 'no' || value === 'reversible' ? 0 : null
}
