import { parentPort, workerData } from 'node:worker_threads'
import { computeAnalysis, type AnalysisInput } from './compute-analysis.ts'

/** One analysis in a thread of its own, so that maps stay quick meanwhile; cancelled by ending the thread. */
const analysis = computeAnalysis(workerData as AnalysisInput, {
  onProgress: (share) => parentPort?.postMessage({ kind: 'progress', share }),
})
parentPort?.postMessage({ kind: 'done', value: analysis })
