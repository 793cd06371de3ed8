/** A mixed integer program to be minimised, as columns: Σ cost · x + offset, rowLower ≤ A x ≤ rowUpper, lower ≤ x ≤ upper. */
export interface MipModel {
  readonly offset: number
  /** 1 where the objective of every best solution is a whole number, 0 where that is not known. */
  readonly step: number
  /** By column. */
  readonly cost: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** 1 where the column takes whole numbers only. */
  readonly isInteger: Uint8Array
  /** By row; ±Infinity where there is no limit. */
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  /** Row-major: length rows + 1, then column and coefficient of every entry. */
  readonly rowFirst: Int32Array
  readonly column: Int32Array
  readonly value: Float64Array
}

export interface MipOptions {
  readonly seconds: number
  /** Values of some columns of a known solution; the solver completes the others. */
  readonly start?: { readonly column: readonly number[]; readonly value: readonly number[] }
  /** Whether any solution will do. */
  readonly isFirstEnough?: boolean
  /** Called with each better solution, and with a better bound (solution null). */
  readonly onProgress?: (progress: { readonly values: Float64Array | null; readonly bound: number }) => void
}

export interface MipOutcome {
  /** `optimal` and `infeasible` are proofs; `limit`: out of time; `failed`: the solver gave up, for instance for lack of memory. */
  readonly status: 'optimal' | 'infeasible' | 'limit' | 'failed'
  /** Best solution found, by column; null where there is none. */
  readonly values: Float64Array | null
  /** No solution is below it, up to the tolerances of the solver; −Infinity where nothing is known. */
  readonly bound: number
}

/** Something that solves mixed integer programs, and blocks until it is done. */
export type MipSolver = (model: MipModel, options: MipOptions) => MipOutcome

/** Entries of a model that still go into the memory of HiGHS as WebAssembly, with room for what it adds. */
export const LARGEST_MIP_ENTRIES = 4_000_000

/** Grows a model column by column and row by row. */
export class MipBuilder {
  offset = 0
  step = 0
  readonly #cost: number[] = []
  readonly #upper: number[] = []
  readonly #lower: number[] = []
  readonly #isInteger: number[] = []
  readonly #rowLower: number[] = []
  readonly #rowUpper: number[] = []
  readonly #rowFirst: number[] = [0]
  readonly #column: number[] = []
  readonly #value: number[] = []

  get columnCount(): number {
    return this.#cost.length
  }

  get entryCount(): number {
    return this.#column.length
  }

  addColumn(cost: number, lower: number, upper: number, isInteger: boolean): number {
    this.#cost.push(cost)
    this.#lower.push(lower)
    this.#upper.push(upper)
    return this.#isInteger.push(isInteger ? 1 : 0) - 1
  }

  addEntry(column: number, value: number): void {
    this.#column.push(column)
    this.#value.push(value)
  }

  /** Ends the row whose entries were added since the last one. */
  endRow(lower: number, upper: number): void {
    this.#rowLower.push(lower)
    this.#rowUpper.push(upper)
    this.#rowFirst.push(this.#column.length)
  }

  build(): MipModel {
    return {
      offset: this.offset,
      step: this.step,
      cost: Float64Array.from(this.#cost),
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
      isInteger: Uint8Array.from(this.#isInteger),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      rowFirst: Int32Array.from(this.#rowFirst),
      column: Int32Array.from(this.#column),
      value: Float64Array.from(this.#value),
    }
  }
}

/** What a bound says of whole numbers; a bound of 4.0000001 may be 4 and rounding. */
export function raiseBound(bound: number, step: number): number {
  // Adding 0 makes −0 a plain 0.
  return step === 1 ? Math.ceil(bound - 1e-6) + 0 : bound
}
