/**
 * Share of the basics within reach per hexagon, for the maps of profiles: at least and at most, because a place beyond the edge of the data could serve.
 * The least is the [score](docs/methods/fifteen-minute-score.md). O(cells) per kind.
 */
import { OUTCOME } from '../access/cell-outcome.ts'

/** Both 0 … 1, share ≤ shareUpper. */
export interface CellScore {
  readonly share: number
  readonly shareUpper: number
}

export class CellScores {
  readonly #cellCount: number
  readonly #isUnknown: Uint8Array
  readonly #served: Float64Array
  readonly #possible: Float64Array
  #weights = 0

  constructor(cellCount: number) {
    this.#cellCount = cellCount
    this.#isUnknown = new Uint8Array(cellCount)
    this.#served = new Float64Array(cellCount)
    this.#possible = new Float64Array(cellCount)
  }

  /** @param state `OUTCOME` of one kind per cell, not kept */
  add(state: Uint8Array, weight: number): void {
    this.#weights += weight
    for (let cell = 0; cell < this.#cellCount; cell++) {
      if (state[cell] === OUTCOME.served) {
        this.#served[cell] += weight
        this.#possible[cell] += weight
      } else if (state[cell] === OUTCOME.uncertain) this.#possible[cell] += weight
      else if (state[cell] !== OUTCOME.unserved) this.#isUnknown[cell] = 1
    }
  }

  /** @returns per cell; null without any kind, and where there are no street data or no street */
  list(): (CellScore | null)[] {
    const weights = this.#weights
    return Array.from({ length: this.#cellCount }, (_, cell) =>
      weights === 0 || this.#isUnknown[cell] === 1
        ? null
        : { share: this.#served[cell] / weights, shareUpper: this.#possible[cell] / weights },
    )
  }
}
