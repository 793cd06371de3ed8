/** One search for sites in a thread of its own: heuristics and HiGHS block it, so that ending the thread is how it is cancelled. */
import { parentPort, workerData } from 'node:worker_threads'
import { createHighsSolver } from './highs-solver.service.ts'
import type { SitingAnswer } from './siting-answer.ts'
import type { SitingProblem } from './siting-problem.ts'
import type { SitingProgress } from './siting-tools.ts'
import { solveSitingWith } from './solve-siting-heuristically.ts'

export interface SitingOrder {
  readonly problem: SitingProblem
  readonly timeLimitSeconds: number
  readonly seed: number
  readonly starts: number
  readonly mayEnumerate: boolean
  readonly hints: readonly (readonly number[])[]
}

export type SitingMessage =
  | { readonly kind: 'progress'; readonly progress: SitingProgress }
  | { readonly kind: 'done'; readonly answer: SitingAnswer }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

const post = (message: SitingMessage): void => parentPort?.postMessage(message)

try {
  const order = workerData as SitingOrder
  const end = performance.now() + order.timeLimitSeconds * 1000
  const answer = solveSitingWith(
    order.problem,
    {
      solveMip: await createHighsSolver(),
      secondsLeft: () => (end - performance.now()) / 1000,
      onProgress: (progress) => post({ kind: 'progress', progress }),
      seed: order.seed,
      starts: order.starts,
      mayEnumerate: order.mayEnumerate,
    },
    order.hints,
  )
  post({ kind: 'done', answer })
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  post({ kind: 'failed', name, message })
}
