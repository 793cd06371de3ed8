/**
 * What the readers of matrices, demand and supply share: columns by name, numbers as offices write them, and faults that are
 * collected row by row, so that a file is refused once and with its rows. Nothing is skipped silently.
 */
import type { CsvHeader } from '../csv/csv-rows.reader.ts'
import { ImportError } from '../issues/import-error.ts'

/** How many faulty rows a message names; all of them are counted. */
const FAULTS_NAMED = 5
const LONGEST_QUOTE = 40

const REMEDIES = {
  'table-row-length': 'Export the file again; text that holds the delimiter must stand in quotes.',
  'table-id-missing': 'Fill in the id of this row, or remove the row.',
  'table-id-duplicate': 'Let every id stand in one row only.',
  'table-id-unknown': 'Correct the id, or remove the row; ids must be written as in the matrix or graph.',
  'table-not-a-number': 'Write a number, for instance 12.5 or 12,5, without units and without separators of thousands.',
  'table-negative': 'Only 0 and more makes sense here; correct the value or leave the pair out.',
  'table-too-large': 'Correct the number or take a larger unit.',
  'matrix-pair-duplicate': 'Let every pair of from_id and to_id stand in one row only.',
} as const

export type FaultKind = keyof typeof REMEDIES

/** Collects the faulty rows of a file. */
export class CsvFaults {
  readonly #where: string
  readonly #named: { readonly kind: FaultKind; readonly row: number; readonly text: string }[] = []
  #count = 0

  constructor(where: string) {
    this.#where = where
  }

  add(kind: FaultKind, row: number, text: string): void {
    this.#count++
    if (this.#named.length < FAULTS_NAMED) this.#named.push({ kind, row, text })
  }

  /** @throws ImportError of the first fault, with the first five rows and the number of the others */
  refuseAny(): void {
    if (this.#count === 0) return
    const { kind, row } = this.#named[0]
    const rows = this.#named.map((fault) => `row ${fault.row}: ${fault.text}`).join('; ')
    const more = this.#count > FAULTS_NAMED ? `; ${this.#count - FAULTS_NAMED} more` : ''
    throw new ImportError(kind, `${rows}${more}.`, `${this.#where}, row ${row}`, REMEDIES[kind])
  }
}

/**
 * Position of the first of the names that the header has; capital letters do not matter.
 *
 * @param names the name that messages give first, then its other usual ones
 * @throws ImportError `table-column-missing`, which says what the file has
 */
export function getColumn(header: CsvHeader, names: readonly string[], where: string): number {
  const found = header.names.map((name) => name.toLowerCase())
  for (const name of names) if (found.includes(name)) return found.indexOf(name)
  throw new ImportError(
    'table-column-missing',
    `The column ${names[0]} is missing; the file has ${header.names.map((name) => `"${shorten(name)}"`).join(', ')}.`,
    `${where}, row ${header.row}`,
    `Name the column ${names[0]} in the first row.`,
  )
}

/** Above this whole numbers are no longer exact, and sums of them lose what they are made of. */
const LARGEST_VALUE = Number.MAX_SAFE_INTEGER

/**
 * An amount of 0 or more.
 *
 * @param name of the column, for the message
 * @returns null where it is none, with a fault added
 */
export function parseAmount(text: string, name: string, row: number, faults: CsvFaults): number | null {
  const value = parseDecimal(text)
  if (value === null) faults.add('table-not-a-number', row, `${name} "${shorten(text)}" is not a number`)
  else if (value < 0) faults.add('table-negative', row, `${name} ${value} is negative`)
  else if (value > LARGEST_VALUE) faults.add('table-too-large', row, `${name} ${value} is larger than ${LARGEST_VALUE}`)
  else return value
  return null
}

/** A number with decimal point or comma; null for anything else, also for what is too large for a number. */
export function parseDecimal(text: string): number | null {
  const trimmed = text.trim()
  if (!/^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return null
  const value = Number(trimmed.replace(',', '.'))
  // Adding 0 makes −0 a plain 0.
  return Number.isFinite(value) ? value + 0 : null
}

/** A value from a file as messages quote it. */
export function shorten(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`
}
