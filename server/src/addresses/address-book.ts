import type { ColumnSet } from '../columns/columns.ts'

/** In `…District`: the position lies in no district of the first level. The same number as `NO_AREA`. */
export const OUTSIDE_DISTRICTS = 0xffffffff

/** What a named place of the map is; the index is the value in `placeKind`. Only grows at the end: it is stored. */
export const PLACE_KINDS = ['square', 'settlement', 'locality'] as const

/**
 * Streets, house numbers and named places of a region, packed: one column per attribute. Positions are degrees × 10⁷.
 * A street is what hangs together under one name; a stretch is its part within one district of the first level.
 */
export interface AddressBook {
  /** Distinct names of streets and places, as written. */
  readonly names: readonly string[]
  /** Distinct suffixes of house numbers; the first is empty. */
  readonly suffixes: readonly string[]

  /** Index into `names` per street. */
  readonly streetName: Uint32Array
  /** Length streets + 1: the stretches of street s are `streetFirstStretch[s] … streetFirstStretch[s + 1])`; at least one. */
  readonly streetFirstStretch: Uint32Array
  /** Length streets + 1: the same for its house numbers, of which there may be none. */
  readonly streetFirstAddress: Uint32Array

  /** A point on the stretch, near its middle. */
  readonly stretchLng: Int32Array
  readonly stretchLat: Int32Array
  /** Index of a district of the first level, or `OUTSIDE_DISTRICTS`. */
  readonly stretchDistrict: Uint32Array
  readonly stretchWest: Int32Array
  readonly stretchSouth: Int32Array
  readonly stretchEast: Int32Array
  readonly stretchNorth: Int32Array

  /** Ascending within a street; 0 … 9999. */
  readonly addressNumber: Uint16Array
  /** Index into `suffixes`. */
  readonly addressSuffix: Uint32Array
  readonly addressLng: Int32Array
  readonly addressLat: Int32Array
  readonly addressDistrict: Uint32Array

  readonly placeName: Uint32Array
  /** Index into `PLACE_KINDS`. */
  readonly placeKind: Uint8Array
  readonly placeLng: Int32Array
  readonly placeLat: Int32Array
  readonly placeDistrict: Uint32Array
}

export const UNITS_PER_DEGREE = 1e7

/** The book as a column set, to be stored; names travel in the meta data. */
export function addressBookToColumns({ names, suffixes, ...columns }: AddressBook): ColumnSet {
  return { meta: { names, suffixes }, columns }
}

/** The inverse of `addressBookToColumns`; columns are views of the set. */
export function addressBookFromColumns(set: ColumnSet): AddressBook {
  const meta = set.meta as { names: string[]; suffixes: string[] }
  return { ...meta, ...set.columns } as unknown as AddressBook
}
