import { dismissJob, startRun } from '../api/client.ts'
import type { JobBody } from '../api/contract.ts'
import { followJob } from '../api/follow-job.ts'
import { isAbort, toProblem, type ApiProblem } from '../api/problem.ts'

/** Analyses that a page starts, one profile after the other, with their progress; they go on when the page is left. */
export class AnalysisRun {
  /** The last one started. */
  job: JobBody | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  /** Position of the profile that is computed. */
  at = $state(0)
  readonly isRunning = $derived(this.job?.status === 'accepted' || this.job?.status === 'running')
  readonly #controller = new AbortController()

  /** Calls `ondone` when all were successful; ends with the first that was not. */
  async start(regionKey: string, profiles: readonly string[], ondone: () => Promise<void>): Promise<void> {
    this.problem = null
    try {
      for (this.at = 0; this.at < profiles.length; this.at++) {
        const started = await startRun(regionKey, profiles[this.at])
        const finished = await followJob(started, (job) => (this.job = job), this.#controller.signal)
        if (finished.status !== 'successful') return
      }
      await ondone()
    } catch (error) {
      if (!isAbort(error)) this.problem = toProblem(error)
    }
  }

  async cancel(): Promise<void> {
    if (!this.job) return
    try {
      this.job = await dismissJob(this.job.id)
    } catch (error) {
      this.problem = toProblem(error)
    }
  }

  /** Stops listening. */
  destroy(): void {
    this.#controller.abort()
  }
}
