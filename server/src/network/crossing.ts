import type { OsmTags } from '../osm/osm-extract.ts'
import type { CrossingDelays } from './profile.ts'
import { getStreetRank } from './street-class.ts'

export type CrossingKind = 'signals' | 'zebra' | 'island' | 'uncontrolled' | 'unknown'

const SIGNALS: ReadonlySet<string> = new Set(['traffic_signals', 'pelican', 'toucan', 'puffin', 'pegasus'])
const PLAIN: ReadonlySet<string> = new Set(['uncontrolled', 'unmarked', 'informal'])
const TERTIARY_RANK = getStreetRank('tertiary')

/** Whether the way itself is the crossing of a street, drawn from kerb to kerb. */
export function isCrossingWay(tags: OsmTags): boolean {
  return tags.footway === 'crossing' || tags.path === 'crossing' || tags.cycleway === 'crossing'
}

/** The kind of crossing that the tags of a node or crossing way describe, or null where they describe none. */
export function findCrossingKind(tags: OsmTags): CrossingKind | null {
  const { crossing } = tags
  if (crossing === 'no' || (crossing === undefined && tags.highway !== 'crossing' && !isCrossingWay(tags))) return null
  if (isSet(tags['crossing:signals']) || SIGNALS.has(crossing) || SIGNALS.has(tags.crossing_ref)) return 'signals'
  // `marked` is what editors write for painted stripes; `uncontrolled` is used in both meanings, so it needs a second tag.
  const stripes = tags['crossing:markings']
  if (crossing === 'zebra' || crossing === 'marked' || tags.crossing_ref === 'zebra' || stripes?.startsWith('zebra')) {
    return 'zebra'
  }
  if (crossing === 'island' || isSet(tags['crossing:island']) || tags.traffic_calming === 'island') return 'island'
  return PLAIN.has(crossing) ? 'uncontrolled' : 'unknown'
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== 'no'
}

/**
 * Seconds lost at a crossing. Signals, stripes and islands cost the same on every street; any other crossing costs what
 * the class of street demands, and nothing on residential and quieter streets or where the street is not known.
 */
export function getCrossingDelaySeconds(
  kind: CrossingKind | null,
  crossedStreet: string | null,
  delays: CrossingDelays,
): number {
  if (kind === null) return 0
  if (kind === 'signals' || kind === 'zebra' || kind === 'island') return delays[kind]
  const rank = getStreetRank(crossedStreet ?? undefined)
  if (rank > TERTIARY_RANK) return delays.mainStreet
  return rank === TERTIARY_RANK ? delays.tertiary : 0
}
