/** A value that follows another one at most every so many milliseconds; the last value always arrives. */
export class Throttled<T> {
  current: T = $state.raw() as T
  #last = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Call while a component is being set up. */
  constructor(read: () => T, milliseconds: number) {
    $effect(() => {
      const next = read()
      clearTimeout(this.#timer)
      const apply = () => {
        this.#last = performance.now()
        this.current = next
      }
      const wait = this.#last + milliseconds - performance.now()
      if (wait <= 0) apply()
      else this.#timer = setTimeout(apply, wait)
    })
    $effect(() => () => clearTimeout(this.#timer))
  }
}
