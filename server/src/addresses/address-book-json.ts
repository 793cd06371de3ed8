/**
 * An address book as small JSON, for searching where there is no server: positions in hundred-thousandths of a degree (about a metre), every list as
 * differences from the entry before, so that it packs well. A city of 25,000 addresses is about 130 kB packed by gzip.
 */
import { OUTSIDE_DISTRICTS, UNITS_PER_DEGREE, type AddressBook } from './address-book.ts'

export const ADDRESS_BOOK_FORMAT = 1

/** Lists of differences from the entry before; district −1 is none. */
export interface AddressBookJson {
  readonly format: number
  readonly names: readonly string[]
  readonly suffixes: readonly string[]
  readonly streets: {
    readonly name: readonly number[]
    readonly stretches: readonly number[]
    readonly addresses: readonly number[]
  }
  readonly stretches: Positions & { readonly west: readonly number[]; readonly south: readonly number[]; readonly east: readonly number[]; readonly north: readonly number[] } // prettier-ignore
  readonly addresses: Positions & { readonly number: readonly number[]; readonly suffix: readonly number[] }
  readonly places: Positions & { readonly name: readonly number[]; readonly kind: readonly number[] }
}

interface Positions {
  readonly lng: readonly number[]
  readonly lat: readonly number[]
  readonly district: readonly number[]
}

const STORED_PER_DEGREE = 1e5
const STEP = UNITS_PER_DEGREE / STORED_PER_DEGREE

/** O(entries). */
export function encodeAddressBook(book: AddressBook): AddressBookJson {
  const counts = (first: Uint32Array) => Array.from(first.subarray(1), (next, i) => next - first[i])
  const positions = (lng: Int32Array, lat: Int32Array, district: Uint32Array): Positions => ({
    lng: toDegrees(lng),
    lat: toDegrees(lat),
    district: toDifferences(Array.from(district, (index) => (index === OUTSIDE_DISTRICTS ? -1 : index))),
  })
  return {
    format: ADDRESS_BOOK_FORMAT,
    names: book.names,
    suffixes: book.suffixes,
    streets: {
      name: toDifferences(Array.from(book.streetName)),
      stretches: counts(book.streetFirstStretch),
      addresses: counts(book.streetFirstAddress),
    },
    stretches: {
      ...positions(book.stretchLng, book.stretchLat, book.stretchDistrict),
      west: toDegrees(book.stretchWest),
      south: toDegrees(book.stretchSouth),
      east: toDegrees(book.stretchEast),
      north: toDegrees(book.stretchNorth),
    },
    addresses: {
      ...positions(book.addressLng, book.addressLat, book.addressDistrict),
      number: toDifferences(Array.from(book.addressNumber)),
      suffix: Array.from(book.addressSuffix),
    },
    places: {
      ...positions(book.placeLng, book.placeLat, book.placeDistrict),
      name: toDifferences(Array.from(book.placeName)),
      kind: Array.from(book.placeKind),
    },
  }
}

/** The inverse of `encodeAddressBook`, but for positions, which are rounded. @throws RangeError for another format */
export function decodeAddressBook(json: AddressBookJson): AddressBook {
  if (json.format !== ADDRESS_BOOK_FORMAT)
    throw new RangeError(`the address book has the format ${json.format}, this program reads ${ADDRESS_BOOK_FORMAT}`)
  const { streets, stretches, addresses, places } = json
  const starts = (counts: readonly number[]) => {
    const first = new Uint32Array(counts.length + 1)
    counts.forEach((count, i) => (first[i + 1] = first[i] + count))
    return first
  }
  const districts = (differences: readonly number[]) =>
    Uint32Array.from(fromDifferences(differences), (index) => (index < 0 ? OUTSIDE_DISTRICTS : index))
  return {
    names: json.names,
    suffixes: json.suffixes,
    streetName: Uint32Array.from(fromDifferences(streets.name)),
    streetFirstStretch: starts(streets.stretches),
    streetFirstAddress: starts(streets.addresses),
    stretchLng: fromDegrees(stretches.lng),
    stretchLat: fromDegrees(stretches.lat),
    stretchDistrict: districts(stretches.district),
    stretchWest: fromDegrees(stretches.west),
    stretchSouth: fromDegrees(stretches.south),
    stretchEast: fromDegrees(stretches.east),
    stretchNorth: fromDegrees(stretches.north),
    addressNumber: Uint16Array.from(fromDifferences(addresses.number)),
    addressSuffix: Uint32Array.from(addresses.suffix),
    addressLng: fromDegrees(addresses.lng),
    addressLat: fromDegrees(addresses.lat),
    addressDistrict: districts(addresses.district),
    placeName: Uint32Array.from(fromDifferences(places.name)),
    placeKind: Uint8Array.from(places.kind),
    placeLng: fromDegrees(places.lng),
    placeLat: fromDegrees(places.lat),
    placeDistrict: districts(places.district),
  }
}

const toDegrees = (units: Int32Array): number[] => toDifferences(Array.from(units, (value) => Math.round(value / STEP)))
const fromDegrees = (differences: readonly number[]): Int32Array =>
  Int32Array.from(fromDifferences(differences), (value) => value * STEP)

function toDifferences(values: readonly number[]): number[] {
  return values.map((value, i) => (i === 0 ? value : value - values[i - 1]))
}

function fromDifferences(differences: readonly number[]): number[] {
  let value = 0
  return differences.map((difference) => (value += difference))
}
