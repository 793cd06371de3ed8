/**
 * Travel times from origins to places as sparse typed arrays: the one structure from which every measure is computed. Directed:
 * the time from i to j says nothing about the way back. A pair that is not there is out of reach.
 */
export interface TimeMatrix {
  readonly originCount: number
  readonly placeCount: number
  /** Length originCount + 1: pairs of origin i are originFirst[i] … originFirst[i + 1] − 1. */
  readonly originFirst: Uint32Array
  /** Place index per pair. Within an origin by time, ties by index. */
  readonly place: Uint32Array
  /** Minutes ≥ 0 per pair, ascending within an origin. */
  readonly minutes: Float64Array
}

/** A matrix with ids as it comes from outside; pairs by origin, in any order within one. */
export interface PairTable {
  readonly fromIds: readonly string[]
  readonly toIds: readonly string[]
  /** Length `fromIds.length + 1`. */
  readonly fromFirst: Uint32Array
  /** Position in `toIds` per pair. */
  readonly to: Uint32Array
  /** ≥ 0 per pair, in any unit of time. */
  readonly cost: Float64Array
}

export interface JoinedMatrix {
  readonly matrix: TimeMatrix
  /** 1 where the table names the origin, even if no pair of it has a time. */
  readonly isOriginNamed: Uint8Array
  /** 1 where the table names the place. */
  readonly isPlaceNamed: Uint8Array
  /** How many ids of the table are no origin or no place and were left out. */
  readonly unknownOrigins: number
  readonly unknownPlaces: number
}

/**
 * Brings a table into the order of origins and places: every one of them is there, also those that the table does not name.
 * O(pairs · log (pairs of an origin)).
 *
 * @param originIds, placeIds each id once
 * @param unitsPerMinute how many units of the table's cost make a minute: 60 for seconds
 */
export function joinMatrix(
  table: PairTable,
  originIds: readonly string[],
  placeIds: readonly string[],
  unitsPerMinute = 1,
): JoinedMatrix {
  const fromOfId = positionsOf(table.fromIds)
  const placeOfId = positionsOf(placeIds)
  const placeOfTo = table.toIds.map((id) => placeOfId.get(id) ?? NOT_THERE)
  const isOriginNamed = new Uint8Array(originIds.length)
  const isPlaceNamed = new Uint8Array(placeIds.length)
  for (const place of placeOfTo) if (place !== NOT_THERE) isPlaceNamed[place] = 1

  const originFirst = new Uint32Array(originIds.length + 1)
  const pairOrder = new Uint32Array(table.to.length)
  let count = 0
  originIds.forEach((id, origin) => {
    const from = fromOfId.get(id)
    if (from !== undefined) {
      isOriginNamed[origin] = 1
      for (let pair = table.fromFirst[from]; pair < table.fromFirst[from + 1]; pair++) {
        if (placeOfTo[table.to[pair]] !== NOT_THERE) pairOrder[count++] = pair
      }
    }
    originFirst[origin + 1] = count
    pairOrder
      .subarray(originFirst[origin], count)
      .sort((a, b) => table.cost[a] - table.cost[b] || placeOfTo[table.to[a]] - placeOfTo[table.to[b]])
  })
  const place = new Uint32Array(count)
  const minutes = new Float64Array(count)
  for (let n = 0; n < count; n++) {
    place[n] = placeOfTo[table.to[pairOrder[n]]]
    minutes[n] = table.cost[pairOrder[n]] / unitsPerMinute
  }
  return {
    matrix: { originCount: originIds.length, placeCount: placeIds.length, originFirst, place, minutes },
    isOriginNamed,
    isPlaceNamed,
    unknownOrigins: table.fromIds.length - isOriginNamed.reduce((sum, named) => sum + named, 0),
    unknownPlaces: table.toIds.length - isPlaceNamed.reduce((sum, named) => sum + named, 0),
  }
}

const NOT_THERE = -1

function positionsOf(ids: readonly string[]): Map<string, number> {
  const positions = new Map(ids.map((id, index) => [id, index]))
  if (positions.size !== ids.length)
    throw new RangeError(`${ids.length} ids hold only ${positions.size} different ones`)
  return positions
}
