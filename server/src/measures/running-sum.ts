/**
 * A sum that is compared with a limit while it grows, and does not depend on luck with rounding: 0.7 + 0.1 + 0.2 reaches 1, and
 * 39.6 + 0.1 + 0.1 is not more than 39.8, though plain addition says otherwise. Lost digits are kept (Neumaier 1974), and what
 * lies as near to the limit as the rounding of decimal fractions can move it is equal to it.
 */
export class RunningSum {
  #sum = 0
  #lost = 0

  get value(): number {
    return this.#sum + this.#lost
  }

  /** @param amount ≥ 0 */
  add(amount: number): void {
    const next = this.#sum + amount
    this.#lost += Math.abs(this.#sum) >= Math.abs(amount) ? this.#sum - next + amount : amount - next + this.#sum
    this.#sum = next
  }

  /** Whether the sum is the limit or more. */
  reaches(limit: number): boolean {
    return this.value >= limit - limit * ROUNDING
  }

  /** Whether the sum is more than the limit. */
  exceeds(limit: number): boolean {
    return this.value > limit + limit * ROUNDING
  }
}

/** Each addend and the limit are off by at most 1.2e-16 of themselves, so their sum as well. */
const ROUNDING = 1e-15
