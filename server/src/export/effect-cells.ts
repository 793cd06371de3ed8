/** Cells before and after as CSV and as GeoJSON, in pieces: a large city has tens of thousands. */
import { OUTCOME } from '../access/cell-outcome.ts'
import { cellToBoundary, cellToCenter } from '../grid/cells.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { findCellChange, type CellChange, type CellsOfSide, type EffectDetail } from '../scenario/effect-detail.ts'
import { cleanText } from './clean-text.ts'
import { formatCsvPieces, type CsvValue, type CsvVariant } from './csv.ts'
import { formatCollectionPieces, roundDegrees } from './feature-collection.ts'

const OUTCOME_NAMES: Readonly<Record<number, string>> = {
  [OUTCOME.served]: 'served',
  [OUTCOME.unserved]: 'unserved',
  [OUTCOME.uncertain]: 'uncertain',
  [OUTCOME.outsideNetwork]: 'outside-network',
  [OUTCOME.noStreet]: 'no-street',
}
const GERMAN_OUTCOMES: Readonly<Record<string, string>> = {
  served: 'versorgt',
  unserved: 'nicht versorgt',
  uncertain: 'am Rand unsicher',
  'outside-network': 'außerhalb der Straßendaten',
  'no-street': 'keine Straße in der Nähe',
}
const GERMAN_CHANGES: Readonly<Record<CellChange, string>> = {
  'newly-served': 'neu versorgt',
  shorter: 'kürzer',
  same: 'gleich',
  longer: 'länger',
  'no-longer-served': 'nicht mehr versorgt',
}

interface Column {
  readonly plain: string
  readonly german: string
  readonly value: (detail: EffectDetail, cell: number) => CsvValue
  /** The German word for a value, where the value is a word. */
  readonly words?: Readonly<Record<string, string>>
}

const minutesOf = ({ deciseconds }: CellsOfSide, cell: number): number | null =>
  deciseconds[cell] === UNREACHED ? null : deciseconds[cell] / 600
const servedOf = ({ outcome, people }: CellsOfSide, cell: number): number =>
  outcome[cell] === OUTCOME.served ? people[cell] : 0
const both = (
  plain: string,
  german: string,
  value: (side: CellsOfSide, cell: number) => CsvValue,
  words?: Column['words'],
): Column[] => [
  { plain: `${plain}_before`, german: `${german} vorher`, value: ({ before }, cell) => value(before, cell), words },
  { plain: `${plain}_after`, german: `${german} nachher`, value: ({ after }, cell) => value(after, cell), words },
]

const COLUMNS: readonly Column[] = [
  { plain: 'h3', german: 'Zelle (H3)', value: ({ cellIds }, cell) => cellIds[cell] },
  { plain: 'district_id', german: 'Gebiet-Nr.', value: (detail, cell) => districtOf(detail, cell)?.id ?? null },
  { plain: 'district', german: 'Gebiet', value: (detail, cell) => districtOf(detail, cell)?.name ?? null },
  ...both('people', 'Menschen', (side, cell) => side.people[cell]),
  ...both('served_people', 'versorgte Menschen', servedOf),
  ...both('minutes', 'Gehminuten', minutesOf),
  {
    plain: 'minutes_change',
    german: 'Gehminuten Änderung',
    value: ({ before, after }, cell) => {
      const [earlier, later] = [minutesOf(before, cell), minutesOf(after, cell)]
      return earlier === null || later === null ? null : (after.deciseconds[cell] - before.deciseconds[cell]) / 600
    },
  },
  ...both('outcome', 'Ergebnis', (side, cell) => OUTCOME_NAMES[side.outcome[cell]], GERMAN_OUTCOMES),
  { plain: 'change', german: 'Änderung', value: findCellChange, words: GERMAN_CHANGES },
]

function districtOf(
  { districts, districtIndex }: EffectDetail,
  cell: number,
): { id: string; name: string } | undefined {
  if (districtIndex[cell] === NO_DISTRICT) return undefined
  const { id, name } = districts[districtIndex[cell]]
  return { id: cleanText(id), name: cleanText(name) }
}

/** Every cell of the grid, and those that new housing adds; `lng` and `lat` are the middle of the cell in degrees. */
export function formatEffectCellsCsv(
  detail: EffectDetail,
  variant: CsvVariant,
  lines: readonly string[],
): Generator<string> {
  const [lng, lat] = variant === 'german' ? ['Länge (Grad)', 'Breite (Grad)'] : ['lng_degrees', 'lat_degrees']
  function* listRows(): Generator<CsvValue[]> {
    for (let cell = 0; cell < detail.cellIds.length; cell++) {
      const fields = COLUMNS.map(({ value, words }) => {
        const field = value(detail, cell)
        return variant === 'german' && words !== undefined ? words[String(field)] : field
      })
      yield [...fields, ...cellToCenter(detail.cellIds[cell]).map(roundDegrees)]
    }
  }
  return formatCsvPieces([...COLUMNS.map((column) => column[variant]), lng, lat], listRows(), variant, { lines })
}

/** @param members of the collection beside its features */
export function formatEffectCellsGeoJson(
  detail: EffectDetail,
  members: Readonly<Record<string, unknown>>,
): Generator<string> {
  function* listFeatures(): Generator<unknown> {
    for (let cell = 0; cell < detail.cellIds.length; cell++) {
      const id = detail.cellIds[cell]
      yield {
        type: 'Feature',
        id,
        geometry: { type: 'Polygon', coordinates: [cellToBoundary(id).map((corner) => corner.map(roundDegrees))] },
        properties: Object.fromEntries(COLUMNS.map(({ plain, value }) => [plain, value(detail, cell)])),
      }
    }
  }
  return formatCollectionPieces(listFeatures(), members)
}
