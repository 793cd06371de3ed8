/** Streets with wheeled traffic, from the calmest to the busiest; links count as their class. */
const STREET_CLASSES = [
  'service',
  'living_street',
  'residential',
  'unclassified',
  'tertiary',
  'secondary',
  'primary',
  'trunk',
  'motorway',
] as const
const RANK_OF_CLASS: ReadonlyMap<string, number> = new Map(STREET_CLASSES.map((name, rank) => [name, rank]))

/** Position of a `highway` value in the order of streets, or −1 for footways, paths, tracks and everything else. */
export function getStreetRank(highway: string | undefined): number {
  if (highway === undefined) return -1
  const name = highway.endsWith('_link') ? highway.slice(0, -'_link'.length) : highway
  return RANK_OF_CLASS.get(name) ?? -1
}

/** The class for a rank of `getStreetRank`, or null for −1. */
export function getStreetClass(rank: number): string | null {
  return rank < 0 ? null : STREET_CLASSES[rank]
}
