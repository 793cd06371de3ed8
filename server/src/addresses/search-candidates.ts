import type { LocalText } from '../contract/common.ts'
import type { Bounds, LngLat } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import { OUTSIDE_DISTRICTS, UNITS_PER_DEGREE, type AddressBook } from './address-book.ts'
import type { BestList } from './best-list.ts'
import { findHouses, formatAddress } from './find-houses.ts'
import { gradeMatch, gradeNearMatch, isGenericWord, nameHasWord, nameHasWordNearly } from './match-name.ts'
import type { Match, SearchName } from './match-name.ts'
import type { NameEntry, PositionWords, SearchIndex, SearchPlace } from './search-index.ts'
import type { AddressQuery } from './search-query.ts'

export const SEARCH_KINDS = ['address', 'street', 'place', 'district'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

export interface SearchResult {
  readonly kind: SearchKind
  /** Id of a facility or district in the API, else null. */
  readonly id: string | null
  readonly label: string
  /** The district it lies in; of a place what it is as well; of a district its level. */
  readonly detail: LocalText
  readonly lng: number
  readonly lat: number
  /** True where the house number asked for is not in the data: another one of the street, or the street. */
  readonly isApproximate: boolean
  /** Of streets and districts. */
  readonly bounds: Bounds | null
}

/** How words are compared with names: letter by letter, or allowing an error in each. */
export interface Strictness {
  readonly hasWord: (name: SearchName, word: string) => boolean
  readonly grade: (name: SearchName, words: readonly string[]) => Match
  /** Added to the tier of what meets so. */
  readonly tier: number
}
export const STRICT: Strictness = { hasWord: nameHasWord, grade: gradeMatch, tier: 0 }
export const LENIENT: Strictness = {
  hasWord: (name, word) => nameHasWord(name, word) || nameHasWordNearly(name, word),
  grade: gradeNearMatch,
  tier: 10,
}

/** What stays the same during one search. */
export interface SearchContext {
  readonly index: SearchIndex
  readonly kinds: ReadonlySet<SearchKind>
  readonly near: LngLat | undefined
  readonly best: BestList<SearchResult>
  readonly positionWords: PositionWords
}

const TIER_OF_NAME: Readonly<Record<Match, number>> = { exact: 2, beginning: 5, words: 6 }
const TIER_WITH_NUMBER: Readonly<Record<Match, number>> = { exact: 0, beginning: 1, words: 4 }
const TIER_WITHOUT_ITS_NUMBER: Readonly<Record<Match, number>> = { exact: 3, beginning: 7, words: 7 }
const KIND_ORDER: Readonly<Record<SearchKind, number>> = { address: 0, street: 0, district: 1, place: 2 }
const OUTSIDE_TEXT: LocalText = { de: 'außerhalb der Gebiete', en: 'outside the districts' }

/** The words that a name has, and those that its position must have. */
export interface Meeting {
  readonly match: Match
  readonly otherWords: readonly string[]
}

/** An entry of the index that meets the query, with its position there: the order of names. */
export interface MetEntry {
  readonly position: number
  readonly entry: NameEntry
  readonly meeting: Meeting
}

/**
 * How a name meets the words; null where it has none of them but general ones ("Straße"), or lacks one with a digit, which no position has.
 * A query of general words alone meets every name that has them.
 */
export function meetName(name: SearchName, words: readonly string[], { hasWord, grade }: Strictness): Meeting | null {
  let isTold = false
  let otherWords: string[] | null = null
  for (const word of words) {
    if (hasWord(name, word)) isTold ||= !isGenericWord(word)
    else if (/\d/.test(word)) return null
    else (otherWords ??= []).push(word)
  }
  if (otherWords === null) return words.length === 0 ? null : { match: grade(name, words), otherWords: [] }
  if (!isTold) return null
  return {
    match: grade(
      name,
      words.filter((word) => !otherWords.includes(word)),
    ),
    otherWords,
  }
}

/** Offers streets, places and districts of a name that met a query without a house number; returns whether there are any. */
export function offerNamed(
  context: SearchContext,
  { position, entry, meeting }: MetEntry,
  strictness: Strictness,
): boolean {
  const tier = TIER_OF_NAME[meeting.match] + strictness.tier
  let isFound = false
  if (context.kinds.has('street')) {
    for (const street of entry.streets)
      if (offerStretches(context, { position, entry, meeting }, street, tier, false)) isFound = true
  }
  for (const place of entry.places) {
    if (!context.kinds.has(place.kind) || !isAt(context, meeting, place.lng, place.lat)) continue
    isFound = true
    const kind = KIND_ORDER[place.kind]
    if (!context.best.mayEnter(tier, kind, position)) continue
    context.best.insert({
      order: [tier, kind, position, ...tailOf(context, place.district, place.lng, place.lat)],
      write: () => writePlace(context, place),
    })
  }
  return isFound
}

/** Offers the house number on the streets of a name; of streets without any, or where only streets are asked for, the streets. */
export function offerHouses(
  context: SearchContext,
  { position, entry, meeting }: MetEntry,
  { number, suffix }: AddressQuery,
  strictness: Strictness,
): boolean {
  const { book, suffixRank } = context.index
  if (book === null) return false
  const lngOf = (row: number) => book.addressLng[row] / UNITS_PER_DEGREE
  const latOf = (row: number) => book.addressLat[row] / UNITS_PER_DEGREE
  let isFound = false
  for (const street of entry.streets) {
    const isMeant = (row: number) => isAt(context, meeting, lngOf(row), latOf(row))
    const { rows, isApproximate } = findHouses(book, street, number, suffix, isMeant)
    if (rows.length === 0 || !context.kinds.has('address')) {
      const tier = TIER_WITHOUT_ITS_NUMBER[meeting.match] + strictness.tier
      if (context.kinds.has('street') && offerStretches(context, { position, entry, meeting }, street, tier, true))
        isFound = true
      continue
    }
    isFound = true
    const tier = (isApproximate ? TIER_WITHOUT_ITS_NUMBER : TIER_WITH_NUMBER)[meeting.match] + strictness.tier
    if (!context.best.mayEnter(tier, KIND_ORDER.address, position)) continue
    for (const row of rows) {
      const [lng, lat, district] = [lngOf(row), latOf(row), book.addressDistrict[row]]
      const tail = tailOf(context, district, lng, lat, book.addressNumber[row], suffixRank[book.addressSuffix[row]])
      context.best.insert({
        order: [tier, KIND_ORDER.address, position, ...tail],
        write: () => ({
          kind: 'address',
          id: null,
          label: formatAddress(book, entry.name, row),
          detail: districtText(context, district),
          lng,
          lat,
          isApproximate,
          bounds: null,
        }),
      })
    }
  }
  return isFound
}

function offerStretches(
  context: SearchContext,
  { position, entry, meeting }: MetEntry,
  street: number,
  tier: number,
  isApproximate: boolean,
): boolean {
  const book = context.index.book!
  let isFound = false
  for (let stretch = book.streetFirstStretch[street]; stretch < book.streetFirstStretch[street + 1]; stretch++) {
    const [lng, lat] = [book.stretchLng[stretch] / UNITS_PER_DEGREE, book.stretchLat[stretch] / UNITS_PER_DEGREE]
    if (!isAt(context, meeting, lng, lat)) continue
    isFound = true
    if (!context.best.mayEnter(tier, KIND_ORDER.street, position)) continue
    const district = book.stretchDistrict[stretch]
    context.best.insert({
      order: [tier, KIND_ORDER.street, position, ...tailOf(context, district, lng, lat)],
      write: () => ({
        kind: 'street',
        id: null,
        label: entry.name,
        detail: districtText(context, district),
        lng,
        lat,
        isApproximate,
        bounds: stretchBounds(book, stretch),
      }),
    })
  }
  return isFound
}

/** Number, suffix, district and nearness: what decides between results of one name. */
function tailOf({ index, near }: SearchContext, district: number, lng: number, lat: number, number = 0, suffix = 0) {
  const rank = district === OUTSIDE_DISTRICTS ? index.districtNames.length : index.districtRank[district]
  return [number, suffix, rank, near ? distanceMetres(near[0], near[1], lng, lat) : 0]
}

const isAt = ({ positionWords }: SearchContext, { otherWords }: Meeting, lng: number, lat: number): boolean =>
  otherWords.every((word) => positionWords.isAt(word, lng, lat))

function writePlace(context: SearchContext, place: SearchPlace): SearchResult {
  const { kind, id, name, what, lng, lat, bounds } = place
  const around = districtText(context, place.district)
  const detail = kind === 'district' ? what : { de: `${what.de}, ${around.de}`, en: `${what.en}, ${around.en}` }
  return { kind, id, label: name, detail, lng, lat, isApproximate: false, bounds }
}

function districtText({ index }: SearchContext, district: number): LocalText {
  if (district === OUTSIDE_DISTRICTS) return OUTSIDE_TEXT
  return { de: index.districtNames[district], en: index.districtNames[district] }
}

function stretchBounds(book: AddressBook, stretch: number): Bounds {
  return {
    west: book.stretchWest[stretch] / UNITS_PER_DEGREE,
    south: book.stretchSouth[stretch] / UNITS_PER_DEGREE,
    east: book.stretchEast[stretch] / UNITS_PER_DEGREE,
    north: book.stretchNorth[stretch] / UNITS_PER_DEGREE,
  }
}
