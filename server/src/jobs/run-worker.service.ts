import { Worker } from 'node:worker_threads'

/** What a worker of ours sends: progress, then its result or the reason why there is none. */
export type WorkerMessage<Result> =
  | { readonly kind: 'progress'; readonly share: number; readonly step?: string }
  | { readonly kind: 'done'; readonly value: Result }
  | {
      readonly kind: 'failed'
      readonly error: { readonly name: string; readonly message: string; readonly [field: string]: unknown }
    }

export interface RunWorkerOptions {
  readonly workerData: unknown
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number, step?: string) => void
  /** Upper limit of the thread's own heap. */
  readonly maximumHeapMegabytes?: number
}

/** Runs a worker file to its end. Aborting ends the thread at once; running out of memory rejects, the process lives on. */
export function runWorker<Result>(file: URL, options: RunWorkerOptions): Promise<Result> {
  const { signal, onProgress, workerData, maximumHeapMegabytes = 4096 } = options
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = new Worker(file, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: maximumHeapMegabytes, maxYoungGenerationSizeMb: 256 },
    })
    const onAbort = () => settle(() => reject(signal?.reason))
    const settle = (end: () => void) => {
      signal?.removeEventListener('abort', onAbort)
      worker.removeAllListeners()
      // An error on the way out of a thread that nobody waits for any more must not end the process.
      worker.on('error', () => {})
      void worker.terminate().then(end)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.on('message', (message: WorkerMessage<Result>) => {
      if (message.kind === 'progress') onProgress?.(message.share, message.step)
      else if (message.kind === 'done') settle(() => resolve(message.value))
      else settle(() => reject(Object.assign(new Error(message.error.message), message.error)))
    })
    worker.on('error', (error) => settle(() => reject(error)))
    worker.on('exit', (code) =>
      settle(() => reject(new Error(`a worker ended with exit code ${code} before its result`))),
    )
  })
}
