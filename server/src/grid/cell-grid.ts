/**
 * The H3 cells of a region in ascending order of their id: position in the array is the `cellIndex` used everywhere.
 * One walking origin per cell: its population-weighted point, or the centre where nobody lives.
 */
export interface CellGrid {
  readonly resolution: number
  readonly cellCount: number
  /** H3 ids as 15 lower-case hexadecimal digits, ascending. */
  readonly cellIds: readonly string[]
  /** Origin of each cell in degrees. */
  readonly originLng: Float64Array
  readonly originLat: Float64Array
}
