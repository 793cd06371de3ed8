import type { JobBody } from '../contract/result.ts'

export type Job = JobBody
export type JobKind = 'import' | 'analyse' | 'siting' | 'publish' | 'profiles'

/** What a job reports while it runs. */
export interface JobProgress {
  readonly step: string
  /** 0 … 1 over the whole job. */
  readonly share: number
  /** The best outcome so far, shown as the job's `result` while it runs. */
  readonly interim?: Record<string, unknown>
}

/** No job runs any more in these states. */
export function isFinished(job: Job): boolean {
  return job.status !== 'accepted' && job.status !== 'running'
}
