import { dismissJob } from '../api/client.ts'
import type { JobBody } from '../api/contract.ts'
import { followJob } from '../api/follow-job.ts'
import { isAbort, toProblem, type ApiProblem } from '../api/problem.ts'

/** Work on the server that is started, followed and cancelled from a page. */
export class FollowedJob {
  job: JobBody | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  /** Asked for, and not answered yet. */
  #isStarting = $state(false)
  readonly isRunning = $derived.by(
    () => this.#isStarting || this.job?.status === 'accepted' || this.job?.status === 'running',
  )
  readonly #controller = new AbortController()

  /** Resolves with the job when it was successful, else with null; `job` and `problem` say why. */
  async run(start: () => Promise<JobBody>): Promise<JobBody | null> {
    this.problem = null
    this.job = null
    this.#isStarting = true
    try {
      const started = await start()
      this.#isStarting = false
      const last = await followJob(started, (state) => (this.job = state), this.#controller.signal)
      return last.status === 'successful' ? last : null
    } catch (error) {
      if (!isAbort(error)) this.problem = toProblem(error)
      return null
    } finally {
      this.#isStarting = false
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

  /** Stops listening; the work itself goes on. */
  destroy(): void {
    this.#controller.abort()
  }
}
