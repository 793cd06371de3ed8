import { OUTSIDE_DISTRICTS, type AddressBook } from '../address-book.ts'

/** A book as text, one line a street or place: name | districts of its stretches | house numbers with the district where it is another. */
export function writeBook(book: AddressBook, districtNames: readonly string[]): string[] {
  const districtName = (district: number) => (district === OUTSIDE_DISTRICTS ? 'outside' : districtNames[district])
  const streets = Array.from(book.streetName, (name, street) => {
    const stretches = Array.from(
      book.stretchDistrict.subarray(book.streetFirstStretch[street], book.streetFirstStretch[street + 1]),
      districtName,
    )
    const numbers: string[] = []
    for (let row = book.streetFirstAddress[street]; row < book.streetFirstAddress[street + 1]; row++) {
      const district = districtName(book.addressDistrict[row])
      const suffix = book.suffixes[book.addressSuffix[row]]
      numbers.push(`${book.addressNumber[row]}${suffix}${district === stretches[0] ? '' : ` (${district})`}`)
    }
    return `${book.names[name]} | ${stretches.join(', ')} | ${numbers.join(' ')}`.trim()
  })
  const places = Array.from(
    book.placeName,
    (name, place) => `${book.names[name]} | ${districtName(book.placeDistrict[place])}`,
  )
  return [...streets, ...places]
}
