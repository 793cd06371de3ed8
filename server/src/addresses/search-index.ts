import type { LocalText } from '../contract/common.ts'
import type { Bounds, LngLat } from '../geo/bounds.ts'
import { multiPolygonBounds } from '../geo/polygon.ts'
import { buildPolygonIndex, findArea, type PolygonIndex } from '../geo/polygon-index.ts'
import { PLACE_KINDS, UNITS_PER_DEGREE, type AddressBook } from './address-book.ts'
import { foldWords } from './fold-text.ts'
import { distinctPlaces } from './distinct-facilities.ts'
import { groupBy } from './group-by.ts'
import type { NamedDistrict } from './housed-street.ts'
import { buildSearchName, type SearchName } from './match-name.ts'

/** Something with a name and a position that is not a street. */
export interface SearchPlace {
  readonly kind: 'place' | 'district'
  /** Id of the place or district, or null for a name of the map. */
  readonly id: string | null
  readonly name: string
  /** What it is: "Apotheke", "Stadtteil". */
  readonly what: LocalText
  readonly lng: number
  readonly lat: number
  readonly bounds: Bounds | null
  /** District of the first level, or `OUTSIDE_DISTRICTS`; of a district itself the same. */
  readonly district: number
}

/** All streets and places of one name as written. */
export interface NameEntry {
  readonly name: string
  readonly match: SearchName
  readonly streets: readonly number[]
  readonly places: readonly SearchPlace[]
}

/** Everything a search looks at; built once per import. */
export interface SearchIndex {
  readonly book: AddressBook | null
  /** In the order in which equally good results are listed. */
  readonly entries: readonly NameEntry[]
  /** Names of districts of the first level, and the rank of each by name; beyond them the rank of `OUTSIDE_DISTRICTS`. */
  readonly districtNames: readonly string[]
  readonly districtRank: Uint32Array
  readonly suffixRank: Uint32Array
  /** Folded words that are true of everything in the region: its name. */
  readonly regionWords: readonly string[]
  /** Per level, to tell which districts a position lies in. */
  readonly levels: readonly { readonly index: PolygonIndex; readonly words: readonly (readonly string[])[] }[]
}

/** A district with a position inside to show it by. */
export interface LabelledDistrict extends NamedDistrict {
  readonly position: LngLat
}

export interface SearchInput {
  /** Null where the region was imported by a version that took no addresses. */
  readonly book: AddressBook | null
  readonly regionNames: readonly string[]
  /** By level, with the level's label. */
  readonly levels: readonly { readonly label: LocalText; readonly districts: readonly LabelledDistrict[] }[]
  /** Named facilities, with the label of their first kind. */
  readonly facilities: readonly {
    readonly id: string
    readonly name: string
    readonly what: LocalText
    readonly lng: number
    readonly lat: number
  }[]
}

const WHAT_PLACES_ARE: Readonly<Record<(typeof PLACE_KINDS)[number], LocalText>> = {
  square: { de: 'Platz', en: 'Square' },
  settlement: { de: 'Ortsteil', en: 'Settlement' },
  locality: { de: 'Flurname', en: 'Locality' },
}

/** Build time and memory are linear in names, places and corners of districts: about 0.1 s for a city. */
export function buildSearchIndex(input: SearchInput): SearchIndex {
  const { book, levels } = input
  const polygons = levels.map(({ districts }) => buildPolygonIndex(districts.map(({ geometry }) => geometry)))
  const firstDistrict = (lng: number, lat: number) => findArea(polygons[0], lng, lat)
  const places: SearchPlace[] = [
    ...levels.flatMap(({ label, districts }) =>
      districts.map(({ id, name, geometry, position: [lng, lat] }): SearchPlace => {
        const bounds = multiPolygonBounds(geometry)
        return { kind: 'district', id, name, what: label, lng, lat, bounds, district: firstDistrict(lng, lat) }
      }),
    ),
    ...(book ? placesOfBook(book) : []),
    ...distinctPlaces(
      input.facilities.map((f): SearchPlace => ({
        kind: 'place',
        ...f,
        bounds: null,
        district: firstDistrict(f.lng, f.lat),
      })),
    ),
  ]
  const streetsOfName = groupBy(book ? book.streetName.keys() : [], (street) => book!.names[book!.streetName[street]])
  const placesOfName = groupBy(places, ({ name }) => name)
  const entries = [...new Set([...streetsOfName.keys(), ...placesOfName.keys()])].map((name): NameEntry => ({
    name,
    match: buildSearchName(name),
    streets: streetsOfName.get(name) ?? [],
    places: placesOfName.get(name) ?? [],
  }))
  entries.sort((a, b) => compareTexts(a.match.text, b.match.text) || compareTexts(a.name, b.name))
  const districtNames = levels[0].districts.map(({ name }) => name)
  return {
    book,
    entries: entries.filter(({ match }) => match.text !== ''),
    districtNames,
    districtRank: rankTexts(districtNames),
    suffixRank: rankTexts(book?.suffixes ?? []),
    regionWords: input.regionNames.flatMap(foldWords),
    levels: levels.map(({ districts }, level) => ({
      index: polygons[level],
      words: districts.map(({ name }) => foldWords(name)),
    })),
  }
}

/** Tells whether a word is the beginning of a word in the name of the region, or of a district that holds a position. */
export interface PositionWords {
  isAt(word: string, lng: number, lat: number): boolean
}

/** For the words of one search: which districts have a word is found once, so that positions are only looked at for words that any has. */
export function createPositionWords({ regionWords, levels }: SearchIndex): PositionWords {
  const begins = (words: readonly string[], word: string) => words.some((other) => other.startsWith(word))
  /** Everywhere, nowhere, or per level the districts that have the word. */
  const find = (word: string): boolean | readonly (ReadonlySet<number> | null)[] => {
    if (/\d/.test(word)) return false
    if (begins(regionWords, word)) return true
    const found = levels.map(({ words }) => {
      const areas = words.flatMap((own, area) => (begins(own, word) ? [area] : []))
      return areas.length > 0 ? new Set(areas) : null
    })
    return found.some((areas) => areas !== null) && found
  }
  const known = new Map<string, ReturnType<typeof find>>()
  return {
    isAt(word, lng, lat) {
      let found = known.get(word)
      if (found === undefined) known.set(word, (found = find(word)))
      if (typeof found === 'boolean') return found
      return found.some((areas, level) => areas !== null && areas.has(findArea(levels[level].index, lng, lat)))
    },
  }
}

function placesOfBook(book: AddressBook): SearchPlace[] {
  return Array.from(book.placeName, (name, place): SearchPlace => ({
    kind: 'place',
    id: null,
    name: book.names[name],
    what: WHAT_PLACES_ARE[PLACE_KINDS[book.placeKind[place]]],
    lng: book.placeLng[place] / UNITS_PER_DEGREE,
    lat: book.placeLat[place] / UNITS_PER_DEGREE,
    bounds: null,
    district: book.placeDistrict[place],
  }))
}

/** Order of UTF-16 units, the same on every machine. */
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Position of each text when sorted, small letters and capitals alike; equal texts by their position. */
function rankTexts(texts: readonly string[]): Uint32Array {
  const lower = texts.map((text) => text.toLowerCase())
  const order = lower.map((_, i) => i).sort((a, b) => compareTexts(lower[a], lower[b]) || a - b)
  const rank = new Uint32Array(texts.length)
  order.forEach((text, i) => (rank[text] = i))
  return rank
}
