import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { boundsOf } from '../../server/src/geo/bounds.ts'
import { cellToCenter, listCellsOver } from '../../server/src/grid/cells.ts'
import { buildStreetNetwork } from '../../server/src/network/build-street-network.ts'
import { computeEdgeCosts } from '../../server/src/network/edge-costs.ts'
import { PROFILES } from '../../server/src/network/profile.ts'
import { findRoute } from '../../server/src/network/route.ts'
import { createSearch } from '../../server/src/network/search.ts'
import { buildSnapIndex, snapPoints } from '../../server/src/network/snap.ts'
import type { SnappedPoints } from '../../server/src/network/snap-place.ts'
import { FORBIDDEN, type EdgeCosts, type StreetNetwork } from '../../server/src/network/street-network.ts'
import { buildWalkGraph, type WalkGraph } from '../../server/src/network/walk-graph.ts'
import { readOsmPbf } from '../../server/src/osm/osm-pbf.reader.ts'
import { computeNearest } from '../../server/src/reach/compute-nearest.ts'
import { computeReachTable } from '../../server/src/reach/compute-reach-table.ts'
import { UNREACHED, type ReachTable } from '../../server/src/reach/nearest-table.ts'
import { createReachPool } from '../../server/src/reach/reach-pool.service.ts'
import { createGridCity } from './grid-city.ts'

export const name = 'reach'

export interface BenchContext {
  /** Folder of the sample data, or null where it is absent. */
  readonly dataFolder: string | null
}

export interface BenchRow {
  readonly name: string
  readonly medianMilliseconds: number
  readonly minMilliseconds: number
  /** This row's median against another's: how many times faster this one is. */
  readonly ratio?: number
  readonly ratioTo?: string
  /** Equal for all ways of computing the same. */
  readonly checksum: string
}

const FACILITIES = 1000
const NEAREST_FACILITIES = 100
const CUTOFF = 18_000

/** Kernels on the streets of inner Aachen, or of a made-up grid city where the data is absent; 65+ profile, 30 minutes. */
export async function run(context: BenchContext): Promise<BenchRow[]> {
  const file = context.dataFolder === null ? null : join(context.dataFolder, 'aachen', 'aachen-2021-08-01.osm.pbf')
  const network = file !== null && existsSync(file) ? readNetwork(file) : createGridCity(120)
  const profile = PROFILES['65plus']
  const costs = computeEdgeCosts(network, profile)
  const rows: BenchRow[] = []
  const add = (row: BenchRow): BenchRow => {
    rows.push(row)
    return row
  }

  const build = (): WalkGraph => buildWalkGraph(network, costs, { minimumComponentNodes: 200, shared: true })
  add(measure('contract the graph', 5, build, (graph) => `${graph.nodeCount} nodes, ${graph.arcs.length / 2} arcs`))
  const graph = build()
  const index = buildSnapIndex(network, graph)
  const speed = { speedMetresPerSecond: profile.speedMetresPerSecond }
  const centres = listCellsOver([[cornersOf(network)]], 10).map(cellToCenter)
  const cellLng = Float64Array.from(centres, ([lng]) => lng)
  const cellLat = Float64Array.from(centres, ([, lat]) => lat)
  const snap = (): SnappedPoints => snapPoints(index, cellLng, cellLat, { maximumMetres: 250, ...speed })
  add(measure('snap all cells', 5, snap, (points) => `${points.count} cells, ${sum(points.accessDeciseconds)} ds`))
  const cells = snap()
  const facilities = scatterFacilities(network, FACILITIES)
  const destinations = snapPoints(index, facilities.lng, facilities.lat, { maximumMetres: 100, ...speed })
  const owner = Uint32Array.from({ length: FACILITIES }, (_, f) => f)
  const few = snapPoints(
    index,
    facilities.lng.slice(0, NEAREST_FACILITIES),
    facilities.lat.slice(0, NEAREST_FACILITIES),
    { maximumMetres: 100, ...speed },
  )
  const fewOwner = owner.slice(0, NEAREST_FACILITIES)

  const plain = buildPlainGraph(network, costs, graph)
  const plainName = 'nearest of 100 facilities, binary heap, all street nodes'
  const plainRow = add(measure(plainName, 7, () => plainNearest(plain, graph, few, CUTOFF), sumOfLabels))
  const nearest = add(
    measure(
      'nearest of 100 facilities for every cell, k = 1',
      101,
      () => computeNearest(graph, cells, few, fewOwner, { k: 1, cutoffDeciseconds: CUTOFF }),
      (table) => `${sum(table.deciseconds)}`,
    ),
  )
  rows[rows.length - 1] = {
    ...nearest,
    ratio: plainRow.medianMilliseconds / nearest.medianMilliseconds,
    ratioTo: plainName,
  }
  add(
    measure(
      'nearest of 100 facilities for every cell, k = 3',
      51,
      () => computeNearest(graph, cells, few, fewOwner, { k: 3, cutoffDeciseconds: CUTOFF }),
      (table) => `${sum(table.deciseconds)}`,
    ),
  )

  const options = { cutoffDeciseconds: CUTOFF }
  const one = measure(
    'reach table of 1,000 facilities, one thread',
    7,
    () => computeReachTable(graph, cells, destinations, owner, FACILITIES, options),
    checksumOf,
  )
  add(one)
  const pool = createReachPool(2)
  const viaPool = (): Promise<ReachTable> =>
    pool.computeReachTable(graph, cells, destinations, owner, FACILITIES, options)
  for (let i = 0; i < 3; i++) await viaPool()
  const times: number[] = []
  let table = await viaPool()
  for (let i = 0; i < 7; i++) {
    const start = performance.now()
    table = await viaPool()
    times.push(performance.now() - start)
  }
  await pool.close()
  const two = summarise('reach table of 1,000 facilities, two threads', times, checksumOf(table))
  add({ ...two, ratio: one.medianMilliseconds / two.medianMilliseconds, ratioTo: one.name })

  const heapSample = 50
  const heapName = `reach of ${heapSample} facilities, binary heap, all street nodes`
  const dialName = `reach of ${heapSample} facilities`
  const heap = add(
    measure(
      heapName,
      3,
      () => plainSearches(plain, graph, destinations, heapSample, CUTOFF),
      (labels) => `${labels}`,
    ),
  )
  const search = createSearch(graph, 'reverse')
  const dial = measure(
    dialName,
    11,
    () => dialSearches(search, graph, destinations, heapSample),
    (labels) => `${labels}`,
  )
  add({ ...dial, ratio: heap.medianMilliseconds / dial.medianMilliseconds, ratioTo: heapName })

  let turn = 0
  add(
    measure(
      'one isochrone search, 30 minutes',
      301,
      () => dialSearches(search, graph, destinations, 1, turn++ % FACILITIES),
      () => '',
    ),
  )
  add(
    measure(
      'one route across the city',
      51,
      () => findRoute(graph, network, cells, firstConnected(cells), destinations, 7),
      (route) => `${route?.deciseconds} ds`,
    ),
  )
  return rows
}

function measure<T>(name: string, rounds: number, work: () => T, checksum: (result: T) => string): BenchRow {
  let result = work()
  for (let i = 0; i < Math.min(rounds, 20); i++) result = work()
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const start = performance.now()
    result = work()
    times.push(performance.now() - start)
  }
  return summarise(name, times, checksum(result))
}

function summarise(name: string, times: number[], checksum: string): BenchRow {
  times.sort((a, b) => a - b)
  return { name, medianMilliseconds: times[times.length >>> 1], minMilliseconds: times[0], checksum }
}

function readNetwork(file: string): StreetNetwork {
  return buildStreetNetwork(readOsmPbf(readFileSync(file)), { add: () => undefined })
}

function cornersOf({ bounds, nodeLng, nodeLat }: StreetNetwork): [number, number][] {
  const { west, south, east, north } = bounds ?? boundsOf(Array.from(nodeLng, (lng, n) => [lng, nodeLat[n]]))
  return [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore
}

/** Places 5 to 20 m beside streets chosen by a fixed linear congruence. */
function scatterFacilities(network: StreetNetwork, count: number): { lng: Float64Array; lat: Float64Array } {
  let state = 20_251
  const next = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const lng = new Float64Array(count)
  const lat = new Float64Array(count)
  for (let f = 0; f < count; f++) {
    const point = next(network.pointLng.length)
    lng[f] = network.pointLng[point] + 0.00005 + next(100) * 1e-6
    lat[f] = network.pointLat[point] + 0.00005 + next(100) * 1e-6
  }
  return { lng, lat }
}

interface PlainGraph {
  readonly first: Uint32Array
  readonly head: Uint32Array
  readonly weight: Uint32Array
}

/** Every street node as it is, against the direction of walking: what the contraction is measured against. */
function buildPlainGraph(network: StreetNetwork, costs: EdgeCosts, graph: WalkGraph): PlainGraph {
  const arcs: [tail: number, head: number, weight: number][] = []
  for (let e = 0; e < network.edgeCount; e++) {
    if (graph.edgeChain[e] === 0xffffffff) continue
    if (costs.forwardDeciseconds[e] !== FORBIDDEN)
      arcs.push([network.edgeTo[e], network.edgeFrom[e], costs.forwardDeciseconds[e]])
    if (costs.backwardDeciseconds[e] !== FORBIDDEN)
      arcs.push([network.edgeFrom[e], network.edgeTo[e], costs.backwardDeciseconds[e]])
  }
  arcs.sort((a, b) => a[0] - b[0])
  const first = new Uint32Array(network.nodeCount + 1)
  for (const [tail] of arcs) first[tail + 1]++
  for (let n = 0; n < network.nodeCount; n++) first[n + 1] += first[n]
  return { first, head: Uint32Array.from(arcs, (arc) => arc[1]), weight: Uint32Array.from(arcs, (arc) => arc[2]) }
}
