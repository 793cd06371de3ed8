import type { Effect, Modification } from '../../server/src/contract/scenario.ts'
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
import {
  addAt,
  closeOf,
  listSpots,
  loadTown,
  moveTo,
  questionOf,
  toWhatIf,
  withManyCells,
  withManyPlaces,
} from './towns.ts'

export const name = 'what-if'

const MOVES = 400
/** Moves that are also answered by applying the scenario and computing everything anew. */
const SLOW_MOVES = 30

/**
 * What-if on Aachen, or on the demo town where the data is absent: 1,000 places of one kind beside streets chosen by a fixed sequence, all groups of the
 * region, the finest level of districts, 65 and older with their own profile. "Anew" resolves and applies the scenario and computes the whole effect.
 */
export async function run(context: BenchContext): Promise<BenchRow[]> {
  const town = loadTown(context)
  const region = toWhatIf(town)
  const rows: BenchRow[] = []
  rows.push(...(await benchEffects(`${region.cells.cellCount} cells`, toWhatIf(withManyPlaces(town)))))
  rows.push(...(await benchEffects('100,000 cells', toWhatIf(withManyPlaces(withManyCells(town, 100_000))))))

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

export function timed(label: string, times: readonly number[], check: string, slower?: readonly number[]): BenchRow[] {
  const at = (list: readonly number[], share: number) =>
    list[Math.min(list.length - 1, Math.floor(list.length * share))]
  const ratio = slower === undefined ? {} : { ratio: at(slower, 0.5) / at(times, 0.5), ratioTo: 'anew' }
  return [
    { name: label, medianMilliseconds: at(times, 0.5), minMilliseconds: times[0], ...ratio, checksum: check },
    { name: `${label}: 95th percentile`, medianMilliseconds: at(times, 0.95), minMilliseconds: times[0], checksum: '' },
  ]
}

/** Depends on every figure of the effects. */
export function checksum(effects: readonly Effect[]): string {
  const text = JSON.stringify(effects)
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
