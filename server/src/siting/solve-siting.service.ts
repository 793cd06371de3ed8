/**
 * Best sites with a proof where time allows: the one entry for routes and commands. Runs in a process of its own: HiGHS is WebAssembly, and
 * ending a thread in the midst of it, or for lack of memory, can take the whole process along.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { answerFromProgress } from './answer-from-progress.ts'
import type { SitingAnswer } from './siting-answer.ts'
import type { CurvePoint } from './siting-curve.ts'
import { checkSitingProblem, type SitingProblem } from './siting-problem.ts'
import type { SitingProgress } from './siting-tools.ts'
import { DEFAULT_SEED, DEFAULT_STARTS, DEFAULT_TIME_LIMIT_SECONDS } from './siting-defaults.ts'
import type { SitingMessage, SitingOrder } from './solve-siting.worker.ts'

export interface SitingOptions {
  /** Default 60. The answer comes at the latest some seconds after it. */
  readonly timeLimitSeconds?: number
  /** Aborting ends the process at once and rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** The best set and the bound so far, whenever one of them gets better. */
  readonly onProgress?: (progress: SitingProgress) => void
  /** Of the process's JavaScript heap, without the columns of the problem; default 2048. HiGHS takes at most 2 GB beside it. */
  readonly maximumHeapMegabytes?: number
  /** Default 1; the same seed gives the same answer unless time runs out. */
  readonly seed?: number
  /** Starts of the interchange; default 8. */
  readonly starts?: number
  /** Whether small problems are solved by looking at all sets instead of by HiGHS; default yes. */
  readonly mayEnumerate?: boolean
  /** Sets to start from: the answer to a question that is much like this one. */
  readonly hints?: readonly (readonly number[])[]
}

/** HiGHS looks at the clock between steps; a process that is still busy so long after its time is ended. */
const GRACE_SECONDS = 5
const GRACE_SHARE = 0.1
/** On a busy machine a process starts slowly; that takes nothing from the time to search, but has an end as well. */
const START_SECONDS = 60

/**
 * @throws RangeError where the problem contradicts itself; the signal's reason after cancelling. A process that runs out of
 * time or memory gives the best set and bound it has reported, as an answer that is not proven.
 */
export function solveSiting(problem: SitingProblem, options: SitingOptions = {}): Promise<SitingAnswer> {
  let last: SitingProgress | null = null
  return runProcess(problem, null, options, {
    onProgress(progress) {
      last = progress
      options.onProgress?.(progress)
    },
    onPoint: () => undefined,
    take: (message) => (message.kind === 'answer' ? message.answer : null),
    giveBest: () => answerFromProgress(problem, last),
  })
}

export interface CurveOptions extends Omit<SitingOptions, 'onProgress' | 'hints'> {
  readonly onPoint?: (point: CurvePoint) => void
}

/**
 * `computeSitingCurve` in a process, with HiGHS; the time limit is for all points together. A process that runs out of time or
 * memory gives the points that it has finished.
 *
 * @throws as `solveSiting`; also for models that find the number of sites themselves
 */
export function solveSitingCurve(
  problem: SitingProblem,
  largestSiteCount: number,
  options: CurveOptions = {},
): Promise<readonly CurvePoint[]> {
  const points: CurvePoint[] = []
  return runProcess<readonly CurvePoint[]>({ ...problem, siteCount: 0 }, largestSiteCount, options, {
    onProgress: () => undefined,
    onPoint(point) {
      points.push(point)
      options.onPoint?.(point)
    },
    take: (message) => (message.kind === 'curve' ? message.points : null),
    giveBest: () => points,
  })
}

interface Handlers<Result> {
  readonly onProgress: (progress: SitingProgress) => void
  readonly onPoint: (point: CurvePoint) => void
  /** The result, where the message is one. */
  readonly take: (message: SitingMessage) => Result | null
  /** What is known without a result. */
  readonly giveBest: () => Result
}

function runProcess<Result>(
  problem: SitingProblem,
  curveTo: number | null,
  options: Omit<SitingOptions, 'onProgress'>,
  handlers: Handlers<Result>,
): Promise<Result> {
  const { signal, timeLimitSeconds = DEFAULT_TIME_LIMIT_SECONDS, maximumHeapMegabytes = 2048 } = options
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    if (!(timeLimitSeconds > 0)) throw new RangeError(`timeLimitSeconds must be above 0, not ${timeLimitSeconds}`)
    checkSitingProblem(problem)
    const order: SitingOrder = {
      problem,
      timeLimitSeconds,
      seed: options.seed ?? DEFAULT_SEED,
      starts: options.starts ?? DEFAULT_STARTS,
      mayEnumerate: options.mayEnumerate ?? true,
      hints: options.hints ?? [],
      curveTo,
    }
    const child = fork(fileURLToPath(new URL('./solve-siting.worker.ts', import.meta.url)), [], {
      // Typed arrays go over as they are.
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${maximumHeapMegabytes}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    let isSettled = false
    const settle = (end: () => void): void => {
      if (isSettled) return
      isSettled = true
      clearTimeout(overtime)
      signal?.removeEventListener('abort', onAbort)
      child.removeAllListeners()
      // An error on the way out of a process that nobody waits for any more must not end this one.
      child.on('error', () => undefined)
      if (child.exitCode !== null || child.signalCode !== null) return end()
      child.once('exit', end)
      child.kill('SIGKILL')
    }
    const giveBest = (): void => settle(() => resolve(handlers.giveBest()))
    const onAbort = (): void => settle(() => reject(signal?.reason as Error))
    const overSeconds = timeLimitSeconds * (1 + GRACE_SHARE) + GRACE_SECONDS
    let overtime = setTimeout(giveBest, (START_SECONDS + overSeconds) * 1000)
    signal?.addEventListener('abort', onAbort, { once: true })
    child.on('message', (message: SitingMessage) => {
      if (message.kind === 'ready') {
        clearTimeout(overtime)
        overtime = setTimeout(giveBest, overSeconds * 1000)
        return
      }
      if (message.kind === 'progress') return handlers.onProgress(message.progress)
      if (message.kind === 'point') return handlers.onPoint(message.point)
      if (message.kind === 'failed') {
        const Kind = message.name === 'RangeError' ? RangeError : Error
        return settle(() => reject(new Kind(`the search for sites failed: ${message.message}`)))
      }
      const result = handlers.take(message)
      if (result !== null) settle(() => resolve(result))
    })
    child.on('error', (error) => settle(() => reject(error)))
    // Ended by a signal that was not ours: out of memory.
    child.on('exit', (code, ending) => {
      if (ending !== null) giveBest()
      else settle(() => reject(new Error(`the search for sites ended with exit code ${code}`)))
    })
    // Where the process is gone already, its exit says so.
    child.send(order, () => undefined)
  })
}
