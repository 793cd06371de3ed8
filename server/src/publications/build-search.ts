import { OUTSIDE_DISTRICTS, UNITS_PER_DEGREE, type AddressBook } from '../addresses/address-book.ts'
import { encodeAddressBook, type AddressBookJson } from '../addresses/address-book-json.ts'
import { buildPolygonIndex, findArea, NO_AREA } from '../geo/polygon-index.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'

/** The region's streets and house numbers with the districts of the publication's level. */
export function buildSearch(book: AddressBook, region: WhatIfRegion, levelId: string): AddressBookJson {
  const levelIndex = region.levels.findIndex(({ id }) => id === levelId)
  // The book names districts of the first level.
  if (levelIndex === 0) return encodeAddressBook(book)
  const index = buildPolygonIndex(region.levels[levelIndex].districts.map(({ geometry }) => geometry))
  const districtsOf = (lng: Int32Array, lat: Int32Array) =>
    Uint32Array.from(lng, (x, i) => {
      const district = findArea(index, x / UNITS_PER_DEGREE, lat[i] / UNITS_PER_DEGREE)
      return district === NO_AREA ? OUTSIDE_DISTRICTS : district
    })
  return encodeAddressBook({
    ...book,
    stretchDistrict: districtsOf(book.stretchLng, book.stretchLat),
    addressDistrict: districtsOf(book.addressLng, book.addressLat),
    placeDistrict: districtsOf(book.placeLng, book.placeLat),
  })
}
