/** In `deciseconds`: no k-th facility within the cutoff. */
export const UNREACHED = 0xffff
/** In `facility`: see `UNREACHED`. */
export const NO_FACILITY = 0xffffffff

/** Times from every origin to its nearest, second nearest … facility; rank-major: entry of rank r (0 = nearest) and origin i is at r · originCount + i. */
export interface NearestTable {
  readonly k: number
  readonly originCount: number
  readonly cutoffDeciseconds: number
  /** 0 … cutoff, or `UNREACHED`. Ascending over ranks. */
  readonly deciseconds: Uint16Array
  /** Facility index, or `NO_FACILITY`. A facility occurs at most once per origin; ties go to the smaller index. */
  readonly facility: Uint32Array
}

/** Facility → (cell, time) for every cell within the cutoff, cells ascending per facility. */
export interface ReachTable {
  readonly facilityCount: number
  readonly cellCount: number
  readonly cutoffDeciseconds: number
  /** Length facilityCount + 1. */
  readonly facilityFirst: Uint32Array
  readonly cell: Uint32Array
  readonly deciseconds: Uint16Array
}
