import { afterEach, expect, test, vi } from 'vitest'
import { encodeColumns } from '../../../../server/src/columns/columns.ts'
import { encodeRegionPack } from '../../../../server/src/scenario/region-pack.ts'
import { createGridTown } from '../../../../server/src/scenario/testing/grid-town.ts'
import type { Modification, WhatIfQuestion } from '../api/contract.ts'
import { createEffect } from '../testing/plan-fixtures.ts'
import { AnswerQueue } from './answer-queue.ts'
import { openRegionPack } from './kernels.ts'
import type { PlanAnswer, PlanSides } from './plan-engine.ts'
import type { FromWorker, ToWorker } from './plan-messages.ts'
import { createWorkerEngine, EngineFailure, QuestionRefused, type WorkerEngineOptions } from './worker-engine.ts'

const town = createGridTown(5)
const set = encodeRegionPack(town.region)
const pack = encodeColumns(set)
const question: WhatIfQuestion = {
  profile: 'standard', categoryIds: ['shop', 'meet'], mode: 'any', rank: 1, groupId: '65plus', levelId: 'half', minutes: 6,
} // prettier-ignore
const [lng, lat] = town.position(2, 3)
const added: Modification = { id: 'a', kind: 'add-facility', lng, lat, name: 'Neu', categoryIds: ['meet'] }
const nothing: PlanSides = { after: { modifications: [] } }
const never = new AbortController().signal
const settle = () => new Promise((resolve) => setTimeout(resolve))

/** A worker that does what the test says. */
class FakeWorker {
  onmessage: ((event: { data: FromWorker }) => void) | null = null
  onerror: ((event: { message: string }) => void) | null = null
  onmessageerror: (() => void) | null = null
  readonly sent: ToWorker[] = []
  isTerminated = false
  postMessage(message: ToWorker): void {
    this.sent.push(message)
  }
  terminate(): void {
    this.isTerminated = true
  }
  say(data: FromWorker): void {
    this.onmessage?.({ data })
  }
  get asked(): number[] {
    return this.sent.flatMap((message) => (message.kind === 'ask' ? [message.question.minutes] : []))
  }
}
function createFake(options: WorkerEngineOptions = {}) {
  const worker = new FakeWorker()
  const onFailure = vi.fn()
  const engine = createWorkerEngine('town', 'i', {
    onFailure,
    createWorker: () => worker as unknown as Worker,
    ...options,
  })
  return { worker, engine, onFailure }
}
const answerNamed = (name: number): PlanAnswer => ({
  effect: createEffect([], { question: { ...question, minutes: name } }),
  before: new Uint16Array(0),
  after: new Uint16Array(0),
  addedCellIds: [],
})
const nameOf = ({ effect }: PlanAnswer) => effect.question.minutes
const at = (minutes: number) => ({ ...question, minutes })

/** The worker of the product, given these bytes whatever it asks the server for. */
function createReal(
  bytes: Uint8Array<ArrayBuffer>,
  {
    type = 'application/vnd.nahraum.region-pack',
    importId = town.region.importId,
    url,
  }: { type?: string; importId?: string; url?: string } = {},
) {
  const onProgress = vi.fn()
  const engine = createWorkerEngine('town', importId, {
    onProgress,
    createWorker() {
      const worker = new Worker(new URL('./plan.worker.ts', import.meta.url), { type: 'module' })
      const post = worker.postMessage.bind(worker) as (message: ToWorker) => void
      worker.postMessage = (message: ToWorker) =>
        post(
          message.kind === 'open'
            ? { ...message, url: url ?? URL.createObjectURL(new Blob([bytes], { type })) }
            : message,
        )
      return worker
    },
  })
  engines.push(engine)
  return { engine, onProgress }
}
const engines: { destroy(): void }[] = []
afterEach(() => {
  for (const engine of engines.splice(0)) engine.destroy()
  vi.useRealTimers()
})

test('the worker gives the bytes that the kernels give here, and today’s where nothing is changed', async () => {
  const { engine, onProgress } = createReal(pack)
  const local = openRegionPack(pack)
  const lists: readonly (readonly Modification[])[] = [
    [],
    [added],
    [{ ...added, lng: lng + 0.001 }],
    [{ ...added, lng: lng + 0.002 }],
    [added, { id: 'c', kind: 'close-facility', facilityId: town.region.facilities[0].id }],
    [{ ...added, lat: 0 }],
    [],
  ]
  const answers: PlanAnswer[] = []
  for (const modifications of lists) {
    const answer = await engine.ask(question, { after: { modifications } }, never)
    expect(answer).toEqual(local.answer(question, { after: { modifications } }))
    answers.push(answer)
  }
  expect(answers[0].after).toEqual(answers[0].before)
  expect(answers[1].after).not.toEqual(answers[1].before)
  expect(answers[5].effect.problems).toMatchObject([{ modificationId: 'a', code: 'outside-region' }])
  expect(answers[6]).toEqual(answers[0])
  const slower = await engine.ask(
    question,
    { before: { modifications: [added] }, after: { profile: 'rollator', modifications: [] } },
    never,
  )
  expect(slower.before).toEqual(answers[1].after)
  expect(slower.effect.total.slower).toBeGreaterThan(0)
  expect(onProgress).toHaveBeenLastCalledWith(expect.objectContaining({ loadedBytes: pack.length }))
})

test('a question that the kernels do not take is refused, the next one is answered', async () => {
  const { engine } = createReal(pack)
  const refused = engine.ask({ ...question, levelId: 'moon' }, nothing, never)
  await expect(refused).rejects.toBeInstanceOf(QuestionRefused)
  expect((await engine.ask(question, nothing, never)).before.length).toBe(town.region.cells.cellCount)
})

test.for([
  ['damaged', () => createReal(pack.slice(0, 5000))],
  ['damaged', () => createReal(new Uint8Array(0))],
  ['other-format', () => createReal(encodeColumns({ ...set, meta: { ...set.meta, format: 2 } }))],
  ['outdated', () => createReal(pack, { importId: 'another' })],
  ['no-pack', () => createReal(pack, { type: 'text/html' })],
  ['no-pack', () => createReal(pack, { url: new URL('/nowhere/pack.json?404', location.href).href })],
  ['no-pack', () => createReal(pack, { url: 'http://127.0.0.1:1/' })],
] as const)('what cannot be opened is told: %s', async ([fault, create]) => {
  const { engine } = create()
  const asked = engine.ask(question, nothing, never)
  await expect(engine.ready).rejects.toMatchObject({ name: 'EngineFailure', fault })
  await expect(asked).rejects.toMatchObject({ fault })
  await expect(engine.ask(question, nothing, never)).rejects.toMatchObject({ fault })
})

test('one question is in the worker at a time; those given up while they wait never get there', async () => {
  const { worker, engine } = createFake()
  const second = new AbortController()
  const answers = [
    engine.ask(at(1), nothing, never),
    engine.ask(at(2), nothing, second.signal),
    engine.ask(at(3), nothing, never),
  ]
  expect(worker.sent).toMatchObject([
    { kind: 'open', importId: 'i', url: expect.stringMatching(/^http.*\/regions\/town\/what-if\/pack\?import=i$/) },
  ])
  worker.say({ kind: 'ready' })
  await engine.ready
  expect(worker.asked).toEqual([1])
  second.abort()
  await expect(answers[1]).rejects.toMatchObject({ name: 'AbortError' })
  worker.say({ kind: 'answer', id: 1, answer: answerNamed(1) })
  expect(worker.asked).toEqual([1, 3])
  worker.say({ kind: 'answer', id: 2, answer: answerNamed(3) })
  expect(nameOf(await answers[0])).toBe(1)
  expect(nameOf(await answers[2])).toBe(3)
  await expect(engine.ask(at(4), nothing, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  expect(worker.asked).toEqual([1, 3])
})

test('the answer to a question that was given up is dropped, and the next one keeps its own', async () => {
  const { worker, engine } = createFake()
  worker.say({ kind: 'ready' })
  const first = new AbortController()
  const [given, kept] = [engine.ask(at(1), nothing, first.signal), engine.ask(at(2), nothing, never)]
  first.abort()
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  worker.say({ kind: 'answer', id: 1, answer: answerNamed(1) })
  worker.say({ kind: 'answer', id: 1, answer: answerNamed(99) })
  worker.say({ kind: 'answer', id: 2, answer: answerNamed(2) })
  expect(nameOf(await kept)).toBe(2)
})

test('behind a queue the newest question wins: stale ones never reach the worker', async () => {
  const { worker, engine } = createFake()
  worker.say({ kind: 'ready' })
  const seen: number[] = []
  const queue = new AnswerQueue<number, PlanAnswer>(
    (minutes, signal) => engine.ask(at(minutes), nothing, signal),
    (answer) => seen.push(nameOf(answer)),
    (error) => expect.fail(String(error)),
  )
  for (const minutes of [1, 2, 3, 4, 5]) queue.push(minutes)
  worker.say({ kind: 'answer', id: 1, answer: answerNamed(1) })
  await settle()
  worker.say({ kind: 'answer', id: 2, answer: answerNamed(5) })
  await settle()
  expect(worker.asked).toEqual([1, 5])
  expect(seen).toEqual([1, 5])
})

test('a failure reaches everybody who waits, once, and ends the worker', async () => {
  const { worker, engine, onFailure } = createFake()
  worker.say({ kind: 'ready' })
  const asked = [1, 2, 3].map((minutes) => engine.ask(at(minutes), nothing, never))
  const all = Promise.allSettled(asked)
  worker.say({ kind: 'failed', fault: 'memory', detail: 'Array buffer allocation failed' })
  worker.onerror?.({ message: 'and then' })
  for (const { status, reason } of (await all) as PromiseRejectedResult[])
    expect([status, reason.fault, reason.message]).toEqual(['rejected', 'memory', 'Array buffer allocation failed'])
  expect(worker.isTerminated).toBe(true)
  expect(onFailure).toHaveBeenCalledOnce()
  expect(onFailure.mock.lastCall?.[0]).toBeInstanceOf(EngineFailure)
})

test('a worker that does not start is told apart from one that crashes', async () => {
  const early = createFake()
  early.worker.onerror?.({ message: '' })
  await expect(early.engine.ready).rejects.toMatchObject({ fault: 'no-worker', message: 'the worker did not start' })
  const late = createFake()
  late.worker.say({ kind: 'ready' })
  late.worker.onerror?.({ message: 'boom' })
  expect(late.onFailure.mock.lastCall?.[0]).toMatchObject({ fault: 'crashed', message: 'boom' })
  const unreadable = createFake()
  unreadable.worker.onmessageerror?.()
  await expect(unreadable.engine.ready).rejects.toMatchObject({ fault: 'crashed' })
  const onFailure = vi.fn()
  const none = createWorkerEngine('town', 'i', {
    onFailure,
    createWorker() {
      throw new DOMException('workers are not allowed', 'SecurityError')
    },
  })
  await expect(none.ready).rejects.toMatchObject({ fault: 'no-worker', message: 'workers are not allowed' })
  expect(onFailure).toHaveBeenCalledOnce()
})

test('loading is given up when it stands still, and a question that takes too long ends the worker', async () => {
  vi.useFakeTimers()
  const { worker, engine, onFailure } = createFake({ loadTimeoutMilliseconds: 1000, askTimeoutMilliseconds: 200 })
  for (let i = 1; i < 6; i++) {
    vi.advanceTimersByTime(900)
    worker.say({ kind: 'progress', loadedBytes: i, totalBytes: 9 })
  }
  worker.say({ kind: 'ready' })
  vi.advanceTimersByTime(60_000)
  expect(onFailure).not.toHaveBeenCalled()
  const quick = engine.ask(at(1), nothing, never)
  vi.advanceTimersByTime(150)
  worker.say({ kind: 'answer', id: 1, answer: answerNamed(1) })
  await quick
  const slow = expect(engine.ask(at(2), nothing, never)).rejects.toMatchObject({ fault: 'slow' })
  vi.advanceTimersByTime(201)
  await slow
  expect(worker.isTerminated).toBe(true)
  const standing = createFake({ loadTimeoutMilliseconds: 1000 })
  const loading = expect(standing.engine.ready).rejects.toMatchObject({ fault: 'slow' })
  vi.advanceTimersByTime(1001)
  await loading
})

test('an engine that is ended rejects what was asked and tells nobody of a failure', async () => {
  const { worker, engine, onFailure } = createFake()
  const asked = expect(engine.ask(at(1), nothing, never)).rejects.toBeInstanceOf(EngineFailure)
  engine.destroy()
  engine.destroy()
  await asked
  expect([worker.isTerminated, onFailure.mock.calls.length]).toEqual([true, 0])
})
