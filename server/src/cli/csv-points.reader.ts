/**
 * Points from a CSV file with the columns `id,lon,lat`: the inputs of `nahraum times`. Understands the usual other names
 * (lng, longitude, Länge, latitude, Breite), semicolons and tabs, decimal commas, a byte order mark and Windows-1252.
 * Every faulty row is found before the file is refused; nothing is skipped silently.
 */
import { readCsvTable, type CsvHeader } from '../csv/csv-rows.reader.ts'
import { boundsContain, type Bounds } from '../geo/bounds.ts'
import { ImportError } from '../issues/import-error.ts'

export interface CsvPoints {
  readonly ids: readonly string[]
  /** Degrees, in the order of the ids. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Row of each point in the file as Excel counts, from 1. */
  readonly rows: Uint32Array
}

/** More points than anybody walks to; a larger file is refused by name. */
export const MAXIMUM_POINTS = 1_000_000

const COLUMN_NAMES = {
  id: ['id', 'fid', 'kennung', 'nr', 'nummer'],
  lng: ['lon', 'lng', 'long', 'longitude', 'länge', 'laenge', 'längengrad', 'laengengrad', 'x'],
  lat: ['lat', 'latitude', 'breite', 'breitengrad', 'y'],
} as const
const FAULTS_NAMED = 5

/**
 * @param where how messages name the file
 * @throws ImportError that names the rows: missing column, not a number, outside the globe, duplicate id, no points
 */
export function readCsvPoints(bytes: Uint8Array, where: string): CsvPoints {
  const ids: string[] = []
  const lng: number[] = []
  const lat: number[] = []
  const rows: number[] = []
  const faults: { kind: string; row: number; text: string }[] = []
  const rowOfId = new Map<string, number>()
  let columns = { id: -1, lng: -1, lat: -1 }
  let width = 0
  readCsvTable(bytes, where, {
    onHeader(header) {
      columns = findColumns(header, where)
      width = header.names.length
    },
    onRow(fields, row) {
      if (ids.length === MAXIMUM_POINTS) {
        throw new ImportError(
          'points-too-many',
          `The file holds more than ${MAXIMUM_POINTS} points.`,
          `${where}, row ${row}`,
          'Split the file and run the command for each part.',
        )
      }
      const fault = (kind: string, text: string): void => void faults.push({ kind, row, text })
      if (fields.length !== width) return fault('points-row-length', `${fields.length} fields instead of ${width}`)
      const id = fields[columns.id].trim()
      const x = parseDegrees(fields[columns.lng])
      const y = parseDegrees(fields[columns.lat])
      if (id === '') return fault('points-id-missing', 'the id is empty')
      if (x === null) return fault('points-not-a-number', `longitude "${shorten(fields[columns.lng])}" is not a number`)
      if (y === null) return fault('points-not-a-number', `latitude "${shorten(fields[columns.lat])}" is not a number`)
      if (Math.abs(y) > 90 && Math.abs(y) <= 180 && Math.abs(x) <= 90) {
        return fault('points-swapped', `longitude ${x} and latitude ${y} are swapped`)
      }
      if (Math.abs(x) > 180 || Math.abs(y) > 90) {
        return fault('points-outside-globe', `longitude ${x}, latitude ${y} are not degrees`)
      }
      const earlier = rowOfId.get(id)
      if (earlier !== undefined)
        return fault('points-id-duplicate', `the id "${shorten(id)}" stands in row ${earlier} already`)
      rowOfId.set(id, row)
      ids.push(id)
      lng.push(x)
      lat.push(y)
      rows.push(row)
    },
  })
  if (faults.length > 0) throw refuse(faults, where)
  if (ids.length === 0) {
    throw new ImportError(
      'points-empty',
      'The file holds no point below its header.',
      where,
      'Add at least one row with id, lon and lat.',
    )
  }
  return { ids, lng: Float64Array.from(lng), lat: Float64Array.from(lat), rows: Uint32Array.from(rows) }
}

/**
 * Finds coordinates in the wrong order: a point outside the street data that would lie inside with its two figures swapped.
 *
 * @throws ImportError `points-swapped` with the rows
 */
export function requireOrderOfAxes(points: CsvPoints, bounds: Bounds, where: string): void {
  const faults: { kind: string; row: number; text: string }[] = []
  for (let i = 0; i < points.ids.length; i++) {
    const { lng, lat } = { lng: points.lng[i], lat: points.lat[i] }
    if (boundsContain(bounds, lng, lat) || !boundsContain(bounds, lat, lng)) continue
    faults.push({
      kind: 'points-swapped',
      row: points.rows[i],
      text: `longitude ${lng} and latitude ${lat} are swapped`,
    })
  }
  if (faults.length > 0) throw refuse(faults, where)
}

const REMEDIES: Readonly<Record<string, string>> = {
  'points-row-length': 'Export the file again; text that holds the delimiter must stand in quotes.',
  'points-id-missing': 'Give every point an id.',
  'points-id-duplicate': 'Give every point an id of its own.',
  'points-not-a-number': 'Give longitude and latitude as decimal degrees, for instance 6.0838 or 6,0838.',
  'points-outside-globe': 'Give longitude and latitude in degrees (EPSG:4326); metres have to be converted first.',
  'points-swapped': 'Swap the two columns: lon is the eastern longitude, lat the northern latitude.',
}

function refuse(faults: readonly { kind: string; row: number; text: string }[], where: string): ImportError {
  const named = faults.slice(0, FAULTS_NAMED).map(({ row, text }) => `row ${row}: ${text}`)
  const more = faults.length > FAULTS_NAMED ? `; ${faults.length - FAULTS_NAMED} more` : ''
  const kind = faults[0].kind
  return new ImportError(kind, `${named.join('; ')}${more}.`, `${where}, row ${faults[0].row}`, REMEDIES[kind])
}

function findColumns(header: CsvHeader, where: string): { id: number; lng: number; lat: number } {
  const names = header.names.map((name) => name.toLowerCase())
  const indexOf = (key: keyof typeof COLUMN_NAMES): number => {
    for (const name of COLUMN_NAMES[key]) if (names.includes(name)) return names.indexOf(name)
    throw new ImportError(
      'points-column-missing',
      `The column ${key === 'lng' ? 'lon' : key} is missing; the file has ${names.map((name) => `"${shorten(name)}"`).join(', ')}.`,
      `${where}, row ${header.row}`,
      `Name the columns ${['id', 'lon', 'lat'].join(header.delimiter)} in the first row.`,
    )
  }
  return { id: indexOf('id'), lng: indexOf('lng'), lat: indexOf('lat') }
}

function parseDegrees(text: string): number | null {
  const trimmed = text.trim()
  if (!/^[+-]?\d+(?:[.,]\d*)?(?:[eE][+-]?\d+)?$/.test(trimmed)) return null
  return Number(trimmed.replace(',', '.'))
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`
}
