import { dismissJob } from '../api/client.ts'
import type { JobBody, ProfileDocumentRequest, ProfileDocumentResult } from '../api/contract.ts'
import { followJob } from '../api/follow-job.ts'
import { isAbort, toProblem, type ApiProblem } from '../api/problem.ts'
import { getPrintedFile, printProfiles } from '../api/profiles.ts'
import { localText } from '../state/locale.svelte.ts'
import { saveBlob } from '../sites/save-blob.ts'

/** Printing on the server: starts a job, tells how far it is, hands over the file, can be given up. */
export class ProfilePrinting {
  job: JobBody | null = $state.raw(null)
  result: ProfileDocumentResult | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  /** Why a job ended without a file, in words of the server. */
  failure: string | null = $state.raw(null)
  isRunning = $state(false)
  #controller: AbortController | null = null

  async start(region: string, run: string, asked: ProfileDocumentRequest): Promise<void> {
    this.#controller?.abort()
    const controller = new AbortController()
    this.#controller = controller
    this.isRunning = true
    this.job = null
    this.result = null
    this.problem = null
    this.failure = null
    try {
      const started = await printProfiles(region, run, asked)
      const finished = await followJob(started, (job) => (this.job = job), controller.signal)
      if (finished.status !== 'successful') {
        this.failure = finished.message === null ? finished.status : localText(finished.message)
        return
      }
      const result = finished.result as ProfileDocumentResult
      saveBlob(await getPrintedFile(result.file, controller.signal), result.name)
      this.result = result
    } catch (error) {
      if (!isAbort(error)) this.problem = toProblem(error)
    } finally {
      if (this.#controller === controller) this.isRunning = false
    }
  }

  /** Gives up; the server stops printing. */
  async cancel(): Promise<void> {
    if (this.job !== null) await dismissJob(this.job.id).catch(() => undefined)
  }

  /** Call when the page is left. */
  destroy(): void {
    this.#controller?.abort()
  }
}
