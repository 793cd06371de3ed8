import { Worker } from 'node:worker_threads'
import { Problem } from '../problems/problems.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { OrderReply } from './answer-orders.service.ts'

/** Threads that are kept where nothing else is said, one per import; each holds its region. */
const MOST_THREADS = 2
/** Orders that may wait for one thread. */
const MOST_WAITING = 50
const MAXIMUM_HEAP_MEGABYTES = 4096

/** What a thread is about: an import of a region, or several together under an id of their own. */
export interface ThreadSubject {
  readonly key: string
  readonly importId: string
}

export interface RegionThreadsOptions<Region, Subject extends ThreadSubject> {
  /** Module of the worker, which calls `answerOrders`. */
  readonly worker: URL
  /** What its orders are called in messages, in the plural. */
  readonly what: string
  readonly timeoutMilliseconds: number
  /** Threads that are kept. */
  readonly mostThreads?: number
  load(region: Subject): Promise<Region>
}

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
 * Answers orders about a region in threads of their own, so that maps stay quick meanwhile. An order that takes too long or too much
 * memory ends its thread: the asker is told, and the next order starts a new one.
 */
export class RegionThreads<Order, Value, Region = unknown, Subject extends ThreadSubject = RegionData> {
  readonly #options: RegionThreadsOptions<Region, Subject>
  readonly #threads = new Map<string, Promise<Thread>>()
  #orders = 0

  constructor(options: RegionThreadsOptions<Region, Subject>) {
    this.#options = options
  }

  async ask(region: Subject, order: Order): Promise<Value> {
    const { what, timeoutMilliseconds } = this.#options
    const { worker, waiting } = await this.#threadOf(region)
    if (waiting.size >= MOST_WAITING)
      throw new Problem('too-many-jobs', `${MOST_WAITING} ${what} of "${region.key}" are waiting already.`, 5)
    const id = ++this.#orders
    return new Promise<Value>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id)
        reject(new Problem('took-too-long', `No answer after ${timeoutMilliseconds / 1000} seconds.`))
        void worker.terminate()
      }, timeoutMilliseconds)
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, timer })
      worker.postMessage({ kind: 'order', id, order })
    })
  }

  /** Ends all threads; what was asked is refused. */
  async close(): Promise<void> {
    const threads = [...this.#threads.values()]
    this.#threads.clear()
    for (const thread of threads) await thread.then(({ worker }) => worker.terminate()).catch(() => {})
  }

  #threadOf(region: Subject): Promise<Thread> {
    const key = region.importId
    const thread = this.#threads.get(key) ?? this.#start(region)
    // The one used longest ago stands first and gives way.
    this.#threads.delete(key)
    this.#threads.set(key, thread)
    for (const [other, old] of this.#threads) {
      if (this.#threads.size <= (this.#options.mostThreads ?? MOST_THREADS)) break
      this.#threads.delete(other)
      void old.then(({ worker }) => worker.terminate()).catch(() => {})
    }
    return thread
  }

  async #start(region: Subject): Promise<Thread> {
    const { worker: module, what, load } = this.#options
    let started: Promise<Thread> | undefined
    const forget = () => {
      // A thread that gave way to a newer one of the same import must not take that with it.
      if (this.#threads.get(region.importId) === started) this.#threads.delete(region.importId)
    }
    try {
      await null
      started = this.#threads.get(region.importId)
      const message = { kind: 'region', region: await load(region) }
      const worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: MAXIMUM_HEAP_MEGABYTES } })
      worker.unref()
      const waiting = new Map<number, Waiting>()
      const fail = (error: unknown) => {
        forget()
        for (const { reject, timer } of waiting.values()) {
          clearTimeout(timer)
          reject(error)
        }
        waiting.clear()
      }
      worker.on('message', (reply: OrderReply) => {
        const asked = waiting.get(reply.id)
        if (!asked) return
        waiting.delete(reply.id)
        clearTimeout(asked.timer)
        if ('value' in reply) asked.resolve(reply.value)
        else asked.reject(Object.assign(new Error(reply.error.message), reply.error))
      })
      worker.on('error', fail)
      worker.on('exit', () =>
        fail(new Problem('took-too-long', `The thread that computes ${what} was ended; please ask again.`)),
      )
      worker.postMessage(message)
      return { worker, waiting }
    } catch (error) {
      forget()
      throw error
    }
  }
}
