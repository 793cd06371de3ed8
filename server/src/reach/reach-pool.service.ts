import { Worker } from 'node:worker_threads'
import type { SnappedPoints } from '../network/snap-place.ts'
import type { WalkGraph } from '../network/walk-graph.ts'
import { ComputationStopped, type ComputationControl } from './computation-stopped.ts'
import { joinReachChunks, prepareOrigins, prepareReachInput } from './compute-reach-table.ts'
import type { ReachTable } from './nearest-table.ts'
import type { PreparedOrigins } from './reach-index.ts'
import type { ReachChunk, ReachInput } from './reach-query.ts'
import type { ReachAnswer, ReachOrder } from './reach.worker.ts'

export interface PooledReachOptions extends ComputationControl {
  /** Inclusive, whole deciseconds up to 65534. */
  readonly cutoffDeciseconds: number
  /** Aborting ends the workers at once; the computation rejects with `ComputationStopped`. */
  readonly signal?: AbortSignal
}

/** Worker threads that are kept between computations; they start with the first one and again after a cancellation. */
export interface ReachPool {
  readonly threadCount: number
  /** `computeReachTable` on all threads, with the identical result. Computations asked for meanwhile wait their turn. */
  computeReachTable(
    graph: WalkGraph,
    cells: SnappedPoints,
    destinations: SnappedPoints,
    destinationFacility: Uint32Array,
    facilityCount: number,
    options: PooledReachOptions,
  ): Promise<ReachTable>
  /** Ends the threads; a computation under way is stopped. */
  close(): Promise<void>
}

/** Enough chunks per thread that no thread waits long for the last one of another. */
const CHUNKS_PER_THREAD = 32
const MAXIMUM_CHUNK_FACILITIES = 64

/**
 * Threads read the graph and the points where they lie (columns not yet on SharedArrayBuffers are copied there once per graph and cells) and take chunks
 * of facilities from a shared counter. Chunks are put together in the order of facilities, whoever computed them.
 */
export function createReachPool(threadCount: number): ReachPool {
  if (!(Number.isInteger(threadCount) && threadCount >= 1)) {
    throw new RangeError(`threadCount must be a whole number from 1, not ${threadCount}`)
  }
  let workers: Worker[] = []
  let turn: Promise<unknown> = Promise.resolve()
  let orders = 0
  let closed = false
  let stopCurrent: (() => void) | null = null

  /** Columns are immutable, so what was prepared for the same graph and cells stays good. */
  const prepared = new WeakMap<SnappedPoints, { readonly graph: WalkGraph; readonly origins: PreparedOrigins }>()
  function originsOf(graph: WalkGraph, cells: SnappedPoints): PreparedOrigins {
    const known = prepared.get(cells)
    if (known?.graph === graph) return known.origins
    const origins = prepareOrigins(graph, cells, true)
    prepared.set(cells, { graph, origins })
    return origins
  }

  function startWorkers(): void {
    while (workers.length < threadCount) {
      const worker = new Worker(new URL('./reach.worker.ts', import.meta.url))
      worker.unref()
      // A thread that dies between computations is replaced with the next one.
      const forget = (): void => {
        workers = workers.filter((other) => other !== worker)
      }
      worker.on('error', forget)
      worker.on('exit', forget)
      workers.push(worker)
    }
  }

  async function endWorkers(): Promise<void> {
    const ending = workers
    workers = []
    await Promise.all(ending.map((worker) => worker.terminate()))
  }

  async function compute(
    input: ReachInput,
    { onProgress, shouldStop, signal }: PooledReachOptions,
  ): Promise<ReachTable> {
    if (closed || signal?.aborted === true || shouldStop?.() === true) throw new ComputationStopped('the reach table')
    startWorkers()
    const order = ++orders
    const fairShare = Math.ceil(input.facilityCount / (threadCount * CHUNKS_PER_THREAD))
    const chunkFacilities = Math.max(1, Math.min(MAXIMUM_CHUNK_FACILITIES, fairShare))
    const chunkCount = Math.ceil(input.facilityCount / chunkFacilities)
    const chunks = new Array<ReachChunk>(chunkCount)
    const nextChunk = new Int32Array(new SharedArrayBuffer(4))
    const message: ReachOrder = { order, input, chunkFacilities, chunkCount, nextChunk }
    const crew = workers
    const detach: (() => void)[] = []
    try {
      await new Promise<void>((resolve, reject) => {
        let received = 0
        let working = crew.length
        const stop = (): void => reject(new ComputationStopped('the reach table'))
        stopCurrent = stop
        signal?.addEventListener('abort', stop)
        detach.push(() => signal?.removeEventListener('abort', stop))
        for (const worker of crew) {
          const onMessage = (answer: ReachAnswer): void => {
            if (answer.order !== order) return
            if (answer.kind === 'failed') {
              reject(new Error(`a worker thread failed: ${answer.message}`, { cause: answer.stack }))
            } else if (answer.kind === 'chunk') {
              chunks[answer.chunk] = answer
              received++
              onProgress?.(received / chunkCount)
              if (shouldStop?.() === true) stop()
            } else if (--working === 0) {
              resolve()
            }
          }
          const onError = (error: Error): void =>
            reject(new Error(`a worker thread failed: ${error.message}`, { cause: error }))
          const onExit = (code: number): void => reject(new Error(`a worker thread ended with exit code ${code}`))
          worker.on('message', onMessage)
          worker.on('error', onError)
          worker.on('exit', onExit)
          detach.push(() => {
            worker.off('message', onMessage)
            worker.off('error', onError)
            worker.off('exit', onExit)
          })
          worker.ref()
          worker.postMessage(message)
        }
      })
    } catch (error) {
      // Whatever went wrong, the threads may be in the middle of it: the next computation gets fresh ones.
      for (const remove of detach.splice(0)) remove()
      await endWorkers()
      throw error
    } finally {
      stopCurrent = null
      for (const remove of detach) remove()
      for (const worker of workers) worker.unref()
    }
    if (chunkCount === 0) onProgress?.(1)
    return joinReachChunks(input, chunks)
  }

  return {
    threadCount,
    computeReachTable(graph, cells, destinations, destinationFacility, facilityCount, options) {
      const run = async (): Promise<ReachTable> =>
        compute(
          prepareReachInput(
            originsOf(graph, cells),
            destinations,
            destinationFacility,
            facilityCount,
            options.cutoffDeciseconds,
            true,
          ),
          options,
        )
      const result = turn.then(run)
      turn = result.catch(() => undefined)
      return result
    },
    async close() {
      closed = true
      stopCurrent?.()
      await turn
      await endWorkers()
    },
  }
}
