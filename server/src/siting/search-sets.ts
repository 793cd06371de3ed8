/**
 * Greedy addition and vertex interchange from several starts, then the swaps around the best set: good sets of a given size,
 * without a proof. Deterministic for the same seed.
 */
import { addGreedily } from './greedy-add.ts'
import { improveByInterchange, lossTolerance, SwapState } from './interchange.ts'
import type { LossTable } from './loss-table.ts'
import { createSeededRandom } from './seeded-random.ts'
import { SetPool } from './set-pool.ts'

export interface SearchInput {
  readonly goals: readonly LossTable[]
  readonly eligible: Uint32Array
  readonly isForced: Uint8Array
  /** 1 … eligible.length, at least the number of forced candidates. */
  readonly siteCount: number
  readonly seed: number
  readonly starts: number
  /** Sets tried beside the greedy one: good sets of a neighbouring question. */
  readonly hints?: readonly (readonly number[])[]
  readonly shouldStop?: () => boolean
  readonly onBetter?: (chosen: readonly number[]) => void
}

const POOL_SIZE = 64
/** Shares of sites that are replaced by chance to leave a set that no swap improves. */
const SMALL_SHAKE = 0.15
const LARGE_SHAKE = 0.4

export function searchSets(input: SearchInput): SetPool {
  const { goals, eligible, isForced, siteCount, shouldStop } = input
  const pool = new SetPool(goals, POOL_SIZE)
  const random = createSeededRandom(input.seed)
  const forced = [...eligible].filter((j) => isForced[j] === 1)
  const add = (chosen: readonly number[]): void => {
    if (pool.add(chosen)) input.onBetter?.(pool.sets[0].chosen)
  }
  // Ties are left for the best set: deciding them in every start would look at the larger tables all the time.
  const improve = (start: readonly number[]): void =>
    add(improveByInterchange({ goals: goals.slice(0, 1), eligible, isForced, shouldStop }, start))
  const fill = (start: readonly number[]): number[] => {
    const chosen = new Set([...forced, ...start])
    while (chosen.size < siteCount) chosen.add(eligible[Math.floor(random() * eligible.length)])
    return [...chosen].slice(0, siteCount)
  }

  const greedy = addGreedily({ goals, eligible, siteCount, start: forced })
  add(greedy)
  improve(greedy)
  for (const hint of input.hints ?? []) {
    const start = addGreedily({
      goals: goals.slice(0, 1),
      eligible,
      siteCount,
      start: [...new Set([...forced, ...hint])].slice(0, siteCount),
    })
    improve(start)
  }
  for (let start = 1; start < input.starts && forced.length < siteCount && shouldStop?.() !== true; start++) {
    // In turn: sites by chance, and the best set with some of its sites replaced by chance.
    const replaced = start % 4 === 1 ? 1 : start % 2 === 0 ? SMALL_SHAKE : LARGE_SHAKE
    const left = Math.floor(random() * siteCount)
    const kept = pool.sets[0].chosen.filter((_, n) => n !== left && random() >= replaced)
    improve(fill(kept))
  }
  add(improveByInterchange({ goals, eligible, isForced, shouldStop }, pool.sets[0].chosen))
  return pool
}

/** Sets one swap away from the best of the pool, as far as their first loss is at most this; they join the pool. */
export function addNeighbours(pool: SetPool, input: SearchInput, largestLoss: number): void {
  const best = pool.sets[0]
  const state = new SwapState(input.goals[0], best.chosen)
  const room = largestLoss - best.losses[0] + lossTolerance(input.goals[0])
  const found: { readonly change: number; readonly position: number; readonly j: number }[] = []
  let limit = room
  for (const j of input.eligible) {
    if (state.isOpen(j)) continue
    state.look(j)
    for (let position = 0; position < best.chosen.length; position++) {
      const change = state.change[position]
      if (input.isForced[best.chosen[position]] === 1 || change > limit) continue
      found.push({ change, position, j })
    }
    if (found.length > 4 * POOL_SIZE) {
      found.sort((a, b) => a.change - b.change || a.j - b.j || a.position - b.position)
      found.length = POOL_SIZE
      limit = Math.min(limit, found[POOL_SIZE - 1].change)
    }
  }
  found.sort((a, b) => a.change - b.change || a.j - b.j || a.position - b.position)
  for (const { position, j } of found.slice(0, POOL_SIZE)) {
    pool.add(best.chosen.map((open, n) => (n === position ? j : open)))
  }
}
