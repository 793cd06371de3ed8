import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import { computeEdgeCosts } from '../network/edge-costs.ts'
import { PROFILES } from '../network/profile.ts'
import { buildSnapIndex, snapPoints } from '../network/snap.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import type { EdgeCosts, StreetNetwork } from '../network/street-network.ts'
import { createGridCity, createRandom } from '../network/testing/grid-city.ts'
import { buildPlainGraph, plainTimes } from '../network/testing/plain-dijkstra.ts'
import { buildPlan, planToDegrees, type PlanEdge } from '../network/testing/street-plan.ts'
import { buildWalkGraph, type WalkGraph } from '../network/walk-graph.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { CELL_STATUS } from './cell-status.ts'
import { ComputationStopped } from './computation-stopped.ts'
import { computeNearest } from './compute-nearest.ts'
import { computeReachTable } from './compute-reach-table.ts'
import { NO_FACILITY, UNREACHED } from './nearest-table.ts'
import { createReachPool } from './reach-pool.service.ts'
import { computeTravelTimes } from './travel-times.ts'

const both = (from: number, to: number, cost: number): PlanEdge => ({ from, to, forward: cost, backward: cost })

function pointsAt(network: StreetNetwork, graph: WalkGraph, lng: number[], lat: number[]): SnappedPoints {
  const index = buildSnapIndex(network, graph)
  return snapPoints(index, Float64Array.from(lng), Float64Array.from(lat), {
    maximumMetres: 100,
    speedMetresPerSecond: 1,
  })
}

const inPlan = (network: StreetNetwork, graph: WalkGraph, places: readonly (readonly [number, number])[]) => {
  const degrees = places.map(([east, north]) => planToDegrees(east, north))
  return pointsAt(network, graph, degrees.map(({ lng }) => lng), degrees.map(({ lat }) => lat)) // prettier-ignore
}

describe('reach on a drawn street plan', () => {
  // 1 m/s everywhere. A flight of steps (×2) is the short way from the lower to the upper street.
  //
  //   3 ──────── 4 ──────── 5        north = 100
  //              ║ steps
  //   0 ──────── 1 ──────── 2        north = 0
  //   └ 6 (dead end, south)
  const plan = {
    nodes: [[0, 0], [100, 0], [200, 0], [0, 100], [100, 100], [200, 100], [0, -50]] as [number, number][], // prettier-ignore
    edges: [both(0, 1, 1000), both(1, 2, 1000), both(3, 4, 1000), both(4, 5, 1000), both(1, 4, 2000), both(0, 6, 500)],
  }
  const { network, costs } = buildPlan(plan)
  const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0 })
  // Homes: in the dead end, 7 m beside the lower street, on the upper street, far away, outside.
  const homes = inPlan(network, graph, [[0, -50], [150, 7], [30, 100], [900, 900], [9000, 0]]) // prettier-ignore
  // Facility 0 has two doors: the upper street's west end and its east end. Facility 1 stands on the lower street.
  const doors = inPlan(network, graph, [[200, 100], [20, 0], [0, 100]]) // prettier-ignore
  const facilityOfDoor = Uint32Array.of(0, 1, 0)

  it('gives the seconds that one gets by hand', () => {
    const { deciseconds, facility } = computeNearest(graph, homes, doors, facilityOfDoor, {
      k: 2,
      cutoffDeciseconds: 18_000,
    })
    // Dead end: 50 m to the corner, 20 m to facility 1; facility 0 over 100 m, the steps (200 s) and 100 m.
    // Beside the lower street: access 10 s; 130 m to facility 1; 50 m, steps, 100 m to either door of facility 0.
    // Upper street: 30 m to the west door; 70 m, steps, 80 m to facility 1.
    expect([...deciseconds]).toEqual([700, 1400, 300, UNREACHED, UNREACHED, 4500, 3600, 3500, UNREACHED, UNREACHED])
    expect([...facility]).toEqual([1, 1, 0, NO_FACILITY, NO_FACILITY, 0, 0, 1, NO_FACILITY, NO_FACILITY])
    expect([...homes.status]).toEqual([CELL_STATUS.connected, CELL_STATUS.connected, CELL_STATUS.connected, CELL_STATUS.noStreet, CELL_STATUS.outsideNetwork]) // prettier-ignore
  })

  it('counts a time of exactly the cutoff, and no more', () => {
    const within = (cutoffDeciseconds: number): number[] => [
      ...computeNearest(graph, homes, doors, facilityOfDoor, { k: 1, cutoffDeciseconds }).deciseconds.subarray(0, 3),
    ]
    expect(within(1400)).toEqual([700, 1400, 300])
    expect(within(1399)).toEqual([700, UNREACHED, 300])
    const pairs = (cutoffDeciseconds: number): number[] => [
      ...computeReachTable(graph, homes, doors, facilityOfDoor, 2, { cutoffDeciseconds }).deciseconds,
    ]
    expect(pairs(3600)).toEqual([3600, 300, 700, 1400, 3500])
    expect(pairs(3599)).toEqual([300, 700, 1400, 3500])
  })

  it('gives the metres of each pair, access legs included', () => {
    const table = computeTravelTimes(graph, network, homes, doors, { cutoffDeciseconds: 18_000 })
    expect([...table.originFirst]).toEqual([0, 3, 6, 9, 9, 9])
    expect([...table.deciseconds.subarray(0, 6)]).toEqual([4500, 700, 4500, 3600, 1400, 3600])
    expect([...table.metres.subarray(0, 6)].map((metres) => Math.round(metres))).toEqual([350, 70, 350, 257, 137, 257])
  })

  it('names facilities that no cell reaches with an empty row', () => {
    const table = computeReachTable(graph, homes, doors, Uint32Array.of(0, 3, 0), 5, { cutoffDeciseconds: 400 })
    expect([...table.facilityFirst]).toEqual([0, 1, 1, 1, 1, 1])
  })

  it('works without facilities, without origins and on an empty graph', () => {
    const none = inPlan(network, graph, [])
    const nobody = new Uint32Array(0)
    const options = { k: 1, cutoffDeciseconds: 100 }
    expect([...computeNearest(graph, homes, none, nobody, options).deciseconds]).toEqual(Array(5).fill(UNREACHED))
    expect(computeNearest(graph, none, doors, facilityOfDoor, options).deciseconds).toHaveLength(0)
    expect(computeReachTable(graph, none, doors, facilityOfDoor, 2, options).cell).toHaveLength(0)
    const empty = buildPlan({ nodes: [[0, 0]], edges: [] }) // prettier-ignore
    const emptyGraph = buildWalkGraph(empty.network, empty.costs, { minimumComponentNodes: 200 })
    const lost = inPlan(empty.network, emptyGraph, [[0, 0]]) // prettier-ignore
    expect([...computeNearest(emptyGraph, lost, lost, Uint32Array.of(0), options).deciseconds]).toEqual([UNREACHED])
    expect(computeReachTable(emptyGraph, lost, lost, Uint32Array.of(0), 1, options).cell).toHaveLength(0)
  })

  it('refuses cutoffs that 16 bits do not hold, and facilities that do not exist', () => {
    const nearest = (cutoffDeciseconds: number) => () =>
      computeNearest(graph, homes, doors, facilityOfDoor, { k: 1, cutoffDeciseconds })
    expect(nearest(65_534)).not.toThrow()
    expect(nearest(65_535)).toThrow('0 to 65534')
    const options = { cutoffDeciseconds: 100 }
    expect(() => computeReachTable(graph, homes, doors, Uint32Array.of(0, 9, 0), 2, options)).toThrow('facility 9 of 2')
    expect(() => computeReachTable(graph, homes, doors, Uint32Array.of(0), 2, options)).toThrow('3 destinations')
  })
})

/** Compares nearest and reach table with a plain search on the street network as it is; returns the pairs compared. */
function expectPlainTimes(
  network: StreetNetwork,
  costs: EdgeCosts,
  graph: WalkGraph,
  cells: SnappedPoints,
  doors: SnappedPoints,
  cutoff: number,
): number {
  // prettier-ignore
  const facilityOfDoor = Uint32Array.from({ length: doors.count }, (_, j) => j)
  const options = { cutoffDeciseconds: cutoff }
  const table = computeReachTable(graph, cells, doors, facilityOfDoor, doors.count, options)
  const nearest = computeNearest(graph, cells, doors, facilityOfDoor, { k: 1, ...options })
  const plain = buildPlainGraph(network, costs)
  const stored = (time: number): number => (time === Infinity ? UNREACHED : time)
  for (let f = 0; f < doors.count; f++) {
    const row = new Uint16Array(cells.count).fill(UNREACHED)
    for (let p = table.facilityFirst[f]; p < table.facilityFirst[f + 1]; p++) row[table.cell[p]] = table.deciseconds[p]
    expect(row).toEqual(Uint16Array.from(plainTimes(plain, cells, doors, [f], cutoff), stored))
  }
  const all = plainTimes(plain, cells, doors, [...facilityOfDoor], cutoff)
  expect(nearest.deciseconds).toEqual(Uint16Array.from(all, stored))
  return table.cell.length
}

describe('reach on a whole city', () => {
  it('equals a plain search on the street network, one-way streets and slopes included', () => {
    for (const oneWayShare of [0, 0.08]) {
      const { network, costs } = buildPlan(createGridCity({ size: 18, seed: 21, oneWayShare }))
      const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 5 })
      const random = createRandom(9)
      const some = (count: number) =>
        inPlan(
          network,
          graph,
          Array.from({ length: count }, () => [1400 * random(), 1400 * random()] as const),
        )
      expect(expectPlainTimes(network, costs, graph, some(300), some(20), 9000)).toBeGreaterThan(2000)
    }
  })

  const extract = new URL('../../../../shared/data/aachen/aachen-mini.osm.pbf', import.meta.url)
  describe.skipIf(!existsSync(extract))('of real streets (skipped where the sample data is absent)', () => {
    it('equals a plain search on the street network for every profile', () => {
      const network = buildStreetNetwork(readOsmPbf(readFileSync(extract)), { add: () => undefined })
      for (const profile of [PROFILES.standard, PROFILES.wheelchair]) {
        const costs = computeEdgeCosts(network, profile)
        const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 20 })
        const random = createRandom(4)
        const some = (count: number): SnappedPoints => {
          const near = Array.from({ length: count }, () => Math.floor(random() * network.pointLng.length))
          const beside = (column: Float64Array): number[] => near.map((p) => column[p] + 0.0004 * (random() - 0.5))
          return pointsAt(network, graph, beside(network.pointLng), beside(network.pointLat))
        }
        expect(expectPlainTimes(network, costs, graph, some(300), some(15), 12_000)).toBeGreaterThan(1000)
      }
    })
  })
})

describe('the pool of worker threads', () => {
  const { network, costs } = buildPlan(createGridCity({ size: 16, seed: 2, oneWayShare: 0.05 }))
  const graph = buildWalkGraph(network, costs, { minimumComponentNodes: 0, shared: true })
  const random = createRandom(6)
  const some = (count: number) =>
    inPlan(
      network,
      graph,
      Array.from({ length: count }, () => [1200 * random(), 1200 * random()] as const),
    )
  const cells = some(400)
  const doors = some(150)
  const facilityOfDoor = Uint32Array.from({ length: doors.count }, (_, j) => (j * 7) % 100)
  const options = { cutoffDeciseconds: 9000 }
  const expected = computeReachTable(graph, cells, doors, facilityOfDoor, 100, options)

  it('gives the identical table as one thread, again and again, and reports progress', async () => {
    const pool = createReachPool(2)
    try {
      const shares: number[] = []
      const onProgress = (share: number): void => void shares.push(share)
      const first = pool.computeReachTable(graph, cells, doors, facilityOfDoor, 100, { ...options, onProgress })
      const second = pool.computeReachTable(graph, cells, doors, facilityOfDoor, 100, options)
      expect(await first).toEqual(expected)
      expect(await second).toEqual(expected)
      expect(shares).toEqual([...shares].sort((x, y) => x - y))
      expect(shares.at(-1)).toBe(1)
      expect(
        (await pool.computeReachTable(graph, cells, doors, facilityOfDoor.fill(0), 1, options)).facilityCount,
      ).toBe(1)
    } finally {
      await pool.close()
    }
  })

  it('stops when told to, by signal or by question, and works again afterwards', async () => {
    const pool = createReachPool(2)
    try {
      const abort = new AbortController()
      const stopped = pool.computeReachTable(graph, cells, doors, facilityOfDoor, 100, {
        ...options,
        signal: abort.signal,
      })
      abort.abort()
      await expect(stopped).rejects.toBeInstanceOf(ComputationStopped)
      const asked = pool.computeReachTable(graph, cells, doors, facilityOfDoor, 100, {
        ...options,
        shouldStop: () => true,
      })
      await expect(asked).rejects.toBeInstanceOf(ComputationStopped)
      const table = await pool.computeReachTable(graph, cells, doors, facilityOfDoor, 100, options)
      expect(table).toEqual(computeReachTable(graph, cells, doors, facilityOfDoor, 100, options))
    } finally {
      await pool.close()
    }
  })

  it('reports what went wrong in a worker, and works again afterwards', async () => {
    const pool = createReachPool(2)
    try {
      const broken = { ...graph, core: { ...graph.core, arcFirst: null as unknown as Uint32Array, reverseArcs: null as unknown as Uint32Array } } // prettier-ignore
      await expect(pool.computeReachTable(broken, cells, doors, facilityOfDoor, 100, options)).rejects.toThrow()
      const table = await pool.computeReachTable(graph, cells, doors, facilityOfDoor, 100, options)
      expect(table).toEqual(computeReachTable(graph, cells, doors, facilityOfDoor, 100, options))
    } finally {
      await pool.close()
    }
  })

  it('asks one thread too whether to stop', () => {
    const stop = { ...options, shouldStop: () => true }
    expect(() => computeReachTable(graph, cells, doors, facilityOfDoor, 100, stop)).toThrow(ComputationStopped)
    expect(() => computeTravelTimes(graph, network, cells, doors, stop)).toThrow(ComputationStopped)
  })
})

describe('the statuses of points and cells', () => {
  it('are the same numbers', () => {
    expect(SNAP_STATUS).toEqual({ connected: CELL_STATUS.connected, outsideNetwork: CELL_STATUS.outsideNetwork, noStreet: CELL_STATUS.noStreet }) // prettier-ignore
  })
})
