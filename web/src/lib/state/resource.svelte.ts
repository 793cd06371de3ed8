import { untrack } from 'svelte'
import { isAbort, toProblem, type ApiProblem } from '../api/problem.ts'

/** What is known of something that is fetched. While a newer value is on its way, the older one may still be shown. */
export type Loadable<T> =
  | { readonly status: 'idle' }
  | { readonly status: 'loading'; readonly previous: T | undefined }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly problem: ApiProblem }

/** A fetched value that follows a key: a new key aborts the request of the old one, so answers can never overtake. */
export class Resource<T> {
  state: Loadable<T> = $state.raw({ status: 'idle' })
  #key: string | null = null
  #controller: AbortController | null = null
  #again: (() => void) | null = null

  /** The value, or the one before while a new one is loading. */
  get latest(): T | undefined {
    if (this.state.status === 'ready') return this.state.value
    return this.state.status === 'loading' ? this.state.previous : undefined
  }

  get isLoading(): boolean {
    return this.state.status === 'loading'
  }

  get problem(): ApiProblem | null {
    return this.state.status === 'failed' ? this.state.problem : null
  }

  /** Fetches unless `key` is what is there or on its way; null empties. `keepPrevious` shows the old value meanwhile. */
  load(key: string | null, fetchValue: (signal: AbortSignal) => Promise<T>, keepPrevious = true): void {
    if (key === this.#key) return
    this.#controller?.abort()
    this.#key = key
    this.#again = () => this.load(key, fetchValue, keepPrevious)
    if (key === null) {
      this.state = { status: 'idle' }
      return
    }
    const controller = new AbortController()
    this.#controller = controller
    this.state = { status: 'loading', previous: keepPrevious ? untrack(() => this.latest) : undefined }
    fetchValue(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) this.state = { status: 'ready', value }
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return
        this.#key = null
        this.state = { status: 'failed', problem: toProblem(error) }
      },
    )
  }

  /** Asks again after a failure. */
  retry(): void {
    if (this.problem) this.#again?.()
  }

  /** Forgets the value, so that the next `load` fetches again. */
  reset(): void {
    this.load(null, () => Promise.reject(new Error('reset')))
  }

  destroy(): void {
    this.#controller?.abort()
  }
}
