import { UNITS_PER_DEGREE, type AddressBook } from './address-book.ts'
import type { DistrictPlace, HousedStreet } from './housed-street.ts'

/** Streets with their houses, and places, as columns; order is kept. */
export function packAddressBook(streets: readonly HousedStreet[], places: readonly DistrictPlace[]): AddressBook {
  const names = createNumbering()
  const suffixes = createNumbering('')
  const stretches = streets.flatMap((street) => street.stretches)
  const houses = streets.flatMap((street) => street.houses)
  return {
    streetName: Uint32Array.from(streets, ({ name }) => names.numberOf(name)),
    streetFirstStretch: firstOf(streets.map((street) => street.stretches.length)),
    streetFirstAddress: firstOf(streets.map((street) => street.houses.length)),
    stretchLng: units(stretches.map(({ position }) => position[0])),
    stretchLat: units(stretches.map(({ position }) => position[1])),
    stretchDistrict: Uint32Array.from(stretches, ({ district }) => district),
    stretchWest: units(stretches.map(({ bounds }) => bounds.west)),
    stretchSouth: units(stretches.map(({ bounds }) => bounds.south)),
    stretchEast: units(stretches.map(({ bounds }) => bounds.east)),
    stretchNorth: units(stretches.map(({ bounds }) => bounds.north)),
    addressNumber: Uint16Array.from(houses, ({ number }) => number),
    addressSuffix: Uint32Array.from(houses, ({ suffix }) => suffixes.numberOf(suffix)),
    addressLng: units(houses.map(({ lng }) => lng)),
    addressLat: units(houses.map(({ lat }) => lat)),
    addressDistrict: Uint32Array.from(houses, ({ district }) => district),
    placeName: Uint32Array.from(places, ({ name }) => names.numberOf(name)),
    placeKind: Uint8Array.from(places, ({ kind }) => kind),
    placeLng: units(places.map(({ position }) => position[0])),
    placeLat: units(places.map(({ position }) => position[1])),
    placeDistrict: Uint32Array.from(places, ({ district }) => district),
    names: names.texts,
    suffixes: suffixes.texts,
  }
}

/** Numbers texts in the order of their first appearance. */
function createNumbering(...first: readonly string[]) {
  const numbers = new Map(first.map((text, i) => [text, i]))
  const texts = [...first]
  const numberOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, texts.length)
    return texts.push(text) - 1
  }
  return { texts, numberOf }
}

function firstOf(counts: readonly number[]): Uint32Array {
  const first = new Uint32Array(counts.length + 1)
  counts.forEach((count, i) => (first[i + 1] = first[i] + count))
  return first
}

const units = (degrees: readonly number[]): Int32Array =>
  Int32Array.from(degrees, (value) => Math.round(value * UNITS_PER_DEGREE))
