import { getJob, jobEventsAddress } from './client.ts'
import type { JobBody } from './contract.ts'

const isFinished = (job: JobBody) => job.status !== 'accepted' && job.status !== 'running'

/**
 * Reports every state of a job until it is finished, over server-sent events; where the stream breaks, the state is asked
 * for once a second instead. Resolves with the last state; aborting `signal` closes the stream and rejects.
 */
export function followJob(job: JobBody, onState: (job: JobBody) => void, signal: AbortSignal): Promise<JobBody> {
  onState(job)
  if (isFinished(job)) return Promise.resolve(job)
  return new Promise((resolve, reject) => {
    const events = new EventSource(jobEventsAddress(job.id))
    let timer: ReturnType<typeof setTimeout> | undefined
    const close = () => {
      events.close()
      clearTimeout(timer)
    }
    const receive = (state: JobBody) => {
      onState(state)
      if (!isFinished(state)) return
      close()
      resolve(state)
    }
    const ask = async () => {
      try {
        const state = await getJob(job.id, signal)
        receive(state)
        if (!isFinished(state)) timer = setTimeout(ask, 1000)
      } catch (error) {
        close()
        reject(error)
      }
    }
    const read = (event: MessageEvent<string>) => receive(JSON.parse(event.data) as JobBody)
    events.addEventListener('progress', read)
    events.addEventListener('done', read)
    events.addEventListener('error', () => {
      events.close()
      if (!signal.aborted) void ask()
    })
    signal.addEventListener('abort', () => {
      close()
      reject(signal.reason)
    })
  })
}
