/** Districts before and after as CSV: one row per district, columns with their units, figures as in the contract's EffectRow. */
import type { CoverageRow } from '../contract/result.ts'
import type { Effect, EffectRow } from '../contract/scenario.ts'
import { cleanText } from './clean-text.ts'
import { formatCsvPieces, type CsvValue, type CsvVariant } from './csv.ts'

interface Column {
  readonly plain: string
  readonly german: string
  readonly value: (row: EffectRow) => CsvValue
}

/** A figure of both sides as two columns. */
const both = (plain: string, german: string, value: (row: CoverageRow) => CsvValue): Column[] => [
  { plain: `${plain}_before`, german: `${german} vorher`, value: (row) => value(row.before) },
  { plain: `${plain}_after`, german: `${german} nachher`, value: (row) => value(row.after) },
]

const COLUMNS: readonly Column[] = [
  ...both('people', 'Menschen', (row) => row.people),
  ...both('served_people', 'versorgte Menschen', (row) => row.served),
  {
    plain: 'served_people_change',
    german: 'versorgte Menschen Änderung',
    value: ({ before, after }) => after.served - before.served,
  },
  { plain: 'gained_people', german: 'neu versorgte Menschen', value: (row) => row.gained },
  { plain: 'lost_people', german: 'nicht mehr versorgte Menschen', value: (row) => row.lost },
  {
    plain: 'served_by_population_people',
    german: 'versorgte Menschen durch Zuzug oder Wegzug',
    value: (row) => row.servedByPopulation,
  },
  ...both('served_share_0_to_1', 'Anteil versorgt (0 bis 1)', (row) => row.share),
  ...both('served_share_at_most_0_to_1', 'Anteil versorgt höchstens (0 bis 1)', (row) => row.shareUpper),
  ...both('unassessable_people', 'nicht beurteilbare Menschen', (row) => row.unknown),
  ...both('uncertain_people', 'am Rand unsichere Menschen', (row) => row.uncertain),
  ...both('mean_minutes', 'Gehminuten Mittel', (row) => row.meanMinutes),
  ...both('median_minutes', 'Gehminuten Median', (row) => row.medianMinutes),
  ...both('p90_minutes', 'Gehminuten 90 %', (row) => row.p90Minutes),
  ...both('people_without_time', 'Menschen ohne Gehzeit', (row) => row.peopleWithoutTime),
  ...both('gap_persons', 'Lückenpersonen', (row) => row.gapPersons),
  { plain: 'faster_people', german: 'Menschen mit kürzerem Weg', value: (row) => row.faster },
  { plain: 'slower_people', german: 'Menschen mit längerem Weg', value: (row) => row.slower },
  { plain: 'saved_person_minutes', german: 'gesparte Personenminuten', value: (row) => row.personMinutesSaved },
  ...both('places', 'Orte', (row) => row.facilityCount),
]
const SCORE = both('score_0_to_1', '15-Minuten-Wert (0 bis 1)', (row) => row.score ?? null)

/**
 * In pieces. The plain file has no total, so that sums over it are right; the German one ends with it. People in no district of the level are a row
 * without id.
 */
export function formatEffectDistrictsCsv(
  { rows, total, question }: Effect,
  variant: CsvVariant,
  lines: readonly string[],
): Generator<string> {
  const isGerman = variant === 'german'
  const columns = question.mode === 'score' ? [...COLUMNS, ...SCORE] : COLUMNS
  const toFields = (row: EffectRow, name: string): CsvValue[] => [
    row.districtId === null ? null : cleanText(row.districtId),
    name,
    ...columns.map((column) => column.value(row)),
  ]
  const nameOf = ({ districtId, name }: EffectRow) =>
    districtId === null ? (isGerman ? 'außerhalb aller Gebiete' : 'No district') : cleanText(name)
  return formatCsvPieces(
    [
      ...(isGerman ? ['Gebiet-Nr.', 'Gebiet'] : ['district_id', 'district']),
      ...columns.map((column) => column[variant]),
    ],
    [...rows.map((row) => toFields(row, nameOf(row))), ...(isGerman ? [toFields(total, 'Gesamt')] : [])],
    variant,
    { lines },
  )
}
