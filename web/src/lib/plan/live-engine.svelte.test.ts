import '../../app.css'
import { flushSync } from 'svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Region } from '../api/contract.ts'
import { ApiProblem } from '../api/problem.ts'
import { locale } from '../state/locale.svelte.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { region } from '../testing/fixtures.ts'
import { createEffect, question as asked } from '../testing/plan-fixtures.ts'
import { EngineKeeper, type EngineUser } from './engine-keeper.svelte.ts'
import EngineNote from './EngineNote.svelte'
import { LiveEngine, type EngineStatus } from './live-engine.svelte.ts'
import type { PlanAnswer, PlanEngine } from './plan-engine.ts'
import { EngineFailure, QuestionRefused, type WorkerEngine, type WorkerEngineOptions } from './worker-engine.ts'

const question = { ...asked, categoryIds: [...asked.categoryIds] }
const sides = { after: { modifications: [] } }
const never = new AbortController().signal
const settle = () => new Promise((resolve) => setTimeout(resolve))

/** Each answer says who gave it. */
const answerBy = (name: string): PlanAnswer => ({
  effect: createEffect([]),
  before: new Uint16Array(0),
  after: new Uint16Array(0),
  addedCellIds: [name],
})

/** A worker that the test makes ready, and lets answer or fail. */
class FakeWorker implements WorkerEngine {
  readonly cellIds: readonly string[] = []
  readonly kind = 'worker'
  readonly options: WorkerEngineOptions
  readonly #ready = Promise.withResolvers<void>()
  readonly ready = this.#ready.promise
  answer: () => Promise<PlanAnswer> = () => Promise.resolve(answerBy('worker'))
  askedCount = 0
  isDestroyed = false
  constructor(options: WorkerEngineOptions) {
    this.options = options
    this.ready.catch(() => undefined)
  }
  ask(): Promise<PlanAnswer> {
    this.askedCount++
    return this.answer()
  }
  destroy(): void {
    this.isDestroyed = true
  }
  becomeReady(): void {
    this.#ready.resolve()
  }
  /** As the real one does: everybody is told. */
  fail(failure: EngineFailure): Promise<PlanAnswer> {
    this.#ready.reject(failure)
    this.options.onFailure?.(failure)
    return Promise.reject(failure)
  }
}

function create(onOutdated = vi.fn()) {
  const workers: FakeWorker[] = []
  const server: PlanEngine = {
    kind: 'server',
    ask: vi.fn(() => Promise.resolve(answerBy('server'))),
    destroy: vi.fn(),
  }
  const options = {
    onOutdated,
    createServer: () => server,
    createWorker(_key: string, _importId: string, given: WorkerEngineOptions) {
      workers.push(new FakeWorker(given))
      return workers[workers.length - 1]
    },
  }
  const engine = new LiveEngine('musterstadt', 'i', options)
  const ask = async () => (await engine.ask(question, sides, never)).addedCellIds[0]
  return { engine, workers, server, ask, options, onOutdated }
}

test('the server answers until the worker has the region and has answered once; then the worker does', async () => {
  const { engine, workers: [worker], server, ask } = create() // prettier-ignore
  expect(await ask()).toBe('server')
  worker.options.onProgress?.({ loadedBytes: 400_000, totalBytes: 900_000 })
  expect([engine.kind, engine.status]).toEqual([
    'server',
    { kind: 'loading', loadedBytes: 400_000, totalBytes: 900_000 },
  ])
  const warm = Promise.withResolvers<PlanAnswer>()
  worker.answer = () => warm.promise
  worker.becomeReady()
  await settle()
  // It computes its first answer, the server goes on.
  expect([worker.askedCount, await ask(), engine.kind]).toEqual([1, 'server', 'server'])
  warm.resolve(answerBy('worker'))
  worker.answer = () => Promise.resolve(answerBy('worker'))
  await settle()
  expect([engine.kind, engine.status, await ask()]).toEqual(['worker', { kind: 'worker' }, 'worker'])
  expect(server.ask).toHaveBeenCalledTimes(2)
})

test('the question at hand when the worker fails is answered by the server, and so are those after', async () => {
  const { engine, workers: [worker], ask } = create() // prettier-ignore
  worker.becomeReady()
  await settle()
  expect(await ask()).toBe('worker')
  worker.answer = () => worker.fail(new EngineFailure('memory', 'Array buffer allocation failed'))
  expect(await ask()).toBe('server')
  expect([engine.kind, engine.status]).toEqual([
    'server',
    { kind: 'server', fault: 'memory', detail: 'Array buffer allocation failed' },
  ])
  expect(await ask()).toBe('server')
  expect(worker.askedCount).toBe(2)
})

test('a worker that fails while it warms up is never used', async () => {
  const { engine, workers: [worker], ask } = create() // prettier-ignore
  await ask()
  worker.answer = () => worker.fail(new EngineFailure('crashed', 'boom'))
  worker.becomeReady()
  await settle()
  expect([engine.kind, engine.status.kind, await ask()]).toEqual(['server', 'server', 'server'])
})

test('what the kernels refuse the server explains; the worker goes on', async () => {
  const { engine, workers: [worker], server, ask } = create() // prettier-ignore
  worker.becomeReady()
  await settle()
  worker.answer = () => Promise.reject(new QuestionRefused('no level "moon"'))
  vi.mocked(server.ask).mockRejectedValueOnce(new ApiProblem('/x', 404, 'unknown-level', 'There is no level "moon".'))
  await expect(ask()).rejects.toMatchObject({ code: 'unknown-level' })
  worker.answer = () => Promise.resolve(answerBy('worker'))
  expect([engine.kind, await ask()]).toEqual(['worker', 'worker'])
})

test('a question that is given up is not asked once more elsewhere', async () => {
  const { workers: [worker], server, ask } = create() // prettier-ignore
  worker.becomeReady()
  await settle()
  worker.answer = () => Promise.reject(new DOMException('given up', 'AbortError'))
  await expect(ask()).rejects.toMatchObject({ name: 'AbortError' })
  expect(server.ask).not.toHaveBeenCalled()
})

test('it can be tried again, and what is ended tells nothing more', async () => {
  const { engine, workers, server, ask } = create()
  engine.retry()
  expect(workers).toHaveLength(1)
  await workers[0].fail(new EngineFailure('no-pack', 'away')).catch(() => undefined)
  expect(engine.status).toMatchObject({ kind: 'server', fault: 'no-pack' })
  engine.retry()
  expect(engine.status.kind).toBe('loading')
  workers[1].becomeReady()
  await settle()
  expect([workers.length, await ask()]).toEqual([2, 'worker'])
  engine.destroy()
  await workers[1].fail(new EngineFailure('crashed', 'ended')).catch(() => undefined)
  expect(engine.status.kind).toBe('worker')
  expect(workers[1].isDestroyed).toBe(true)
  expect(server.destroy).toHaveBeenCalledOnce()
})

test('every import gets an engine of its own; a region whose import is gone is asked for once', async () => {
  const { workers, options } = create()
  const reload = vi.fn()
  const user: EngineUser = { engine: null }
  let shown: Region = $state.raw({ ...region, version: 'one' })
  let keeper: EngineKeeper | undefined
  const stop = $effect.root(() => {
    keeper = new EngineKeeper(user, () => shown, reload, options)
  })
  flushSync()
  const [, first] = workers
  expect(user.engine).toBe(keeper?.engine)
  // A new run: the same import in a new object.
  shown = { ...shown }
  flushSync()
  expect([workers.length, first.isDestroyed]).toEqual([2, false])
  for (let i = 0; i < 2; i++) await first.fail(new EngineFailure('outdated', 'gone')).catch(() => undefined)
  expect(reload).toHaveBeenCalledOnce()
  shown = { ...shown, version: 'two' }
  flushSync()
  expect([workers.length, first.isDestroyed, user.engine === keeper?.engine]).toEqual([3, true, true])
  await workers[2].fail(new EngineFailure('outdated', 'gone')).catch(() => undefined)
  expect(reload).toHaveBeenCalledTimes(2)
  stop()
  expect(workers[2].isDestroyed).toBe(true)
})

beforeEach(() => locale.show('de'))

test('the note says how far loading is, then where it is computed, then why not here', async () => {
  const retry = vi.fn()
  let status: EngineStatus = $state.raw({ kind: 'loading', loadedBytes: 0, totalBytes: null })
  const engine = { get status() { return status }, retry } // prettier-ignore
  const { container } = await render(EngineNote, { engine })
  await expect.element(page.getByText(/Bis dahin rechnet der Server\.$/)).toBeVisible()
  expect(container.querySelector('progress')).toBeNull()
  status = { kind: 'loading', loadedBytes: 412_000, totalBytes: 860_000 }
  await expect.element(page.getByText(/0,4 von 0,9 MB/)).toBeVisible()
  expect(container.querySelector('progress')?.position).toBeCloseTo(412 / 860)
  await inBothThemes(() => checkAccessibility(container))
  status = { kind: 'worker' }
  await expect.element(page.getByText('Gerechnet wird in diesem Browser.')).toBeVisible()
  status = { kind: 'server', fault: 'memory', detail: 'Array buffer allocation failed' }
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent(
      'Gerechnet wird auf dem Server, mit denselben Zahlen, nur etwas langsamer: Der Arbeitsspeicher dieses Browsers reicht nicht.',
    )
  await inBothThemes(() => checkAccessibility(container))
  await userEvent.click(page.getByRole('button', { name: 'Noch einmal im Browser versuchen' }))
  expect(retry).toHaveBeenCalledOnce()
})
