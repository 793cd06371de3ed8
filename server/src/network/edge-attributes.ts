import type { OsmTags } from '../osm/osm-extract.ts'
import type { CrossingKind } from './crossing.ts'
import { findCrossingKind, isCrossingWay } from './crossing.ts'
import type { UnreadableTag } from './tag-reader.ts'
import { createTagReader, parseWidthMetres, readKerb, readKerbHeight, readWheelchair } from './tag-reader.ts'
import { parseDurationMinutes, parseIncline, parseStepCount } from './tag-values.ts'
import { getFootOneway } from './walkable.ts'

/** What the tags of a way say about walking on it. Null is "the map does not say", never "no". Equal objects are shared. */
export interface EdgeAttributes {
  /** Value of `highway` (footway, residential, steps …), or `ferry`, `platform`, `area` (straight line across a square). */
  readonly kind: string
  /** Number of steps where `kind` is steps and the count is mapped. */
  readonly stepCount: number | null
  readonly handrail: boolean | null
  /** `ramp=yes` or a ramp for prams or wheelchairs beside steps; false where the only ramp is a groove for bicycles. */
  readonly ramp: boolean | null
  readonly rampWheelchair: boolean | null
  readonly rampStroller: boolean | null
  /** As tagged for walkers (`sidewalk:…` and `footway:…` before the plain key); several values joined by `;`. */
  readonly surface: string | null
  readonly smoothness: string | null
  readonly tracktype: string | null
  /** Signed, in the direction of the way; null where unknown. `up`/`down` without a figure is in `inclineDirection`. */
  readonly inclinePercent: number | null
  readonly inclineDirection: 'up' | 'down' | null
  readonly widthMetres: number | null
  /** Kerb of a crossing way; kerbs along a street are not read. */
  readonly kerb: string | null
  readonly kerbHeightMetres: number | null
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
  readonly lit: boolean | null
  /** Kind of crossing where the way itself is one (`footway=crossing`) and no node on it says so already. */
  readonly crossing: CrossingKind | null
  /** Highest class of street that such a way crosses, where known. */
  readonly crossedStreet: string | null
  /** Foot traffic in one direction only: 1 along the way, −1 against it, 0 both. */
  readonly footOneway: -1 | 0 | 1
  /** Minutes the whole ferry takes, every edge of its way alike; null elsewhere and where it is not mapped. */
  readonly ferryMinutes: number | null
  /** The way is an elevator: its wait is paid on it. */
  readonly elevator: boolean
  readonly indoor: boolean
}

/** From smooth to impassable. */
const SMOOTHNESS: readonly string[] = [
  'excellent',
  'good',
  'intermediate',
  'bad',
  'very_bad',
  'horrible',
  'very_horrible',
  'impassable',
]
const RAMP_YES = /^(yes|both|left|right|center|middle|up|down|limited|designated|automatic|manual|portable)$/
const HANDRAIL_YES = /^(yes|both|left|right|center|middle|multiple)$/
const LIT_YES = /^(yes|automatic|limited|interval|operating_times|sunset-sunrise|dusk-dawn|24\/7|good|poor|low)$/
/** Where a mapper may describe the walkers' part of a street, most specific first. */
const WALKER_PREFIXES = ['sidewalk:both:', 'sidewalk:', 'sidewalk:right:', 'sidewalk:left:', 'footway:', '']
const SURFACE_KEYS = WALKER_PREFIXES.map((prefix) => `${prefix}surface`)
const SMOOTHNESS_KEYS = WALKER_PREFIXES.map((prefix) => `${prefix}smoothness`)
const WIDTH_KEYS = WALKER_PREFIXES.map((prefix) => `${prefix}width`)

/**
 * Reads the attributes of a walkable way.
 * @param kind from `findWalkableKind`
 * @param crossedStreet highest street class crossed by a crossing way without a crossing node, else null
 * @param isCrossing whether the delay of a crossing is paid on the way itself
 * @param onUnreadable is told every tag whose value could not be read; the attribute is then null
 */
export function createEdgeAttributes(
  tags: OsmTags,
  kind: string,
  isCrossing: boolean,
  crossedStreet: string | null,
  onUnreadable: UnreadableTag,
): EdgeAttributes {
  const read = createTagReader(tags, onUnreadable)
  const isSteps = kind === 'steps'
  const incline = read('incline', parseIncline)
  const rampWheelchair = isSteps ? read('ramp:wheelchair', parseRamp) : null
  const rampStroller = isSteps ? read('ramp:stroller', parseRamp) : null
  const crossesHere = isCrossingWay(tags)
  return {
    kind,
    stepCount: isSteps ? read('step_count', parseStepCount) : null,
    handrail: isSteps ? readHandrail(tags, read('handrail', parseHandrail)) : null,
    ramp: isSteps ? combineRamps(tags, read('ramp', parseRamp), rampWheelchair, rampStroller) : null,
    rampWheelchair,
    rampStroller,
    surface: tags[findKey(tags, SURFACE_KEYS)]?.trim().toLowerCase() || null,
    smoothness: read(findKey(tags, SMOOTHNESS_KEYS), parseSmoothness),
    tracktype: read('tracktype', parseTracktype),
    inclinePercent: incline?.percent ?? null,
    inclineDirection: incline?.direction ?? null,
    widthMetres: read(findKey(tags, WIDTH_KEYS), parseWidthMetres) ?? read('est_width', parseWidthMetres),
    kerb: crossesHere ? readKerb(tags) : null,
    kerbHeightMetres: crossesHere ? readKerbHeight(read) : null,
    wheelchair: readWheelchair(tags),
    lit: read('lit', parseLit),
    crossing: isCrossing ? findCrossingKind(tags) : null,
    crossedStreet: isCrossing ? crossedStreet : null,
    footOneway: getFootOneway(tags),
    ferryMinutes: kind === 'ferry' ? read('duration', parseDurationMinutes) : null,
    elevator: kind === 'elevator',
    indoor: tags.indoor !== undefined && tags.indoor !== 'no',
  }
}

/** The straight lines across a square: the square's own surface, but no crossing, kerb or direction. */
export function createAreaAttributes(tags: OsmTags): EdgeAttributes {
  // Unreadable values were reported with the outline.
  const outline = createEdgeAttributes(tags, 'area', false, null, () => {})
  return { ...outline, kerb: null, kerbHeightMetres: null, footOneway: 0 }
}

/** The first of the keys that is tagged, else the last. */
function findKey(tags: OsmTags, keys: readonly string[]): string {
  return keys.find((key) => tags[key] !== undefined) ?? keys[keys.length - 1]
}

/** The roughest of several values. */
function parseSmoothness(text: string): string | null {
  const ranks = text.split(';').map((value) => SMOOTHNESS.indexOf(value.trim().toLowerCase()))
  return Math.min(...ranks) < 0 ? null : SMOOTHNESS[Math.max(...ranks)]
}

/** The softest of several grades. */
function parseTracktype(text: string): string | null {
  const grades = text.split(';').map((value) => value.trim().toLowerCase())
  return grades.every((grade) => /^grade[1-5]$/.test(grade)) ? (grades.sort().pop() ?? null) : null
}

function parseRamp(text: string): boolean | null {
  // `separate` ramps are ways of their own: the steps themselves have none.
  if (text === 'no' || text === 'separate') return false
  return RAMP_YES.test(text) ? true : null
}

function combineRamps(tags: OsmTags, ramp: boolean | null, wheelchair: boolean | null, stroller: boolean | null) {
  if (wheelchair === true || stroller === true) return true
  return ramp === true && tags['ramp:bicycle'] === 'yes' ? false : ramp
}

function parseHandrail(text: string): boolean | null {
  if (text === 'no') return false
  return text.split(';').some((value) => HANDRAIL_YES.test(value.trim())) ? true : null
}

function readHandrail(tags: OsmTags, handrail: boolean | null): boolean | null {
  const sides = ['handrail:left', 'handrail:right', 'handrail:center'].map((key) => tags[key])
  return sides.includes('yes') ? true : handrail
}

function parseLit(text: string): boolean | null {
  if (text === 'no' || text === 'disused' || text === 'never') return false
  // Opening-hours syntax (`Mo-Su 06:00-22:00`) is a light that is on at some time.
  return LIT_YES.test(text) || /\d:\d\d/.test(text) ? true : null
}
