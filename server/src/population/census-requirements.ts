/** What a census grid file must be like as a whole, and the errors that say so. */
import { ImportError } from '../issues/import-error.ts'
import type { CensusGroup } from './census-grid.ts'

/** The column that a group is read from. */
export function columnOf(group: CensusGroup): string {
  return 'column' in group ? group.column : group.shareColumn
}

/** Groups have ids of their own, and shares refer to a group read before them. */
export function requireGroups(groups: readonly CensusGroup[], where: string): void {
  const known = new Set<string>()
  for (const group of groups) {
    const base = 'shareColumn' in group ? (group.of ?? 'all') : undefined
    if (known.has(group.id) || (base !== undefined && !known.has(base))) {
      throw new ImportError(
        'population-groups-wrong',
        known.has(group.id)
          ? `The group “${group.id}” is named twice.`
          : `The group “${group.id}” is a share of “${base}”, which is not read before it.`,
        where,
        'Correct the list of groups in the manifest of the region.',
      )
    }
    known.add(group.id)
  }
  if (groups.length === 0) {
    throw new ImportError(
      'population-groups-wrong',
      'No group of people is mapped to a column.',
      where,
      'Name at least one, for instance the group “all” with the column of all inhabitants.',
    )
  }
}

/** Every column that is named is in the header, once. */
export function requireColumns(header: readonly string[], columns: readonly string[], where: string): void {
  for (const column of columns) {
    const count = header.filter((name) => name === column).length
    if (count === 1) continue
    throw new ImportError(
      'population-column-missing',
      count === 0 ? `There is no column “${column}”.` : `There are ${count} columns “${column}”.`,
      where,
      `Name a column that the file has once: ${header.slice(0, 60).join(', ')}.`,
    )
  }
}

/** Stops where the decimal or thousands marks of a column can be read in two ways. */
export function requireUnambiguous(
  problem: 'mixed-marks' | 'thousands' | undefined,
  column: string,
  where: string,
): void {
  if (problem === undefined) return
  throw new ImportError(
    'population-decimals-ambiguous',
    problem === 'thousands'
      ? `The numbers in “${column}” may have points as thousands separators (1.234) or as decimals.`
      : `The numbers in “${column}” have both points and commas.`,
    `${where}, column ${column}`,
    'Export the table with plain numbers: no thousands separators and one decimal mark.',
  )
}

export function requireSize(cellSizeMetres: number, row: number, where: string): 100 | 1000 {
  if (cellSizeMetres === 100 || cellSizeMetres === 1000) return cellSizeMetres
  throw new ImportError(
    'population-square-size',
    `The squares are ${cellSizeMetres} m wide; grids of 100 m and of 1 km are read.`,
    `${where}, row ${row}`,
    'Give the grid of 100 m, or else that of 1 km, as the statistical offices publish it.',
  )
}

export function mixedSizes(first: number, second: number, row: number, where: string): ImportError {
  return new ImportError(
    'population-square-sizes-mixed',
    `The squares are of several sizes: ${first} m, and ${second} m in row ${row}. People would be counted twice.`,
    `${where}, row ${row}`,
    'Keep the squares of one size only.',
  )
}

export function duplicateSquare(square: string, firstRow: number, secondRow: number, where: string): ImportError {
  return new ImportError(
    'population-square-duplicate',
    `The square ${square} stands in row ${firstRow} and, with other numbers, in row ${secondRow}.`,
    `${where}, row ${secondRow}`,
    'Find out which of the rows is right and delete the other; rows per year or age belong into columns.',
  )
}

export function offLattice(where: string): ImportError {
  return new ImportError(
    'population-square-size',
    'The coordinates fit neither a lattice of 1 km nor one of 100 m.',
    where,
    'Say with “coordinateColumns” whether they are corners or centres, and check that they are EPSG:3035 metres without rounding.',
  )
}

export function tooManyRows(maximum: number, where: string): ImportError {
  return new ImportError(
    'population-too-many-rows',
    `The file has more than ${maximum} rows.`,
    where,
    'Cut the grid to the region (the 100 m grid of all Germany is not needed for one town) and import again.',
  )
}

/** A file whose rows were all rejected, or that has none. */
export function noUsableRows(rowsIn: number, textColumn: string | undefined, where: string): ImportError {
  if (textColumn !== undefined) {
    return new ImportError(
      'population-column-not-numeric',
      `The column “${textColumn}” does not hold numbers.`,
      `${where}, column ${textColumn}`,
      'Name the column with the counts of people.',
    )
  }
  return new ImportError(
    'population-empty',
    rowsIn === 0 ? 'The file has a header but no rows.' : `None of the ${rowsIn} rows could be read.`,
    where,
    rowsIn === 0
      ? 'Check the export.'
      : 'Look at the issues of this file: they name each row and what is wrong with it.',
  )
}
