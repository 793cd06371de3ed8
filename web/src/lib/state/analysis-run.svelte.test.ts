import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { JobBody } from '../api/contract.ts'
import { job } from '../testing/fixtures.ts'
import { AnalysisRun } from './analysis-run.svelte.ts'

const PROFILES = ['standard', '65plus', 'rollator']
const requests: string[] = []
const streams: FakeEvents[] = []

class FakeEvents extends EventTarget {
  constructor(readonly url: string) {
    super()
    streams.push(this)
  }
  close(): void {}
  finish(status: JobBody['status']): void {
    this.dispatchEvent(new MessageEvent('done', { data: JSON.stringify({ ...job, status }) }))
  }
}

beforeEach(() => {
  requests.length = 0
  streams.length = 0
  let started = 0
  vi.stubGlobal('EventSource', FakeEvents)
  vi.stubGlobal('fetch', (path: string, { method = 'GET' }: RequestInit) => {
    requests.push(`${method} ${path}`)
    const body = method === 'POST' ? { ...job, id: `job-${++started}` } : { ...job, status: 'dismissed' }
    return Promise.resolve(new Response(JSON.stringify(body), { status: method === 'POST' ? 202 : 200 }))
  })
})
afterEach(() => vi.unstubAllGlobals())

test('everything is asked for at once, followed in its order, and done when the last one is', async () => {
  const run = new AnalysisRun()
  const ondone = vi.fn(() => Promise.resolve())
  void run.start('musterstadt', PROFILES, ondone)
  for (const [at, last] of [false, false, true].entries()) {
    await vi.waitFor(() => expect(streams).toHaveLength(at + 1))
    expect(requests).toEqual(PROFILES.map(() => 'POST /api/v1/regions/musterstadt/runs'))
    expect([run.at, streams[at].url]).toEqual([at, `/api/v1/jobs/job-${at + 1}/events`])
    expect(ondone).not.toHaveBeenCalled()
    streams[at].finish('successful')
    if (last) await vi.waitFor(() => expect(ondone).toHaveBeenCalledOnce())
  }
})

test('cancelling tells the one that runs and all behind it; leaving the page tells none', async () => {
  const left = new AnalysisRun()
  void left.start('musterstadt', PROFILES, () => Promise.resolve())
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  left.destroy()
  expect(requests.filter((request) => request.startsWith('DELETE'))).toEqual([])

  const run = new AnalysisRun()
  void run.start('musterstadt', PROFILES, () => Promise.resolve())
  await vi.waitFor(() => expect(streams).toHaveLength(2))
  streams[1].finish('successful')
  await vi.waitFor(() => expect(streams).toHaveLength(3))
  await run.cancel()
  expect(requests.slice(6)).toEqual(['DELETE /api/v1/jobs/job-5', 'DELETE /api/v1/jobs/job-6'])
  expect(run.job?.status).toBe('dismissed')
})
