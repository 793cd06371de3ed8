import { boundsOf, type LngLat } from '../geo/bounds.ts'
import { distanceMetres } from '../geo/distance.ts'
import { findArea, type PolygonIndex } from '../geo/polygon-index.ts'
import type { OsmAddress } from './collect-addresses.ts'
import { nearestOnLine, type Street } from './collect-streets.ts'
import { foldName } from './fold-text.ts'
import { groupBy } from './group-by.ts'
import type { House, HousedStreet } from './housed-street.ts'
import { linkPoints } from './link-points.ts'

/** A house is not on a street that is further away, whatever its name. */
const STREET_METRES = 500
/** Houses this near to each other belong together where no street of their name is known. */
const HAMLET_METRES = 500
/** The same number nearer than this is one house, on both sides of a border of districts, too. */
const SAME_HOUSE_METRES = 150

/**
 * Houses on the nearest street of their name; where none of that name is near (unnamed in the network, or a hamlet whose houses only have
 * numbers), houses make streets of their own. The same number twice on a street is one address, unless the two lie in different districts
 * and apart: then two towns share the name of a street that runs through both. By folded name; O(addresses × lines of their name).
 */
export function assignHouses(
  streets: readonly Street[],
  addresses: readonly OsmAddress[],
  districts: PolygonIndex,
): HousedStreet[] {
  const byName = groupBy(streets.keys(), (street) => foldName(streets[street].name))
  const housesOf: House[][] = streets.map(() => [])
  const homeless = new Map<string, House[]>()
  for (const address of addresses) {
    const house = { ...address, district: findArea(districts, address.lng, address.lat) }
    const name = foldName(address.street)
    const street = findNearestStreet(streets, byName.get(name) ?? [], [address.lng, address.lat])
    if (street >= 0) housesOf[street].push(house)
    else if (name !== '') homeless.set(name, [...(homeless.get(name) ?? []), house])
  }
  const all = streets.map((street, i): HousedStreet => ({ ...street, houses: keepDistinctHouses(housesOf[i]) }))
  for (const houses of homeless.values()) all.push(...streetsOfHouses(houses))
  // Sorting is stable: streets of one name keep their order.
  return all
    .map((street) => ({ street, key: foldName(street.name) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ street }) => street)
}

/** The nearest of the streets within reach of the house, or -1. */
function findNearestStreet(streets: readonly Street[], candidates: readonly number[], position: LngLat): number {
  let best = -1
  let nearest = STREET_METRES
  for (const candidate of candidates) {
    for (const line of streets[candidate].lines) {
      const { metres } = nearestOnLine(line, position)
      if (metres < nearest) {
        nearest = metres
        best = candidate
      }
    }
  }
  return best
}

/** Streets that only their houses tell of: those of one name, divided by where they lie and by district. */
function streetsOfHouses(houses: readonly House[]): HousedStreet[] {
  const points = {
    lng: houses.map(({ lng }) => lng),
    lat: houses.map(({ lat }) => lat),
    member: houses.map((_, i) => i),
  }
  const groups = linkPoints(points, houses.length, HAMLET_METRES)
  return [...groupBy(houses, (_, i) => groups[i]).values()].map((members) => ({
    name: members.map(({ street }) => street).sort()[0],
    stretches: [...groupBy(members, ({ district }) => district)]
      .sort(([a, x], [b, y]) => y.length - x.length || a - b)
      .map(([district, part]) => ({ district, position: middleHouse(part), bounds: boundsOf(part.map(positionOf))! })),
    lines: [],
    houses: keepDistinctHouses(members),
  }))
}

const positionOf = ({ lng, lat }: House): LngLat => [lng, lat]

/** The house nearest to the mean position of all. */
function middleHouse(houses: readonly House[]): LngLat {
  const lng = houses.reduce((sum, house) => sum + house.lng, 0) / houses.length
  const lat = houses.reduce((sum, house) => sum + house.lat, 0) / houses.length
  const metres = houses.map((house) => distanceMetres(house.lng, house.lat, lng, lat))
  return positionOf(houses[metres.indexOf(Math.min(...metres))])
}

function keepDistinctHouses(houses: readonly House[]): House[] {
  const text = (suffix: string) => suffix.toLowerCase()
  const sorted = houses.toSorted(
    (a, b) =>
      a.number - b.number ||
      (text(a.suffix) < text(b.suffix) ? -1 : text(a.suffix) > text(b.suffix) ? 1 : 0) ||
      a.mark - b.mark ||
      a.lng - b.lng ||
      a.lat - b.lat,
  )
  const kept: House[] = []
  for (const house of sorted) {
    let isKnown = false
    for (let i = kept.length - 1; i >= 0 && !isKnown; i--) {
      const other = kept[i]
      if (other.number !== house.number || text(other.suffix) !== text(house.suffix)) break
      isKnown =
        other.district === house.district ||
        distanceMetres(other.lng, other.lat, house.lng, house.lat) <= SAME_HOUSE_METRES
    }
    if (!isKnown) kept.push(house)
  }
  return kept
}
