import type { Isochrone } from '../contract/isochrone.ts'
import type { Facility } from '../facilities/facility.ts'
import type { IsochroneAnswer, IsochroneOrder } from '../isochrone/isochrone-engine.ts'
import { sumPeopleWithin } from '../isochrone/people-within.ts'
import type { RegionData } from '../regions/region-data.service.ts'

/** Raise it where the same order gives another answer: clients keep answers by it. */
export const ISOCHRONE_VERSION = 1

/** The answer as GeoJSON, longest time first. */
export function buildIsochrone(
  { key, importId, population }: RegionData,
  { seed, profile, direction, shape }: IsochroneOrder,
  facility: Facility | null,
  { bands, cellDeciseconds, accessMetres, accessDeciseconds }: IsochroneAnswer & { kind: 'reached' },
): Isochrone {
  const [lng, lat] = seed.kind === 'point' ? seed.position : [facility!.lng, facility!.lat]
  return {
    type: 'FeatureCollection',
    region: key,
    importId,
    profile,
    direction,
    shape,
    origin: { lng, lat, facilityId: facility?.id ?? null, name: facility?.name ?? null, accessMetres },
    features: bands.toReversed().map((band) => {
      const people = sumPeopleWithin(population, cellDeciseconds, band.cutoffDeciseconds)
      const minutes = band.cutoffDeciseconds / 600
      return {
        type: 'Feature',
        id: minutes,
        properties: {
          minutes,
          people: Object.fromEntries(population.groupIds.map((id, group) => [id, people[group]])),
          areaSquareMetres: shape === 'area' ? band.areaSquareMetres : null,
          streetKilometres: band.streetMetres / 1000,
          reachesDataEdge: band.reachesDataEdge,
          reason: accessDeciseconds > band.cutoffDeciseconds ? 'access-too-long' : null,
        },
        geometry:
          shape === 'area'
            ? { type: 'MultiPolygon', coordinates: band.outline as unknown[] }
            : { type: 'MultiLineString', coordinates: band.lines as unknown[] },
      }
    }),
  }
}
