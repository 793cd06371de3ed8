import { getIsochrone, type IsochroneQuery } from '../api/isochrones.ts'
import type { Isochrone, Modification } from '../api/contract.ts'
import { Resource } from '../state/resource.svelte.ts'

/** The answer for one profile. */
export interface Reach {
  readonly query: IsochroneQuery
  readonly area: Isochrone
  readonly streets: Isochrone
}

export interface AskedIsochrone {
  readonly regionKey: string
  /** Version of the region's data. */
  readonly version: string
  readonly seed: IsochroneQuery['seed']
  readonly direction: 'from' | 'to'
  readonly minutes: readonly number[]
  readonly profile: string
  readonly otherProfile: string | null
  readonly modifications: readonly Modification[]
  /** Where the scenario puts the place that is asked for; null: where it is. */
  readonly planned: readonly [lng: number, lat: number] | null
}

/** A key that is held moves a place many times a second; the server takes 240 questions a minute. */
const PAUSE_MILLISECONDS = 200

/** Areas and streets for one or two profiles; they follow what is asked, and a newer question ends the one before. */
export class IsochroneData {
  readonly first = new Resource<Reach>()
  readonly other = new Resource<Reach>()
  /** Of what is shown, without times and streets: only the same may stay on the map while another answer is on its way. */
  #shown: string | null = null

  /** Call while a component is being set up. `ask`: null where nothing is to be drawn. */
  constructor(ask: () => AskedIsochrone | null) {
    $effect(() => this.#load(ask()))
    $effect(() => () => {
      this.first.destroy()
      this.other.destroy()
    })
  }

  get problem() {
    return this.first.problem ?? this.other.problem
  }
  get isLoading(): boolean {
    return this.first.isLoading || this.other.isLoading
  }

  retry(): void {
    this.first.retry()
    this.other.retry()
  }

  #load(asked: AskedIsochrone | null): void {
    const shown = asked && JSON.stringify([asked.regionKey, asked.version, asked.seed, asked.direction, asked.planned])
    const isSame = shown === this.#shown
    this.#shown = shown
    for (const [resource, profile] of [
      [this.first, asked?.profile ?? null],
      [this.other, asked?.otherProfile ?? null],
    ] as const) {
      if (asked === null || profile === null) {
        resource.load(null, () => Promise.reject(new Error('isochrone: nothing asked')))
        continue
      }
      const { regionKey, version, seed, direction, minutes, modifications } = asked
      const query: IsochroneQuery = { seed, direction, minutes, profile, modifications }
      resource.load(
        JSON.stringify([regionKey, version, query]),
        async (signal) => {
          await pause(PAUSE_MILLISECONDS, signal)
          const [area, streets] = await Promise.all([
            getIsochrone(regionKey, query, 'area', signal),
            getIsochrone(regionKey, query, 'streets', signal),
          ])
          return { query, area, streets }
        },
        isSame,
      )
    }
  }
}

/** Ends early, with the abort, where the question was given up. */
const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
