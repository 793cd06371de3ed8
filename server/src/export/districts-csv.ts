/** The district table as CSV: one row per district, columns as in the contract's CoverageRow. */
import type { CoverageRow } from '../contract/result.ts'
import { formatCsv, type CsvValue, type CsvVariant } from './csv.ts'

interface Column {
  readonly name: string
  readonly german: string
  readonly value: (row: CoverageRow) => CsvValue
}

const COLUMNS: readonly Column[] = [
  { name: 'district_id', german: 'Bezirk-Nr.', value: (row) => row.districtId },
  { name: 'name', german: 'Bezirk', value: (row) => row.name },
  { name: 'people', german: 'Menschen', value: (row) => row.people },
  { name: 'served', german: 'versorgt', value: (row) => row.served },
  { name: 'unserved', german: 'nicht versorgt', value: (row) => row.unserved },
  { name: 'share', german: 'Anteil versorgt', value: (row) => row.share },
  { name: 'share_upper', german: 'Anteil höchstens', value: (row) => row.shareUpper },
  { name: 'unknown', german: 'davon nicht beurteilbar', value: (row) => row.unknown },
  { name: 'uncertain', german: 'davon am Rand unsicher', value: (row) => row.uncertain },
  { name: 'unserved_per_1000', german: 'nicht versorgt je 1.000', value: (row) => row.unservedPerThousand },
  { name: 'mean_minutes', german: 'Gehminuten Mittel', value: (row) => row.meanMinutes },
  { name: 'median_minutes', german: 'Gehminuten Median', value: (row) => row.medianMinutes },
  { name: 'p90_minutes', german: 'Gehminuten 90 %', value: (row) => row.p90Minutes },
  { name: 'people_without_time', german: 'Menschen ohne Gehzeit', value: (row) => row.peopleWithoutTime },
  { name: 'gap_persons', german: 'Lückenpersonen', value: (row) => row.gapPersons },
  { name: 'facilities', german: 'Einrichtungen', value: (row) => row.facilityCount },
  { name: 'reason', german: 'Grund', value: (row) => row.reason },
]
const SCORE: Column = { name: 'score', german: '15-Minuten-Wert', value: (row) => row.score ?? null }

const GERMAN_REASONS: Readonly<Record<string, string>> = {
  'no-people': 'keine Menschen',
  'outside-network': 'außerhalb der Straßendaten',
  'no-street': 'keine Straße in der Nähe',
  'no-facility': 'keine Einrichtung in den Daten',
  'beyond-cutoff': 'weiter als die längste berechnete Gehzeit',
}

/**
 * @param rows districts, with people in no district as a last row without id; a total only where `total` is given, so that
 *   sums over the plain file are right
 */
export function formatDistrictsCsv(
  rows: readonly CoverageRow[],
  options: { readonly variant: CsvVariant; readonly total?: CoverageRow },
): string {
  const german = options.variant === 'german'
  const all = options.total === undefined ? rows : [...rows, options.total]
  const columns = all.some((row) => row.score !== undefined) ? [...COLUMNS, SCORE] : COLUMNS
  return formatCsv(
    columns.map((column) => (german ? column.german : column.name)),
    all.map((row) =>
      columns.map((column) => {
        const value = column.value(row)
        return german && column.name === 'reason' && value !== null ? (GERMAN_REASONS[String(value)] ?? value) : value
      }),
    ),
    options.variant,
  )
}
