/**
 * Lists of places as municipal offices keep them: CSV in German office style (see `list-rows.reader.ts` for the file,
 * `list-columns.ts` for the names of columns, `kind-names.ts` for the kinds).
 *
 * A row is taken or refused as a whole, with an issue that names its number; nothing is guessed about where a place lies or
 * what kind it is. Texts stay as they are: quotation marks and HTML are plain characters.
 */
import { createHash } from 'node:crypto'
import type { Bounds } from '../geo/bounds.ts'
import { createProjection, type Projection } from '../geo/projection.ts'
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { orderCategoryIds, type Catalogue } from './catalogue.ts'
import { cleanText, formatAddress, toWebsite } from './facility-text.ts'
import type { Facility } from './facility.ts'
import { compareIds, type FacilityResult } from './facility-result.ts'
import { createKindNames, type KindNames } from './kind-names.ts'
import { COLUMN_NAMES, type ListField } from './list-columns.ts'
import { guessEpsg, locateRow, looksLikeMetres, type RowCoordinates } from './list-coordinates.ts'
import { emptyList, readListRows, type ListHeader } from './list-rows.reader.ts'
import { parseCount, parseDegrees, parsePosition, parseWheelchair } from './list-values.ts'

export interface FacilityListOptions {
  /** Key of the dataset: part of the ids `list/<key>/…`. */
  readonly key: string
  /** Name of the list in issues. */
  readonly source: string
  readonly catalogue: Catalogue
  /** Value of the kind column → id of a kind; goes before recognition. */
  readonly categories?: Readonly<Record<string, string>>
  /** Kind of rows that name none, for lists of one kind. */
  readonly defaultCategory?: string
  /** Coordinate system of the coordinates; degrees (4326) where it is not given. */
  readonly epsg?: number
  /** Rows must lie in it; where it is not given, swapped coordinates are noticed in Germany only. */
  readonly bounds?: Bounds
  /** Column names for fields that are not recognised. */
  readonly columns?: Readonly<Partial<Record<ListField, string>>>
}

/** Longer texts are mistakes, such as a whole page in one cell. */
const MAXIMUM_TEXT_CHARACTERS = 1000

type RowReject = readonly [kind: string, detail: string]

/**
 * The places of a list.
 * @throws ImportError where the file as a whole cannot be used: no text, too large, broken quotes, columns missing, metres
 * without a coordinate system, a mapping to a kind that the catalogue does not have.
 */
export function readFacilityList(bytes: Uint8Array, options: FacilityListOptions, issues: IssueSink): FacilityResult {
  const { source } = options
  checkMapping(options)
  const reader = new RowReader(options, issues)
  const taken = new Map<string, { readonly facility: Facility; readonly row: number }>()
  let countIn = 0
  let countMerged = 0
  let countRejected = 0
  readListRows(bytes, source, options.columns ?? {}, {
    onHeader: (header) => reader.useHeader(header),
    onRow(cells, row) {
      countIn++
      const result = reader.readRow(cells, row)
      if ('reject' in result) {
        const [kind, detail] = result.reject
        countRejected++
        issues.add(kind, 'warning', source, detail.trim() === '' ? `row ${row}` : `row ${row}: ${shorten(detail)}`)
        return
      }
      const before = taken.get(result.id)
      if (before === undefined) {
        taken.set(result.id, { facility: result, row })
      } else if (JSON.stringify(before.facility) === JSON.stringify(result)) {
        countMerged++
        issues.add('list-row-duplicate', 'note', source, `row ${row} as row ${before.row}`)
      } else {
        countRejected++
        issues.add('list-id-duplicate', 'warning', source, `row ${row}: ${shorten(result.id)} as in row ${before.row}`)
      }
    },
  })
  if (countIn === 0) throw emptyList(source)
  const facilities = Array.from(taken.values(), ({ facility }) => facility).sort(compareIds)
  return { facilities, countIn, countMerged, countRejected }
}

function checkMapping({ catalogue, categories = {}, defaultCategory, source }: FacilityListOptions): void {
  const known = new Set(catalogue.categories.map((category) => category.id))
  const wanted = [...Object.values(categories), ...(defaultCategory === undefined ? [] : [defaultCategory])]
  const unknown = wanted.filter((id) => !known.has(id))
  if (unknown.length === 0) return
  throw new ImportError(
    'list-mapping-unknown-kind',
    `The catalogue has no kind ${unknown.map((id) => `"${id}"`).join(', ')}.`,
    source,
    'Correct "categories" or "defaultCategory" of this source in the region manifest.',
  )
}

/** Turns the cells of a row into a place, for one header. */
class RowReader {
  readonly #options: FacilityListOptions
  readonly #issues: IssueSink
  readonly #kinds: KindNames
  readonly #projection: Projection
  #header: ListHeader | null = null

  constructor(options: FacilityListOptions, issues: IssueSink) {
    this.#options = options
    this.#issues = issues
    this.#kinds = createKindNames(options.catalogue, options.categories)
    this.#projection = createProjection(options.epsg ?? 4326)
  }

  /** @throws ImportError where a column that is needed is missing. */
  useHeader(header: ListHeader): void {
    this.#header = header
    const { source, defaultCategory, columns = {} } = this.#options
    const { positions, unused } = header.columns
    const lacks: string[] = []
    for (const [field, name] of Object.entries(columns)) {
      if (!positions.has(field as ListField)) lacks.push(`"${name}" (given for ${field})`)
    }
    if (!positions.has('position')) {
      if (!positions.has('lat')) lacks.push(`latitude or northing (${examplesOf('lat')})`)
      if (!positions.has('lng')) lacks.push(`longitude or easting (${examplesOf('lng')})`)
    }
    if (!positions.has('kind') && defaultCategory === undefined) lacks.push(`kind (${examplesOf('kind')})`)
    if (lacks.length > 0) {
      throw new ImportError(
        'list-column-missing',
        `The list lacks columns: ${lacks.join('; ')}.`,
        `${source}, row ${header.row}: ${header.names.map((name) => `"${shorten(name)}"`).join(', ')}`,
        'Add the columns or rename those that hold these values; a list of one kind may name it as "defaultCategory".',
      )
    }
    for (const name of unused) this.#issues.add('list-columns-unused', 'note', source, shorten(name))
  }

  readRow(cells: readonly string[], row: number): Facility | { readonly reject: RowReject } {
    const { catalogue, source, key } = this.#options
    const { names, columns } = this.#header!
    if (cells.slice(names.length).some((cell) => cell.trim() !== '')) {
      return { reject: ['list-row-too-long', `${cells.length} fields instead of ${names.length}`] }
    }
    for (const position of columns.positions.values()) {
      const length = cells[position]?.length ?? 0
      if (length > MAXIMUM_TEXT_CHARACTERS)
        return { reject: ['list-text-too-long', `${names[position]}, ${length} characters`] }
    }
    const text = (field: ListField): string => {
      const position = columns.positions.get(field)
      return position === undefined ? '' : (cells[position] ?? '')
    }

    const coordinates = this.#readCoordinates(text)
    if (this.#options.epsg === undefined) this.#refuseMetres(coordinates, row)
    const located = locateRow(coordinates, this.#projection, this.#options.bounds ?? null)
    if (located.fault !== null) return { reject: [located.fault, located.detail] }

    const kinds = this.#findKinds(text('kind'), row)
    if (typeof kinds === 'string') return { reject: [kinds, text('kind')] }

    const { lng, lat } = located
    const name = cleanText(text('name'))
    const id = cleanText(text('id')) ?? hashOf([name ?? '', String(lng), String(lat), ...kinds])
    return {
      id: `list/${key}/${slugOf(id)}`,
      categoryIds: orderCategoryIds(catalogue, kinds),
      name,
      lng,
      lat,
      accessPoints: [[lng, lat]],
      capacity: this.#read(text('capacity'), parseCount, 'list-capacity-not-number', row),
      provider: cleanText(text('provider')),
      address: this.#readAddress(text),
      openingHours: cleanText(text('openingHours')),
      wheelchair: this.#readWheelchair(text('wheelchair'), source, row),
      website: this.#read(text('website'), toWebsite, 'list-website-unusable', row),
      source: 'list',
    }
  }

  #readCoordinates(text: (field: ListField) => string): RowCoordinates {
    const [xText, yText, both] = [text('lng'), text('lat'), text('position')]
    if (both.trim() !== '' && xText.trim() === '' && yText.trim() === '') {
      const position = parsePosition(both)
      return { xText: both, yText: both, x: position?.lng ?? null, y: position?.lat ?? null }
    }
    return { xText, yText, x: parseDegrees(xText), y: parseDegrees(yText) }
  }

  /** Metres without a coordinate system are a question to people, not a guess. */
  #refuseMetres({ x, y }: RowCoordinates, row: number): void {
    if (x === null || y === null || !looksLikeMetres(x, y)) return
    const guesses = guessEpsg(x, y, this.#options.bounds ?? null).map((epsg) => `EPSG:${epsg}`)
    throw new ImportError(
      'list-crs-missing',
      `The coordinates are metres (${x}, ${y}), but the coordinate system is not given.`,
      `${this.#options.source}, row ${row}`,
      guesses.length > 0
        ? `Give "epsg" for this source in the region manifest; ${guesses.join(' or ')} would lie in the region.`
        : 'Give "epsg" for this source in the region manifest, or convert the list to degrees (EPSG:4326).',
    )
  }

  /** Ids of kinds, or the kind of issue for which the row is refused. */
  #findKinds(text: string, row: number): readonly string[] | 'list-kind-missing' | 'list-kind-unknown' {
    const { defaultCategory, source } = this.#options
    if (!/[\p{L}\p{N}]/u.test(text)) return defaultCategory === undefined ? 'list-kind-missing' : [defaultCategory]
    const { categoryIds, unknownParts } = this.#kinds.find(text)
    if (categoryIds.length === 0) return 'list-kind-unknown'
    if (unknownParts.length > 0) {
      this.#issues.add('list-kind-partly-unknown', 'warning', source, `row ${row}: ${shorten(unknownParts.join(', '))}`)
    }
    return categoryIds
  }

  #readAddress(text: (field: ListField) => string): string | null {
    const whole = cleanText(text('address'))
    return formatAddress({
      street: whole ?? cleanText(text('street')),
      houseNumber: whole === null ? cleanText(text('houseNumber')) : null,
      postcode: cleanText(text('postcode')),
      city: cleanText(text('city')),
    })
  }

  #readWheelchair(text: string, source: string, row: number): Facility['wheelchair'] {
    const wheelchair = parseWheelchair(text)
    if (wheelchair === undefined)
      this.#issues.add('list-wheelchair-unknown', 'note', source, `row ${row}: ${shorten(text)}`)
    return wheelchair ?? null
  }

  #read<T>(text: string, parse: (text: string) => T | null, kind: string, row: number): T | null {
    if (text.trim() === '') return null
    const value = parse(text)
    if (value === null) this.#issues.add(kind, 'note', this.#options.source, `row ${row}: ${shorten(text)}`)
    return value
  }
}

function examplesOf(field: ListField): string {
  return COLUMN_NAMES[field].slice(0, 4).join(', ')
}

/** For issues, where a whole paragraph would not help. */
function shorten(text: string): string {
  const clean = cleanText(text) ?? ''
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean
}

/** Stays the same when rows are sorted or added, and changes with the place itself. */
function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 12)
}

/** Letters, digits, `.`, `_` and `-` only: the id is part of addresses. */
function slugOf(id: string): string {
  return id.replace(/[^\p{L}\p{N}._-]+/gu, '-')
}
