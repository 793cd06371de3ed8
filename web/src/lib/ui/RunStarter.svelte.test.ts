import '../../app.css'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { JobBody } from '../api/contract.ts'
import { checkAccessibility } from '../testing/check-accessibility.ts'
import { job, region } from '../testing/fixtures.ts'
import RunStarter from './RunStarter.svelte'

afterEach(() => vi.unstubAllGlobals())

/** A stream that the test speaks through. */
class FakeEvents extends EventTarget {
  static current: FakeEvents
  isClosed = false
  constructor(readonly url: string) {
    super()
    FakeEvents.current = this
  }
  close(): void {
    this.isClosed = true
  }
  say(event: string, state: JobBody): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(state) }))
  }
}

const show = async (ondone = vi.fn(() => Promise.resolve())) => {
  const requests: string[] = []
  vi.stubGlobal('EventSource', FakeEvents)
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    requests.push(`${init.method ?? 'GET'} ${path}`)
    const body = init.method === 'DELETE' ? { ...job, status: 'dismissed' } : job
    return Promise.resolve(new Response(JSON.stringify(body), { status: init.method === 'POST' ? 202 : 200 }))
  })
  const screen = await render(RunStarter, {
    region,
    profile: 'standard',
    ondone,
  })
  await page.getByRole('button', { name: 'Jetzt berechnen' }).click()
  await expect.element(page.getByRole('status')).toMatchTextContent(/Wege werden berechnet – 25\s%/)
  return { requests, ondone, screen }
}

test('a run is started, its progress shown, and the page told when it is done', async () => {
  const { requests, ondone, screen } = await show()
  expect(requests).toEqual(['POST /api/v1/regions/musterstadt/runs'])
  FakeEvents.current.say('progress', { ...job, share: 0.8 })
  await expect.element(page.getByRole('status')).toMatchTextContent(/80\s%/)
  await checkAccessibility(screen.container)
  FakeEvents.current.say('done', { ...job, share: 1, status: 'successful' })
  await vi.waitFor(() => expect(ondone).toHaveBeenCalled())
  expect(FakeEvents.current.isClosed).toBe(true)
})

test('a run can be cancelled', async () => {
  const { requests, ondone } = await show()
  await page.getByRole('button', { name: 'Abbrechen' }).click()
  expect(requests.at(-1)).toBe('DELETE /api/v1/jobs/job-1')
  await expect.element(page.getByRole('status')).toMatchTextContent(/Die Berechnung wurde abgebrochen\./)
  expect(ondone).not.toHaveBeenCalled()
})

test('where the stream breaks, the state is asked for instead', async () => {
  const { requests } = await show()
  FakeEvents.current.dispatchEvent(new Event('error'))
  await vi.waitFor(() => expect(requests).toContain('GET /api/v1/jobs/job-1'))
})
