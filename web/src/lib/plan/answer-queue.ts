import { isAbort } from '../api/problem.ts'

/**
 * Sends questions one at a time: while one is on its way only the newest of those that came meanwhile is kept, so that a drag
 * never builds up a queue and every answer that is shown is the newest there is.
 */
export class AnswerQueue<Q, A> {
  readonly #ask: (question: Q, signal: AbortSignal) => Promise<A>
  readonly #onAnswer: (answer: A, question: Q, isNewest: boolean) => void
  readonly #onFailure: (error: unknown, question: Q) => void
  #next: { readonly question: Q } | null = null
  #running: AbortController | null = null

  constructor(
    ask: (question: Q, signal: AbortSignal) => Promise<A>,
    onAnswer: (answer: A, question: Q, isNewest: boolean) => void,
    onFailure: (error: unknown, question: Q) => void,
  ) {
    this.#ask = ask
    this.#onAnswer = onAnswer
    this.#onFailure = onFailure
  }

  get isBusy(): boolean {
    return this.#running !== null
  }

  push(question: Q): void {
    this.#next = { question }
    if (this.#running === null) void this.#work()
  }

  /** Gives up what is on its way and what waits. */
  cancel(): void {
    this.#next = null
    this.#running?.abort()
    this.#running = null
  }

  async #work(): Promise<void> {
    while (this.#next !== null) {
      const { question } = this.#next
      this.#next = null
      const controller = new AbortController()
      this.#running = controller
      try {
        const answer = await this.#ask(question, controller.signal)
        if (controller.signal.aborted) return
        this.#running = null
        this.#onAnswer(answer, question, this.#next === null)
      } catch (error) {
        if (controller.signal.aborted) return
        this.#running = null
        if (!isAbort(error)) this.#onFailure(error, question)
      }
    }
  }
}
