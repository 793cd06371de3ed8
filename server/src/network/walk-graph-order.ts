import type { StreetNetwork } from './street-network.ts'

/** Steps per axis of the curve: 2¹⁵, so that a key (30 bits) and a position (23 bits) fit one double exactly. */
const CURVE_ORDER = 15
const POSITION_LIMIT = 2 ** (53 - 2 * CURVE_ORDER)

/**
 * Sorts places along a Hilbert curve over their bounding box; equal keys keep the given order.
 * `order` lists the places, `rank` gives the position per place (0 for places not listed).
 */
export function hilbertOrder(
  places: Uint32Array,
  placeStreetNode: Uint32Array,
  network: StreetNetwork,
  placeCount: number,
): { order: Uint32Array; rank: Uint32Array } {
  const { nodeLng, nodeLat } = network
  if (places.length > POSITION_LIMIT) {
    throw new RangeError(`${places.length} junctions are more than the ${POSITION_LIMIT} that one graph can order`)
  }
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i < places.length; i++) {
    const node = placeStreetNode[places[i]]
    west = Math.min(west, nodeLng[node])
    east = Math.max(east, nodeLng[node])
    south = Math.min(south, nodeLat[node])
    north = Math.max(north, nodeLat[node])
  }
  const last = 2 ** CURVE_ORDER - 1
  const scaleLng = east > west ? last / (east - west) : 0
  const scaleLat = north > south ? last / (north - south) : 0
  const keys = new Float64Array(places.length)
  for (let i = 0; i < places.length; i++) {
    const node = placeStreetNode[places[i]]
    const x = Math.floor((nodeLng[node] - west) * scaleLng)
    const y = Math.floor((nodeLat[node] - south) * scaleLat)
    keys[i] = hilbertKey(x, y) * POSITION_LIMIT + i
  }
  keys.sort()
  const order = new Uint32Array(places.length)
  const rank = new Uint32Array(placeCount)
  for (let i = 0; i < places.length; i++) {
    order[i] = places[keys[i] % POSITION_LIMIT]
    rank[order[i]] = i
  }
  return { order, rank }
}

/** Distance along the Hilbert curve of order 15 of the square (x, y), both 0 … 32767. */
function hilbertKey(x: number, y: number): number {
  let key = 0
  for (let side = 1 << (CURVE_ORDER - 1); side > 0; side >>>= 1) {
    const right = (x & side) > 0 ? 1 : 0
    const upper = (y & side) > 0 ? 1 : 0
    key = key * 4 + ((3 * right) ^ upper)
    if (upper === 0) {
      if (right === 1) {
        x = side - 1 - (x & (side - 1))
        y = side - 1 - (y & (side - 1))
      }
      const swap = x
      x = y
      y = swap
    }
  }
  return key
}
