/**
 * What one question (kinds, rank, threshold) means for every cell: served or not, sure or not, how far beyond.
 * Independent of people and districts, so one outcome serves every group and level. O(cells · kinds).
 */
import { CELL_STATUS } from '../reach/cell-status.ts'
import { UNREACHED, type NearestTable } from '../reach/nearest-table.ts'
import { checkKinds, checkThreshold, computeFifteenMinuteScore, type ScoreKind } from './fifteen-minute-score.ts'
import { computeGap } from './gap.ts'

/** One byte per cell. Everything but `served` is unserved; the last two are unknown. */
export const OUTCOME = {
  served: 0,
  /** Not served, and no place beyond the edge of the data could change that. */
  unserved: 1,
  /** Not served by what the data holds, but so near its edge that a place beyond could serve. */
  uncertain: 2,
  /** Cannot be assessed: outside what the street data covers. */
  outsideNetwork: 3,
  /** Cannot be assessed: no usable street near. */
  noStreet: 4,
} as const

export interface CellOutcome {
  /** `OUTCOME` per cell. */
  readonly state: Uint8Array
  /** The time that counts, or `UNREACHED`: to the nearest place (of the rank), or until the last kind of a score is reached. */
  readonly deciseconds: Uint16Array
  /** Longest time that the search looked for. */
  readonly cutoffDeciseconds: number
  /** 0 … 1, see gap.ts; of a score the weighted mean over its kinds. 1 where the cell cannot be assessed. */
  readonly gap: Float64Array
  /** 0 … 1 per cell, 0 where it cannot be assessed; null outside score mode. */
  readonly score: Float64Array | null
}

/** Cells as the question sees them: `CELL_STATUS` and as-the-crow-flies deciseconds to the edge of the data, per cell. */
export interface CellContext {
  readonly cellStatus: Uint8Array
  readonly edgeDeciseconds: Uint16Array
}

/**
 * A cell is served where the rank-th nearest place is at most `thresholdDeciseconds` away.
 *
 * @param nearest times of the chosen kinds (several kinds: merged by `mergeNearest`)
 * @param rank 1 … nearest.k
 * @param thresholdDeciseconds inclusive, 0 … cutoff
 */
export function computeCellOutcome(
  nearest: NearestTable,
  rank: number,
  thresholdDeciseconds: number,
  context: CellContext,
): CellOutcome {
  checkThreshold(nearest, rank, thresholdDeciseconds)
  checkContext(nearest.originCount, context)
  const { originCount, cutoffDeciseconds } = nearest
  const state = new Uint8Array(originCount)
  const gap = new Float64Array(originCount)
  const deciseconds = nearest.deciseconds.slice((rank - 1) * originCount, rank * originCount)
  for (let cell = 0; cell < originCount; cell++) {
    const unknown = unknownState(context.cellStatus[cell])
    if (unknown !== null) {
      state[cell] = unknown
      deciseconds[cell] = UNREACHED
      gap[cell] = 1
      continue
    }
    const time = deciseconds[cell]
    if (time !== UNREACHED && time <= thresholdDeciseconds) continue
    state[cell] = context.edgeDeciseconds[cell] <= thresholdDeciseconds ? OUTCOME.uncertain : OUTCOME.unserved
    gap[cell] = computeGap(time, thresholdDeciseconds)
  }
  return { state, deciseconds, cutoffDeciseconds, gap, score: null }
}

/**
 * A cell is served where every kind is within its own threshold; its time is the one to the kind reached last.
 *
 * @param kinds at least one, of the same origins
 * @param rank 1 … k of each table
 */
export function computeScoreOutcome(kinds: readonly ScoreKind[], rank: number, context: CellContext): CellOutcome {
  checkKinds(kinds, rank)
  const originCount = kinds[0].nearest.originCount
  checkContext(originCount, context)
  const score = computeFifteenMinuteScore(kinds, rank)
  const state = new Uint8Array(originCount)
  const gap = new Float64Array(originCount)
  const deciseconds = new Uint16Array(originCount)
  let weightSum = 0
  let cutoffDeciseconds = Infinity
  for (const { nearest, thresholdDeciseconds, weight } of kinds) {
    weightSum += weight
    cutoffDeciseconds = Math.min(cutoffDeciseconds, nearest.cutoffDeciseconds)
    const first = (rank - 1) * originCount
    for (let cell = 0; cell < originCount; cell++) {
      const time = nearest.deciseconds[first + cell]
      // UNREACHED is the largest value, so that the maximum keeps it.
      if (time > deciseconds[cell]) deciseconds[cell] = time
      if (time !== UNREACHED && time <= thresholdDeciseconds) continue
      gap[cell] += weight * computeGap(time, thresholdDeciseconds)
      // One kind that is surely out of reach settles it: places beyond the edge could then not complete the set.
      if (context.edgeDeciseconds[cell] > thresholdDeciseconds) state[cell] = OUTCOME.unserved
      else if (state[cell] === OUTCOME.served) state[cell] = OUTCOME.uncertain
    }
  }
  for (let cell = 0; cell < originCount; cell++) {
    const unknown = unknownState(context.cellStatus[cell])
    if (unknown === null) {
      gap[cell] /= weightSum
    } else {
      state[cell] = unknown
      deciseconds[cell] = UNREACHED
      gap[cell] = 1
      score[cell] = 0
    }
  }
  return { state, deciseconds, cutoffDeciseconds, gap, score }
}

function unknownState(status: number): number | null {
  if (status === CELL_STATUS.connected) return null
  return status === CELL_STATUS.outsideNetwork ? OUTCOME.outsideNetwork : OUTCOME.noStreet
}

function checkContext(originCount: number, { cellStatus, edgeDeciseconds }: CellContext): void {
  if (cellStatus.length !== originCount || edgeDeciseconds.length !== originCount) {
    throw new RangeError(
      `${originCount} cells need as many statuses and edge times, got ${cellStatus.length} and ${edgeDeciseconds.length}`,
    )
  }
}
