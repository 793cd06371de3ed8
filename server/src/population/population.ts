/**
 * People per part. A part is the piece of a cell that lies in one combination of districts (one district per level);
 * parts refine both cells and districts, so sums over either are exact. Every cell has at least one part.
 * People are whole multiples of 2⁻²⁰ person: any sum of them is exact in double precision, in any order.
 */
export interface Population {
  readonly groupIds: readonly string[]
  readonly partCount: number
  /** Cell index per part, ascending. */
  readonly partCell: Uint32Array
  /** Per level (same order as the districts' levels): district index within that level per part, or `NO_DISTRICT`. */
  readonly partDistrict: readonly Uint32Array[]
  /** Per group (same order as `groupIds`): people per part. */
  readonly people: readonly Float64Array[]
}

export const NO_DISTRICT = 0xffffffff

/** The smallest unit of people, 2⁻²⁰ person. */
export const PEOPLE_QUANTUM = 2 ** -20
