/**
 * Answers that are read from the database every time, and go on being given from memory while it is away.
 * Holds one value per key; keys are few (regions).
 */
export class LastKnown<T> {
  readonly #values = new Map<string, T>()
  readonly #isAnswer: (error: unknown) => boolean

  /** @param isAnswer whether an error is the answer itself ("no such region") and not a failure to get one */
  constructor(isAnswer: (error: unknown) => boolean) {
    this.#isAnswer = isAnswer
  }

  async get(key: string, load: () => Promise<T>): Promise<T> {
    try {
      const value = await load()
      this.#values.set(key, value)
      return value
    } catch (error) {
      const known = this.#values.get(key)
      if (known === undefined || this.#isAnswer(error)) throw error
      return known
    }
  }
}
