import { SITING_LIMITS } from '../contract/siting.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { joinReachChunks, prepareReachInput } from '../reach/compute-reach-table.ts'
import type { ReachTable } from '../reach/nearest-table.ts'
import type { PreparedOrigins } from '../reach/reach-index.ts'
import { createReachQuery } from '../reach/reach-query.ts'
import { TooManyPairs } from './search-refused.ts'

/** Candidates between two looks at how many pairs there are. */
const BLOCK = 64

/**
 * Who reaches which candidate within the cutoff: one bounded search per candidate against the direction of walking. About 6 bytes per pair.
 *
 * @throws TooManyPairs as soon as there are more pairs than a search takes
 */
export function reachInBlocks(
  origins: PreparedOrigins,
  entrances: SnappedPoints,
  entranceCandidate: Uint32Array,
  candidateCount: number,
  cutoffDeciseconds: number,
  onProgress: (share: number) => void,
): ReachTable {
  const input = prepareReachInput(origins, entrances, entranceCandidate, candidateCount, cutoffDeciseconds)
  const query = createReachQuery(input)
  const chunks = []
  let pairs = 0
  for (let first = 0; first < candidateCount; first += BLOCK) {
    const end = Math.min(candidateCount, first + BLOCK)
    query.append(first, end)
    const chunk = query.take()
    chunks.push(chunk)
    pairs += chunk.cell.length
    if (pairs > SITING_LIMITS.pairs) refuseSize(candidateCount, Math.floor((end * SITING_LIMITS.pairs) / pairs))
    onProgress(end / candidateCount)
  }
  return joinReachChunks(input, chunks)
}

function refuseSize(candidateCount: number, possible: number): never {
  const millions = SITING_LIMITS.pairs / 1e6
  // A little fewer than the first ones would allow: others may reach more.
  const advice = Math.max(1, Math.floor((possible * 0.8) / 100) * 100 || Math.floor(possible * 0.8))
  throw new TooManyPairs(
    `Von ${candidateCount} möglichen Standorten aus ergeben sich mehr als ${millions} Millionen Paare aus Standort und bewohnter Zelle; mehr wird nicht auf einmal durchsucht. Bitte mit Flächen eingrenzen oder mit „candidates.atMost“ etwa ${advice} gleichmäßig verteilte verlangen.`,
    `${candidateCount} possible sites make more than ${millions} million pairs of a site and an inhabited cell; no more are searched at once. Narrow them down by areas, or ask for about ${advice} evenly spread ones with "candidates.atMost".`,
    advice,
  )
}
