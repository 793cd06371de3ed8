/** HiGHS as a `MipSolver`: the boundary to the package `highs`. See docs/decisions/0017-exact-siting-by-highs.md. */
import highsModule, { type Highs, type Model } from 'highs'
import type { MipModel, MipOptions, MipOutcome, MipSolver } from './mip-model.ts'

/** Largest coefficient of the objective that HiGHS sees; its tolerances are absolute. */
const LARGEST_COST = 1024

const WHOLE_GAP = 0.999
/** HiGHS wants a finite limit; this is a year. */
const LONGEST_SECONDS = 31_536_000

/** The package declares CommonJS, but what Node loads for an import is its ES module, whose default is the loader. */
const loadHighs = highsModule as unknown as typeof highsModule.default

/** Loads the WebAssembly (3.5 MB, some 50 ms). The solver blocks its process: call it in one of its own. */
export async function createHighsSolver(): Promise<MipSolver> {
  const highs = await loadHighs()
  return (model, options) => {
    try {
      return highs.withModel((native) => run(highs, native, model, options))
    } catch (error) {
      // HiGHS out of memory ends the call with an exception, and all later calls too; what the heuristics found still holds.
      if (isOwnMistake(error)) throw error
      return { status: 'failed', values: null, bound: -Infinity }
    }
  }
}

/** Input that the package refuses before HiGHS sees it. */
function isOwnMistake(error: unknown): boolean {
  return error instanceof Error && 'operation' in error && error.operation === 'validate'
}

function run(
  highs: Highs,
  native: Model,
  model: MipModel,
  { seconds, start, isFirstEnough, onProgress }: MipOptions,
): MipOutcome {
  // Powers of two leave the numbers what they are.
  const largest = model.cost.reduce((most, cost) => Math.max(most, Math.abs(cost)), 0)
  const scale = largest === 0 ? 1 : 2 ** Math.floor(Math.log2(LARGEST_COST / largest))
  const toLoss = (objective: number): number => objective / scale + model.offset
  native.options.set({
    output_flag: false,
    time_limit: Math.min(Math.max(0.01, seconds), LONGEST_SECONDS),
    mip_rel_gap: 0,
    // Less than a whole number apart is equal where only whole numbers count.
    mip_abs_gap: model.step === 1 ? WHOLE_GAP * scale : 1e-7,
    random_seed: 1,
    mip_min_logging_interval: 1,
  })
  native.passModel({
    numCols: model.cost.length,
    numRows: model.rowLower.length,
    sense: highs.constants.objectiveSense.minimize,
    colCost: model.cost.map((cost) => cost * scale),
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows: model.rowLower.length,
      numCols: model.cost.length,
      starts: model.rowFirst,
      indices: model.column,
      values: model.value,
    },
    integrality: Int32Array.from(model.isInteger),
  })
  if (isFirstEnough === true) native.options.set({ mip_max_improving_sols: 1 })
  if (start !== undefined) native.setSolution({ indices: start.column, values: start.value })
  const { callbackType, modelStatus } = highs.constants
  let bound = -Infinity
  native.run({
    [callbackType.mipImprovingSolution]: ({ data }) => {
      if (data.mip_solution !== undefined) onProgress?.({ values: data.mip_solution, bound: toLoss(bound) })
      return undefined
    },
    [callbackType.mipLogging]: ({ data }) => {
      if (data.mip_dual_bound !== undefined && data.mip_dual_bound > bound) {
        bound = data.mip_dual_bound
        onProgress?.({ values: null, bound: toLoss(bound) })
      }
      return undefined
    },
  })
  const status = native.getModelStatus()
  if (status === modelStatus.infeasible) return { status: 'infeasible', values: null, bound: Infinity }
  const isMip = model.isInteger.includes(1)
  const isOptimal = status === modelStatus.optimal
  const hasSolution = native.info.get('primal_solution_status') === 2
  const dual = isMip ? Number(native.info.get('mip_dual_bound')) : isOptimal ? native.getObjectiveValue() : -Infinity
  return {
    status: isOptimal
      ? 'optimal'
      : status === modelStatus.timeLimit || status === modelStatus.solutionLimit
        ? 'limit'
        : 'failed',
    values: hasSolution ? native.getSolution().colValue : null,
    bound: toLoss(Math.abs(dual) < 1e30 ? dual : Math.max(bound, -Infinity)),
  }
}
