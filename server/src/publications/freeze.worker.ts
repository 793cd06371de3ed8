import { parentPort, workerData } from 'node:worker_threads'
import type { FreezeInput } from './freeze-input.ts'
import { buildFrozenContents } from './freeze-files.writer.ts'

/** Computes the files of a version in a thread of its own, so that maps stay quick meanwhile. */
const value = buildFrozenContents(workerData as FreezeInput, (step, share) =>
  parentPort?.postMessage({ kind: 'progress', step, share }),
)
parentPort?.postMessage({ kind: 'done', value })
