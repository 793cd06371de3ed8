import {
  PUBLICATION_FORMAT,
  type PlacesFile,
  type PublicationDefinition,
  type PublishedDistrict,
} from '../contract/publication.ts'
import type { LngLat } from '../geo/bounds.ts'
import { buildPolygonIndex, findArea, NO_AREA } from '../geo/polygon-index.ts'
import { simplifyAreas } from '../geo/simplify-areas.ts'
import { polygonLabelPoint } from '../tiles/label-point.ts'
import type { FreezeState } from './freeze-state.ts'

/** Borders may move by this much: a pixel at the zoom where a district fills a screen. */
const TOLERANCE_METRES = 4
const DECIMALS = 1e6

const round = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS

/** Places of the chosen kinds that count, as the data or the scenario has them. */
export function buildPlaces(state: FreezeState, { categories, levelId }: PublicationDefinition): PlacesFile {
  const { region, facilities, isOpen } = state
  const { districts } = region.levels.find(({ id }) => id === levelId)!
  const index = buildPolygonIndex(districts.map(({ geometry }) => geometry))
  const chosen = new Set(categories.map(({ id }) => id))
  const places = facilities.flatMap((facility, i) => {
    const categoryIds = facility.categoryIds.filter((id) => chosen.has(id))
    if (isOpen[i] === 0 || categoryIds.length === 0) return []
    const { id, name, lng, lat, address, provider, openingHours, wheelchair, website } = facility
    const district = findArea(index, lng, lat)
    return [
      {
        id,
        name,
        categoryIds,
        lng: round(lng),
        lat: round(lat),
        districtId: district === NO_AREA ? null : districts[district].id,
        address,
        provider,
        openingHours,
        wheelchair,
        website,
        planned: i >= region.facilities.length,
      },
    ]
  })
  return { format: PUBLICATION_FORMAT, places }
}

/** All districts of the level, those without figures too, so that the map has no holes. */
export function buildDistricts({ region }: FreezeState, { levelId, districtIds }: PublicationDefinition) {
  const { districts } = region.levels.find(({ id }) => id === levelId)!
  const simplified = simplifyAreas(
    districts.map(({ geometry }) => geometry),
    TOLERANCE_METRES,
  )
  return {
    type: 'FeatureCollection' as const,
    features: districts.map(({ id, name, geometry }, i) => {
      const [lng, lat]: LngLat = polygonLabelPoint(geometry)
      const properties: PublishedDistrict = {
        id,
        name,
        chosen: districtIds === null || districtIds.includes(id),
        position: [round(lng), round(lat)],
      }
      const coordinates = simplified[i].map((polygon) =>
        polygon.map((ring) => ring.map(([x, y]) => [round(x), round(y)])),
      )
      return { type: 'Feature' as const, properties, geometry: { type: 'MultiPolygon' as const, coordinates } }
    }),
  }
}
