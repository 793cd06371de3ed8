/** What the tags of a way say about walking on it. Null is "the map does not say", never "no". Equal objects are shared. */
export interface EdgeAttributes {
  /** Value of `highway` (footway, residential, steps …), or `ferry`, `platform`, `area` (visibility edge across a square). */
  readonly kind: string
  /** Number of steps where `kind` is steps and the count is mapped. */
  readonly stepCount: number | null
  readonly handrail: boolean | null
  /** `ramp=yes` or a ramp for prams or wheelchairs beside steps. */
  readonly ramp: boolean | null
  readonly rampWheelchair: boolean | null
  readonly rampStroller: boolean | null
  readonly surface: string | null
  readonly smoothness: string | null
  readonly tracktype: string | null
  /** Signed, in the direction of the way; null where unknown. `up`/`down` without a figure is in `inclineDirection`. */
  readonly inclinePercent: number | null
  readonly inclineDirection: 'up' | 'down' | null
  readonly widthMetres: number | null
  readonly kerb: string | null
  readonly kerbHeightMetres: number | null
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
  readonly lit: boolean | null
  /** Kind of crossing where the way itself is one (`footway=crossing`). */
  readonly crossing: 'signals' | 'zebra' | 'island' | 'uncontrolled' | 'unknown' | null
  /** Highest class of street that a crossing way crosses, where known. */
  readonly crossedStreet: string | null
  /** Foot traffic in one direction only: 1 along the way, −1 against it, 0 both. */
  readonly footOneway: -1 | 0 | 1
  /** Minutes a ferry takes; null elsewhere. */
  readonly ferryMinutes: number | null
  /** Extra waiting in seconds (elevator as a way). */
  readonly elevator: boolean
  readonly indoor: boolean
}
