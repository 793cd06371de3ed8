import type { AddressBook } from './address-book.ts'

/** Rows of an address book that answer a house number. */
export interface FoundHouses {
  /** The houses of exactly this number (more than one where towns share a street), or the one nearest to it; empty without any. */
  readonly rows: readonly number[]
  readonly isApproximate: boolean
}

/**
 * The houses of a street with a number and suffix (a small letter, or empty). Where it has none, the nearest number: by difference,
 * then the smaller number, then by suffix as stored, the empty one first. O(houses of the street).
 * @param isMeant whether a row counts at all
 */
export function findHouses(
  book: AddressBook,
  street: number,
  number: number,
  suffix: string,
  isMeant: (row: number) => boolean,
): FoundHouses {
  const rows: number[] = []
  let nearest = -1
  let least = Infinity
  for (let row = book.streetFirstAddress[street]; row < book.streetFirstAddress[street + 1]; row++) {
    if (!isMeant(row)) continue
    const difference = Math.abs(book.addressNumber[row] - number)
    // Rows ascend, so that of equal differences the first one is the smaller number with the smaller suffix.
    if (difference < least) {
      least = difference
      nearest = row
    }
    if (difference === 0 && book.suffixes[book.addressSuffix[row]].trim().toLowerCase() === suffix) rows.push(row)
  }
  if (rows.length > 0) return { rows, isApproximate: false }
  return { rows: nearest < 0 ? [] : [nearest], isApproximate: true }
}

/** `Markt 5a`. */
export function formatAddress(book: AddressBook, name: string, row: number): string {
  return `${name} ${book.addressNumber[row]}${book.suffixes[book.addressSuffix[row]]}`
}
