import { parentPort } from 'node:worker_threads'
import { createReachQuery, type ReachInput } from './reach-query.ts'

/** Asks a worker for its part of one reach table; all inputs lie on SharedArrayBuffers. */
export interface ReachOrder {
  readonly order: number
  readonly input: ReachInput
  /** Facilities per chunk; chunk c holds facilities c · chunkFacilities onwards. */
  readonly chunkFacilities: number
  readonly chunkCount: number
  /** One shared counter: the next chunk that nobody has taken. */
  readonly nextChunk: Int32Array
}

export type ReachAnswer =
  | {
      readonly kind: 'chunk'
      readonly order: number
      readonly chunk: number
      readonly counts: Uint32Array
      readonly cell: Uint32Array
      readonly deciseconds: Uint16Array
    }
  | { readonly kind: 'done'; readonly order: number }
  | { readonly kind: 'failed'; readonly order: number; readonly message: string; readonly stack: string | undefined }

parentPort?.on('message', ({ order, input, chunkFacilities, chunkCount, nextChunk }: ReachOrder) => {
  try {
    const query = createReachQuery(input)
    for (;;) {
      const chunk = Atomics.add(nextChunk, 0, 1)
      if (chunk >= chunkCount) break
      const first = chunk * chunkFacilities
      query.append(first, Math.min(input.facilityCount, first + chunkFacilities))
      const { counts, cell, deciseconds } = query.take()
      answer({ kind: 'chunk', order, chunk, counts, cell, deciseconds }, [
        counts.buffer as ArrayBuffer,
        cell.buffer as ArrayBuffer,
        deciseconds.buffer as ArrayBuffer,
      ])
    }
    answer({ kind: 'done', order })
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    answer({ kind: 'failed', order, message, stack })
  }
})

function answer(message: ReachAnswer, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}
