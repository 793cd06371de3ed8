import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { SearchAnswer } from '../src/lib/api/contract.ts'
import { expectAccessible, expectReflow, launch, mapIsIdle, skipToMap, tabTo, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const search = async (query: string) => {
  const path = `/api/v1/regions/demo/search?${query}`
  return (await (await fetch(new URL(path, inject('address')))).json()) as SearchAnswer
}
/** An address of the demo town, found as a visitor finds it: the first street that has a house number 1. */
const findAddress = async () => {
  const streets = (await search('q=stra%C3%9Fe&kinds=street&limit=20')).results
  for (const { label } of streets) {
    const [first] = (await search(`q=${encodeURIComponent(`${label} 1`)}&kinds=address`)).results
    if (first && !first.isApproximate) return first
  }
  throw new Error('no street of the demo town has a house number 1')
}

test('an address is found by keys alone, and the cell there explained', async () => {
  const address = await findAddress()
  const { page, complaints } = await visit(browser, '/r/demo')
  await mapIsIdle(page)
  const field = page.getByRole('combobox', { name: 'Adresse oder Ort suchen' })
  await skipToMap(page)
  await tabTo(page, field, 12)
  await page.keyboard.type(address.label)
  await page.getByRole('option', { name: address.label }).first().waitFor()
  await expectAccessible(page, 'map with results of the search')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  // The map goes there, and the focus to the explanation.
  await page.waitForURL(/cell=[0-9a-f]{15}/)
  await expect.poll(() => page.locator(':focus').innerText()).toBe(await page.locator('#explain-title').innerText())
  await mapIsIdle(page)
  const [lng, lat] = (new URL(page.url()).searchParams.get('at') ?? '').split(',').map(Number)
  // Keeping the explanation's route in sight may move the map a little.
  expect(Math.hypot(lng - address.lng, lat - address.lat)).toBeLessThan(0.02)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('on a phone a district is found by touch, and nothing sticks out', async () => {
  const { page } = await visit(browser, '/r/demo', {
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
  })
  await mapIsIdle(page)
  const field = page.getByRole('combobox', { name: 'Adresse oder Ort suchen' })
  await field.tap()
  await page.keyboard.type('altst')
  const option = page.getByRole('option', { name: /Altstadt/ }).first()
  await option.waitFor()
  await expectReflow(page, 'map with results of the search')
  await option.tap()
  await expect.poll(() => field.inputValue()).toMatch(/Altstadt/)
  expect(await option.isVisible()).toBe(false)
  await page.context().close()
})
