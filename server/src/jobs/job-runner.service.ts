import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { LocalText } from '../contract/common.ts'
import type { Queryable } from '../db/database.store.ts'
import { describeFullDisk } from '../problems/full-disk.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { ImportError } from '../issues/import-error.ts'
import { ISSUE_TEXTS } from '../issues/issue-catalogue.ts'
import type { Job, JobKind, JobProgress } from './job.ts'
import { findJob, saveJob } from './job.store.ts'

/** Does the work; must reject soon after the signal, with nothing stored. What it has committed before counts as done. */
export type JobWork = (report: (progress: JobProgress) => void, signal: AbortSignal) => Promise<Record<string, unknown>>

const WAITING_LIMIT = 20

interface Entry {
  job: Job
  /** Equal work has an equal key; never shown. */
  readonly key: string | undefined
  readonly work: JobWork
  readonly abort: AbortController
  readonly done: Promise<Job>
  readonly finish: (job: Job) => void
}

/**
 * Runs jobs in this process, each computing in a worker thread: imports and analyses one after the other, and beside them one search
 * for sites, one publication and one print at a time. Progress goes to listeners at once, to the database only when the state changes: a crash loses nothing but progress.
 */
export class JobRunner {
  readonly #db: Queryable
  readonly #entries = new Map<string, Entry>()
  readonly #events = new EventEmitter().setMaxListeners(0)
  readonly #queues: Record<'data' | 'siting' | 'publish' | 'profiles', Promise<void>> = {
    data: Promise.resolve(),
    siting: Promise.resolve(),
    publish: Promise.resolve(),
    profiles: Promise.resolve(),
  }
  /** Told of failures that are not the user's, for the log. */
  onFault: (error: unknown, job: Job) => void = () => {}

  constructor(db: Queryable) {
    this.#db = db
  }

  /** Accepts a job; equal work that is waiting or running is joined, not done twice. */
  async start(
    kind: JobKind,
    region: string | null,
    work: JobWork,
    sameAs?: string,
  ): Promise<{ job: Job; done: Promise<Job> }> {
    if (sameAs !== undefined) {
      for (const entry of this.#entries.values()) {
        if (entry.job.kind === kind && entry.job.region === region && entry.key === sameAs)
          return { job: entry.job, done: entry.done }
      }
    }
    if (this.#entries.size >= WAITING_LIMIT)
      throw new Problem('too-many-jobs', `${WAITING_LIMIT} jobs are waiting already.`, 30)
    const job: Job = {
      id: randomBytes(8).toString('hex'),
      kind,
      region,
      status: 'accepted',
      step: 'waiting',
      share: 0,
      message: null,
      createdAt: new Date().toISOString(),
      finishedAt: null,
      result: null,
    }
    let finish: (job: Job) => void = () => {}
    const done = new Promise<Job>((resolve) => (finish = resolve))
    const entry: Entry = { job, key: sameAs, work, abort: new AbortController(), done, finish }
    this.#entries.set(job.id, entry)
    try {
      await saveJob(this.#db, job)
    } catch (error) {
      this.#entries.delete(job.id)
      throw error
    }
    const queue = kind === 'import' || kind === 'analyse' ? 'data' : kind
    this.#queues[queue] = this.#queues[queue].then(() => this.#run(entry))
    return { job, done }
  }

  /** The job as it is now. */
  async find(id: string): Promise<Job | undefined> {
    return this.#entries.get(id)?.job ?? findJob(this.#db, id)
  }

  /** Calls back on every change until the job has finished; returns how to stop listening. */
  watch(id: string, listener: (job: Job) => void): () => void {
    this.#events.on(id, listener)
    return () => this.#events.off(id, listener)
  }

  /** Cancels a waiting or running job. */
  async dismiss(id: string): Promise<Job> {
    const entry = this.#entries.get(id)
    if (!entry) {
      if (await findJob(this.#db, id)) throw new Problem('job-finished', 'The job has finished already.')
      throw new Problem('unknown-job', `There is no job "${id}".`)
    }
    entry.abort.abort()
    return entry.done
  }

  /** Cancels everything and waits. */
  async close(): Promise<void> {
    for (const entry of this.#entries.values()) entry.abort.abort()
    await Promise.all(Object.values(this.#queues))
  }

  #change(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change }
    this.#events.emit(entry.job.id, entry.job)
  }

  async #run(entry: Entry): Promise<void> {
    try {
      if (!entry.abort.signal.aborted) {
        this.#change(entry, { status: 'running', step: 'starting' })
        await saveJob(this.#db, entry.job)
        const report = ({ step, share, interim }: JobProgress) =>
          this.#change(entry, {
            step,
            share: Math.min(1, Math.max(0, share)),
            ...(interim === undefined ? {} : { result: interim }),
          })
        const result = await entry.work(report, entry.abort.signal)
        this.#change(entry, { status: 'successful', step: 'done', share: 1, result })
      } else {
        throw entry.abort.signal.reason
      }
    } catch (error) {
      if (entry.abort.signal.aborted) this.#change(entry, { status: 'dismissed', message: DISMISSED, result: null })
      else {
        const message = describeFailure(error)
        if (message === FAULT) this.onFault(error, entry.job)
        this.#change(entry, { status: 'failed', message, result: null })
      }
    }
    this.#change(entry, { finishedAt: new Date().toISOString() })
    await saveJob(this.#db, entry.job).catch(() => {
      // The database is away: the outcome was reported to listeners; after a restart the job reads "interrupted".
    })
    this.#entries.delete(entry.job.id)
    entry.finish(entry.job)
  }
}

const DISMISSED: LocalText = { de: 'Abgebrochen. Gespeichert wurde nichts.', en: 'Cancelled. Nothing was stored.' }

const FAULT: LocalText = {
  de: 'Der Auftrag ist an einem Fehler im Programm gescheitert; das Protokoll des Servers nennt ihn.',
  en: 'The job failed by a mistake in the program; the log of the server names it.',
}

function describeFailure(error: unknown): LocalText {
  if (error instanceof ImportError) {
    const details = `${error.message} (${error.where}): ${error.remedy}`
    return { de: `${ISSUE_TEXTS[error.kind]?.de ?? 'Der Import ist gescheitert.'} [${details}]`, en: details }
  }
  if (error instanceof TextProblem) return error.text
  if (error instanceof Problem) return { de: error.message, en: error.message }
  return describeFullDisk(error) ?? FAULT
}
