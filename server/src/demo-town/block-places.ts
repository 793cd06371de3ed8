import type { Building } from './block-site.ts'
import { SUPERMARKETS } from './names.ts'
import type { PlaceNames } from './place-names.ts'
import { isForbidden, type PlaceSetting, type TownPlace } from './town-place.ts'
import { distanceBetween } from './plane-geometry.ts'
import type { Random } from './random.ts'

const PEOPLE_PER_BATH = 40_000

const plain = { art: null, capacity: null, provider: null, openingHours: null, wheelchair: null } as const

/** Schools, hospital, halls, churches, retail parks, sports grounds, parks, cemetery, station, market. */
export function listBlockPlaces(setting: PlaceSetting, names: PlaceNames, random: Random): TownPlace[] {
  const places: TownPlace[] = []
  const { town, buildings, uses } = setting
  const largest = new Map<number, number>()
  buildings.forEach((building, b) => {
    const known = largest.get(building.block)
    if (known === undefined || areaOf(buildings[known]) < areaOf(building)) largest.set(building.block, b)
  })
  let baths = 0
  town.blocks.forEach((block, i) => {
    const b = largest.get(i) ?? null
    const asBlock = (
      categoryIds: readonly string[],
      name: string | null,
      tags: Record<string, string>,
      capacity: number | null = null,
    ): void => {
      if (isForbidden(setting.protectedAreas, categoryIds, block.middle)) return
      places.push({
        ...plain,
        categoryIds,
        source: 'osm',
        at: block.middle,
        building: null,
        carrier: { block: i },
        name,
        tags,
        capacity,
      })
    }
    const asBuilding = (categoryIds: readonly string[], name: string | null, tags: Record<string, string>): void => {
      if (b === null || isForbidden(setting.protectedAreas, categoryIds, buildings[b].front)) return
      places.push({
        ...plain,
        categoryIds,
        source: 'osm',
        at: buildings[b].front,
        building: b,
        carrier: 'building',
        name,
        tags,
        wheelchair: random.chance(0.6) ? 'yes' : null,
      })
    }
    switch (uses[i]) {
      case 'primary-school':
        asBlock(
          ['primary_school'],
          names.school('Grundschule', i),
          { amenity: 'school', 'isced:level': '1' },
          Math.round(random.between(160, 340)),
        )
        break
      case 'secondary-school':
        asBlock(
          ['secondary_school'],
          names.school(random.pick(['Sekundarschule', 'Gymnasium', 'Gemeinschaftsschule']), i),
          { amenity: 'school', 'isced:level': '2;3' },
          Math.round(random.between(380, 900)),
        )
        break
      case 'hospital':
        asBlock(
          ['hospital'],
          'Klinikum',
          { amenity: 'hospital', healthcare: 'hospital', emergency: 'yes' },
          Math.round(random.between(280, 420)),
        )
        break
      case 'retail':
        asBuilding(['supermarket'], random.pick(SUPERMARKETS), { shop: 'supermarket' })
        break
      case 'church':
        asBuilding(['parish_hall'], names.church(), {
          amenity: 'place_of_worship',
          religion: 'christian',
          denomination: random.chance(0.75) ? 'protestant' : 'catholic',
        })
        break
      case 'town-hall':
        asBuilding([], 'Rathaus', { amenity: 'townhall' })
        break
      case 'castle':
        asBuilding(['culture'], 'Schloss', { historic: 'castle', tourism: 'museum' })
        break
      case 'sports':
        asBlock(['sports_facility'], 'Sportplatz', { leisure: 'sports_centre', sport: 'soccer' })
        if (baths < setting.peopleTotal / PEOPLE_PER_BATH - 0.5) {
          baths++
          asBuilding(['swimming', 'sports_facility'], 'Auenbad', { leisure: 'sports_centre', sport: 'swimming' })
        }
        break
      case 'station':
        asBuilding(['pt_stop', 'rail_station'], 'Bahnhof', { railway: 'station', public_transport: 'station' })
        break
      case 'market':
        places.push({
          ...plain,
          categoryIds: ['small_food_shop'],
          source: 'osm',
          at: block.middle,
          building: null,
          carrier: 'node',
          name: 'Wochenmarkt',
          tags: { amenity: 'marketplace', opening_hours: 'We,Sa 08:00-14:00' },
        })
        break
      default:
    }
  })
  return places
}

function areaOf({ ring }: Building): number {
  return distanceBetween(ring[0], ring[1]) * distanceBetween(ring[1], ring[2])
}
