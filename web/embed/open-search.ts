/** The server's own search for addresses, streets, places and districts, over the files of the publication. */
import { decodeAddressBook, type AddressBookJson } from '../../server/src/addresses/address-book-json.ts'
import { searchAddresses } from '../../server/src/addresses/search-addresses.ts'
import { buildSearchIndex } from '../../server/src/addresses/search-index.ts'
import type { SearchResult } from '../src/lib/api/contract.ts'
import type { DistrictFile } from './district-drawing.ts'
import { EmbedFailure } from './load-files.ts'
import type { PublishedPlace } from './near-places.ts'
import type { PublicationFile } from './publication-types.ts'

const MOST_RESULTS = 8

export type EmbedSearch = (query: string) => SearchResult[]

/** @throws EmbedFailure `damaged` for anything but an address book */
export function openSearch(
  bytes: Uint8Array,
  publication: Pick<PublicationFile, 'region' | 'level' | 'categories'>,
  districts: DistrictFile,
  places: readonly PublishedPlace[],
): EmbedSearch {
  try {
    const labels = new Map(publication.categories.map(({ id, label }) => [id, label]))
    const index = buildSearchIndex({
      book: decodeAddressBook(JSON.parse(new TextDecoder().decode(bytes)) as AddressBookJson),
      regionNames: [publication.region.name.de, publication.region.name.en],
      levels: [
        {
          label: publication.level.label,
          districts: districts.features.map(({ geometry, properties }) => ({
            id: properties.id,
            name: properties.name,
            position: [properties.position[0], properties.position[1]],
            geometry: (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as [
              number,
              number,
            ][][][],
          })),
        },
      ],
      facilities: places.flatMap(({ id, name, categoryIds, lng, lat }) =>
        name === null ? [] : [{ id, name, what: labels.get(categoryIds[0]) ?? { de: '', en: '' }, lng, lat }],
      ),
    })
    return (query) =>
      searchAddresses(index, query, MOST_RESULTS).map(({ bounds, ...result }) => ({
        ...result,
        bounds: bounds && [bounds.west, bounds.south, bounds.east, bounds.north],
      }))
  } catch (error) {
    throw new EmbedFailure('damaged', 'search.json', error instanceof Error ? error.message : String(error))
  }
}
