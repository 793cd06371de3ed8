import type { CurveKind } from './plan.ts'
import type { QuarterType } from './recipe.ts'

type Range = readonly [low: number, high: number]

/** How houses stand along a street of a quarter. Metres, except levels. */
export interface FrontStyle {
  readonly width: Range
  readonly depth: Range
  readonly gap: Range
  /** Share of houses with a gap before the next; the others stand wall to wall. */
  readonly gapShare: number
  readonly setback: number
  /** Weights of 1, 2, 3, 4, 5 levels. */
  readonly levels: readonly number[]
  /** Values of `building`, drawn evenly. */
  readonly kinds: readonly string[]
}

export const FRONT_STYLES: Readonly<Partial<Record<QuarterType, FrontStyle>>> = {
  'old-town': {
    width: [7.5, 13],
    depth: [9, 13],
    gap: [2.5, 4],
    gapShare: 0.07,
    setback: 0.6,
    levels: [0, 3, 5, 2, 0],
    kinds: ['yes', 'house', 'retail', 'residential'],
  },
  perimeter: {
    width: [15, 22],
    depth: [11.5, 13.5],
    gap: [3.5, 12],
    gapShare: 0.1,
    setback: 2.2,
    levels: [0, 0, 2, 6, 3],
    kinds: ['apartments', 'apartments', 'apartments', 'residential', 'yes'],
  },
  suburb: {
    width: [8.5, 12.5],
    depth: [8, 11],
    gap: [6, 12],
    gapShare: 1,
    setback: 5,
    levels: [5, 6, 0, 0, 0],
    kinds: ['house', 'house', 'detached', 'yes'],
  },
  village: {
    width: [9, 16],
    depth: [8, 10.5],
    gap: [4, 16],
    gapShare: 0.9,
    setback: 2,
    levels: [4, 5, 0, 0, 0],
    kinds: ['house', 'yes', 'farm'],
  },
}

/** Terraced houses: a part of the suburb's streets. */
export const TERRACE_STYLE: FrontStyle = {
  width: [5.8, 6.8],
  depth: [10, 11.5],
  gap: [8, 14],
  gapShare: 0.16,
  setback: 5,
  levels: [0, 1, 0, 0, 0],
  kinds: ['terrace', 'house'],
}

/** Free-standing slabs in parallel rows. */
export interface SlabStyle {
  readonly length: Range
  readonly depth: number
  readonly spacing: number
  readonly levels: readonly number[]
  /** Rows across the longer extent of the block instead of along it. */
  readonly across: boolean
  readonly towerShare: number
}

export const SLAB_STYLES: Readonly<Partial<Record<QuarterType, SlabStyle>>> = {
  rows: { length: [32, 50], depth: 10.5, spacing: 31, levels: [0, 0, 4, 6, 0], across: true, towerShare: 0 },
  slabs: { length: [52, 96], depth: 12, spacing: 45, levels: [0, 0, 0, 0, 9], across: false, towerShare: 0.12 },
}

/** Metres from the middle of a line to where gardens or house walls may begin. */
export const HALF_WIDTHS: Readonly<Record<CurveKind, number>> = {
  primary: 10,
  secondary: 8.5,
  tertiary: 7.5,
  residential: 5.5,
  living_street: 4,
  pedestrian: 5,
  service: 4.5,
  footway: 3,
  path: 3,
  track: 3.5,
  steps: 2.5,
  river: 4,
  railway: 6,
  none: 3,
}
/** Lanes of the old centre are narrow. */
export const LANE_HALF_WIDTH = 3.2
