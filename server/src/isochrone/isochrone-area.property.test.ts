import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LngLat, MultiPolygon } from '../geo/bounds.ts'
import { multiPolygonContains, polygonContains, ringSide, signedRingArea } from '../geo/polygon.ts'
import { listEdgeMeetings, meetEdges } from '../geo/ring-crossings.ts'
import { snapPoints } from '../network/snap.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import type { StreetPlan } from '../network/testing/street-plan.ts'
import { computeTravelTimes } from '../reach/travel-times.ts'
import { CORNERS, latticeCenter, neighbourCell, UNITS_PER_DEGREE, type HexLattice } from './hex-lattice.ts'
import { AREA_ACCESS_METRES, LARGEST_HOLE_SQUARE_METRES } from './isochrone-area.ts'
import { listReachedStreets } from './reached-streets.ts'
import { timeOnEdge } from './street-times.ts'
import { pond, SPEED, toLngLat, walkScene, type Metres, type WalkingScene } from './testing/walking-scene.ts'
import type { Water } from './water.ts'

/** Streets on a raster of 40 m, at all sorts of speeds, some one-way, some a single dead end. */
const plans: fc.Arbitrary<StreetPlan> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 2,
    maxLength: 8,
    selector: String,
  })
  .chain((places) => {
    const nodes = places.map(([x, y]): Metres => [40 * x, 40 * y])
    const node = fc.nat(nodes.length - 1)
    const edge = fc
      .tuple(node, node, fc.constantFrom(1, 1, 1, 2, 6), fc.constantFrom('both', 'both', 'both', 'one-way'))
      .map(([from, to, slowness, ways]) => {
        const metres = Math.hypot(nodes[to][0] - nodes[from][0], nodes[to][1] - nodes[from][1])
        const cost = Math.round(10 * slowness * metres)
        return { from, to, forward: cost, backward: ways === 'both' ? cost : null }
      })
    // Streets without length are points of the area that no line shows.
    const long = edge.filter(({ from, to }) => nodes[from].join() !== nodes[to].join())
    return fc.record({ nodes: fc.constant(nodes), edges: fc.array(long, { minLength: 1, maxLength: 10 }) })
  })
const places: fc.Arbitrary<Metres> = fc.tuple(fc.integer({ min: -20, max: 260 }), fc.integer({ min: -20, max: 260 }))
const waters: fc.Arbitrary<Water> = fc.record({
  areas: fc.array(
    fc
      .tuple(places, fc.integer({ min: 15, max: 120 }), fc.integer({ min: 15, max: 120 }))
      .map(([[west, south], width, height]) => pond(west, south, west + width, south + height)),
    { maxLength: 2 },
  ),
  rivers: fc.array(fc.array(places.map(toLngLat), { minLength: 2, maxLength: 3 }), { maxLength: 1 }),
})
const scenes = fc.record({
  plan: plans,
  seeds: fc.array(places, { minLength: 1, maxLength: 2 }),
  cutoffs: fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 3, maxLength: 3 }),
  water: waters,
  direction: fc.constantFrom('from' as const, 'to' as const),
})
const build = (s: { plan: StreetPlan; seeds: Metres[]; cutoffs: number[]; water: Water; direction: 'from' | 'to' }) =>
  walkScene(
    s.plan,
    s.seeds,
    s.cutoffs.toSorted((a, b) => a - b),
    s.water,
    s.direction,
  )

const toUnits = (area: MultiPolygon): MultiPolygon =>
  area.map((polygon) =>
    polygon.map((ring) =>
      ring.map(([x, y]): LngLat => [Math.round(x * UNITS_PER_DEGREE), Math.round(y * UNITS_PER_DEGREE)]),
    ),
  )
const listCells = (lattice: HexLattice) => [...Array(lattice.cellCount).keys()]
/** Cells away from the rim of the window, whose neighbours are all in it. */
const isInner = ({ columns, rows }: HexLattice, cell: number) => {
  const row = Math.floor(cell / columns)
  const column = cell % columns
  return row > 0 && row < rows - 1 && column > 0 && column < columns - 1
}
const hexagon = (lattice: HexLattice, cell: number, scale: number): LngLat[] => {
  const [lng, lat] = latticeCenter(lattice, cell)
  const ring = CORNERS.map(([x, y]): LngLat => [
    lng + (scale * x * lattice.halfWidth) / UNITS_PER_DEGREE,
    lat + (scale * y * lattice.quarterHeight) / UNITS_PER_DEGREE,
  ])
  return [...ring, ring[0]]
}
const touches = (ring: readonly LngLat[], [a, b]: readonly LngLat[]) =>
  ringSide(ring, ...a) >= 0 ||
  ringSide(ring, ...b) >= 0 ||
  ring.slice(1).some((corner, i) => meetEdges(ring[i], corner, a, b) !== null)
const toSteps = (line: readonly LngLat[]) => line.slice(1).map((position, i) => [line[i], position])

/** Own walking time of every centre in deciseconds by the kernels of every other answer; `Infinity` where the area may not count it. */
function ownTimes({ snapIndex, seeds, times, lattice }: WalkingScene, { areas, rivers }: Water) {
  const centers = listCells(lattice).map((cell) => latticeCenter(lattice, cell))
  const points = snapPoints(
    snapIndex,
    Float64Array.from(centers, ([lng]) => lng),
    Float64Array.from(centers, ([, lat]) => lat),
    { maximumMetres: AREA_ACCESS_METRES, speedMetresPerSecond: SPEED },
  )
  const isFrom = times.direction === 'from'
  const [origins, destinations] = isFrom ? [seeds, points] : [points, seeds]
  const table = computeTravelTimes(snapIndex.graph, snapIndex.network, origins, destinations, {
    cutoffDeciseconds: times.cutoffDeciseconds,
  })
  const best = centers.map(() => Infinity)
  for (let i = 0; i < table.originCount; i++) {
    for (let pair = table.originFirst[i]; pair < table.originFirst[i + 1]; pair++) {
      const cell = isFrom ? table.destination[pair] : i
      best[cell] = Math.min(best[cell], table.deciseconds[pair])
    }
  }
  const barriers = [...areas.flat(), ...rivers].flatMap(toSteps)
  const isDry = (cell: number): boolean => {
    if (points.status[cell] !== SNAP_STATUS.connected) return false
    const share = Math.max(0, 1 - 4 / points.accessMetres[cell])
    const [lng, lat] = centers[cell]
    if (points.accessMetres[cell] <= 4) return true
    const end: LngLat = [lng + share * (points.lng[cell] - lng), lat + share * (points.lat[cell] - lat)]
    return barriers.every(([a, b]) => meetEdges([lng, lat], end, a, b) === null)
  }
  const isWater = (cell: number): boolean =>
    areas.some((area) => polygonContains(area, ...centers[cell])) ||
    rivers.flatMap(toSteps).some((step) => touches(hexagon(lattice, cell, 1), step))
  return { best, points, isDry, isWater, centers }
}

describe('area within a walking time, on odd plans with water', () => {
  it('has a cell if and only if its own walk takes no longer, a reached street touches it, or it is in a hole that may be filled', () => {
    fc.assert(
      fc.property(scenes, (parameters) => {
        const scene = build(parameters)
        const { snapIndex, times, lattice, areas, seeds } = scene
        const { network, graph } = snapIndex
        const { best, points, isDry, isWater, centers } = ownTimes(scene, parameters.water)
        const barriers = [...parameters.water.areas.flat(), ...parameters.water.rivers].flatMap(toSteps)
        for (const { cutoffDeciseconds, outline } of areas) {
          const steps = listReachedStreets(network, graph, times, cutoffDeciseconds).flatMap(toSteps)
          for (let i = 0; i < seeds.count; i++) {
            if (seeds.status[i] !== SNAP_STATUS.connected) continue
            const [a, b]: LngLat[] = [
              [seeds.pointLng[i], seeds.pointLat[i]],
              [seeds.lng[i], seeds.lat[i]],
            ]
            // Who arrives in the last moment, or at the end of a one-way street, is on the street, but on no line of it.
            if (seeds.accessDeciseconds[i] <= cutoffDeciseconds) steps.push([b, b])
            const cut = (share: number): LngLat => [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
            const dry = cut(Math.max(0, 1 - 4 / seeds.accessMetres[i]))
            if (seeds.accessMetres[i] > 4 && barriers.some(([c, d]) => meetEdges(a, dry, c, d) !== null)) continue
            const access = seeds.accessDeciseconds[i]
            steps.push([a, access > cutoffDeciseconds ? cut(cutoffDeciseconds / access) : b])
          }
          const member = centers.map((center) => multiPolygonContains(outline, ...center))
          const expected = listCells(lattice).map((cell) => {
            if (!isWater(cell) && isDry(cell) && best[cell] <= cutoffDeciseconds) return true
            const isTouched = steps.some((step) => touches(hexagon(lattice, cell, 0.999), step))
            // A street that just grazes the cell: either answer is right.
            if (!isTouched && steps.some((step) => touches(hexagon(lattice, cell, 1.001), step))) return member[cell]
            return isTouched
          })
          for (const hole of listHoles(lattice, expected)) {
            if (hole.length > Math.floor(LARGEST_HOLE_SQUARE_METRES / ((144 * Math.sqrt(3)) / 2))) continue
            const deep = snapPoints(
              snapIndex,
              Float64Array.from(hole, (cell) => centers[cell][0]),
              Float64Array.from(hole, (cell) => centers[cell][1]),
              { maximumMetres: 250, speedMetresPerSecond: SPEED },
            )
            const mayFill = hole.every((cell, i) => {
              const hasStreet = [...network.edgeFrom.keys()].some((edge) => {
                const p = network.edgeFirstPoint[edge]
                const ends: LngLat[] = [
                  [network.pointLng[p], network.pointLat[p]],
                  [network.pointLng[p + 1], network.pointLat[p + 1]],
                ]
                return touches(hexagon(lattice, cell, 1), ends)
              })
              const isNear = points.status[cell] === SNAP_STATUS.connected
              const time = timeOnEdge(times, deep.edge[i], deep.edgeShare[i])
              const end: LngLat = [deep.lng[i], deep.lat[i]]
              const share = Math.max(0, 1 - 4 / deep.accessMetres[i])
              const [lng, lat] = centers[cell]
              const stop: LngLat = [lng + share * (end[0] - lng), lat + share * (end[1] - lat)]
              const dry = isNear ? isDry(cell) : barriers.every(([a, b]) => meetEdges([lng, lat], stop, a, b) === null)
              return !hasStreet && !isWater(cell) && dry && time <= cutoffDeciseconds
            })
            if (mayFill) for (const cell of hole) expected[cell] = true
          }
          expect(member).toEqual(expected)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('holds every reached stretch of street', () => {
    fc.assert(
      fc.property(scenes, (parameters) => {
        const { snapIndex, times, areas } = build(parameters)
        for (const { cutoffDeciseconds, outline } of areas) {
          const lines = listReachedStreets(snapIndex.network, snapIndex.graph, times, cutoffDeciseconds)
          for (const [a, b] of lines.flatMap(toSteps)) {
            for (let share = 0; share <= 1; share += 1 / 16) {
              const [x, y] = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
              // Positions of files are rounded to a centimetre, and so may lie just beyond the border.
              const near = [0, 2e-7, -2e-7].flatMap((dx) => [0, 2e-7, -2e-7].map((dy) => [x + dx, y + dy] as const))
              expect(near.some((place) => multiPolygonContains(outline, ...place))).toBe(true)
            }
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('of a shorter time lies within that of a longer one, to the last digit', () => {
    fc.assert(
      fc.property(scenes, (parameters) => {
        const { areas, lattice } = build(parameters)
        for (let i = 1; i < areas.length; i++) {
          const [inner, outer] = [toUnits(areas[i - 1].outline), toUnits(areas[i].outline)]
          for (const place of inner.flat(2)) expect(multiPolygonContains(outer, ...place)).toBe(true)
          // And no hole or bay of the longer one reaches into it.
          for (const ring of outer.flat()) {
            for (const [x, y] of ring) {
              const isDeep = inner.some((polygon) => polygon.every((r, n) => ringSide(r, x, y) === (n === 0 ? 1 : -1)))
              expect(isDeep).toBe(false)
            }
          }
          expect(areas[i].areaSquareMetres).toBeGreaterThanOrEqual(areas[i - 1].areaSquareMetres - 1e-6)
        }
        expect(lattice.spacingMetres).toBe(12)
      }),
      { numRuns: 150 },
    )
  })

  it('has rings that neither touch nor cross themselves or each other, in the directions of RFC 7946', () => {
    fc.assert(
      fc.property(scenes, (parameters) => {
        for (const { outline } of build(parameters).areas) {
          expect(listEdgeMeetings(toUnits(outline).flat())).toEqual([])
          for (const [outer, ...holes] of outline) {
            expect(signedRingArea(outer)).toBeGreaterThan(0)
            for (const hole of holes) {
              expect(signedRingArea(hole)).toBeLessThan(0)
              expect(ringSide(outer, ...hole[0])).toBe(1)
            }
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('loses nothing by a new street but places that lie nearest to it, and no street', () => {
    fc.assert(
      fc.property(scenes, (parameters) => {
        const { plan } = parameters
        if (plan.edges.length < 2) return
        const before = build({ ...parameters, plan: { ...plan, edges: plan.edges.slice(0, -1) } })
        const after = build(parameters)
        // Seeds that now start on the new street may start later.
        if (after.seeds.edge.some((edge, i) => edge !== before.seeds.edge[i])) return
        const { best, isDry, isWater, centers } = ownTimes(before, parameters.water)
        const nearest = snapPoints(
          after.snapIndex,
          Float64Array.from(centers, ([lng]) => lng),
          Float64Array.from(centers, ([, lat]) => lat),
          { maximumMetres: AREA_ACCESS_METRES, speedMetresPerSecond: SPEED },
        )
        before.areas.forEach(({ cutoffDeciseconds, outline }, i) => {
          centers.forEach((center, cell) => {
            const counted = !isWater(cell) && isDry(cell) && best[cell] <= cutoffDeciseconds
            if (!counted || nearest.edge[cell] === plan.edges.length - 1) return
            expect(multiPolygonContains(outline, ...center)).toBe(true)
            expect(multiPolygonContains(after.areas[i].outline, ...center)).toBe(true)
          })
          for (let edge = 0; edge < plan.edges.length - 1; edge++) {
            for (const share of [0, 0.3, 0.7, 1]) {
              const time = timeOnEdge(before.times, edge, share)
              expect(timeOnEdge(after.times, edge, share)).toBeLessThanOrEqual(time + 1e-6)
            }
          }
        })
      }),
      { numRuns: 60 },
    )
  })
})

/** Groups of cells outside that hang together and do not come to the rim of the window. */
function listHoles(lattice: HexLattice, inside: readonly boolean[]): number[][] {
  const seen = new Set<number>()
  const holes: number[][] = []
  for (const start of listCells(lattice)) {
    if (inside[start] || seen.has(start) || !isInner(lattice, start)) continue
    const group = [start]
    let isOpen = false
    seen.add(start)
    for (const cell of group) {
      for (let side = 0; side < 6; side++) {
        const other = neighbourCell(lattice, cell, side)
        if (!isInner(lattice, other)) isOpen = true
        else if (!inside[other] && !seen.has(other)) {
          seen.add(other)
          group.push(other)
        }
      }
    }
    if (!isOpen) holes.push(group)
  }
  return holes
}
