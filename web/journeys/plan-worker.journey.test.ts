/** The planner's page computes in a worker of the browser, and on the server where that cannot be: nobody sees a difference in the figures. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Effect } from '../src/lib/api/contract.ts'
import { expectAccessible, expectReflow, launch, mapIsIdle, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const soon = { timeout: 20_000 }
const outskirts = '/r/demo/plan?at=11.2795,51.9,14.5'
const packAddress = '**/what-if/pack*'
const balance = (page: Page) => page.getByRole('region', { name: 'Bilanz' })
const sentence = (page: Page) => balance(page).locator('.answer').innerText()
const engineOf = (page: Page) => page.locator('[data-engine]').getAttribute('data-engine')
const marker = (page: Page) => page.locator('[data-facility]')

/** What the page says people are served before and after. */
async function servedOnPage(page: Page): Promise<number[]> {
  const cells = balance(page).getByRole('row', { name: 'Versorgte Menschen' }).getByRole('cell')
  return (await cells.allInnerTexts()).slice(0, 2).map((text) => Number(text.replaceAll('.', '')))
}
/** What the server answers for the list that the page has. */
async function servedOnServer(page: Page): Promise<number[]> {
  const draft = await page.evaluate(() => localStorage.getItem('nahraum.draft.demo.new'))
  const { modifications } = (JSON.parse(draft!) as { document: { modifications: object[] } }).document
  const question = {
    profile: '65plus', categoryIds: ['senior_meeting_place'], mode: 'any', rank: 1, groupId: '65plus', levelId: 'stadtteil', minutes: 10,
  } // prettier-ignore
  const response = await fetch(new URL('/api/v1/regions/demo/what-if/effect', inject('address')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question, after: { modifications } }),
  })
  const { total } = (await response.json()) as Effect
  return [Math.round(total.before.served), Math.round(total.after.served)]
}
async function expectFiguresOfServer(page: Page): Promise<void> {
  const wanted = await servedOnServer(page)
  await expect.poll(() => servedOnPage(page), soon).toEqual(wanted)
}

/** Times of the last answer that the worker gave to the page. */
const lastAnswer = (page: Page) =>
  page.evaluate(() => (window as unknown as { lastAnswer?: { before: string; after: string } }).lastAnswer)
/** Keeps what the worker says; the page works as ever. */
const listenToWorkers = (page: Page) =>
  page.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        this.addEventListener('message', ({ data }: MessageEvent) => {
          const { kind, answer } = (data ?? {}) as {
            kind?: string
            answer?: { before: Uint16Array; after: Uint16Array }
          }
          if (kind === 'answer' && answer)
            Object.assign(window, { lastAnswer: { before: answer.before.join(), after: answer.after.join() } })
        })
      }
    }
  })

/** A page whose start can be prepared. */
async function open(prepare: (page: Page) => Promise<unknown>, viewport = { width: 1280, height: 800 }) {
  const { page, complaints } = await visit(browser, '/api/v1/health', { viewport })
  await prepare(page)
  await page.goto(new URL(outskirts, inject('address')).href)
  await mapIsIdle(page)
  await expect.poll(() => sentence(page), soon).toMatch(/^Heute: .* versorgt \(Menschen ab 65\)$/)
  return { page, complaints }
}

async function dragByMouse(page: Page): Promise<Set<string>> {
  const box = (await marker(page).boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const seen = new Set<string>()
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 12; step++) {
    await page.mouse.move(x - step * 12, y + step * 4)
    await page.waitForTimeout(100)
    seen.add(await sentence(page))
  }
  await page.mouse.up()
  return seen
}

describe('the planner’s page computes in the browser', () => {
  test('switches to the worker; dragging by mouse and keys asks the server nothing and shows its figures; undoing everything gives today’s bytes', async () => {
    const { page, complaints } = await open(listenToWorkers)
    await expect.poll(() => engineOf(page), soon).toBe('worker')
    await page.getByText('Gerechnet wird in diesem Browser.').waitFor()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/what-if/')) asked.push(request.url())
    })
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await page.mouse.click(1000, 480)
    await expect.poll(() => sentence(page), soon).toMatch(/^\+[\d.]+ Menschen ab 65/)
    await expectFiguresOfServer(page)
    const placed = await lastAnswer(page)
    expect(placed?.after).not.toBe(placed?.before)

    expect((await dragByMouse(page)).size, 'balances seen while dragging').toBeGreaterThan(2)
    await expectFiguresOfServer(page)
    await marker(page).focus()
    for (const key of ['ArrowLeft', 'Shift+ArrowUp', 'Shift+ArrowUp', 'ArrowRight']) await page.keyboard.press(key)
    await expectFiguresOfServer(page)

    const undo = page.getByRole('button', { name: 'Rückgängig' })
    while (await undo.isEnabled()) await undo.click()
    await expect.poll(() => sentence(page), soon).toMatch(/^Heute: /)
    await expect
      .poll(async () => {
        const last = await lastAnswer(page)
        return last?.after === last?.before
      }, soon)
      .toBe(true)
    expect((await lastAnswer(page))?.before).toBe(placed?.before)
    expect(asked, 'questions to the server').toEqual([])
    expect(complaints, 'errors and warnings in the console').toEqual([])
    await page.context().close()
  })

  test('works through the server and says so where the region cannot be loaded, and computes itself once it can', async () => {
    const { page } = await open((fresh) => fresh.route(packAddress, (route) => route.abort()))
    await expect.poll(() => engineOf(page), soon).toBe('server')
    await page.getByText('Die Region konnte nicht in den Browser geladen werden.').waitFor()
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await page.mouse.click(1000, 480)
    await expect.poll(() => sentence(page), soon).toMatch(/^\+[\d.]+ Menschen ab 65/)
    await expectFiguresOfServer(page)
    expect((await dragByMouse(page)).size, 'balances seen while dragging').toBeGreaterThan(1)
    await expectFiguresOfServer(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `the page that computes on the server, ${colorScheme}`)
    }
    const figures = await servedOnPage(page)

    await page.unroute(packAddress)
    await page.getByRole('button', { name: 'Noch einmal im Browser versuchen' }).press('Enter')
    await expect.poll(() => engineOf(page), soon).toBe('worker')
    expect(await servedOnPage(page)).toEqual(figures)
    await marker(page).focus()
    await page.keyboard.press('Shift+ArrowUp')
    await expectFiguresOfServer(page)
    await page.context().close()
  })

  test.each([320, 390])('says where it computes without being scrolled sideways at %i px', async (width) => {
    const { page } = await open((fresh) => fresh.route(packAddress, (route) => route.abort()), { width, height: 800 })
    await expect.poll(() => engineOf(page), soon).toBe('server')
    await page.locator('[data-engine]').scrollIntoViewIfNeeded()
    await expectReflow(page, 'the page that computes on the server')
    await expectAccessible(page, 'the page that computes on the server')
    await page.context().close()
  })

  test('loses nothing when the worker breaks off in the middle of a drag', async () => {
    const { page } = await open((fresh) =>
      fresh.addInitScript(() => {
        window.Worker = class extends Worker {
          constructor(url: string | URL, options?: WorkerOptions) {
            super(url, options)
            if (String(url).includes('plan.worker'))
              Object.assign(window, {
                breakOff: () => this.dispatchEvent(new ErrorEvent('error', { message: 'test' })),
              })
          }
        }
      }),
    )
    await expect.poll(() => engineOf(page), soon).toBe('worker')
    await page.getByRole('button', { name: 'Standort setzen' }).click()
    await page.mouse.click(1000, 480)
    await expect.poll(() => sentence(page), soon).toMatch(/^\+/)
    const box = (await marker(page).boundingBox())!
    await page.mouse.move(box.x + 18, box.y + 18)
    await page.mouse.down()
    await page.mouse.move(box.x - 40, box.y + 30, { steps: 4 })
    await page.evaluate(() => (window as unknown as { breakOff(): void }).breakOff())
    await page.mouse.move(box.x - 90, box.y + 40, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => engineOf(page), soon).toBe('server')
    await page.getByText('Das Rechnen im Browser ist abgebrochen.').waitFor()
    await expectFiguresOfServer(page)
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.context().close()
  })
})
