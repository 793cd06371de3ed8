/** The modifications of a comparison as CSV and as GeoJSON, with what is wrong with each. */
import type { LngLat, Ring } from '../geo/bounds.ts'
import type { Modification, ScenarioProblem } from '../contract/scenario.ts'
import { cleanText } from './clean-text.ts'
import { formatCsvPieces, type CsvValue, type CsvVariant } from './csv.ts'
import { formatCollectionPieces, roundDegrees } from './feature-collection.ts'

/** A place that a modification may name. */
export interface NamedPlace {
  readonly id: string
  readonly name: string | null
  readonly lng: number
  readonly lat: number
  readonly categoryIds: readonly string[]
}

/** The modifications of one side in their order. */
export interface ChangesOfSide {
  readonly side: 'before' | 'after'
  readonly modifications: readonly Modification[]
  readonly problems: readonly ScenarioProblem[]
}

/** A modification with what it is about, as far as that is known. */
interface Change {
  readonly side: ChangesOfSide['side']
  /** From 1, in the order of the side. */
  readonly number: number
  readonly modification: Modification
  /** Where the place stands after the modification; null for areas and figures, and where the place is not in the data. */
  readonly place: NamedPlace | null
  /** Where a moved place was. */
  readonly from: LngLat | null
  readonly problems: readonly ScenarioProblem[]
}

const SIDES = { before: 'vorher', after: 'nachher' } as const
const KINDS: Readonly<Record<string, string>> = {
  'add-facility': 'neuer Ort',
  'move-facility': 'Ort verschoben',
  'close-facility': 'Ort geschlossen',
  'change-facility': 'Ort geändert',
  'add-housing': 'neue Wohnungen',
  'change-population': 'Bevölkerung geändert',
  'add-path': 'neuer Weg',
  'close-street': 'Straße gesperrt',
  'make-barrier-free': 'barrierefrei ausgebaut',
  'lower-kerb': 'Bordstein abgesenkt',
  'add-obstacle': 'Hindernis auf dem Weg',
}

/** What only some kinds have. */
interface Located {
  readonly name?: string
  readonly lng?: number
  readonly lat?: number
  readonly line?: readonly (readonly number[])[]
}

const HEADER: readonly (readonly [plain: string, german: string])[] = [
  ['side', 'Seite'],
  ['number', 'Nr.'],
  ['modification_id', 'Kennung'],
  ['kind', 'Art der Änderung'],
  ['name', 'Name'],
  ['facility_id', 'Ort-Kennung'],
  ['category_ids', 'Arten von Orten'],
  ['lng_degrees', 'Länge (Grad)'],
  ['lat_degrees', 'Breite (Grad)'],
  ['from_lng_degrees', 'vorher Länge (Grad)'],
  ['from_lat_degrees', 'vorher Breite (Grad)'],
  ['capacity', 'Plätze'],
  ['opening_hours', 'Öffnungszeiten'],
  ['planned_from', 'geplant ab'],
  ['level_id', 'Gebietsebene'],
  ['district_id', 'Gebiet-Nr.'],
  ['group_id', 'Gruppe'],
  ['people', 'Menschen'],
  ['percent', 'Änderung in Prozent'],
  ['note', 'Notiz'],
  ['problem_severity', 'Problem Schwere'],
  ['problem_codes', 'Problem Kennung'],
  ['problems', 'Probleme'],
]

/** Line of a table: what a modification of people says of one district and group. */
interface Figure {
  readonly levelId: string | null
  readonly districtId: string | null
  readonly groupId: string | null
  readonly people: number | null
  readonly percent: number | null
}
const NO_FIGURE: Figure = { levelId: null, districtId: null, groupId: null, people: null, percent: null }

/** Follows places through the list: one that was moved or added before is where that put it. */
export function listChanges(
  { side, modifications, problems }: ChangesOfSide,
  findPlace: (facilityId: string) => NamedPlace | undefined,
): Change[] {
  const known = new Map<string, NamedPlace>()
  const get = (id: string) => known.get(id) ?? findPlace(id) ?? null
  const isFirst = new Set<string>()
  return modifications.map((modification, i) => {
    // Of two modifications with one id every problem but "duplicate-id" is that of the first.
    const isDuplicate = isFirst.has(modification.id)
    isFirst.add(modification.id)
    const own = problems.filter(
      ({ modificationId, code }) => modificationId === modification.id && (code === 'duplicate-id') === isDuplicate,
    )
    const change = { side, number: i + 1, modification, problems: own, from: null }
    if (modification.kind === 'add-facility') {
      const { id, name, lng, lat, categoryIds } = modification
      const place = { id: `scenario/${id}`, name: name === '' ? null : name, lng, lat, categoryIds }
      known.set(place.id, place)
      return { ...change, place }
    }
    if (!('facilityId' in modification)) return { ...change, place: null }
    const place = get(modification.facilityId)
    if (modification.kind !== 'move-facility') return { ...change, place }
    const { facilityId, lng, lat } = modification
    const moved = { ...(place ?? { id: facilityId, name: null, categoryIds: [] }), lng, lat }
    known.set(facilityId, moved)
    return { ...change, place: moved, from: place === null ? null : ([place.lng, place.lat] as const) }
  })
}

function nameOf({ modification, place }: Change): string | null {
  const name = cleanText((modification as Located).name ?? place?.name ?? '')
  return name === '' ? null : name
}

/** Of places that a modification names, and of streets and kerbs that it points at. */
function positionOf({ modification, place }: Change): LngLat | null {
  if (place !== null) return [place.lng, place.lat]
  const { lng, lat } = modification as Located
  return lng === undefined || lat === undefined ? null : [lng, lat]
}

function listFigures({ modification }: Change): Figure[] {
  if (modification.kind === 'add-housing') {
    return Object.entries(modification.people).map(([groupId, people]) => ({ ...NO_FIGURE, groupId, people }))
  }
  if (modification.kind !== 'change-population') return [NO_FIGURE]
  const { levelId, entries } = modification
  return entries.map(({ districtId, groupId, people = null, percent = null }) => ({
    levelId,
    districtId,
    groupId,
    people,
    percent,
  }))
}

const categoryIdsOf = ({ modification, place }: Change): readonly string[] =>
  ('categoryIds' in modification ? modification.categoryIds : undefined) ?? place?.categoryIds ?? []
const worstOf = (problems: readonly ScenarioProblem[]): ScenarioProblem['severity'] | null =>
  problems.find(({ severity }) => severity === 'error')?.severity ?? problems[0]?.severity ?? null
const capacityOf = ({ modification }: Change): number | null =>
  'capacity' in modification ? (modification.capacity ?? null) : null
const openingHoursOf = ({ modification }: Change): string | null =>
  'openingHours' in modification && modification.openingHours ? cleanText(modification.openingHours) : null
const plannedFromOf = ({ modification }: Change): string | null =>
  'plannedFrom' in modification ? (modification.plannedFrom ?? null) : null
const noteOf = ({ modification }: Change): string | null =>
  modification.note === undefined || cleanText(modification.note) === '' ? null : cleanText(modification.note)

/** One row per modification; one that changes people has a row for each of its figures. */
export function formatChangesCsv(
  changes: readonly Change[],
  variant: CsvVariant,
  lines: readonly string[],
): Generator<string> {
  const isGerman = variant === 'german'
  const language = isGerman ? 'de' : 'en'
  function* listRows(): Generator<CsvValue[]> {
    for (const change of changes) {
      const { side, number, modification, place, from, problems } = change
      const severity = worstOf(problems)
      const position = positionOf(change)
      for (const figure of listFigures(change)) {
        yield [
          isGerman ? SIDES[side] : side,
          number,
          modification.id,
          isGerman ? KINDS[modification.kind] : modification.kind,
          nameOf(change),
          place === null
            ? 'facilityId' in modification
              ? cleanText(modification.facilityId)
              : null
            : cleanText(place.id),
          categoryIdsOf(change).join(' '),
          position?.[0] ?? null,
          position?.[1] ?? null,
          from?.[0] ?? null,
          from?.[1] ?? null,
          capacityOf(change),
          openingHoursOf(change),
          plannedFromOf(change),
          figure.levelId,
          figure.districtId === null ? null : cleanText(figure.districtId),
          figure.groupId,
          figure.people,
          figure.percent,
          noteOf(change),
          severity === null || !isGerman ? severity : severity === 'error' ? 'gilt nicht' : 'Warnung',
          problems.map(({ code }) => code).join(' '),
          problems.map(({ message, remedy }) => cleanText(`${message[language]} ${remedy[language]}`)).join(' '),
        ]
      }
    }
  }
  return formatCsvPieces(
    HEADER.map(([plain, german]) => (isGerman ? german : plain)),
    listRows(),
    variant,
    { lines },
  )
}

/** One feature per modification: places are points where they stand after it, new ways are lines, new housing is an area; figures of districts have no geometry. */
export function formatChangesGeoJson(
  changes: readonly Change[],
  members: Readonly<Record<string, unknown>>,
): Generator<string> {
  const features = changes.map((change) => {
    const { side, number, modification, place, from, problems } = change
    const figures = listFigures(change).filter((figure) => figure !== NO_FIGURE)
    return {
      type: 'Feature',
      id: `${side}/${number}`,
      geometry: geometryOf(change),
      properties: {
        side,
        number,
        modification_id: modification.id,
        kind: modification.kind,
        name: nameOf(change),
        facility_id: place?.id ?? ('facilityId' in modification ? modification.facilityId : null),
        category_ids: categoryIdsOf(change),
        from_lng_degrees: from?.[0] ?? null,
        from_lat_degrees: from?.[1] ?? null,
        capacity: capacityOf(change),
        opening_hours: openingHoursOf(change),
        planned_from: plannedFromOf(change),
        ...(figures.length === 0 ? {} : { figures }),
        note: noteOf(change),
        problems: problems.map(({ severity, code, message, remedy }) => ({ severity, code, message, remedy })),
      },
    }
  })
  return formatCollectionPieces(features, members)
}

function geometryOf(change: Change) {
  const { modification } = change
  if (modification.kind === 'add-housing') {
    return { type: 'Polygon', coordinates: [toOuterRing(modification.area as unknown as Ring)] }
  }
  const { line } = modification as Located
  if (line !== undefined) return { type: 'LineString', coordinates: line.map((corner) => corner.map(roundDegrees)) }
  const position = positionOf(change)
  return position === null ? null : { type: 'Point', coordinates: position.map(roundDegrees) }
}

/** A drawn ring as GeoJSON wants it: closed, and with the area on its left. */
function toOuterRing(drawn: Ring): LngLat[] {
  const [first, last] = [drawn[0], drawn[drawn.length - 1]]
  const isClosed = first[0] === last[0] && first[1] === last[1]
  const ring = isClosed ? [...drawn] : [...drawn, first]
  let doubleArea = 0
  for (let i = 1; i < ring.length; i++) doubleArea += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
  return doubleArea < 0 ? ring.reverse() : ring
}
