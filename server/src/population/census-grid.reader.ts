/**
 * Census grid from a CSV file: squares named by id or by a pair of coordinate columns, people per group from columns or from
 * shares. Bytes are read in chunks; memory is that of the columns kept, about 8 bytes per square and column.
 */
import { readCsvTable } from '../csv/csv-rows.reader.ts'
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { assembleCensusGrid, type CensusRows } from './assemble-census-grid.ts'
import type { CensusGrid, CensusGroup } from './census-grid.ts'
import { findForeignEpsg, parseSquareId } from './census-square-id.ts'
import {
  columnOf,
  mixedSizes,
  noUsableRows,
  requireColumns,
  requireGroups,
  requireSize,
  requireUnambiguous,
  tooManyRows,
} from './census-requirements.ts'
import { DecimalCheck, parseCount } from './census-value.ts'
import { GrowingColumn } from './growing-column.ts'
import { findCoordinateColumns, parseSizeInName, type CoordinateColumns } from './square-position.ts'

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
  /** More rows are refused; `MAXIMUM_ROWS` where not given. */
  readonly maximumRows?: number
}

/** The grid of a file. Throws an `ImportError` where the file cannot be used as a whole. */
export function readCensusGrid(input: Uint8Array | string, options: CensusReadOptions, issues: IssueSink): CensusGrid {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  const { source, maximumRows = MAXIMUM_ROWS } = options
  const groups: readonly CensusGroup[] = [
    ...Object.entries(options.columns ?? {}).map(([id, column]) => ({ id, column })),
    ...(options.groups ?? []),
  ]
  requireGroups(groups, source)
  let plan: ReadPlan | undefined
  let header: readonly string[] = []
  let isGerman = false
  const columns = {
    x: new GrowingColumn(),
    y: new GrowingColumn(),
    rowNumber: new GrowingColumn(),
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

  const visit = (fields: readonly string[], rowNumber: number) => {
    if (++rowsIn > maximumRows) throw tooManyRows(maximumRows, source)
    plan ??= createPlan(header, fields, groups, options)
    if (fields.length !== header.length) {
      return reject('population-row-length', `row ${rowNumber}: ${fields.length} fields instead of ${header.length}`)
    }
    const position = plan.readPosition(fields)
    if (typeof position === 'string') return reject('population-square-unreadable', `row ${rowNumber}: ${position}`)
    if (position.cellSizeMetres !== undefined && position.cellSizeMetres !== sizeMetres) {
      if (sizeMetres !== 0) throw mixedSizes(sizeMetres, position.cellSizeMetres, rowNumber, source)
      sizeMetres = requireSize(position.cellSizeMetres, rowNumber, source)
    }
    const row: number[] = []
    for (let g = 0; g < groups.length; g++) {
      const text = fields[plan.valueColumns[g]]
      const value = parseCount(text)
      if (value === undefined || ('shareColumn' in groups[g] && value > 100)) {
        notNumbers[g]++
        return reject(
          'population-value-not-a-number',
          `row ${rowNumber}, ${header[plan.valueColumns[g]]}: ${text.slice(0, 40)}`,
        )
      }
      if (value === value) checks[g].add(text)
      row.push(value)
    }
    columns.x.push(position.x)
    columns.y.push(position.y)
    columns.rowNumber.push(rowNumber)
    for (let g = 0; g < groups.length; g++) columns.values[g].push(row[g])
  }
  readCsvTable(bytes, source, {
    onHeader({ names, delimiter }) {
      header = names
      isGerman = delimiter === ';'
      requireColumns(header, namedColumns(groups, options), source)
    },
    onRow: visit,
  })
  if (plan === undefined || columns.x.toArray().length === 0) {
    const textGroup = groups.find((_, g) => notNumbers[g] > 0 && notNumbers[g] === rowsIn)
    throw noUsableRows(rowsIn, textGroup === undefined ? undefined : columnOf(textGroup), source)
  }
  groups.forEach((group, g) => requireUnambiguous(checks[g].findProblem(isGerman), columnOf(group), source))
  const known = sizeMetres || (options.cellSizeMetres ?? plan.sizeInName)
  const rows: CensusRows = {
    x: columns.x.toArray(),
    y: columns.y.toArray(),
    rowNumbers: columns.rowNumber.toArray(),
    values: columns.values.map((column) => column.toArray()),
    anchor: plan.anchor,
    cellSizeMetres: known as 100 | 1000 | undefined,
    rowsIn,
    rowsRejected,
  }
  return assembleCensusGrid(rows, groups, source, issues)
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
    const foreign = firstRow.map((field) => findForeignEpsg(field.trim())).find((epsg) => epsg !== undefined)
    if (foreign !== undefined) throw foreignGrid(foreign, options.source)
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

function foreignGrid(epsg: string, where: string): ImportError {
  return new ImportError(
    'population-crs-wrong',
    `The ids of the squares are of EPSG:${epsg}, not of EPSG:3035.`,
    where,
    'Give the grid with its EPSG:3035 ids (“CRS3035RES100mN…E…”) or coordinates, as the statistical offices publish it.',
  )
}

/** Every column that the options name, ids and coordinates included. */
function namedColumns(groups: readonly CensusGroup[], options: CensusReadOptions): string[] {
  const { idColumn, coordinateColumns } = options
  const squares = [idColumn, coordinateColumns?.x, coordinateColumns?.y].filter((name) => name !== undefined)
  return [...new Set([...squares, ...groups.map(columnOf)])]
}
