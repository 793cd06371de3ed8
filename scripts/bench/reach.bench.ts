import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cellToCenter, listCellsOver } from '../../server/src/grid/cells.ts'
import { buildStreetNetwork } from '../../server/src/network/build-street-network.ts'
import { computeEdgeCosts } from '../../server/src/network/edge-costs.ts'
import { PROFILES } from '../../server/src/network/profile.ts'
import { findRoute } from '../../server/src/network/route.ts'
import { createSearch } from '../../server/src/network/search.ts'
import { buildSnapIndex, snapPoints } from '../../server/src/network/snap.ts'
import type { SnappedPoints } from '../../server/src/network/snap-place.ts'
import type { EdgeCosts, StreetNetwork } from '../../server/src/network/street-network.ts'
import { createGridCity, createRandom } from '../../server/src/network/testing/grid-city.ts'
import { buildPlainGraph, plainTimes } from '../../server/src/network/testing/plain-dijkstra.ts'
import { buildPlan } from '../../server/src/network/testing/street-plan.ts'
import { buildWalkGraph, type WalkGraph } from '../../server/src/network/walk-graph.ts'
import { readOsmPbf } from '../../server/src/osm/osm-pbf.reader.ts'
import { computeNearest } from '../../server/src/reach/compute-nearest.ts'
import { computeReachTable } from '../../server/src/reach/compute-reach-table.ts'
import { UNREACHED } from '../../server/src/reach/nearest-table.ts'
import { createReachPool } from '../../server/src/reach/reach-pool.service.ts'
import { measure, type BenchContext, type BenchRow } from './bench.ts'

export const name = 'reach'

const FACILITIES = 1000
const NEAREST_FACILITIES = 100
const CUTOFF = 18_000
const CLOCK = { speedMetresPerSecond: PROFILES.standard.speedMetresPerSecond }

/**
 * The kernels on the streets of inner Aachen, or of a made-up city where the data is absent: all hexagons of resolution 10, 1,000 facilities
 * beside streets chosen by a fixed sequence, adults, 30 minutes. "Plain" is Dijkstra's algorithm with a binary heap on the street network as it is.
 */
export async function run(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const { network, costs } = loadStreets(context)
  const build = (): WalkGraph => buildWalkGraph(network, costs, { minimumComponentNodes: 200, shared: true })
  const graph = build()
  rows.push({
    name: 'build the walking graph of one profile',
    ...(await measure(7, build)),
    checksum: `${graph.nodeCount} nodes, core ${graph.core.nodeCount}`,
  })
  const index = buildSnapIndex(network, graph)
  const centres = listCellsOver([[ringAround(network)]], 10).map(cellToCenter)
  const snapCells = (): SnappedPoints =>
    snapPoints(
      index,
      Float64Array.from(centres, ([lng]) => lng),
      Float64Array.from(centres, ([, lat]) => lat),
      { maximumMetres: 250, ...CLOCK },
    )
  const cells = snapCells()
  rows.push({
    name: 'snap all cells',
    ...(await measure(7, snapCells)),
    checksum: `${cells.count} cells, ${sum(cells.accessDeciseconds)}`,
  })
  const places = scatter(network, FACILITIES)
  const doors = snapPoints(index, places.lng, places.lat, { maximumMetres: 100, ...CLOCK })
  const owner = Uint32Array.from({ length: FACILITIES }, (_, f) => f)

  const plain = buildPlainGraph(network, costs)
  const some = Array.from({ length: NEAREST_FACILITIES }, (_, f) => f)
  const plainName = 'nearest of 100 facilities for every cell, plain'
  const plainNearest = (): Float64Array => plainTimes(plain, cells, doors, some, CUTOFF)
  await warm(9, plainNearest)
  const plainRow = await measure(15, plainNearest)
  rows.push({ name: plainName, ...plainRow, checksum: checksum(plainNearest().map(stored)) })
  const fewDoors = snapPoints(index, places.lng.slice(0, NEAREST_FACILITIES), places.lat.slice(0, NEAREST_FACILITIES), {
    maximumMetres: 100,
    ...CLOCK,
  })
  for (const k of [1, 2, 3]) {
    const nearest = () =>
      computeNearest(graph, cells, fewDoors, owner.slice(0, NEAREST_FACILITIES), { k, cutoffDeciseconds: CUTOFF })
    await warm(30, nearest)
    const time = await measure(101, nearest)
    const ratio = k === 1 ? { ratio: plainRow.medianMilliseconds / time.medianMilliseconds, ratioTo: 'plain' } : {}
    rows.push({
      name: k === 1 ? 'nearest of 100 facilities for every cell' : `the ${k} nearest of 100 facilities for every cell`,
      ...time,
      ...ratio,
      checksum: checksum(nearest().deciseconds),
    })
  }

  const plainCount = 40
  const plainReach = (): Float64Array[] =>
    Array.from({ length: plainCount }, (_, f) => plainTimes(plain, cells, doors, [f], CUTOFF))
  const plainReachTime = await measure(5, plainReach)
  const expected = plainReach().flatMap((times) => [...times.filter((time) => time !== Infinity)])
  rows.push({ name: `reach table of ${plainCount} facilities, plain`, ...plainReachTime, checksum: checksum(expected) })
  const options = { cutoffDeciseconds: CUTOFF }
  const one = () => computeReachTable(graph, cells, doors, owner, FACILITIES, options)
  await warm(5, one)
  const table = one()
  const oneTime = await measure(15, one)
  const plainPart = table.deciseconds.subarray(0, table.facilityFirst[plainCount])
  if (checksum(plainPart) !== checksum(expected)) throw new Error('the reach table differs from the plain search')
  rows.push({
    name: 'reach table of 1,000 facilities, one thread',
    ...oneTime,
    ratio: (plainReachTime.medianMilliseconds * FACILITIES) / plainCount / oneTime.medianMilliseconds,
    ratioTo: 'plain, per facility',
    checksum: `${table.cell.length} pairs, ${checksum(table.deciseconds)}`,
  })
  const pool = createReachPool(2)
  const two = () => pool.computeReachTable(graph, cells, doors, owner, FACILITIES, options)
  for (let i = 0; i < 8; i++) await two()
  const twoTime = await measure(15, two)
  const pooled = await two()
  await pool.close()
  rows.push({
    name: 'reach table of 1,000 facilities, two threads',
    ...twoTime,
    ratio: oneTime.medianMilliseconds / twoTime.medianMilliseconds,
    ratioTo: 'one thread',
    checksum: `${pooled.cell.length} pairs, ${checksum(pooled.deciseconds)}`,
  })

  const search = createSearch(graph, 'reverse')
  let turn = 0
  let reached = 0
  const isochrone = (): void => {
    const f = turn++ % FACILITIES
    if (doors.status[f] !== 0) return
    search.addSeed(graph.chainNodeA[doors.chain[f]], doors.fromA[f] + doors.accessDeciseconds[f])
    search.addSeed(graph.chainNodeB[doors.chain[f]], doors.fromB[f] + doors.accessDeciseconds[f])
    reached += search.run(CUTOFF)
  }
  const isochroneTime = await measure(999, isochrone)
  rows.push({ name: 'one isochrone search, 30 minutes', ...isochroneTime, checksum: `${reached} nodes in ${turn}` })
  const [from, to] = [firstConnected(cells, 0), firstConnected(cells, cells.count >> 1)]
  const route = () => findRoute(graph, network, cells, from, cells, to)
  await warm(20, route)
  rows.push({ name: 'one route with geometry', ...(await measure(51, route)), checksum: `${route()?.deciseconds} ds` })
  return rows
}

function loadStreets({ dataFolder }: BenchContext): { network: StreetNetwork; costs: EdgeCosts } {
  const file = dataFolder === null ? '' : join(dataFolder, 'aachen', 'aachen-2021-08-01.osm.pbf')
  if (!existsSync(file)) return buildPlan(createGridCity({ size: 110, seed: 1, oneWayShare: 0 }))
  const network = buildStreetNetwork(readOsmPbf(readFileSync(file)), { add: () => undefined })
  return { network, costs: computeEdgeCosts(network, PROFILES.standard) }
}

function ringAround({ bounds: { west, south, east, north } }: StreetNetwork): [number, number][] {
  return [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore
}

/** Places a few metres beside points of streets. */
function scatter(network: StreetNetwork, count: number): { lng: Float64Array; lat: Float64Array } {
  const random = createRandom(20_251)
  const near = Array.from({ length: count }, () => Math.floor(random() * network.pointLng.length))
  return {
    lng: Float64Array.from(near, (p) => network.pointLng[p] + 0.0001 * random()),
    lat: Float64Array.from(near, (p) => network.pointLat[p] + 0.0001 * random()),
  }
}

async function warm(times: number, work: () => unknown): Promise<void> {
  for (let i = 0; i < times; i++) await work()
}

function firstConnected(points: SnappedPoints, from: number): number {
  return points.status.indexOf(0, from)
}

function stored(time: number): number {
  return time === Infinity ? UNREACHED : time
}

function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]
  return total
}

/** Depends on every value and its place. */
function checksum(values: ArrayLike<number>): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < values.length; i++) hash = Math.imul(hash ^ values[i], 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
