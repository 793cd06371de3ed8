import type { Reach } from './isochrone-data.svelte.ts'
import { findReachBounds } from './isochrone-parts.ts'

/** Decides when the map moves to show a walking area: once for every origin, and not where the address says where to look. */
export class IsochroneFraming {
  #seen: string | null = null
  #isPositioned: boolean

  /** `isPositioned`: the page was opened with a position of the map, which holds for the first area. */
  constructor(isPositioned: boolean) {
    this.#isPositioned = isPositioned
  }

  /** West, south, east, north to be shown, or null where the map stays. */
  next(reach: Reach | undefined): [number, number, number, number] | null {
    if (reach === undefined) return null
    const seed = JSON.stringify(reach.query.seed)
    const isKept = seed === this.#seen || this.#isPositioned
    this.#seen = seed
    this.#isPositioned = false
    return isKept ? null : findReachBounds(reach.area)
  }
}
