/**
 * People per square of an official census grid, as published: squares of 100 m or 1 km in EPSG:3035, named by their
 * south-western corner. Squares are in ascending order of y, then x, each at most once, so that the order of rows in the
 * source changes nothing.
 */
export interface CensusGrid {
  readonly cellSizeMetres: 100 | 1000
  readonly squareCount: number
  /** Easting and northing of the south-western corner in metres. */
  readonly x: Int32Array
  readonly y: Int32Array
  readonly groupIds: readonly string[]
  /**
   * Per group (same order as `groupIds`): people per square; NaN where the source gives no number. NaN and not a
   * number of its own: whoever forgets to treat it gets NaN, not people who do not exist.
   */
  readonly people: readonly Float64Array[]
  /** Per group: squares without a number. Such a square adds nobody, but it is not known to be empty. */
  readonly missingSquares: readonly number[]
  /** Rows of the source without the header: in = out + rejected. */
  readonly rowsIn: number
  readonly rowsOut: number
  readonly rowsRejected: number
}

/** How the people of a group are read from the columns of a grid. */
export type CensusGroup =
  | { readonly id: string; readonly column: string }
  /** Percent (0 … 100) of the people of another group, which comes earlier in the list; without `of`, of `all`. */
  | { readonly id: string; readonly shareColumn: string; readonly of?: string }
