/** A text that follows another one once that has not changed for a while: for what is read out, so that a movement is not read step by step. */
export class Settled {
  current = $state('')

  /** Call while a component is being set up. @param read null: nothing to say yet, keeps what is there */
  constructor(read: () => string | null, milliseconds: number) {
    $effect(() => {
      const next = read()
      if (next === null) return
      const timer = setTimeout(() => (this.current = next), milliseconds)
      return () => clearTimeout(timer)
    })
  }
}
