import { checkCostMatrix, type CostMatrix } from './cost-matrix.ts'

/**
 * - `mclp`: most weight within the threshold
 * - `lscp`: fewest sites that serve all that can be served
 * - `backup`: of the sets with the fewest sites the one that serves most weight twice
 * - `pmedian`: least Σ weight · cost
 * - `pcenter`: least largest cost
 * - `capacitated`: as `pmedian`, but a site takes so much weight only
 * - `equity-coverage`: most weight of the highest need class within the threshold, then of all
 * - `equity-gap`: least Σ weight · gap², gap as in docs/methods/gap.md
 */
export type SitingModel =
  'mclp' | 'lscp' | 'backup' | 'pmedian' | 'pcenter' | 'capacitated' | 'equity-coverage' | 'equity-gap'

export const SITING_MODELS: readonly SitingModel[] = [
  'mclp',
  'lscp',
  'backup',
  'pmedian',
  'pcenter',
  'capacitated',
  'equity-coverage',
  'equity-gap',
]

/** Models that ask who is served within a threshold. */
export const THRESHOLD_MODELS: readonly SitingModel[] = ['mclp', 'lscp', 'backup', 'equity-coverage', 'equity-gap']
/** Models whose number of sites is the answer, not the question. */
export const COUNTING_MODELS: readonly SitingModel[] = ['lscp', 'backup']

/** Plain columns: may be sent to a process as it is. */
export interface SitingProblem {
  readonly model: SitingModel
  readonly matrix: CostMatrix
  /** Length demandCount: people or any weight, ≥ 0. Demand of weight 0 counts for nothing, also for `lscp` and `pcenter`. */
  readonly weight: Float64Array
  /** Candidates open in the end, forced ones and kept movable places included. Not for `lscp` and `backup`. */
  readonly siteCount?: number
  /** Inclusive, in the unit of the costs, > 0 for `equity-gap`. For the models of `THRESHOLD_MODELS`. */
  readonly threshold?: number
  /** Length demandCount: cost to the nearest place that stays in any case, Infinity where there is none. Not for `capacitated`. */
  readonly existingCost?: Float64Array
  /** As `existingCost`, to the second nearest such place; only `backup` asks. Default: there is none. */
  readonly existingSecondCost?: Float64Array
  /** Candidates that must be open. */
  readonly forced?: Uint32Array
  /** Candidates that must not be open. */
  readonly forbidden?: Uint32Array
  /**
   * Cost of demand that some candidate could serve but no chosen one does, or only at a higher cost than this. `pmedian`: default
   * twice the largest cost of the problem. `capacitated`: by default everything that can be reached must be served, whatever the cost.
   */
  readonly unservedCost?: number
  /** Length candidateCount, ≥ 0: weight that a candidate takes; only for `capacitated`. */
  readonly capacity?: Float64Array
  /** Whether the weight of one demand may be divided between sites; only for `capacitated`. Default no. */
  readonly mayDivide?: boolean
  /** Length demandCount: 1 for demand of the highest need class; only for `equity-coverage`. */
  readonly isNeediest?: Uint8Array
}

/** @throws RangeError with the offending value */
export function checkSitingProblem(problem: SitingProblem): void {
  const { model, matrix, weight, siteCount, threshold, unservedCost } = problem
  checkCostMatrix(matrix)
  const { demandCount, candidateCount } = matrix
  checkColumn('weight', weight, demandCount, (value) => value >= 0 && value < Infinity)
  checkColumn('existingCost', problem.existingCost, demandCount, (value) => value >= 0)
  checkColumn('existingSecondCost', problem.existingSecondCost, demandCount, (value) => value >= 0)
  checkColumn('capacity', problem.capacity, candidateCount, (value) => value >= 0)
  checkColumn('isNeediest', problem.isNeediest, demandCount, () => true)
  if (!COUNTING_MODELS.includes(model) && !(Number.isInteger(siteCount) && siteCount! >= 0)) {
    throw new RangeError(`siteCount must be a whole number from 0 for ${model}, not ${siteCount}`)
  }
  if (THRESHOLD_MODELS.includes(model) && !(threshold! >= 0 && threshold! < Infinity)) {
    throw new RangeError(`threshold must be 0 or more for ${model}, not ${threshold}`)
  }
  if (model === 'equity-gap' && threshold === 0) throw new RangeError('threshold must be more than 0 for equity-gap')
  if (unservedCost !== undefined && !(unservedCost >= 0 && unservedCost < Infinity)) {
    throw new RangeError(`unservedCost must be 0 or more, not ${unservedCost}`)
  }
  if (model === 'capacitated') {
    if (problem.capacity === undefined) throw new RangeError('capacitated needs the capacity of every candidate')
    if (problem.existingCost !== undefined) {
      throw new RangeError('capacitated takes existing places as forced candidates with their capacity')
    }
  }
  if (model === 'equity-coverage' && problem.isNeediest === undefined) {
    throw new RangeError('equity-coverage needs isNeediest')
  }
  for (const name of ['forced', 'forbidden'] as const) {
    for (const j of problem[name] ?? []) {
      if (j >= candidateCount) throw new RangeError(`${name} names candidate ${j} of ${candidateCount}`)
    }
  }
  const forbidden = new Set(problem.forbidden)
  for (const j of problem.forced ?? []) {
    if (forbidden.has(j)) throw new RangeError(`candidate ${j} is forced and forbidden`)
  }
}

function checkColumn(
  name: string,
  column: ArrayLike<number> | undefined,
  length: number,
  isGood: (value: number) => boolean,
): void {
  if (column === undefined) return
  if (column.length !== length) throw new RangeError(`${name} has ${column.length} values instead of ${length}`)
  for (let n = 0; n < length; n++) if (!isGood(column[n])) throw new RangeError(`${name} of ${n} is ${column[n]}`)
}

/** Candidates that may be open, ascending; and which of them must be. */
export function listEligible(problem: SitingProblem): {
  eligible: Uint32Array
  isForced: Uint8Array
  forcedCount: number
} {
  const isForbidden = new Uint8Array(problem.matrix.candidateCount)
  for (const j of problem.forbidden ?? []) isForbidden[j] = 1
  const isForced = new Uint8Array(problem.matrix.candidateCount)
  for (const j of problem.forced ?? []) isForced[j] = 1
  const eligible = new Uint32Array(problem.matrix.candidateCount)
  let count = 0
  let forcedCount = 0
  for (let j = 0; j < eligible.length; j++) {
    if (isForbidden[j] === 1) continue
    eligible[count++] = j
    forcedCount += isForced[j]
  }
  return { eligible: eligible.slice(0, count), isForced, forcedCount }
}
