export type Box = readonly [west: number, south: number, east: number, north: number]

/**
 * What the map shows first: the region, or, where the street data cover only a part of it, that part, because beyond it
 * nothing can be said. Where the two do not meet, the region.
 */
export function findInitialBounds(region: readonly number[], network: readonly number[]): Box {
  const west = Math.max(region[0], network[0])
  const south = Math.max(region[1], network[1])
  const east = Math.min(region[2], network[2])
  const north = Math.min(region[3], network[3])
  return west < east && south < north ? [west, south, east, north] : [region[0], region[1], region[2], region[3]]
}
