import type { LngLat, MultiPolygon } from '../../geo/bounds.ts'
import { metresPerDegree } from '../../geo/distance.ts'
import type { AddressBook } from '../address-book.ts'
import { foldName } from '../fold-text.ts'
import type { House, HousedStreet } from '../housed-street.ts'
import { parseHouseNumbers } from '../house-number.ts'
import { packAddressBook } from '../pack-address-book.ts'
import { buildSearchIndex, type SearchIndex, type SearchInput } from '../search-index.ts'

const ORIGIN: LngLat = [11, 52]
const SCALE = metresPerDegree(ORIGIN[1])

/** Degrees of a point so many metres east and north of the middle of the scene. */
export function at(eastMetres: number, northMetres: number): LngLat {
  return [ORIGIN[0] + eastMetres / SCALE.lng, ORIGIN[1] + northMetres / SCALE.lat]
}

export function box(west: number, south: number, east: number, north: number): MultiPolygon {
  return [[[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]]]
}

/** Two districts side by side: Altstadt in the west, Neustadt in the east; 4 km each. */
export const DISTRICTS = [
  { id: '1', name: 'Altstadt', geometry: box(-4000, -4000, 0, 4000) },
  { id: '2', name: 'Neustadt', geometry: box(0, -4000, 4000, 4000) },
] as const

/** A street as text: its name, the district's index of each stretch, and house numbers as in `addr:housenumber`, all in the first district. */
export interface WrittenStreet {
  readonly name: string
  readonly districts: readonly number[]
  readonly numbers?: string
}

/** A street every 10 m from south to north, in the order of folded names as an import has them; houses stand 1 m further east per number. */
export function packStreets(written: readonly WrittenStreet[]): AddressBook {
  const sorted = written.toSorted((a, b) => (foldName(a.name) < foldName(b.name) ? -1 : 1))
  const streets = sorted.map(({ name, districts, numbers = '' }, i): HousedStreet => {
    const place = (district: number) => at(district === 0 ? -1000 : 1000, i * 10)
    const houses = parseHouseNumbers(numbers).map((house): House => {
      const [lng, lat] = at((districts[0] === 0 ? -1000 : 1000) + house.number, i * 10)
      return { ...house, street: name, lng, lat, mark: 1, district: districts[0] }
    })
    houses.sort((a, b) => a.number - b.number || (a.suffix < b.suffix ? -1 : 1))
    const stretches = districts.map((district) => {
      const [lng, lat] = place(district)
      return { district, position: place(district), bounds: { west: lng, south: lat, east: lng, north: lat } }
    })
    return { name, stretches, lines: [], houses }
  })
  return packAddressBook(streets, [])
}

export function indexOf(streets: readonly WrittenStreet[], more: Partial<SearchInput> = {}): SearchIndex {
  return buildSearchIndex({
    book: packStreets(streets),
    regionNames: ['Musterstadt'],
    levels: [
      {
        label: { de: 'Stadtteil', en: 'District' },
        districts: DISTRICTS.map((d, i) => ({ ...d, position: at(i === 0 ? -2000 : 2000, 0) })),
      },
    ],
    facilities: [],
    ...more,
  })
}
