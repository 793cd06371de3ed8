import type { WhatIfQuestion } from '../api/contract.ts'
import { createServerEngine, type PlanAnswer, type PlanEngine, type PlanSides } from './plan-engine.ts'
import type { EngineFault } from './plan-messages.ts'
import {
  createWorkerEngine,
  EngineFailure,
  QuestionRefused,
  type WorkerEngine,
  type WorkerEngineOptions,
} from './worker-engine.ts'

/** Where questions are answered now, and why. */
export type EngineStatus =
  | { readonly kind: 'loading'; readonly loadedBytes: number; readonly totalBytes: number | null }
  | { readonly kind: 'worker' }
  | { readonly kind: 'server'; readonly fault: EngineFault; readonly detail: string }

export interface LiveEngineOptions {
  /** The import is not kept any more: the page should ask for its region again. */
  readonly onOutdated?: () => void
  readonly createServer?: (regionKey: string) => PlanEngine
  readonly createWorker?: (regionKey: string, importId: string, options: WorkerEngineOptions) => WorkerEngine
}

interface Asked {
  readonly question: WhatIfQuestion
  readonly sides: PlanSides
}

/**
 * Answers on the server until this browser has the region, then in a worker of it; on the server again where the worker fails. Both give the same bytes, so
 * nobody sees the change but by `status`. A question that meets a failure is answered by the server: nothing is lost.
 */
export class LiveEngine implements PlanEngine {
  status: EngineStatus = $state.raw({ kind: 'loading', loadedBytes: 0, totalBytes: null })
  readonly #regionKey: string
  readonly #importId: string
  readonly #options: LiveEngineOptions
  readonly #server: PlanEngine
  /** Null until it is ready and warm. No state: who asks must not ask again because it changes. */
  #worker: WorkerEngine | null = null
  #starting: WorkerEngine | null = null
  #last: Asked | null = null
  readonly #ending = new AbortController()

  constructor(regionKey: string, importId: string, options: LiveEngineOptions = {}) {
    this.#regionKey = regionKey
    this.#importId = importId
    this.#options = options
    this.#server = (options.createServer ?? createServerEngine)(regionKey)
    void this.#start()
  }

  get kind(): 'worker' | 'server' {
    return this.#worker === null ? 'server' : 'worker'
  }

  async ask(question: WhatIfQuestion, sides: PlanSides, signal: AbortSignal): Promise<PlanAnswer> {
    this.#last = { question, sides }
    try {
      if (this.#worker !== null) return await this.#worker.ask(question, sides, signal)
    } catch (error) {
      // The server says in words what is wrong with a question, or takes over.
      if (!(error instanceof EngineFailure || error instanceof QuestionRefused)) throw error
    }
    return this.#server.ask(question, sides, signal)
  }

  /** Tries once more to compute in this browser. */
  retry(): void {
    if (this.status.kind !== 'server') return
    this.status = { kind: 'loading', loadedBytes: 0, totalBytes: null }
    void this.#start()
  }

  destroy(): void {
    this.#ending.abort()
    this.#starting?.destroy()
    this.#worker?.destroy()
    this.#server.destroy()
  }

  async #start(): Promise<void> {
    const worker = (this.#options.createWorker ?? createWorkerEngine)(this.#regionKey, this.#importId, {
      onProgress: ({ loadedBytes, totalBytes }) => {
        this.status = { kind: 'loading', loadedBytes, totalBytes }
      },
      onFailure: (failure) => this.#fail(failure),
    })
    this.#starting = worker
    try {
      await worker.ready
      // The first answer takes longest, since the baseline is computed for it: the server goes on answering until it is there.
      if (this.#last !== null) await this.#warm(worker, this.#last)
      if (this.#ending.signal.aborted) return
      this.#worker = worker
      this.status = { kind: 'worker' }
    } catch (error) {
      // Told by `onFailure` already; one that a factory throws at once is not.
      if (!(error instanceof EngineFailure)) this.#fail(new EngineFailure('crashed', String(error)))
    }
  }

  async #warm(worker: WorkerEngine, { question, sides }: Asked): Promise<void> {
    try {
      await worker.ask(question, sides, this.#ending.signal)
    } catch (error) {
      if (!(error instanceof QuestionRefused)) throw error
    }
  }

  #fail({ fault, message }: EngineFailure): void {
    if (this.#ending.signal.aborted) return
    this.#worker = null
    this.status = { kind: 'server', fault, detail: message }
    if (fault === 'outdated') this.#options.onOutdated?.()
  }
}
