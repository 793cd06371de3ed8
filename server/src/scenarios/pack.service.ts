import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Catalogue } from '../facilities/catalogue.ts'
import { runWorker } from '../jobs/run-worker.service.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import { REGION_PACK_FORMAT } from '../scenario/region-pack.ts'
import type { PackedRegion } from './pack.worker.ts'
import { toWhatIfRegion, toWhatIfKinds } from './what-if-region.ts'

/** A city takes 2 MB. */
const MAXIMUM_KEPT_BYTES = 128 << 20
const TIMEOUT_MILLISECONDS = 60_000
/** What an entry costs beside its bytes. */
const ENTRY_BYTES = 500

export interface RegionPackOptions {
  readonly maximumKeptBytes?: number
  readonly timeoutMilliseconds?: number
}

/**
 * Hands out regions packed for what-if in the browser. Each import is encoded once, in a thread, however many ask for it meanwhile, and one import after
 * the other; the packs asked for last are kept in memory. A failure reaches all who waited and is not kept.
 */
export class RegionPackService {
  /**
   * What a pack's bytes depend on beside its import, 12 hexadecimal digits: format and kinds of the catalogue. With both in its address, a pack never
   * changes under one address.
   */
  readonly edition: string
  readonly #catalogue: Catalogue
  readonly #timeoutMilliseconds: number
  readonly #kept: LRUCache<string, PackedRegion>
  readonly #inFlight = new Map<string, Promise<PackedRegion>>()
  readonly #closing = new AbortController()
  #last: Promise<unknown> = Promise.resolve()
  #encodings = 0

  constructor(catalogue: Catalogue, options: RegionPackOptions = {}) {
    const { maximumKeptBytes = MAXIMUM_KEPT_BYTES, timeoutMilliseconds = TIMEOUT_MILLISECONDS } = options
    this.#catalogue = catalogue
    this.#timeoutMilliseconds = timeoutMilliseconds
    this.#kept = new LRUCache({
      maxSize: maximumKeptBytes,
      sizeCalculation: ({ gzip, brotli }) => ENTRY_BYTES + gzip.byteLength + brotli.byteLength,
    })
    this.edition = createHash('sha256')
      .update(JSON.stringify([REGION_PACK_FORMAT, toWhatIfKinds(catalogue)]))
      .digest('hex')
      .slice(0, 12)
  }

  /** @throws Problem `took-too-long` where encoding takes too much time or memory */
  get(region: RegionData): Promise<PackedRegion> {
    const { importId } = region
    const kept = this.#kept.get(importId)
    if (kept) return Promise.resolve(kept)
    const running = this.#inFlight.get(importId)
    if (running) return running
    // One after the other, whether the one before succeeded or not.
    const flight = this.#last
      .then(() => this.#encode(region))
      .then((packed) => {
        this.#kept.set(importId, packed)
        return packed
      })
      .finally(() => this.#inFlight.delete(importId))
    this.#last = flight.catch(() => {})
    this.#inFlight.set(importId, flight)
    return flight
  }

  getStatistics(): { readonly encodings: number; readonly kept: number; readonly keptBytes: number } {
    return { encodings: this.#encodings, kept: this.#kept.size, keptBytes: this.#kept.calculatedSize }
  }

  /** Ends what is being encoded; who waits for it is refused, and so is everybody after. */
  async close(): Promise<void> {
    this.#closing.abort(new Problem('took-too-long', 'The server is being stopped.'))
    await this.#last
  }

  async #encode(region: RegionData): Promise<PackedRegion> {
    this.#closing.signal.throwIfAborted()
    this.#encodings++
    const workerData = toWhatIfRegion(region, await region.network(), this.#catalogue)
    const timeout = AbortSignal.timeout(this.#timeoutMilliseconds)
    try {
      return await runWorker<PackedRegion>(new URL('./pack.worker.ts', import.meta.url), {
        workerData,
        signal: AbortSignal.any([timeout, this.#closing.signal]),
      })
    } catch (error) {
      const what = `The pack of "${region.key}"`
      if (error === timeout.reason)
        throw new Problem('took-too-long', `${what} was not ready after ${this.#timeoutMilliseconds / 1000} seconds.`)
      if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw new Problem('took-too-long', `${what} needs more memory than a thread may have.`)
      throw error
    }
  }
}
