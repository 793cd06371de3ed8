/** A column of numbers that grows while it is read; memory at most twice what it holds. */
export class GrowingColumn {
  #values = new Float64Array(1024)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  /** The values so far: a view, valid until the next `push`. */
  toArray(): Float64Array {
    return this.#values.subarray(0, this.#length)
  }
}
