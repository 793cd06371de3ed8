/**
 * Census grid from a CSV file: squares named by id or by a pair of coordinate columns, people per group from columns or from
 * shares. Bytes are read in chunks; memory is that of the columns kept, about 8 bytes per square and column.
 */
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { CensusGrid, CensusGroup } from './census-grid.ts'
import { parseSquareId } from './census-square-id.ts'
import {
  columnOf,
  duplicateSquare,
  mixedSizes,
  noUsableRows,
  offLattice,
  requireColumns,
  requireGroups,
  requireSize,
  requireUnambiguous,
  tooManyRows,
} from './census-requirements.ts'
import { DecimalCheck, parseCount } from './census-value.ts'
import { readCsvRows } from './csv-rows.reader.ts'
import { GrowingColumn } from './growing-column.ts'
import {
  findCoordinateColumns,
  inferSquareSize,
  parseSizeInName,
  requireEpsg3035,
  type CoordinateColumns,
} from './square-position.ts'

export const MAXIMUM_ROWS = 5_000_000

export interface CensusReadOptions {
  /** How issues name the file: `population`. */
  readonly source: string
  /** Column per group, the short form of `groups`. */
  readonly columns?: Readonly<Record<string, string>>
  readonly groups?: readonly CensusGroup[]
  /** Column with the ids of the squares; found by its content where not given. */
  readonly idColumn?: string
  /** Columns with coordinates instead of ids; found by their names where not given. */
  readonly coordinateColumns?: CoordinateColumns
  /** Needed only where neither ids nor column names nor coordinates tell. */
  readonly cellSizeMetres?: 100 | 1000
}

/** The grid of a file. Throws an `ImportError` where the file cannot be used as a whole. */
export function readCensusGrid(input: Uint8Array | string, options: CensusReadOptions, issues: IssueSink): CensusGrid {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  const { source } = options
  const groups: readonly CensusGroup[] = [
    ...Object.entries(options.columns ?? {}).map(([id, column]) => ({ id, column })),
    ...(options.groups ?? []),
  ]
  requireGroups(groups, source)
  let plan: ReadPlan | undefined
  let header: readonly string[] = []
  let isGerman = false
  const columns: Columns = {
    x: new GrowingColumn(),
    y: new GrowingColumn(),
    line: new GrowingColumn(),
    values: groups.map(() => new GrowingColumn()),
  }
  const checks = groups.map(() => new DecimalCheck())
  const notNumbers = new Uint32Array(groups.length)
  let rowsIn = 0
  let rowsRejected = 0
  let sizeMetres = 0
  const reject = (kind: string, example: string) => {
    rowsRejected++
    issues.add(kind, 'error', source, example)
  }

  const visit = (fields: readonly string[], line: number) => {
    if (++rowsIn > MAXIMUM_ROWS) throw tooManyRows(MAXIMUM_ROWS, source)
    plan ??= createPlan(header, fields, groups, options)
    if (fields.length !== header.length) {
      return reject('population-row-length', `line ${line}: ${fields.length} fields instead of ${header.length}`)
    }
    const position = plan.readPosition(fields)
    if (typeof position === 'string') return reject('population-square-unreadable', `line ${line}: ${position}`)
    if (position.cellSizeMetres !== undefined && position.cellSizeMetres !== sizeMetres) {
      if (sizeMetres !== 0) throw mixedSizes(sizeMetres, position.cellSizeMetres, line, source)
      sizeMetres = requireSize(position.cellSizeMetres, line, source)
    }
    const row: number[] = []
    for (let g = 0; g < groups.length; g++) {
      const text = fields[plan.valueColumns[g]]
      const value = parseCount(text)
      if (value === undefined || ('shareColumn' in groups[g] && value > 100)) {
        notNumbers[g]++
        return reject(
          'population-value-not-a-number',
          `line ${line}, ${header[plan.valueColumns[g]]}: ${text.slice(0, 40)}`,
        )
      }
      if (value === value) checks[g].add(text)
      row.push(value)
    }
    columns.x.push(position.x)
    columns.y.push(position.y)
    columns.line.push(line)
    for (let g = 0; g < groups.length; g++) columns.values[g].push(row[g])
  }
  readCsvRows(
    bytes,
    source,
    (rows) => {
      header = rows.header
      isGerman = rows.delimiter === ';'
      requireColumns(header, namedColumns(groups, options), source)
    },
    visit,
  )
  if (plan === undefined || columns.x.toArray().length === 0) {
    const textGroup = groups.find((_, g) => notNumbers[g] > 0 && notNumbers[g] === rowsIn)
    throw noUsableRows(rowsIn, textGroup === undefined ? undefined : columnOf(textGroup), source)
  }
  groups.forEach((group, g) => requireUnambiguous(checks[g].findProblem(isGerman), columnOf(group), source))
  return finishGrid(columns, { plan, groups, sizeMetres, rowsIn, rowsRejected }, options, issues)
}

interface Columns {
  readonly x: GrowingColumn
  readonly y: GrowingColumn
  readonly line: GrowingColumn
  readonly values: readonly GrowingColumn[]
}

/** Turns the columns into a grid: size, corner, order, duplicates, shares. */
function finishGrid(
  columns: Columns,
  read: { plan: ReadPlan; groups: readonly CensusGroup[]; sizeMetres: number; rowsIn: number; rowsRejected: number },
  options: CensusReadOptions,
  issues: IssueSink,
): CensusGrid {
  const { source } = options
  const x = columns.x.toArray()
  const y = columns.y.toArray()
  const lines = columns.line.toArray()
  const extent = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (let i = 0; i < x.length; i++) {
    extent.west = Math.min(extent.west, x[i])
    extent.east = Math.max(extent.east, x[i])
    extent.south = Math.min(extent.south, y[i])
    extent.north = Math.max(extent.north, y[i])
  }
  requireEpsg3035(extent.west, extent.south, extent.east, extent.north, source)
  const { anchor, sizeInName } = read.plan
  const inferred = () => {
    const [a, b] = [inferSquareSize(x, anchor), inferSquareSize(y, anchor)]
    return a === undefined || b === undefined ? undefined : (Math.min(a, b) as 100 | 1000)
  }
  const size = read.sizeMetres || (options.cellSizeMetres ?? sizeInName ?? inferred())
  if (size === undefined) throw offLattice(source)

  // Kept are the squares on the lattice, ascending by y, then x; ties in the order of the file.
  const offset = anchor === 'centre' ? size / 2 : 0
  const kept: number[] = []
  let rowsRejected = read.rowsRejected
  for (let i = 0; i < x.length; i++) {
    x[i] -= offset
    y[i] -= offset
    if (x[i] % size === 0 && y[i] % size === 0) kept.push(i)
    else {
      rowsRejected++
      issues.add(
        'population-square-off-lattice',
        'error',
        source,
        `line ${lines[i]}: ${x[i] + offset}, ${y[i] + offset}`,
      )
    }
  }
  if (kept.length === 0) throw offLattice(source)
  const order = Uint32Array.from(kept)
  const compare = (a: number, b: number) => y[a] - y[b] || x[a] - x[b] || a - b
  if (kept.some((row, k) => k > 0 && compare(kept[k - 1], row) > 0)) order.sort(compare)
  const values = columns.values.map((column) => column.toArray())
  const unique = order.filter((row, k) => {
    const before = order[k - 1]
    if (k === 0 || x[before] !== x[row] || y[before] !== y[row]) return true
    if (!values.every((column) => Object.is(column[before], column[row]))) {
      throw duplicateSquare(`N${y[row]} E${x[row]}`, lines[before], lines[row], source)
    }
    rowsRejected++
    issues.add('population-square-repeated', 'note', source, `line ${lines[row]}: as in line ${lines[before]}`)
    return false
  })
  const people = values.map((column) => Float64Array.from(unique, (row) => column[row]))
  applyShares(read.groups, people)
  const missingSquares = people.map((column) => column.reduce((count, value) => count + (value === value ? 0 : 1), 0))
  read.groups.forEach((group, g) => {
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
    cellSizeMetres: size as 100 | 1000,
    squareCount: unique.length,
    x: Int32Array.from(unique, (row) => x[row]),
    y: Int32Array.from(unique, (row) => y[row]),
    groupIds: read.groups.map((group) => group.id),
    people,
    missingSquares,
    rowsIn: read.rowsIn,
    rowsOut: unique.length,
    rowsRejected,
  }
}

/** Replaces the percentages of share groups by people; a missing share or a missing base stays missing. */
function applyShares(groups: readonly CensusGroup[], people: Float64Array[]): void {
  groups.forEach((group, g) => {
    if (!('shareColumn' in group)) return
    const base = people[groups.findIndex((other) => other.id === (group.of ?? 'all'))]
    people[g] = people[g].map((percent, i) => (percent / 100) * base[i])
  })
}

interface ReadPlan {
  readonly valueColumns: readonly number[]
  readonly anchor: 'centre' | 'corner'
  readonly sizeInName: 100 | 1000 | undefined
  /** The square of a row, or the text that could not be read. */
  readPosition(fields: readonly string[]): { x: number; y: number; cellSizeMetres?: number } | string
}

/** How to read the rows, from the header and the first row. */
function createPlan(
  header: readonly string[],
  firstRow: readonly string[],
  groups: readonly CensusGroup[],
  options: CensusReadOptions,
): ReadPlan {
  const valueColumns = groups.map((group) => header.indexOf(columnOf(group)))
  const idIndex =
    options.idColumn !== undefined
      ? header.indexOf(options.idColumn)
      : options.coordinateColumns === undefined
        ? firstRow.findIndex((field) => parseSquareId(field.trim()) !== undefined)
        : -1
  if (idIndex >= 0) {
    const readPosition = (fields: readonly string[]) => {
      const text = fields[idIndex].trim()
      return parseSquareId(text) ?? text.slice(0, 60)
    }
    return { valueColumns, anchor: 'corner', sizeInName: undefined, readPosition }
  }
  const pair = options.coordinateColumns ?? findCoordinateColumns(header)
  if (pair === undefined) {
    throw new ImportError(
      'population-square-columns-missing',
      'No column with ids of census squares and no pair of columns with their coordinates was found.',
      options.source,
      `Name the column with “idColumn”, or the pair with “coordinateColumns”; the file has: ${header.join(', ')}.`,
    )
  }
  const [xIndex, yIndex] = [header.indexOf(pair.x), header.indexOf(pair.y)]
  const readPosition = (fields: readonly string[]) => {
    const x = Number(fields[xIndex].trim().replace(',', '.') || Number.NaN)
    const y = Number(fields[yIndex].trim().replace(',', '.') || Number.NaN)
    return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : `${fields[xIndex]}, ${fields[yIndex]}`.slice(0, 60)
  }
  return { valueColumns, anchor: pair.anchor, sizeInName: parseSizeInName(pair.x), readPosition }
}

/** Every column that the options name, ids and coordinates included. */
function namedColumns(groups: readonly CensusGroup[], options: CensusReadOptions): string[] {
  const { idColumn, coordinateColumns } = options
  const squares = [idColumn, coordinateColumns?.x, coordinateColumns?.y].filter((name) => name !== undefined)
  return [...new Set([...squares, ...groups.map(columnOf)])]
}
