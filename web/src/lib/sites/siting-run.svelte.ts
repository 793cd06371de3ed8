import { dismissJob, getJob } from '../api/client.ts'
import type { JobBody, SitingAnswer, SitingRequest } from '../api/contract.ts'
import { followJob } from '../api/follow-job.ts'
import { isAbort, toProblem, type ApiProblem } from '../api/problem.ts'
import { startSiting } from '../api/siting.ts'

/** The best known at one moment of a search. */
export interface SearchStep {
  readonly seconds: number
  readonly objective: number
  readonly bound: number | null
}

export type SearchStatus = 'none' | 'starting' | 'running' | 'done' | 'cancelled' | 'failed'

/** Whether a job's result is (the beginning of) an answer: while it runs, fields may be missing. */
const isAnswer = (result: JobBody['result']): result is JobBody['result'] & SitingAnswer =>
  result !== null && typeof result.model === 'string' && 'solution' in result

/** One search for sites: asked for, followed while better sites are found, cancelled with the best so far kept. */
export class SitingRun {
  status: SearchStatus = $state('none')
  job: JobBody | null = $state.raw(null)
  /** The best so far while it runs, then the answer. */
  answer: SitingAnswer | null = $state.raw(null)
  /** What was asked, so that the page can say when the question has changed since. */
  request: SitingRequest | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  /** Every improvement, for the chart of the closing gap. */
  steps: readonly SearchStep[] = $state.raw([])
  /** Since the search began, whole seconds. */
  elapsedSeconds = $state(0)
  #startedAt = 0
  #timer: ReturnType<typeof setInterval> | undefined
  #controller: AbortController | null = null
  readonly #now: () => number

  constructor(now: () => number = () => Date.now()) {
    this.#now = now
  }

  get isRunning(): boolean {
    return this.status === 'starting' || this.status === 'running'
  }

  /** Asks for a search; resolves with its job as soon as there is one, null where it was refused. */
  async start(region: string, request: SitingRequest, onjob: (jobId: string) => void): Promise<void> {
    const signal = this.#begin(request)
    await this.#try(signal, async () => {
      const job = await startSiting(region, request, signal)
      onjob(job.id)
      await this.#follow(job, signal)
    })
  }

  /** Looks at a search that was asked for before, with the question of the address. */
  async attach(jobId: string, request: SitingRequest): Promise<void> {
    const signal = this.#begin(request)
    await this.#try(signal, async () => this.#follow(await getJob(jobId, signal), signal))
  }

  /** Ends the search; the best so far stays. */
  async cancel(): Promise<void> {
    const { job } = this
    if (!job || !this.isRunning) return
    try {
      this.#receive(await dismissJob(job.id))
    } catch (error) {
      // It may have finished in the same moment: then the answer is on its way.
      if (toProblem(error).code !== 'job-finished') this.problem = toProblem(error)
    }
  }

  /** Forgets everything; a running search goes on, on the server. */
  reset(): void {
    this.destroy()
    this.status = 'none'
    this.job = this.answer = this.request = this.problem = null
    this.steps = []
  }

  destroy(): void {
    this.#controller?.abort()
    this.#controller = null
    clearInterval(this.#timer)
  }

  #begin(request: SitingRequest): AbortSignal {
    this.reset()
    this.#controller = new AbortController()
    this.request = request
    this.status = 'starting'
    this.#startedAt = this.#now()
    this.elapsedSeconds = 0
    this.#timer = setInterval(() => this.#tick(), 1000)
    return this.#controller.signal
  }

  async #try(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (signal.aborted || isAbort(error)) return
      this.problem = toProblem(error)
      this.status = 'failed'
      clearInterval(this.#timer)
    }
  }

  async #follow(job: JobBody, signal: AbortSignal): Promise<void> {
    const began = Date.parse(job.createdAt)
    // The clock of the server may differ; a search that has just been asked for has just begun.
    if (job.status === 'running' && Number.isFinite(began)) this.#startedAt = Math.min(this.#startedAt, began)
    await followJob(job, (state) => !signal.aborted && this.#receive(state), signal)
  }

  #receive(job: JobBody): void {
    this.job = job
    if (isAnswer(job.result)) this.#improve(job.result)
    if (job.status === 'accepted' || job.status === 'running') this.status = 'running'
    else if (job.status === 'successful') this.status = 'done'
    else this.status = job.status === 'dismissed' ? 'cancelled' : 'failed'
    if (!this.isRunning) {
      this.#tick()
      clearInterval(this.#timer)
    }
  }

  #improve(found: SitingAnswer): void {
    this.answer = { ...found, alternatives: found.alternatives ?? [], curve: found.curve ?? [] }
    const { solution, bound } = found
    if (!solution) return
    const last = this.steps.at(-1)
    if (last?.objective === solution.objective && last.bound === bound) return
    const seconds = Math.max(0, (this.#now() - this.#startedAt) / 1000)
    this.steps = [...this.steps, { seconds, objective: solution.objective, bound }]
  }

  #tick(): void {
    this.elapsedSeconds = Math.max(0, Math.round((this.#now() - this.#startedAt) / 1000))
  }
}
