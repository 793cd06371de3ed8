/**
 * A census grid from the rows of a file: checks that the coordinates are EPSG:3035, finds size and corner of the squares,
 * puts them in order, takes out repeated ones and turns shares into people. Time O(n log n), O(n) where rows are in order.
 */
import type { IssueSink } from '../issues/import-issue.ts'
import type { CensusGrid, CensusGroup } from './census-grid.ts'
import { duplicateSquare, offLattice } from './census-requirements.ts'
import { inferSquareSize, requireEpsg3035 } from './square-position.ts'

/** Rows in the order of the file; all arrays have one entry per row. */
export interface CensusRows {
  /** Easting and northing of corner or centre in metres; changed in place to the corner. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Where each stands in the file, for issues. */
  readonly rowNumbers: Float64Array
  /** Per group: people or percent, NaN where missing. */
  readonly values: readonly Float64Array[]
  readonly anchor: 'centre' | 'corner'
  /** Undefined where the coordinates must tell. */
  readonly cellSizeMetres: 100 | 1000 | undefined
  readonly rowsIn: number
  readonly rowsRejected: number
}

export function assembleCensusGrid(
  rows: CensusRows,
  groups: readonly CensusGroup[],
  source: string,
  issues: IssueSink,
): CensusGrid {
  const { x, y, rowNumbers, values, anchor } = rows
  requireBounds(x, y, source)
  const size = rows.cellSizeMetres ?? inferSize(x, y, anchor)
  if (size === undefined) throw offLattice(source)
  let rowsRejected = rows.rowsRejected

  const offset = anchor === 'centre' ? size / 2 : 0
  const onLattice = new Uint32Array(x.length)
  let count = 0
  for (let i = 0; i < x.length; i++) {
    x[i] -= offset
    y[i] -= offset
    if (x[i] % size === 0 && y[i] % size === 0) onLattice[count++] = i
    else {
      rowsRejected++
      const place = `row ${rowNumbers[i]}: ${x[i] + offset}, ${y[i] + offset}`
      issues.add('population-square-off-lattice', 'error', source, place)
    }
  }
  if (count === 0) throw offLattice(source)

  // Ascending by y, then x; repeated squares in the order of the file.
  const order = onLattice.subarray(0, count)
  const compare = (a: number, b: number) => y[a] - y[b] || x[a] - x[b] || a - b
  if (order.some((row, k) => k > 0 && compare(order[k - 1], row) > 0)) order.sort(compare)
  const unique = order.filter((row, k) => {
    if (k === 0) return true
    const before = order[k - 1]
    if (x[before] !== x[row] || y[before] !== y[row]) return true
    if (!values.every((column) => Object.is(column[before], column[row]))) {
      throw duplicateSquare(`N${y[row]} E${x[row]}`, rowNumbers[before], rowNumbers[row], source)
    }
    rowsRejected++
    issues.add('population-square-repeated', 'note', source, `row ${rowNumbers[row]}: as in row ${rowNumbers[before]}`)
    return false
  })

  const people = values.map((column) => take(column, unique, new Float64Array(unique.length)))
  applyShares(groups, people)
  const missingSquares = people.map((column) => {
    let missing = 0
    for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i])) missing++
    return missing
  })
  groups.forEach((group, g) => {
    if (missingSquares[g] === 0) return
    issues.add(
      'population-values-missing',
      'note',
      source,
      `${group.id}: ${missingSquares[g]} squares`,
      missingSquares[g],
    )
  })
  return {
    cellSizeMetres: size,
    squareCount: unique.length,
    x: take(x, unique, new Int32Array(unique.length)),
    y: take(y, unique, new Int32Array(unique.length)),
    groupIds: groups.map((group) => group.id),
    people,
    missingSquares,
    rowsIn: rows.rowsIn,
    rowsOut: unique.length,
    rowsRejected,
  }
}

function requireBounds(x: Float64Array, y: Float64Array, source: string): void {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < x.length; i++) {
    west = Math.min(west, x[i])
    east = Math.max(east, x[i])
    south = Math.min(south, y[i])
    north = Math.max(north, y[i])
  }
  requireEpsg3035(west, south, east, north, source)
}

function inferSize(x: Float64Array, y: Float64Array, anchor: 'centre' | 'corner'): 100 | 1000 | undefined {
  const sizes = [inferSquareSize(x, anchor), inferSquareSize(y, anchor)]
  return sizes.includes(undefined) ? undefined : sizes.includes(100) ? 100 : 1000
}

function take<T extends Float64Array | Int32Array>(column: Float64Array, rows: Uint32Array, into: T): T {
  for (let i = 0; i < rows.length; i++) into[i] = column[rows[i]]
  return into
}

/** Replaces the percentages of share groups by people; a missing share or a missing base stays missing. */
function applyShares(groups: readonly CensusGroup[], people: Float64Array[]): void {
  groups.forEach((group, g) => {
    if (!('shareColumn' in group)) return
    const base = people[groups.findIndex((other) => other.id === (group.of ?? 'all'))]
    people[g] = people[g].map((percent, i) => (percent / 100) * base[i])
  })
}
