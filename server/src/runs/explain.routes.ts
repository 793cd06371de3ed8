import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { computeEdgeTimes } from '../access/edge-time.ts'
import { ProfileId, RegionKey } from '../contract/common.ts'
import { Explanation } from '../contract/result.ts'
import { lngLatToCell } from '../grid/cells.ts'
import { perMinute } from '../http/limits.ts'
import { problemResponses } from '../http/problem-responses.ts'
import { Problem } from '../problems/problems.ts'
import type { Services } from '../http/services.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { CUTOFF_MINUTES } from '../reach/nearest-of-kind.ts'
import { explainCell, REASON_TEXTS } from './explain.ts'
import { toDeciseconds } from './run-results.service.ts'
import type { RegionData } from '../regions/region-data.service.ts'

const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,20})?$' })

const Query = Type.Object({
  lng: degrees,
  lat: degrees,
  profile: ProfileId,
  categories: Type.String({ pattern: '^[a-z0-9_]+(,[a-z0-9_]+)*$', maxLength: 2000 }),
  /** How many places, 1 … 5. */
  count: Type.Optional(Type.String({ pattern: '^[1-5]$' })),
  /** Threshold that `uncertain` is judged by; default: the shortest of the kinds' in the catalogue. */
  minutes: Type.Optional(Type.String({ pattern: '^\\d{1,2}(\\.\\d{1,2})?$' })),
})

export const explainRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { regions, results, walkers }) => {
  app.get(
    '/regions/:region/explain',
    {
      config: { access: 'figures', ...perMinute('explain') },
      schema: {
        summary: 'Why has this cell its value? Nearest places, routes and what lies on them',
        tags: ['results'],
        params: Type.Object({ region: RegionKey }),
        querystring: Query,
        response: {
          200: Explanation,
          ...problemResponses('unknown-region', 'unknown-category', 'outside-region', 'database-away'),
        },
      },
    },
    async (request) => {
      const { profile, categories, count = '3', minutes } = request.query
      const [lng, lat] = [Number(request.query.lng), Number(request.query.lat)]
      if (Math.abs(lng) > 180 || Math.abs(lat) > 90)
        throw new Problem('invalid-request', `"lng" and "lat" must be degrees, not ${lng} and ${lat}.`)
      const region = await regions.get(request.params.region)
      const categoryIds = [...new Set(categories.split(','))]
      const shortest = Math.min(...categoryIds.map((id) => results.category(id).thresholdMinutes.default))
      const cellId = lngLatToCell(lng, lat, region.cells.resolution)
      const cellIndex = region.cellIndexOfId.get(cellId)
      if (cellIndex === undefined)
        throw new Problem(
          'outside-region',
          `The position ${lng}, ${lat} lies in no cell of the region "${region.key}".`,
        )
      const walker = await walkers.get(region, profile)
      const walks = explainCell(walker, cellIndex, region.facilities, categoryIds, Number(count), CUTOFF_MINUTES * 600)
      const threshold = toDeciseconds(minutes === undefined ? shortest : Number(minutes))
      const { originLng, originLat } = region.cells
      const [edgeTime] = computeEdgeTimes(
        originLng.slice(cellIndex, cellIndex + 1),
        originLat.slice(cellIndex, cellIndex + 1),
        walker.network.bounds,
        walker.profile.speedMetresPerSecond,
      )
      const served = walks.places.length > 0 && toDeciseconds(walks.places[0].minutes) <= threshold
      return {
        cellId,
        origin: [originLng[cellIndex], originLat[cellIndex]],
        ...describeCell(region, cellIndex),
        accessMetres: walks.accessMetres,
        reason: walks.reason,
        reasonText: walks.reason && REASON_TEXTS[walks.reason],
        uncertain: !served && walks.accessMetres !== null && edgeTime <= threshold,
        places: walks.places,
      }
    },
  )
}

/** Districts and people of a cell: every district that a part of it lies in. */
function describeCell(region: RegionData, cellIndex: number): Pick<Explanation, 'districts' | 'people'> {
  const { population, levels, districts } = region
  const people: Record<string, number> = Object.fromEntries(population.groupIds.map((id) => [id, 0]))
  const found = levels.map(() => new Set<number>())
  // Parts ascend by cell: find the first by bisection.
  let low = 0
  let high = population.partCount
  while (low < high) {
    const middle = (low + high) >>> 1
    if (population.partCell[middle] < cellIndex) low = middle + 1
    else high = middle
  }
  for (let part = low; part < population.partCount && population.partCell[part] === cellIndex; part++) {
    population.groupIds.forEach((id, g) => (people[id] += population.people[g][part]))
    levels.forEach((_, l) => {
      const district = population.partDistrict[l][part]
      if (district !== NO_DISTRICT) found[l].add(district)
    })
  }
  return {
    people,
    districts: levels.flatMap((level, l) =>
      [...found[l]].map((index) => ({ level: level.id, id: districts[l][index].id, name: districts[l][index].name })),
    ),
  }
}
