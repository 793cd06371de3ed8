import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { JobBody, SitingAnswer } from '../api/contract.ts'
import { job } from '../testing/fixtures.ts'
import { createAnswer, createSolution, sitingRequest } from '../testing/sites-fixtures.ts'
import { SitingRun } from './siting-run.svelte.ts'

/** A stream that the test speaks through. */
class FakeEvents extends EventTarget {
  static current: FakeEvents | undefined
  constructor(readonly url: string) {
    super()
    FakeEvents.current = this
  }
  close(): void {}
  say(event: string, state: JobBody): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(state) }))
  }
}
const createJob = (status: JobBody['status'], answer: SitingAnswer | null, more: Partial<JobBody> = {}): JobBody => ({
  ...job,
  id: '00000000000000ab',
  kind: 'siting',
  status,
  result: answer,
  ...more,
})
const better = createAnswer({
  phase: 'searching',
  proven: false,
  bound: 180,
  solution: createSolution({ objective: 165 }),
})
let now = 0
let asked: string[]
let answers: Record<string, () => Response>
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' } }) // prettier-ignore

beforeEach(() => {
  now = 1_000_000
  asked = []
  FakeEvents.current = undefined
  answers = {
    'POST /api/v1/regions/musterstadt/siting': () => json(createJob('accepted', null), 202),
    'DELETE /api/v1/jobs/00000000000000ab': () => json(createJob('dismissed', better)),
  }
  vi.stubGlobal('EventSource', FakeEvents)
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const key = `${init.method ?? 'GET'} ${path}`
    asked.push(key)
    return answers[key]?.() ?? json({ code: 'unknown-job', detail: 'Es gibt diesen Auftrag nicht.', status: 404 }, 404)
  })
})
afterEach(() => vi.unstubAllGlobals())

async function start() {
  const run = new SitingRun(() => now)
  const jobs: string[] = []
  const ended = run.start('musterstadt', sitingRequest, (id) => jobs.push(id))
  await vi.waitFor(() => expect(FakeEvents.current).toBeDefined())
  return { run, jobs, ended }
}

test('a search improves step by step until its answer stands', async () => {
  const { run, jobs, ended } = await start()
  expect(jobs).toEqual(['00000000000000ab'])
  expect(run.isRunning).toBe(true)
  now += 2000
  FakeEvents.current!.say('progress', createJob('running', better))
  // The same figures again are no step.
  FakeEvents.current!.say('progress', createJob('running', better))
  now += 3000
  FakeEvents.current!.say('done', createJob('successful', createAnswer()))
  await ended
  expect(run.status).toBe('done')
  expect(run.answer?.proven).toBe(true)
  expect(run.steps).toEqual([
    { seconds: 2, objective: 165, bound: 180 },
    { seconds: 5, objective: 170, bound: 170 },
  ])
  expect(run.elapsedSeconds).toBe(5)
})

test('a cancelled search keeps the best so far', async () => {
  const { run, ended } = await start()
  FakeEvents.current!.say('progress', createJob('running', better))
  await run.cancel()
  expect(asked.at(-1)).toBe('DELETE /api/v1/jobs/00000000000000ab')
  expect(run.status).toBe('cancelled')
  expect(run.answer?.solution?.objective).toBe(165)
  FakeEvents.current!.say('done', createJob('dismissed', null))
  await ended
  expect(run.answer?.solution?.objective).toBe(165)
})

test('a cancellation that comes too late waits for the answer, one that is refused says so', async () => {
  const { run } = await start()
  answers['DELETE /api/v1/jobs/00000000000000ab'] = () =>
    json({ code: 'job-finished', detail: 'Fertig.', status: 409 }, 409)
  await run.cancel()
  expect(run.problem).toBeNull()
  answers['DELETE /api/v1/jobs/00000000000000ab'] = () => json({ code: 'forbidden', detail: 'Nein.', status: 403 }, 403)
  await run.cancel()
  expect(run.problem?.code).toBe('forbidden')
  expect(run.isRunning).toBe(true)
  run.destroy()
})

test('a refused search says why, and an old one that is gone as well', async () => {
  answers['POST /api/v1/regions/musterstadt/siting'] = () =>
    json({ code: 'invalid-request', detail: 'Zu viele.', status: 400 }, 400)
  const run = new SitingRun(() => now)
  await run.start('musterstadt', sitingRequest, () => expect.fail('there is no job'))
  expect(run.status).toBe('failed')
  expect(run.problem?.message).toBe('Zu viele.')
  await run.attach('00000000000000cd', sitingRequest)
  expect(run.problem?.code).toBe('unknown-job')
})

test('a finished search of a link shows its answer at once', async () => {
  answers['GET /api/v1/jobs/00000000000000ab'] = () => json(createJob('successful', createAnswer()))
  const run = new SitingRun(() => now)
  await run.attach('00000000000000ab', sitingRequest)
  expect(run.status).toBe('done')
  expect(run.answer?.solution?.served).toBe(170)
  expect(FakeEvents.current).toBeUndefined()
})
