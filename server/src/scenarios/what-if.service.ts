import { Worker } from 'node:worker_threads'
import type { AskedQuestion, ClosureCheck, SharedUse, WhatIfQuestion } from '../contract/scenario.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { WhatIfAnswer } from '../scenario/what-if-engine.ts'
import { toWhatIfRegion } from './what-if-region.ts'
import type { WhatIfMessage, WhatIfOrder, WhatIfReply } from './what-if.worker.ts'

/** Threads that are kept, one per import; each holds its region and the last states asked for. */
const MOST_THREADS = 2
/** Orders that may wait for one thread. */
const MOST_WAITING = 50
const MAXIMUM_HEAP_MEGABYTES = 4096

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}
interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/**
 * Answers what-if questions in threads of their own, so that maps stay quick meanwhile. An order that takes too long or too much
 * memory ends its thread: the asker is told, and the next order starts a new one.
 */
export class WhatIfService {
  readonly #catalogue: Catalogue
  readonly #timeoutMilliseconds: number
  readonly #threads = new Map<string, Promise<Thread>>()
  #orders = 0

  constructor(catalogue: Catalogue, timeoutMilliseconds = 25_000) {
    this.#catalogue = catalogue
    this.#timeoutMilliseconds = timeoutMilliseconds
  }

  /** Fills in what a question leaves open, and checks everything that the kernels take for granted. */
  completeQuestion(region: RegionData, asked: AskedQuestion): WhatIfQuestion {
    const { mode = 'any', rank = 1, groupId = 'all', levelId = region.levels[0].id } = asked
    const categoryIds = [...new Set(asked.categoryIds)].sort()
    const thresholds = categoryIds.map((id) => {
      const category = this.#catalogue.categories.find((known) => known.id === id)
      if (!category) throw new Problem('unknown-category', `"${id}" is no kind of the catalogue.`)
      return category.thresholdMinutes.default
    })
    const { groupIds } = region.population
    if (!groupIds.includes(groupId))
      throw new Problem('unknown-group', `"${groupId}" is no group of this region; there are ${groupIds.join(', ')}.`)
    const levels = region.levels.map(({ id }) => id)
    if (!levels.includes(levelId))
      throw new Problem('unknown-level', `"${levelId}" is no level of this region; there are ${levels.join(', ')}.`)
    const { profile, minutes = Math.min(...thresholds), day } = asked
    return { profile, categoryIds, mode, rank, groupId, levelId, minutes, day }
  }

  effect(region: RegionData, order: Omit<WhatIfOrder & { kind: 'effect' }, 'kind'>): Promise<WhatIfAnswer> {
    return this.#ask(region, { kind: 'effect', ...order }) as Promise<WhatIfAnswer>
  }

  closureCheck(region: RegionData, order: Omit<WhatIfOrder & { kind: 'closureCheck' }, 'kind'>): Promise<ClosureCheck> {
    return this.#ask(region, { kind: 'closureCheck', ...order }) as Promise<ClosureCheck>
  }

  sharedUse(region: RegionData, order: Omit<WhatIfOrder & { kind: 'sharedUse' }, 'kind'>): Promise<SharedUse> {
    return this.#ask(region, { kind: 'sharedUse', ...order }) as Promise<SharedUse>
  }

  /** Ends all threads; what was asked is refused. */
  async close(): Promise<void> {
    const threads = [...this.#threads.values()]
    this.#threads.clear()
    for (const thread of threads) await thread.then(({ worker }) => worker.terminate()).catch(() => {})
  }

  async #ask(region: RegionData, order: WhatIfOrder): Promise<unknown> {
    const { worker, waiting } = await this.#threadOf(region)
    if (waiting.size >= MOST_WAITING)
      throw new Problem(
        'too-many-jobs',
        `${MOST_WAITING} what-if questions about "${region.key}" are waiting already.`,
        5,
      )
    const id = ++this.#orders
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new Problem(
            'took-too-long',
            `The answer was not ready after ${this.#timeoutMilliseconds / 1000} seconds; the scenario changes very much at once.`,
          ),
        )
        waiting.delete(id)
        void worker.terminate()
      }, this.#timeoutMilliseconds)
      waiting.set(id, { resolve, reject, timer })
      const message: WhatIfMessage = { kind: 'order', id, order }
      worker.postMessage(message)
    })
  }

  #threadOf(region: RegionData): Promise<Thread> {
    const key = region.importId
    const thread = this.#threads.get(key) ?? this.#start(region)
    // The one used longest ago stands first and gives way.
    this.#threads.delete(key)
    this.#threads.set(key, thread)
    for (const [other, old] of this.#threads) {
      if (this.#threads.size <= MOST_THREADS) break
      this.#threads.delete(other)
      void old.then(({ worker }) => worker.terminate()).catch(() => {})
    }
    return thread
  }

  async #start(region: RegionData): Promise<Thread> {
    try {
      const network = await region.network()
      const worker = new Worker(new URL('./what-if.worker.ts', import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: MAXIMUM_HEAP_MEGABYTES },
      })
      worker.unref()
      const waiting = new Map<number, Waiting>()
      const fail = (error: unknown) => {
        this.#threads.delete(region.importId)
        for (const { reject, timer } of waiting.values()) {
          clearTimeout(timer)
          reject(error)
        }
        waiting.clear()
      }
      worker.on('message', (reply: WhatIfReply) => {
        const asked = waiting.get(reply.id)
        if (!asked) return
        waiting.delete(reply.id)
        clearTimeout(asked.timer)
        if ('value' in reply) asked.resolve(reply.value)
        else asked.reject(Object.assign(new Error(reply.error.message), reply.error))
      })
      worker.on('error', fail)
      worker.on('exit', () =>
        fail(new Problem('took-too-long', 'The thread that computes what-if answers was ended; please ask again.')),
      )
      const message: WhatIfMessage = { kind: 'region', region: toWhatIfRegion(region, network, this.#catalogue) }
      worker.postMessage(message)
      return { worker, waiting }
    } catch (error) {
      this.#threads.delete(region.importId)
      throw error
    }
  }
}
