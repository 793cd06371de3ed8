import type { Isochrone } from '../contract/isochrone.ts'
import type { Modification } from '../contract/scenario.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { ScenarioIsochroneAnswer, ScenarioIsochroneOrder } from '../scenario/scenario-isochrone.ts'

/** Raise it where the same order gives another answer: clients keep answers by it. */
export const ISOCHRONE_VERSION = 1

/** What an isochrone was asked with; id and version of a stored one. */
export interface AskedScenario {
  readonly id: string | null
  readonly version: number | null
  readonly modifications: readonly Modification[]
}

/** The answer as GeoJSON, longest time first. */
export function buildIsochrone(
  { key, importId, population }: RegionData,
  { profile, direction, shape }: Omit<ScenarioIsochroneOrder, 'modifications'>,
  answer: ScenarioIsochroneAnswer & { kind: 'reached' },
  scenario?: AskedScenario,
): Isochrone {
  const { origin, bands, people, problems, accessMetres, accessDeciseconds } = answer
  const { lng, lat, facility } = origin
  return {
    type: 'FeatureCollection',
    region: key,
    importId,
    ...(scenario && {
      scenario: {
        id: scenario.id,
        version: scenario.version,
        modificationCount: scenario.modifications.length,
        problems: [...problems],
      },
    }),
    profile,
    direction,
    shape,
    origin: { lng, lat, facilityId: facility?.id ?? null, name: facility?.name ?? null, accessMetres },
    features: bands
      .map((band, i) => ({ band, people: people[i], minutes: band.cutoffDeciseconds / 600 }))
      .toReversed()
      .map(({ band, people, minutes }) => ({
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
      })),
  }
}
