/** How long what was read out stays; who reads line by line then does not meet it twice. */
const STAY_MILLISECONDS = 5000

/** A text that follows another one once that has not changed for a while, and then goes: for what is read out, so that a movement is not read step by step. */
export class Settled {
  current = $state('')

  /** Call while a component is being set up. @param read null: nothing to say yet, keeps what is there */
  constructor(read: () => string | null, milliseconds: number) {
    $effect(() => {
      const next = read()
      if (next === null) return
      const timers = [
        setTimeout(() => (this.current = next), milliseconds),
        setTimeout(() => (this.current = ''), milliseconds + STAY_MILLISECONDS),
      ]
      return () => timers.forEach(clearTimeout)
    })
  }
}
