import { FolderInUseError, type LockHolder } from '../db/directory-lock.service.ts'
import { openDatabase } from '../db/open-database.service.ts'
import { createServices } from '../http/create-services.service.ts'
import { readConfig, type ConfigOptions } from '../http/config.service.ts'
import type { Services } from '../http/services.ts'
import type { Job, JobProgress } from '../jobs/job.ts'
import { ExpectedError } from '../problems/expected-error.ts'

/** Opens the database, hands the services to the work and closes everything again. */
export async function withServices<T>(options: ConfigOptions, work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig(options, process.env)
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataFolder: config.dataFolder })
  try {
    return await work(createServices(config, database))
  } finally {
    await database.close()
  }
}

/** A job as a running server takes it. */
export interface Order {
  readonly path: string
  readonly body: unknown
  readonly report: (progress: JobProgress) => void
}

/**
 * Runs jobs one after the other where there is room for them: in this process, or in the running server that holds the
 * embedded database. Returns their results. A server that cannot take jobs (it is still starting) is named with its process number.
 *
 * @param here does the job at a position of `orders` in this process
 */
export async function runHere<T>(
  options: ConfigOptions,
  orders: readonly Order[],
  here: (services: Services, position: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = []
  try {
    await withServices(options, async (services) => {
      for (let i = 0; i < orders.length; i++) results.push(await here(services, i))
    })
  } catch (error) {
    if (!(error instanceof FolderInUseError) || error.holder.controlUrl === null) throw error
    for (const order of orders) results.push((await runThere(error.holder, order)) as T)
  }
  return results
}

const POLL_MILLISECONDS = 250

async function runThere(holder: LockHolder, { path, body, report }: Order): Promise<Record<string, unknown>> {
  const ask = async (address: string, init?: RequestInit): Promise<Job> => {
    const response = await fetch(`${holder.controlUrl}${address}`, init)
    const answer = (await response.json()) as Job & { detail?: string }
    const detail = answer.detail ?? `the running server answered ${response.status}`
    if (!response.ok) throw new ExpectedError({ de: detail, en: detail })
    return answer
  }
  const headers = { 'content-type': 'application/json', 'x-control-token': holder.controlToken }
  let job = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) })
  const cancel = () =>
    void fetch(`${holder.controlUrl}/jobs/${job.id}`, {
      method: 'DELETE',
      headers: { 'x-control-token': holder.controlToken },
    }).finally(() => process.exit(1))
  process.once('SIGINT', cancel)
  try {
    while (job.status === 'accepted' || job.status === 'running') {
      report({ step: job.step, share: job.share })
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS))
      job = await ask(`/jobs/${job.id}`, { headers: { 'x-control-token': holder.controlToken } })
    }
  } finally {
    process.off('SIGINT', cancel)
  }
  if (job.status !== 'successful') {
    throw new ExpectedError(
      job.message ?? { de: `Der Auftrag endete als „${job.status}“.`, en: `The job ended as "${job.status}".` },
    )
  }
  return job.result ?? {}
}
