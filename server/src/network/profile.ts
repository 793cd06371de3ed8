import { BARRIERS_FOR_WHEELS, BARRIERS_FOR_WHEELCHAIRS, ROUGH_SURFACES, SOFT_SURFACES } from './profile-lists.ts'

/**
 * Who walks, and what that person pays or cannot pass. Method card: docs/methods/walking-times.md (sources of every
 * value). A profile is data only; `edge-remarks.ts` holds the rules and `edge-costs.ts` turns them into deciseconds.
 */

export const PROFILE_IDS = ['standard', '65plus', '80plus', 'rollator', 'wheelchair', 'pram'] as const
export type ProfileId = (typeof PROFILE_IDS)[number]

/** Seconds lost at a crossing by its kind; crossings without signals, stripes or island by the street crossed. */
export interface CrossingDelays {
  readonly signals: number
  readonly zebra: number
  readonly island: number
  /** Primary and above, secondary. */
  readonly mainStreet: number
  readonly tertiary: number
}

/** Which mapped ramp beside steps this profile can use instead of them. */
export type RampUse = 'none' | 'any' | 'wheelchair' | 'stroller'

export interface Profile {
  readonly id: ProfileId
  readonly label: { readonly de: string; readonly en: string }
  /** One sentence for the person choosing. */
  readonly note: { readonly de: string; readonly en: string }
  /** On the flat. */
  readonly speedMetresPerSecond: number
  /** Time factor on steps; null: steps are closed. */
  readonly stepsFactor: number | null
  /** Added per edge of steps. */
  readonly secondsPerFlight: number
  readonly ramp: RampUse
  /** Mapped slopes steeper than this, up or down, take `steepFactor` times as long; null: no such limit. */
  readonly steepPercent: number | null
  readonly steepFactor: number
  /** Mapped slopes steeper than this are closed; null: none is. */
  readonly closedInclinePercent: number | null
  /** Higher mapped kerbs are closed; null: kerbs do not matter. */
  readonly maximumKerbMetres: number | null
  /** Whether `kerb=raised` without a mapped height is closed (else it is unknown). */
  readonly raisedKerbClosed: boolean
  readonly minimumWidthMetres: number | null
  readonly closedSurfaces: readonly string[]
  readonly slowSurfaces: readonly string[]
  readonly closedSmoothness: readonly string[]
  readonly slowSmoothness: readonly string[]
  readonly closedTracktypes: readonly string[]
  /** Time factor on slow surfaces or slow smoothness (once, even if both hold). */
  readonly roughFactor: number
  readonly closedBarriers: readonly string[]
  /** Whether `wheelchair=no` on ways and nodes closes them. */
  readonly obeysWheelchairTag: boolean
  readonly crossingDelays: CrossingDelays
  readonly elevatorWaitSeconds: number
}

const NO_DELAYS: CrossingDelays = { signals: 0, zebra: 0, island: 0, mainStreet: 0, tertiary: 0 }
const STANDARD_DELAYS: CrossingDelays = { signals: 20, zebra: 5, island: 5, mainStreet: 15, tertiary: 5 }
const SLOW_DELAYS: CrossingDelays = { signals: 30, zebra: 10, island: 10, mainStreet: 60, tertiary: 20 }

/** What holds unless a profile says otherwise: nothing is closed and nothing but steps and elevators costs extra. */
const COMMON = {
  secondsPerFlight: 0,
  ramp: 'none',
  steepPercent: null,
  steepFactor: 1,
  closedInclinePercent: null,
  maximumKerbMetres: null,
  raisedKerbClosed: false,
  minimumWidthMetres: null,
  closedSurfaces: [],
  slowSurfaces: [],
  closedSmoothness: [],
  slowSmoothness: [],
  closedTracktypes: [],
  roughFactor: 1,
  closedBarriers: [],
  obeysWheelchairTag: false,
  elevatorWaitSeconds: 60,
} as const

const BAD_SMOOTHNESS = ['bad', 'very_bad', 'horrible', 'very_horrible', 'impassable']

export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  standard: {
    ...COMMON,
    id: 'standard',
    label: { de: 'Erwachsene', en: 'Adults' },
    note: {
      de: 'Zügiges Gehen mit 4,8 km/h; Wartezeiten an Straßen sind nicht enthalten.',
      en: 'Brisk walking at 4.8 km/h; waiting at streets is not included.',
    },
    speedMetresPerSecond: 1.33,
    stepsFactor: 1.5,
    crossingDelays: NO_DELAYS,
  },
  '65plus': {
    ...COMMON,
    id: '65plus',
    label: { de: 'Ab 65 Jahren', en: 'Aged 65 and over' },
    note: {
      de: 'Gehen mit 3,6 km/h, Treppen dauern doppelt so lange, Straßen kosten Wartezeit.',
      en: 'Walking at 3.6 km/h; steps take twice as long, and crossing streets costs waiting time.',
    },
    speedMetresPerSecond: 1.0,
    stepsFactor: 2,
    crossingDelays: STANDARD_DELAYS,
  },
  '80plus': {
    ...COMMON,
    id: '80plus',
    label: { de: 'Ab 80 Jahren', en: 'Aged 80 and over' },
    note: {
      de: 'Gehen mit 2,9 km/h, langsam auf Treppen und steilen Wegen, lange Wartezeiten an Straßen.',
      en: 'Walking at 2.9 km/h; slow on steps and steep paths, with long waits at streets.',
    },
    speedMetresPerSecond: 0.8,
    stepsFactor: 2,
    secondsPerFlight: 20,
    steepPercent: 10,
    steepFactor: 2,
    crossingDelays: SLOW_DELAYS,
  },
  rollator: {
    ...COMMON,
    id: 'rollator',
    label: { de: 'Mit Rollator', en: 'With a rollator' },
    note: {
      de: 'Gehen mit 2,5 km/h ohne Treppen, ohne Bordsteine über 6 cm und ohne Steigungen über 10 %.',
      en: 'Walking at 2.5 km/h without steps, kerbs above 6 cm or slopes above 10 %.',
    },
    speedMetresPerSecond: 0.7,
    stepsFactor: null,
    ramp: 'any',
    steepPercent: 6,
    steepFactor: 2,
    closedInclinePercent: 10,
    maximumKerbMetres: 0.06,
    raisedKerbClosed: true,
    slowSurfaces: [...ROUGH_SURFACES, ...SOFT_SURFACES],
    slowSmoothness: BAD_SMOOTHNESS,
    roughFactor: 1.5,
    closedBarriers: BARRIERS_FOR_WHEELS,
    crossingDelays: SLOW_DELAYS,
  },
  wheelchair: {
    ...COMMON,
    id: 'wheelchair',
    label: { de: 'Im Rollstuhl', en: 'In a wheelchair' },
    note: {
      de: 'Rollen mit 2,9 km/h ohne Treppen, ohne Bordsteine über 3 cm, ohne Steigungen über 6 %, auf festem und mindestens 90 cm breitem Weg.',
      en: 'Rolling at 2.9 km/h without steps, kerbs above 3 cm or slopes above 6 %, on firm paths at least 90 cm wide.',
    },
    speedMetresPerSecond: 0.8,
    stepsFactor: null,
    ramp: 'wheelchair',
    closedInclinePercent: 6,
    maximumKerbMetres: 0.03,
    raisedKerbClosed: true,
    minimumWidthMetres: 0.9,
    closedSurfaces: SOFT_SURFACES,
    slowSurfaces: [...ROUGH_SURFACES, 'compacted'],
    closedSmoothness: BAD_SMOOTHNESS,
    closedTracktypes: ['grade4', 'grade5'],
    roughFactor: 1.5,
    closedBarriers: BARRIERS_FOR_WHEELCHAIRS,
    obeysWheelchairTag: true,
    crossingDelays: SLOW_DELAYS,
  },
  pram: {
    ...COMMON,
    id: 'pram',
    label: { de: 'Mit Kinderwagen', en: 'With a pram' },
    note: {
      de: 'Gehen mit 4,3 km/h, Treppen nur mühsam, keine Bordsteine über 10 cm.',
      en: 'Walking at 4.3 km/h; steps only with effort, no kerbs above 10 cm.',
    },
    speedMetresPerSecond: 1.2,
    stepsFactor: 4,
    ramp: 'stroller',
    maximumKerbMetres: 0.1,
    closedBarriers: BARRIERS_FOR_WHEELS,
    crossingDelays: STANDARD_DELAYS,
  },
}
