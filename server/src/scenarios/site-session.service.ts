import { Worker } from 'node:worker_threads'
import { TextProblem } from '../problems/text-problem.ts'
import type { DescribedSites, SiteDescriber } from '../site-search/describe-sites.ts'
import type { SearchTables } from '../site-search/site-search.ts'
import type { SitingAssignment } from '../siting/siting-answer.ts'
import type { DescribeOrder, SessionMessage, SessionOrder } from './siting.worker.ts'

const MAXIMUM_HEAP_MEGABYTES = 4096

interface Waiting {
  readonly resolve: (sites: readonly DescribedSites[]) => void
  readonly reject: (error: unknown) => void
}

/** A search for sites prepared in a thread of its own, which knows what its candidates mean for people. Close it. */
export class SiteSession {
  readonly tables: SearchTables
  readonly before: SiteDescriber['before']
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #orders = 0

  private constructor(worker: Worker, tables: SearchTables, before: SiteDescriber['before']) {
    this.#worker = worker
    this.tables = tables
    this.before = before
    worker.on('message', (message: SessionMessage) => {
      if (message.kind === 'described') {
        this.#waiting.get(message.id)?.resolve(message.sites)
        this.#waiting.delete(message.id)
      } else if (message.kind === 'failed' || message.kind === 'refused') this.#fail(toError(message))
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => this.#fail(new Error('the thread of the search for sites has ended')))
  }

  /**
   * Aborting ends the thread at once.
   *
   * @throws TextProblem where the search would be too large; the signal's reason after aborting
   */
  static open(order: SessionOrder, onProgress: (share: number) => void, signal?: AbortSignal): Promise<SiteSession> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const worker = new Worker(new URL('./siting.worker.ts', import.meta.url), {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: MAXIMUM_HEAP_MEGABYTES },
      })
      worker.unref()
      // Not all listeners at once: a worker without any of its own stops delivering messages.
      const settle = (): void => {
        signal?.removeEventListener('abort', onAbort)
        worker.off('message', onMessage).off('error', fail).off('exit', onExit)
      }
      const fail = (error: unknown): void => {
        settle()
        // An error on the way out of a thread that nobody waits for any more must not end the process.
        worker.on('error', () => undefined)
        void worker.terminate().then(() => reject(error as Error))
      }
      const onAbort = (): void => fail(signal?.reason)
      signal?.addEventListener('abort', onAbort, { once: true })
      const onExit = (code: number): void =>
        fail(new Error(`the thread of the search for sites ended with exit code ${code}`))
      const onMessage = (message: SessionMessage): void => {
        if (message.kind === 'progress') onProgress(message.share)
        else if (message.kind === 'prepared') {
          const session = new SiteSession(worker, message.tables, message.before)
          settle()
          resolve(session)
        } else if (message.kind !== 'described') fail(toError(message))
      }
      worker.on('message', onMessage).on('error', fail).on('exit', onExit)
    })
  }

  /** What sets of candidates mean for people, in their order. The assignment is that of the first. */
  describe(
    sets: readonly (readonly number[])[],
    assignment: SitingAssignment | null = null,
  ): Promise<readonly DescribedSites[]> {
    const order: DescribeOrder = { id: ++this.#orders, sets, assignment }
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject })
      this.#worker.postMessage(order)
    })
  }

  async close(): Promise<void> {
    this.#fail(new Error('the search for sites was closed'))
    await this.#worker.terminate()
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

function toError(message: SessionMessage & { kind: 'refused' | 'failed' }): Error {
  if (message.kind === 'refused') return new TextProblem('invalid-request', message.text)
  return Object.assign(new Error(message.error.message), message.error)
}
