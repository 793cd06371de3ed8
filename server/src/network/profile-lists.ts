/** Values of tags that several profiles judge alike (methods in docs/methods/walking-times.md). */

/** Firm but uneven. `cobblestone:flattened` is smooth enough and left out. */
export const ROUGH_SURFACES: readonly string[] = [
  'cobblestone',
  'unhewn_cobblestone',
  'sett',
  'gravel',
  'pebblestone',
  'grass_paver',
  'woodchips',
]

/** Wheels sink in. `ground` is the common spelling of unpaved earth. */
export const SOFT_SURFACES: readonly string[] = ['earth', 'ground', 'grass', 'dirt', 'mud', 'sand']

/** Barriers that no pram or rollator gets over or through. */
export const BARRIERS_FOR_WHEELS: readonly string[] = ['stile', 'kissing_gate', 'turnstile', 'full-height_turnstile']

export const BARRIERS_FOR_WHEELCHAIRS: readonly string[] = [...BARRIERS_FOR_WHEELS, 'block']
