import { dismissJob, startRun } from '../api/client.ts'
import type { JobBody } from '../api/contract.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { FollowedJob } from './followed-job.svelte.ts'

/** Analyses that a page asks for, all at once: the server computes one profile after the other, also when the page is left. */
export class AnalysisRun {
  /** Position of the profile that is computed. */
  at = $state(0)
  readonly #work = new FollowedJob()
  #jobs: readonly JobBody[] = []

  /** The one that is computed or waited for; at the end the last. */
  get job(): JobBody | null {
    return this.#work.job
  }
  get problem(): ApiProblem | null {
    return this.#work.problem
  }
  get isRunning(): boolean {
    return this.#work.isRunning
  }

  /** Calls `ondone` when all were successful; ends with the first that was not. */
  async start(regionKey: string, profiles: readonly string[], ondone: () => Promise<void>): Promise<void> {
    const askForAll = async () => {
      this.#jobs = []
      for (const profile of profiles) this.#jobs = [...this.#jobs, await startRun(regionKey, profile)]
    }
    for (this.at = 0; this.at < profiles.length; this.at++) {
      const finished = await this.#work.run(async () => {
        if (this.at === 0) await askForAll()
        return this.#jobs[this.at]
      })
      if (finished === null) return
    }
    try {
      await ondone()
    } catch (error) {
      this.#work.problem = toProblem(error)
    }
  }

  /** The one that runs, and those behind it: each is told at once, because one that waits ends no sooner than the one before it. */
  async cancel(): Promise<void> {
    const behind = this.#jobs.slice(this.at + 1)
    try {
      await Promise.all([this.#work.cancel(), ...behind.map(({ id }) => dismissJob(id))])
    } catch (error) {
      this.#work.problem = toProblem(error)
    }
  }

  /** Stops listening. */
  destroy(): void {
    this.#work.destroy()
  }
}
