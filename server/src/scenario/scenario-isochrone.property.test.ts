import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Modification } from '../contract/scenario.ts'
import type { LngLat } from '../geo/bounds.ts'
import { distanceMetres, metresPerDegree } from '../geo/distance.ts'
import { multiPolygonContains } from '../geo/polygon.ts'
import { createIsochroneEngine } from '../isochrone/isochrone-engine.ts'
import { AREA_ACCESS_METRES } from '../isochrone/isochrone-area.ts'
import type { Water } from '../isochrone/water.ts'
import { PROFILE_IDS } from '../network/profile.ts'
import { listFeet } from '../network/feet.ts'
import { UNLABELLED } from '../network/search.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { joinToStreets } from '../reach/changed-walker.ts'
import { computeTravelTimes } from '../reach/travel-times.ts'
import { buildWalker, CELL_SNAP_METRES } from '../reach/walker.ts'
import { createScenarioIsochrones, type ScenarioIsochroneOrder } from './scenario-isochrone.ts'
import { createGridTown, TOWN_COLUMNS, TOWN_ROWS, type GridTown } from './testing/grid-town.ts'
import { createWhatIfEngine } from './what-if-engine.ts'

const NO_WATER: Water = { areas: [], rivers: [] }
const towns = fc.integer({ min: 1, max: 10_000 }).map((seed) => createGridTown(seed))
const spot = fc.tuple(
  fc.double({ min: 0, max: TOWN_COLUMNS - 1, noNaN: true }),
  fc.double({ min: 0, max: TOWN_ROWS - 1, noNaN: true }),
)
/** What changes streets: a drawn way, or something done to the middle of an edge. */
const changes = fc.oneof(
  fc.record({
    kind: fc.constant('add-path' as const),
    way: fc.constantFrom('path' as const, 'bridge' as const, 'steps' as const),
    corners: fc.array(spot, { minLength: 2, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('close-street' as const, 'make-barrier-free' as const), pick: fc.nat(500) }),
  fc.record({
    kind: fc.constant('add-obstacle' as const),
    obstacle: fc.constantFrom('blocked' as const, 'steps' as const, 'barrier' as const),
    pick: fc.nat(500),
  }),
)
type Change = typeof changes extends fc.Arbitrary<infer T> ? T : never
function toModification({ position, region }: GridTown, change: Change, i: number): Modification {
  const id = `m${i}`
  if (change.kind === 'add-path')
    return { id, kind: change.kind, way: change.way, line: change.corners.map((corner) => [...position(...corner)]) }
  const { edgeCount, edgeWayId, edgeFirstPoint, pointLng, pointLat } = region.network
  const edge = change.pick % edgeCount
  const p = edgeFirstPoint[edge]
  const middle = (column: Float64Array) => (column[p] + column[p + 1]) / 2
  const place = { id, wayId: edgeWayId[edge], lng: middle(pointLng), lat: middle(pointLat) }
  return change.kind === 'add-obstacle'
    ? { ...place, kind: change.kind, obstacle: change.obstacle }
    : { ...place, kind: change.kind }
}
const scenes = fc.record({
  town: towns,
  profile: fc.constantFrom(...PROFILE_IDS),
  place: spot,
  direction: fc.constantFrom('from' as const, 'to' as const),
  list: fc.array(changes, { minLength: 1, maxLength: 5 }),
  minutes: fc.constantFrom(3, 6, 12),
})
const offset = fc.tuple(
  fc.double({ min: -0.6, max: 0.6, noNaN: true }),
  fc.double({ min: -0.6, max: 0.6, noNaN: true }),
)
/** Where a change is, in columns and rows. */
function anchorOf(town: GridTown, change: Change): readonly [number, number] {
  if (change.kind === 'add-path') return change.corners[0]
  const [origin, one] = [town.position(0, 0), town.position(1, 1)]
  const { lng, lat } = toModification(town, change, 0) as { lng: number; lat: number }
  return [(lng - origin[0]) / (one[0] - origin[0]), (lat - origin[1]) / (one[1] - origin[1])]
}
type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never
const build = ({ town, profile, place, direction, list, minutes }: Scene) => {
  const modifications = list.map((change, i) => toModification(town, change, i))
  const seed = { kind: 'point', position: town.position(...place) } as const
  const order: Omit<ScenarioIsochroneOrder, 'modifications'> = { seed, profile, direction, cutoffs: [600 * minutes], shape: 'area' } // prettier-ignore
  return { region: { ...town.region, water: NO_WATER }, modifications, order }
}
/** Positions along a line, no farther from each other than 20 m. */
const stepAlong = (line: readonly LngLat[]): LngLat[] =>
  line.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = line[i]
    const count = Math.ceil(distanceMetres(fromX, fromY, x, y) / 20)
    return Array.from({ length: count + 1 }, (_, k): LngLat => [fromX + ((x - fromX) * k) / count, fromY + ((y - fromY) * k) / count]) // prettier-ignore
  })
/** A spot and what is around it: its cell of 12 m, and those beside that. */
const AROUND = [[0, 0], ...[9, 18].flatMap((metres) => [0, 1, 2, 3, 4, 5].map((k) => [metres * Math.cos((k * Math.PI) / 3), metres * Math.sin((k * Math.PI) / 3)]))] // prettier-ignore
const listAround = ([lng, lat]: LngLat): LngLat[] => {
  const scale = metresPerDegree(lat)
  return AROUND.map(([x, y]): LngLat => [lng + x / scale.lng, lat + y / scale.lat])
}
const times = (scene: Scene, modifications: readonly Modification[]) => {
  const { region, order } = build(scene)
  const answer = createScenarioIsochrones(region).answer({ ...order, shape: 'streets', modifications })
  return answer.kind === 'reached' ? answer.cellDeciseconds : new Int32Array(region.cells.cellCount).fill(UNLABELLED)
}

describe('the isochrone of a scenario, on odd towns', () => {
  it('without modifications is that of the walker of today', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { region, order } = build(scene)
        const { network, cells, facilities } = region
        const today = createIsochroneEngine(NO_WATER).answer(
          buildWalker(network, order.profile, cells, facilities),
          order as never,
        )
        expect(createScenarioIsochrones(region).answer({ ...order, modifications: [] })).toMatchObject(today)
      }),
      { numRuns: 6, seed: 7 },
    )
  })

  it('on streets that are cut and changed in nothing is that of today, to the last digit', () => {
    fc.assert(
      fc.property(scenes, fc.nat(500), (scene, pick) => {
        const { region, order } = build(scene)
        // What is free of barriers already.
        const nothing = toModification(scene.town, { kind: 'make-barrier-free', pick }, 0)
        const isochrones = createScenarioIsochrones(region)
        const today = isochrones.answer({ ...order, profile: 'standard', modifications: [] })
        const same = isochrones.answer({ ...order, profile: 'standard', modifications: [nothing] })
        expect(same).toEqual(today)
      }),
      { numRuns: 8, seed: 8 },
    )
  })

  it('has the times of the balance: towards a place, those of the only place that is open', () => {
    fc.assert(
      fc.property(scenes, fc.nat(7), (scene, pick) => {
        const { region, order, modifications } = build(scene)
        const { id: facilityId, categoryIds } = region.facilities[pick]
        const alone = region.facilities.flatMap(({ id }, i): Modification[] => id === facilityId ? [] : [{ id: `x${i}`, kind: 'close-facility', facilityId: id }]) // prettier-ignore
        const { profile } = order
        const { after } = createWhatIfEngine(region).effect(
          { profile, modifications: [] },
          { profile, modifications: [...modifications, ...alone] },
          { profile, categoryIds: [categoryIds[0]], mode: 'any', rank: 1, groupId: 'all', levelId: 'half', minutes: 5 },
        )
        const answer = createScenarioIsochrones(region).answer({
          seed: { kind: 'facility', facilityId }, profile, direction: 'to', cutoffs: [36_000], shape: 'streets', modifications,
        }) // prettier-ignore
        const own = answer.kind === 'reached' ? answer.cellDeciseconds : new Int32Array(after.length).fill(UNLABELLED)
        expect([...own]).toEqual(Array.from(after, (time) => (time === UNREACHED ? UNLABELLED : time)))
      }),
      { numRuns: 30, seed: 9 },
    )
  })

  it('a new way makes no walk longer, a closing none shorter, in either direction', () => {
    fc.assert(
      fc.property(scenes, fc.array(spot, { minLength: 2, maxLength: 4 }), fc.nat(500), (scene, corners, pick) => {
        const { modifications } = build(scene)
        const rest = times(scene, modifications)
        const path = times(scene, [...modifications, toModification(scene.town, { kind: 'add-path', way: 'path', corners }, 9)]) // prettier-ignore
        const closed = times(scene, [...modifications, toModification(scene.town, { kind: 'close-street', pick }, 9)])
        for (let cell = 0; cell < rest.length; cell++) {
          expect(path[cell]).toBeLessThanOrEqual(rest[cell])
          expect(closed[cell]).toBeGreaterThanOrEqual(rest[cell])
        }
      }),
      { numRuns: 30, seed: 10 },
    )
  })

  it('holds every spot that everybody around reaches in time, and none that nobody around does', () => {
    fc.assert(
      fc.property(scenes, fc.array(offset, { minLength: 60, maxLength: 60 }), (drawn, offsets) => {
        // All of it where something changes, and in a block around.
        const anchors = drawn.list.map((change) => anchorOf(drawn.town, change))
        const spots = offsets.map(([x, y], i) => {
          const [column, row] = anchors[i % anchors.length]
          return drawn.town.position(column + x, row + y)
        })
        const origin = spots[0]
        const { region, order: anywhere, modifications } = build(drawn)
        const order = { ...anywhere, cutoffs: [7200], seed: { kind: 'point', position: origin } } as const
        const isochrones = createScenarioIsochrones(region)
        const answer = isochrones.answer({ ...order, modifications })
        if (answer.kind !== 'reached') return
        const { walker } = createWhatIfEngine(region).apply({ profile: order.profile, modifications }).state
        const around = spots.flatMap(listAround)
        const isFrom = order.direction === 'from'
        const join = (positions: readonly LngLat[], way: 'leave' | 'arrive', metres: number) =>
          listFeet(joinToStreets(walker, Float64Array.from(positions, ([x]) => x), Float64Array.from(positions, ([, y]) => y), way, metres)) // prettier-ignore
        const feet = join(around, isFrom ? 'arrive' : 'leave', AREA_ACCESS_METRES)
        const seed = join([origin], isFrom ? 'leave' : 'arrive', CELL_SNAP_METRES)
        // The table of travel times knows one foot of each point: every foot has a row of its own here.
        const [origins, destinations] = isFrom ? [seed.points, feet.points] : [feet.points, seed.points]
        const table = computeTravelTimes(walker.graph, walker.network, origins, destinations, { cutoffDeciseconds: 36_000 }) // prettier-ignore
        const own = new Array<number>(around.length).fill(Infinity)
        for (let i = 0; i < table.originCount; i++) {
          for (let pair = table.originFirst[i]; pair < table.originFirst[i + 1]; pair++) {
            const point = feet.owner[isFrom ? table.destination[pair] : i]
            own[point] = Math.min(own[point], table.deciseconds[pair])
          }
        }
        const streets = isochrones.answer({ ...order, modifications, shape: 'streets' })
        const lines = (streets.kind === 'reached' ? streets.bands[0].lines : []).map(stepAlong)
        const isBesideReached = (spot: LngLat) =>
          distanceMetres(...spot, ...origin) < answer.accessMetres + 25 ||
          lines.some((line) => line.some((step) => distanceMetres(...spot, ...step) < 30))
        spots.forEach((spot, i) => {
          const near = own.slice(i * AROUND.length, (i + 1) * AROUND.length)
          const isInside = multiPolygonContains(answer.bands[0].outline, ...spot)
          // A walk of a few metres is between the samples.
          if (Math.max(...near) < order.cutoffs[0] - 60) expect(isInside, `${near.join()} at ${spot.join()}`).toBe(true)
          // Land beside a reached street counts with that, and holes are filled by rules of their own.
          const isLate = Math.min(...near) > order.cutoffs[0] + 60 && Math.min(...near) < Infinity
          if (isLate && !isBesideReached(spot)) expect(isInside, `${near.join()} at ${spot.join()}`).toBe(false)
        })
      }),
      { numRuns: 24, seed: 11 },
    )
  })
})
