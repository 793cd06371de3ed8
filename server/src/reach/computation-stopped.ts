/** Thrown by a long computation whose `shouldStop` said yes, or whose signal was aborted; nothing of its result is kept. */
export class ComputationStopped extends Error {
  constructor(what: string) {
    super(`${what} was stopped`)
    this.name = 'ComputationStopped'
  }
}

/** How long computations report and listen. */
export interface ComputationControl {
  /** Share done, 0 … 1, never falling; the last call is 1. */
  readonly onProgress?: (share: number) => void
  /** Asked between steps of a few milliseconds; true ends the computation with `ComputationStopped`. */
  readonly shouldStop?: () => boolean
}
