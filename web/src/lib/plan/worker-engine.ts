import { regionPath } from '../api/client.ts'
import type { WhatIfQuestion } from '../api/contract.ts'
import type { LoadProgress } from './load-pack.ts'
import type { PlanAnswer, PlanEngine, PlanSides } from './plan-engine.ts'
import type { EngineFault, FromWorker, ToWorker } from './plan-messages.ts'

/** The worker is of no use any more: whatever is asked of it is rejected with this. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure'
  readonly fault: EngineFault

  constructor(fault: EngineFault, detail: string) {
    super(detail)
    this.fault = fault
  }
}

/** The kernels did not take a question; the worker goes on. */
export class QuestionRefused extends Error {
  override readonly name = 'QuestionRefused'
}

export interface WorkerEngine extends PlanEngine {
  readonly kind: 'worker'
  /** Once the region is there; rejects with `EngineFailure`. */
  readonly ready: Promise<void>
  /** H3 ids in the order of an answer's times; only of a pack that was handed over, once it is ready. */
  readonly cellIds: readonly string[]
}

export interface WorkerEngineOptions {
  readonly onProgress?: (progress: LoadProgress) => void
  /** Whenever the worker fails, be it while nobody asks. Not after `destroy`. */
  readonly onFailure?: (failure: EngineFailure) => void
  /** Without any progress of loading for so long, it is given up. */
  readonly loadTimeoutMilliseconds?: number
  /** For one question. */
  readonly askTimeoutMilliseconds?: number
  /** The region's pack where the caller has it; handed over to the worker. Without it the worker fetches it from the server. */
  readonly pack?: Uint8Array<ArrayBuffer>
  readonly createWorker?: () => Worker
}

interface Waiting {
  readonly question: WhatIfQuestion
  readonly sides: PlanSides
  readonly signal: AbortSignal
  readonly resolve: (answer: PlanAnswer) => void
  readonly reject: (error: unknown) => void
}

const startWorker = () => new Worker(new URL('./plan.worker.ts', import.meta.url), { type: 'module' })

/**
 * Answers in a worker of this browser. One question is in the worker at a time; one that is given up while it waits never gets there, and the answer to
 * one that is given up later is dropped. Whoever asks in a row puts an `AnswerQueue` before, which lets the newest win.
 */
export function createWorkerEngine(
  regionKey: string,
  importId: string,
  {
    onProgress,
    onFailure,
    loadTimeoutMilliseconds = 30_000,
    askTimeoutMilliseconds = 30_000,
    pack,
    createWorker = startWorker,
  }: WorkerEngineOptions = {},
): WorkerEngine {
  let failure: EngineFailure | null = null
  let isDestroyed = false
  let isReady = false
  let worker: Worker | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: (Waiting & { readonly id: number }) | null = null
  let line: Waiting[] = []
  let lastId = 0
  let cellIds: readonly string[] = []
  const { promise: ready, resolve: setReady, reject: setFailed } = Promise.withResolvers<void>()
  // Who does not wait for it learns of a failure by `onFailure` or when asking.
  ready.catch(() => undefined)

  function stop(reason: EngineFailure): void {
    if (failure !== null) return
    failure = reason
    clearTimeout(timer)
    worker?.terminate()
    setFailed(reason)
    const rejected = current === null ? line : [current, ...line]
    current = null
    line = []
    for (const { reject } of rejected) reject(reason)
    if (!isDestroyed) onFailure?.(reason)
  }
  const fail = (fault: EngineFault, detail: string) => stop(new EngineFailure(fault, detail))

  function watch(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => fail('slow', `nothing came for ${milliseconds / 1000} seconds`), milliseconds)
  }

  function askNext(): void {
    if (!isReady || failure !== null || current !== null) return
    const next = line.shift()
    if (next === undefined) return
    current = { ...next, id: ++lastId }
    watch(askTimeoutMilliseconds)
    const { question, sides } = next
    post({ kind: 'ask', id: lastId, question, sides })
  }

  function post(message: ToWorker, transfer: Transferable[] = []): void {
    worker?.postMessage(message, transfer)
  }

  function receive(message: FromWorker): void {
    switch (message.kind) {
      case 'progress':
        watch(loadTimeoutMilliseconds)
        onProgress?.(message)
        return
      case 'ready':
        clearTimeout(timer)
        isReady = true
        cellIds = message.cellIds ?? []
        setReady()
        askNext()
        return
      case 'failed':
        fail(message.fault, message.detail)
        return
      case 'answer':
      case 'refused': {
        if (current?.id !== message.id) return
        clearTimeout(timer)
        const { resolve, reject } = current
        current = null
        if (message.kind === 'answer') resolve(message.answer)
        else reject(new QuestionRefused(message.detail))
        askNext()
      }
    }
  }

  try {
    worker = createWorker()
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => receive(data)
    // Before the region is there, it is most likely the script that could not be loaded or is not allowed.
    worker.onerror = (event) => fail(isReady ? 'crashed' : 'no-worker', event.message || 'the worker did not start')
    worker.onmessageerror = () => fail('crashed', 'a message could not be read')
    watch(loadTimeoutMilliseconds)
    if (pack !== undefined) post({ kind: 'open-pack', bytes: pack, importId }, [pack.buffer])
    else openFromServer()
  } catch (error) {
    fail('no-worker', error instanceof Error ? error.message : String(error))
  }

  function openFromServer(): void {
    const path = `${regionPath(regionKey)}/what-if/pack?import=${encodeURIComponent(importId)}`
    post({ kind: 'open', url: new URL(path, location.href).href, importId })
  }

  return {
    kind: 'worker',
    ready,
    get cellIds() {
      return cellIds
    },
    ask(question, sides, signal) {
      return new Promise<PlanAnswer>((resolve, reject) => {
        signal.throwIfAborted()
        if (failure !== null) throw failure
        const waiting = { question, sides, signal, resolve, reject }
        line.push(waiting)
        const giveUp = () => {
          line = line.filter((other) => other !== waiting)
          // Harmless where the answer has come.
          reject(signal.reason)
        }
        signal.addEventListener('abort', giveUp, { once: true })
        askNext()
      })
    },
    destroy() {
      isDestroyed = true
      fail('crashed', 'the engine was ended')
    },
  }
}
