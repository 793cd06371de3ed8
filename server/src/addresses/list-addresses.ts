import { UNITS_PER_DEGREE, type AddressBook } from './address-book.ts'
import { formatAddress } from './find-houses.ts'

/** All house numbers of a book in its order: where they are, and how they are written. Plain columns. */
export function listAddresses(book: AddressBook): {
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly names: readonly string[]
} {
  const names: string[] = []
  for (let street = 0; street < book.streetName.length; street++) {
    for (let row = book.streetFirstAddress[street]; row < book.streetFirstAddress[street + 1]; row++)
      names.push(formatAddress(book, book.names[book.streetName[street]], row))
  }
  const toDegrees = (units: Int32Array) => Float64Array.from(units, (value) => value / UNITS_PER_DEGREE)
  return { lng: toDegrees(book.addressLng), lat: toDegrees(book.addressLat), names }
}
