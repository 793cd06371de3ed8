import type { Browser, Page } from 'playwright-core'

const STEPS = 60
/** Long enough for answer and frame of a step, so that its work is told apart from the next one's. */
const PAUSE_MILLISECONDS = 150

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
  /** Microseconds that the thread really ran, whatever else the machine did. */
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly type?: string } }
}

/** What runs scripts, in the words of Chromium's trace; they may lie within each other. */
const SCRIPTS = ['EventDispatch', 'FunctionCall', 'RunMicrotasks', 'FireAnimationFrame', 'TimerFire', 'HandlePostMessage', 'EvaluateScript'] // prettier-ignore

/**
 * Places a site on the planner's page and drags it: milliseconds of JavaScript per step, ascending, and how many different balances were shown.
 *
 * @throws Error where the page does not come to compute in its worker
 */
export async function measureDrag(browser: Browser, url: string): Promise<{ times: number[]; shown: number }> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(url)
  await page.locator('[data-engine="worker"]').waitFor({ timeout: 120_000 })
  await page.locator('[data-idle]').waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Standort setzen' }).click()
  await page.mouse.click(880, 480)
  const marker = page.locator('[data-facility]')
  await marker.waitFor()
  await page.waitForTimeout(1000)
  const box = (await marker.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  // The first steps begin the drag and compile what runs.
  await drag(page, x, y, 10)
  await browser.startTracing(page, { categories: ['devtools.timeline', 'v8.execute'] })
  const shown = await drag(page, x + 20, y + 10, STEPS)
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] }
  await page.mouse.up()
  await context.close()
  return { times: readSteps(trace.traceEvents), shown }
}

async function drag(page: Page, x: number, y: number, steps: number): Promise<number> {
  const seen = new Set<string>()
  for (let step = 1; step <= steps; step++) {
    await page.mouse.move(x + 3 * step, y + 20 * Math.sin(step / 5))
    await page.waitForTimeout(PAUSE_MILLISECONDS)
    seen.add((await page.locator('.answer').textContent()) ?? '')
  }
  return seen.size
}

/** Processor time in scripts of the main thread from each movement of the pointer to the next. */
function readSteps(events: readonly TraceEvent[]): number[] {
  const isMove = ({ name, args }: TraceEvent) => name === 'EventDispatch' && args?.data?.type === 'pointermove'
  const moves = events.filter(isMove).sort((a, b) => a.ts - b.ts)
  if (moves.length < STEPS / 2) throw new Error(`the trace has ${moves.length} movements of the pointer, not ${STEPS}`)
  const [{ pid, tid }] = moves
  const scripts = events
    .filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && SCRIPTS.includes(event.name))
    .sort((a, b) => a.ts - b.ts)
  const times = moves.slice(0, -1).map(({ ts }, i) => {
    const end = moves[i + 1].ts
    let [sum, covered] = [0, ts]
    for (const script of scripts) {
      // One within another is counted with it.
      if (script.ts < covered || script.ts >= end) continue
      sum += script.tdur ?? script.dur ?? 0
      covered = script.ts + (script.dur ?? 0)
    }
    return sum / 1000
  })
  return times.sort((a, b) => a - b)
}
