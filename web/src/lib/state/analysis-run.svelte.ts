import { dismissJob, startRun } from '../api/client.ts'
import type { JobBody } from '../api/contract.ts'
import { followJob } from '../api/follow-job.ts'
import { isAbort, toProblem, type ApiProblem } from '../api/problem.ts'

/** Analyses that a page asks for, all at once: the server computes one profile after the other, also when the page is left. */
export class AnalysisRun {
  /** The one that is computed or waited for; at the end the last. */
  job: JobBody | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  /** Position of the profile that is computed. */
  at = $state(0)
  readonly isRunning = $derived(this.job?.status === 'accepted' || this.job?.status === 'running')
  #jobs: readonly JobBody[] = []
  readonly #controller = new AbortController()

  /** Calls `ondone` when all were successful; ends with the first that was not. */
  async start(regionKey: string, profiles: readonly string[], ondone: () => Promise<void>): Promise<void> {
    this.problem = null
    try {
      this.#jobs = []
      for (const profile of profiles) this.#jobs = [...this.#jobs, await startRun(regionKey, profile)]
      for (this.at = 0; this.at < this.#jobs.length; this.at++) {
        const finished = await followJob(this.#jobs[this.at], (job) => (this.job = job), this.#controller.signal)
        if (finished.status !== 'successful') return
      }
      await ondone()
    } catch (error) {
      if (!isAbort(error)) this.problem = toProblem(error)
    }
  }

  /** The one that runs, and those behind it: each is told at once, because one that waits ends no sooner than the one before it. */
  async cancel(): Promise<void> {
    try {
      ;[this.job = null] = await Promise.all(this.#jobs.slice(this.at).map(({ id }) => dismissJob(id)))
    } catch (error) {
      this.problem = toProblem(error)
    }
  }

  /** Stops listening. */
  destroy(): void {
    this.#controller.abort()
  }
}
