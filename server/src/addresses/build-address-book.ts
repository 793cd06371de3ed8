import type { Bounds } from '../geo/bounds.ts'
import { buildPolygonIndex, findArea } from '../geo/polygon-index.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { PLACE_KINDS, type AddressBook } from './address-book.ts'
import { assignHouses } from './assign-houses.ts'
import { collectAddresses } from './collect-addresses.ts'
import { collectNamedPlaces } from './collect-named-places.ts'
import { collectStreets, type NamedEdges } from './collect-streets.ts'
import { keepDistinctPlaces } from './distinct-places.ts'
import type { NamedDistrict } from './housed-street.ts'
import { packAddressBook } from './pack-address-book.ts'

/**
 * The address book of a region: streets of its network, house numbers and named places of the same extract, all within the network's
 * bounds. Deterministic: ordered by folded name, number and suffix.
 * @param districts by level; the first level is the one that is named with each result
 */
export function buildAddressBook(
  extract: OsmExtract,
  network: NamedEdges & { readonly bounds: Bounds },
  districts: readonly (readonly NamedDistrict[])[],
  issues: IssueSink,
): AddressBook {
  const index = buildPolygonIndex(districts[0].map(({ geometry }) => geometry))
  const addresses = collectAddresses(extract, network.bounds, issues)
  const streets = assignHouses(collectStreets(network, index), addresses, index)
  const places = keepDistinctPlaces(collectNamedPlaces(extract, network.bounds, PLACE_KINDS), streets, districts)
  return packAddressBook(
    streets,
    places.map((place) => ({ ...place, district: findArea(index, ...place.position) })),
  )
}
