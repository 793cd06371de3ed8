import type { QuarterType } from './recipe.ts'

/** Length and width in metres at which a block is not split any further. */
export interface BlockSize {
  readonly length: number
  readonly width: number
}

/** How a kind of quarter is laid out and who lives there. */
export interface QuarterStyle {
  /** Blocks between streets; null where there are none. */
  readonly streets: BlockSize | null
  /** Parts of blocks between footpaths; null where blocks stay whole. */
  readonly footways: BlockSize | null
  /** How far a dividing street strays from the middle (share of the side) and from the right angle (radians). */
  readonly stray: number
  readonly turn: number
  /** A street that ends this close to a corner goes to the corner. */
  readonly snapMetres: number
  /** People per square metre of living space, relative to the other kinds. */
  readonly crowding: number
  /** Shares of all people; the rest is 18 to 64. `from80` are also in `from65`. */
  readonly ages: { readonly under18: number; readonly from65: number; readonly from80: number }
}

/** Splits above this size make through streets (tertiary); all quarters of the town share it. */
export const COLLECTOR_BLOCK: BlockSize = { length: 620, width: 430 }
export const TRACK_BLOCK: BlockSize = { length: 1100, width: 700 }
export const FIELD_BLOCK: BlockSize = { length: 560, width: 300 }
/** Parts of suburbs that are opened up by cul-de-sacs have wider blocks. */
export const CUL_DE_SAC_BLOCK: BlockSize = { length: 230, width: 135 }
export const CUL_DE_SAC_SHARE = 0.5

export const QUARTER_STYLES: Readonly<Record<QuarterType, QuarterStyle>> = {
  'old-town': {
    streets: { length: 92, width: 58 },
    footways: null,
    stray: 0.34,
    turn: 0.32,
    snapMetres: 12,
    crowding: 0.7,
    ages: { under18: 0.1, from65: 0.24, from80: 0.08 },
  },
  perimeter: {
    streets: { length: 150, width: 92 },
    footways: null,
    stray: 0.16,
    turn: 0.06,
    snapMetres: 34,
    crowding: 0.66,
    ages: { under18: 0.17, from65: 0.14, from80: 0.045 },
  },
  rows: {
    streets: { length: 280, width: 150 },
    footways: { length: 150, width: 80 },
    stray: 0.18,
    turn: 0.08,
    snapMetres: 25,
    crowding: 1.05,
    ages: { under18: 0.14, from65: 0.33, from80: 0.13 },
  },
  slabs: {
    streets: { length: 340, width: 210 },
    footways: { length: 160, width: 105 },
    stray: 0.14,
    turn: 0.05,
    snapMetres: 25,
    crowding: 0.95,
    ages: { under18: 0.16, from65: 0.31, from80: 0.1 },
  },
  suburb: {
    streets: { length: 190, width: 74 },
    footways: null,
    stray: 0.2,
    turn: 0.12,
    snapMetres: 16,
    crowding: 0.85,
    ages: { under18: 0.17, from65: 0.27, from80: 0.08 },
  },
  village: {
    streets: { length: 210, width: 130 },
    footways: null,
    stray: 0.3,
    turn: 0.25,
    snapMetres: 20,
    crowding: 0.85,
    ages: { under18: 0.14, from65: 0.31, from80: 0.1 },
  },
  industry: {
    streets: { length: 420, width: 230 },
    footways: null,
    stray: 0.15,
    turn: 0.05,
    snapMetres: 25,
    crowding: 0,
    ages: { under18: 0, from65: 0, from80: 0 },
  },
  meadow: { ...openLand(), footways: { length: 520, width: 280 } },
  allotments: { ...openLand(), footways: { length: 190, width: 110 } },
  forest: { ...openLand(), footways: { length: 420, width: 330 } },
}

function openLand(): QuarterStyle {
  return {
    streets: null,
    footways: null,
    stray: 0.2,
    turn: 0.15,
    snapMetres: 20,
    crowding: 0,
    ages: { under18: 0.14, from65: 0.3, from80: 0.1 },
  }
}
