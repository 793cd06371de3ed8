/**
 * Puts positions into a ring wherever its edges meet, so that afterwards edges share ends or whole edges and nothing else.
 * Intersections are rounded, which may bend an edge into another one; therefore the search is repeated until nothing is found.
 */
import type { LngLat, Ring } from './bounds.ts'
import { listEdgeMeetings } from './ring-crossings.ts'

const MAXIMUM_ROUNDS = 5
const MAXIMUM_MEETINGS = 20_000

/** The ring with the positions put in; the same object where its edges meet at its own positions only. Undefined where it does not settle. */
export function nodeRing(ring: Ring): Ring | undefined {
  let current = ring
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const meetings = listEdgeMeetings([current], MAXIMUM_MEETINGS)
    if (meetings.length >= MAXIMUM_MEETINGS) return undefined
    const additions = new Map<number, LngLat[]>()
    for (const { edgeA, edgeB, positions } of meetings) {
      for (const position of positions) {
        for (const edge of [edgeA, edgeB]) {
          if (isSame(position, current[edge]) || isSame(position, current[edge + 1])) continue
          const list = additions.get(edge)
          if (list === undefined) additions.set(edge, [position])
          else list.push(position)
        }
      }
    }
    if (additions.size === 0) return meetings.some((meeting) => meeting.kind === 'crossing') ? undefined : current
    current = insertPositions(current, additions)
  }
  return undefined
}

function insertPositions(ring: Ring, additions: ReadonlyMap<number, readonly LngLat[]>): Ring {
  const result: LngLat[] = []
  ring.forEach((position, i) => {
    result.push(position)
    const added = additions.get(i)
    if (added === undefined) return
    const along = ([x, y]: LngLat) => Math.abs(x - position[0]) + Math.abs(y - position[1])
    for (const next of [...added].sort((a, b) => along(a) - along(b))) {
      if (!isSame(next, result[result.length - 1])) result.push(next)
    }
  })
  return result
}

function isSame(a: LngLat, b: LngLat): boolean {
  return a[0] === b[0] && a[1] === b[1]
}
