import { describe, expect, it } from 'vitest'
import { OUTSIDE_DISTRICTS, type AddressBook } from './address-book.ts'
import { decodeAddressBook, encodeAddressBook } from './address-book-json.ts'

const BOOK: AddressBook = {
  names: ['Am Tor', 'Ring', 'Markt'],
  suffixes: ['', 'a'],
  streetName: Uint32Array.of(1, 0),
  streetFirstStretch: Uint32Array.of(0, 2, 3),
  streetFirstAddress: Uint32Array.of(0, 3, 3),
  stretchLng: Int32Array.of(60_812_345, -5_000_049, 60_812_351),
  stretchLat: Int32Array.of(507_712_300, 507_712_400, -1),
  stretchDistrict: Uint32Array.of(4, OUTSIDE_DISTRICTS, 0),
  stretchWest: Int32Array.of(1000, 2000, 3000),
  stretchSouth: Int32Array.of(0, 0, 0),
  stretchEast: Int32Array.of(4000, 5000, 6000),
  stretchNorth: Int32Array.of(7000, 8000, 9000),
  addressNumber: Uint16Array.of(1, 1, 9999),
  addressSuffix: Uint32Array.of(0, 1, 0),
  addressLng: Int32Array.of(100, 200, 300),
  addressLat: Int32Array.of(-100, -200, -300),
  addressDistrict: Uint32Array.of(OUTSIDE_DISTRICTS, 1, 1),
  placeName: Uint32Array.of(2),
  placeKind: Uint8Array.of(1),
  placeLng: Int32Array.of(100),
  placeLat: Int32Array.of(200),
  placeDistrict: Uint32Array.of(3),
}

describe('an address book as JSON', () => {
  it('is the same book again, with positions to the hundred-thousandth of a degree', () => {
    const read = decodeAddressBook(JSON.parse(JSON.stringify(encodeAddressBook(BOOK))))
    const rounded = (column: Int32Array) => Int32Array.from(column, (value) => Math.round(value / 100) * 100)
    expect(read).toEqual({
      ...BOOK,
      stretchLng: rounded(BOOK.stretchLng),
      stretchLat: rounded(BOOK.stretchLat),
    })
    expect(Array.from(read.stretchLng)).toEqual([60_812_300, -5_000_000, 60_812_400])
  })

  it('of another format is refused by name', () => {
    expect(() => decodeAddressBook({ ...encodeAddressBook(BOOK), format: 2 })).toThrow(/format 2/)
  })

  it('may be empty', () => {
    const empty = Object.fromEntries(Object.entries(BOOK).map(([key, value]) => [key, key.startsWith('streetFirst') ? Uint32Array.of(0) : value.slice(0, 0)])) // prettier-ignore
    expect(decodeAddressBook(encodeAddressBook(empty as unknown as AddressBook))).toEqual(empty)
  })
})
