/** One search for sites in a process of its own: heuristics and HiGHS block it, so that ending the process is how it is cancelled. */
import { once } from 'node:events'
import { createHighsSolver } from './highs-solver.service.ts'
import type { SitingAnswer } from './siting-answer.ts'
import type { SitingProblem } from './siting-problem.ts'
import { computeSitingCurve, type CurvePoint } from './siting-curve.ts'
import type { SitingProgress, SitingTools } from './siting-tools.ts'
import { solveSitingWith } from './solve-siting-heuristically.ts'

export interface SitingOrder {
  readonly problem: SitingProblem
  readonly timeLimitSeconds: number
  readonly seed: number
  readonly starts: number
  readonly mayEnumerate: boolean
  readonly hints: readonly (readonly number[])[]
  /** Largest number of sites of a curve; null for one answer. */
  readonly curveTo: number | null
}

export type SitingMessage =
  /** The process has started and its time runs. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: SitingProgress }
  | { readonly kind: 'point'; readonly point: CurvePoint }
  | { readonly kind: 'answer'; readonly answer: SitingAnswer }
  | { readonly kind: 'curve'; readonly points: readonly CurvePoint[] }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

const post = (message: SitingMessage): void => void process.send?.(message)

try {
  const [order] = (await once(process, 'message')) as [SitingOrder]
  post({ kind: 'ready' })
  const end = performance.now() + order.timeLimitSeconds * 1000
  const tools: SitingTools = {
    solveMip: await createHighsSolver(),
    secondsLeft: () => (end - performance.now()) / 1000,
    onProgress: (progress) => post({ kind: 'progress', progress }),
    seed: order.seed,
    starts: order.starts,
    mayEnumerate: order.mayEnumerate,
  }
  if (order.curveTo === null) {
    post({ kind: 'answer', answer: solveSitingWith(order.problem, tools, order.hints) })
  } else {
    const onPoint = (point: CurvePoint): void => post({ kind: 'point', point })
    post({ kind: 'curve', points: computeSitingCurve(order.problem, order.curveTo, tools, onPoint) })
  }
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  post({ kind: 'failed', name, message })
}
process.disconnect?.()
