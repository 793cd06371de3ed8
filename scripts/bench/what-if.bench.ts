import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDemoRecipe } from '../../server/src/cli/demo-town.command.ts'
import type { Effect, Modification, WhatIfQuestion } from '../../server/src/contract/scenario.ts'
import { createDemoTown } from '../../server/src/demo-town/demo-town.writer.ts'
import { createRandom } from '../../server/src/demo-town/random.ts'
import type { Facility } from '../../server/src/facilities/facility.ts'
import { buildPolygonIndex, findArea } from '../../server/src/geo/polygon-index.ts'
import { cellToCenter, listCellsOver } from '../../server/src/grid/cells.ts'
import { readCatalogue } from '../../server/src/http/create-services.service.ts'
import { buildRegion } from '../../server/src/import/build-region.service.ts'
import { readManifest } from '../../server/src/regions/manifest.reader.ts'
import { applyScenario } from '../../server/src/scenario/apply-scenario.ts'
import { buildBaseline } from '../../server/src/scenario/baseline.ts'
import { computeClosureCheck } from '../../server/src/scenario/closure-check.ts'
import { createDragSession } from '../../server/src/scenario/drag-session.ts'
import { computeEffect } from '../../server/src/scenario/effect.ts'
import { createRemovalSession } from '../../server/src/scenario/removal-session.ts'
import { resolveScenario } from '../../server/src/scenario/resolve-scenario.ts'
import { computeSharedUse } from '../../server/src/scenario/shared-use.ts'
import { computeOutcome } from '../../server/src/scenario/times.ts'
import { createWhatIfEngine } from '../../server/src/scenario/what-if-engine.ts'
import type { WhatIfRegion } from '../../server/src/scenario/what-if-region.ts'
import { measure, type BenchContext, type BenchRow } from './bench.ts'

export const name = 'what-if'

const REGIONS = fileURLToPath(new URL('../../data/regions/', import.meta.url))
const FACILITIES = 1000
const MOVES = 400
/** Moves that are also answered by applying the scenario and computing everything anew. */
const SLOW_MOVES = 30
const KIND = 'pharmacy'

/**
 * What-if on Aachen, or on the demo town where the data is absent: 1,000 places of one kind beside streets chosen by a fixed sequence, all groups of the
 * region, the finest level of districts, 65 and older with their own profile. "Anew" resolves and applies the scenario and computes the whole effect.
 */
export async function run(context: BenchContext): Promise<BenchRow[]> {
  const region = loadRegion(context)
  const rows: BenchRow[] = []
  rows.push(...(await benchEffects(`${region.cells.cellCount} cells`, withManyPlaces(region))))
  rows.push(...(await benchEffects('100,000 cells', withManyPlaces(withManyCells(region)))))

  rows.push(await benchBridge(region))

  const state = buildBaseline(region, '65plus')
  const pharmacies = questionOf(region)
  const closures = () => computeClosureCheck(state, pharmacies)
  rows.push({
    name: `closure check of all ${closures().rows.length} pharmacies`,
    ...(await measure(15, closures)),
    checksum: sum(closures().rows.map((row) => row.losing)).toFixed(3),
  })
  const everyKind = () => region.kinds.map(({ id }) => computeClosureCheck(state, { ...pharmacies, categoryIds: [id] }))
  rows.push({
    name: `closure check of all ${region.kinds.length} kinds, one after the other`,
    ...(await measure(3, everyKind)),
    checksum: sum(everyKind().flatMap((check) => check.rows.map((row) => row.losing))).toFixed(3),
  })
  const meeting = { ...pharmacies, categoryIds: ['senior_meeting_place'] }
  const shared = () => computeSharedUse(state, meeting)
  rows.push({
    name: `shared use of ${shared().rows.length} places`,
    ...(await measure(5, shared)),
    checksum: sum(shared().rows.map((row) => row.gainedInOrder ?? 0)).toFixed(3),
  })
  return rows
}

/** A new bridge somewhere else each time: streets cut, graph built, everybody's times and the whole effect. */
async function benchBridge(region: WhatIfRegion): Promise<BenchRow> {
  const question = questionOf(region)
  const engine = createWhatIfEngine(region)
  const today = { profile: question.profile, modifications: [] }
  const spots = listSpots(region, 60, 'bridges')
  const answers: number[] = []
  let next = 0
  const bridge = () => {
    const [lng, lat] = spots[next++ % spots.length]
    const line = [[lng, lat], [lng + 0.003, lat + 0.002]] // prettier-ignore
    const modifications: Modification[] = [{ id: `b${next}`, kind: 'add-path', way: 'bridge', line }]
    const { effect } = engine.effect(today, { ...today, modifications }, question)
    answers.push(effect.total.after.served)
  }
  bridge()
  return {
    name: 'a new bridge, the whole region answered',
    ...(await measure(15, bridge)),
    checksum: sum(answers.slice(0, 15)).toFixed(3),
  }
}

async function benchEffects(size: string, region: WhatIfRegion): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const question = questionOf(region)
  const build = () => buildBaseline(region, question.profile)
  rows.push({ name: `${size}: baseline`, ...(await measure(3, build)), checksum: `${build().cells.cellCount} cells` })
  const state = build()
  const before = { state, outcome: computeOutcome(state, question) }
  const spots = listSpots(region, MOVES, 'moves')
  const anew = (modification: Modification): Effect => {
    const { state: after, problems } = applyScenario(state, resolveScenario(region, [modification]))
    return computeEffect(before, { state: after, outcome: computeOutcome(after, question) }, question, problems)
  }

  const adds = spots.slice(0, SLOW_MOVES).map(([lng, lat]) => addAt(lng, lat))
  const slow = timeEach(adds, anew)
  const session = createDragSession(state, question, { facilityIndex: null }, before)
  const add = ([lng, lat]: readonly [number, number]) => session.moveTo(lng, lat).effect
  rows.push(
    ...timed(`${size}: add a place, anew`, slow, checksum(adds.map(anew))),
    ...timed(`${size}: drag a new place`, timeEach(spots, add), checksum(spots.slice(0, SLOW_MOVES).map(add)), slow),
  )

  const [facility] = region.facilities
  const moves = spots.slice(0, SLOW_MOVES).map(([lng, lat]) => moveTo(facility.id, lng, lat))
  const slowMoves = timeEach(moves, anew)
  const moving = createDragSession(state, question, { facilityIndex: 0 }, before)
  const move = ([lng, lat]: readonly [number, number]) => moving.moveTo(lng, lat).effect
  rows.push(
    ...timed(`${size}: move a place, anew`, slowMoves, checksum(moves.map(anew))),
    ...timed(`${size}: drag a place`, timeEach(spots, move), checksum(spots.slice(0, SLOW_MOVES).map(move)), slowMoves),
  )

  const closes = region.facilities.slice(0, SLOW_MOVES).map(({ id }) => closeOf(id))
  const slowCloses = timeEach(closes, anew)
  const removals = createRemovalSession(state, question, before)
  const remove = (index: number) => removals.remove(index).effect
  const indexes = region.facilities.map((_, index) => index)
  rows.push(
    ...timed(`${size}: close a place, anew`, slowCloses, checksum(closes.map(anew))),
    ...timed(`${size}: close a place`, timeEach(indexes, remove), checksum(indexes.slice(0, SLOW_MOVES).map(remove)), slowCloses),
  ) // prettier-ignore
  const create = () => createDragSession(state, question, { facilityIndex: null }, before)
  rows.push({ name: `${size}: begin to drag`, ...(await measure(9, create)), checksum: '' })
  return rows
}

const addAt = (lng: number, lat: number): Modification => ({
  id: 'new',
  kind: 'add-facility',
  lng,
  lat,
  name: 'New',
  categoryIds: [KIND],
})
const moveTo = (facilityId: string, lng: number, lat: number): Modification => ({
  id: 'move',
  kind: 'move-facility',
  facilityId,
  lng,
  lat,
})
const closeOf = (facilityId: string): Modification => ({ id: 'close', kind: 'close-facility', facilityId })

function questionOf({ population, levels }: WhatIfRegion): WhatIfQuestion {
  const groupId = population.groupIds.includes('65plus') ? '65plus' : 'all'
  return { profile: '65plus', categoryIds: [KIND], mode: 'any', rank: 1, groupId, levelId: levels[0].id, minutes: 10 }
}

/** Milliseconds of each, ascending, after warming up. */
function timeEach<T>(inputs: readonly T[], work: (input: T) => unknown): number[] {
  for (const input of inputs.slice(0, 60)) work(input)
  const times = inputs.map((input) => {
    const start = performance.now()
    work(input)
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)
}

function timed(label: string, times: readonly number[], check: string, slower?: readonly number[]): BenchRow[] {
  const at = (list: readonly number[], share: number) =>
    list[Math.min(list.length - 1, Math.floor(list.length * share))]
  const ratio = slower === undefined ? {} : { ratio: at(slower, 0.5) / at(times, 0.5), ratioTo: 'anew' }
  return [
    { name: label, medianMilliseconds: at(times, 0.5), minMilliseconds: times[0], ...ratio, checksum: check },
    { name: `${label}: 95th percentile`, medianMilliseconds: at(times, 0.95), minMilliseconds: times[0], checksum: '' },
  ]
}

/** Depends on every figure of the effects. */
function checksum(effects: readonly Effect[]): string {
  const text = JSON.stringify(effects)
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Places a few metres beside points of streets. */
function listSpots({ network }: WhatIfRegion, count: number, seed: string): [number, number][] {
  const random = createRandom(seed)
  const at = (column: Float64Array, point: number) => Number((column[point] + 0.0001 * random.next()).toFixed(6))
  return Array.from({ length: count }, () => {
    const point = random.integer(network.pointLng.length)
    return [at(network.pointLng, point), at(network.pointLat, point)]
  })
}

function withManyPlaces(region: WhatIfRegion): WhatIfRegion {
  const facilities = listSpots(region, FACILITIES, 'places').map(
    ([lng, lat], i): Facility => ({
      id: `list/bench/${i}`, categoryIds: [KIND], name: `Place ${i}`, lng, lat, accessPoints: [[lng, lat]], capacity: null,
      provider: null, address: null, openingHours: null, wheelchair: null, website: null, source: 'list',
    }),
  ) // prettier-ignore
  return { ...region, facilities }
}

/** Hexagons of a seventh of the area, as many as wanted, each in one district, with people by chance. */
function withManyCells(region: WhatIfRegion): WhatIfRegion {
  const { west, south, east, north } = region.network.bounds
  const ring: [number, number][] = [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore
  const random = createRandom('cells')
  let resolution = 11
  let ids = listCellsOver([[ring]], resolution)
  while (ids.length < 100_000) ids = listCellsOver([[ring]], ++resolution)
  ids = random
    .shuffle([...ids])
    .slice(0, 100_000)
    .sort()
  const centres = ids.map(cellToCenter)
  const { groupIds } = region.population
  const people = groupIds.map(() => new Float64Array(ids.length))
  for (let cell = 0; cell < ids.length; cell++) {
    people.forEach((column, g) => (column[cell] = g === 0 ? 4 : random.integer(17) / 8))
  }
  return {
    ...region,
    cells: {
      resolution,
      cellCount: ids.length,
      cellIds: ids,
      originLng: Float64Array.from(centres, ([lng]) => lng),
      originLat: Float64Array.from(centres, ([, lat]) => lat),
    },
    population: {
      groupIds,
      partCount: ids.length,
      partCell: Uint32Array.from(ids.keys()),
      partDistrict: region.levels.map(({ districts }) => {
        const index = buildPolygonIndex(districts.map(({ geometry }) => geometry))
        return Uint32Array.from(centres, ([lng, lat]) => findArea(index, lng, lat))
      }),
      people,
    },
  }
}

function loadRegion({ dataFolder }: BenchContext): WhatIfRegion {
  const folder = mkdtempSync(path.join(tmpdir(), 'nahraum-bench-'))
  const isReal = dataFolder !== null && existsSync(path.join(dataFolder, 'aachen'))
  if (!isReal) {
    for (const [file, bytes] of Object.entries(createDemoTown(readDemoRecipe()).files)) {
      writeFileSync(path.join(folder, file), bytes)
    }
  }
  const catalogue = readCatalogue()
  const manifest = readManifest(path.join(REGIONS, isReal ? 'aachen.json' : 'demo.json'))
  const region = buildRegion(manifest, isReal ? path.join(dataFolder, 'aachen') : folder, catalogue)
  rmSync(folder, { recursive: true })
  const { network, cells, facilities, population, summary, districts } = region
  return {
    key: manifest.key,
    name: manifest.name,
    importId: region.id,
    network,
    cells,
    facilities,
    population,
    groups: summary.groups.map(({ id, label }) => ({ id, label })),
    levels: manifest.levels.map(({ id }, level) => ({ id, districts: districts[level] })),
    kinds: catalogue.categories.map(({ id, label, thresholdMinutes, weight, seniorUse }) => ({
      id,
      label,
      thresholdMinutes: thresholdMinutes.default,
      weight,
      seniorUse,
    })),
  }
}
