import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { DistrictResults, Region } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, mapIsIdle, pressByKeys, tabTo, visit } from './browse.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const soon = { timeout: 20_000 }
const getJson = async <T>(path: string) => (await (await fetch(new URL(path, inject('address')))).json()) as T
const region = () => getJson<Region>('/api/v1/regions/demo')
/** People of 65 and over with a meeting place within ten minutes, as the published run has them. */
async function served(): Promise<number> {
  const run = (await region()).runs.find(({ profile }) => profile === 'standard')
  const results = await getJson<DistrictResults>(
    `/api/v1/regions/demo/runs/${run?.id}/districts?categories=senior_meeting_place&group=65plus&minutes=10&level=stadtteil`,
  )
  return results.total.served
}
test('a citizen reports a missing place by keys on a phone, an editor accepts it, and it counts in the next run', async () => {
  const phone = { viewport: { width: 390, height: 844 } }
  const { page, complaints, foreignRequests } = await visit(browser, '/report/demo?lng=11.2795&lat=51.9', phone)
  await mapIsIdle(page)
  await page.getByText('Gewählte Stelle').waitFor()

  // What is missing is told at the field, and the first one gets the focus.
  await tabTo(page, page.getByRole('button', { name: 'Meldung absenden' }))
  await page.keyboard.press('Enter')
  await page.getByText('Bitte auswählen, was Sie melden möchten.').waitFor()
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type), soon).toBe('radio')
  await page.keyboard.press('Space')
  await expectAccessibleInEveryLook(page, 'form with faults')
  await page.setViewportSize(phone.viewport)

  // The middle of the map by keys, a name and a kind.
  await pressByKeys(page, page.getByRole('region', { name: 'Karte zum Auswählen der Stelle' }))
  await tabTo(page, page.getByRole('textbox', { name: /^Name/ }).first())
  await page.keyboard.type('Treff <b>am Rand</b>')
  await tabTo(page, page.getByLabel('Art des Ortes'))
  const kind = () => page.getByLabel('Art des Ortes').inputValue()
  for (let i = 0; i < 60 && (await kind()) !== 'senior_meeting_place'; i++) await page.keyboard.press('ArrowDown')
  await tabTo(page, page.getByLabel('Ihre E-Mail-Adresse'))
  await page.keyboard.type('erika@example.org')
  await tabTo(page, page.getByRole('button', { name: 'Meldung absenden' }))
  await page.keyboard.press('Enter')
  await page.getByText(/Danke\. Ihre Meldung hat die Nummer \d+/).waitFor(soon)
  const link = await page.getByLabel('Link zu Ihrer Meldung').inputValue()
  expect(link).toMatch(/\/report\/status#[\w-]{32}$/)
  await expectAccessibleInEveryLook(page, 'thanks')
  await page.goto(link)
  await page.getByText('Noch hat niemand entschieden.').waitFor()
  expect(await page.getByText('Treff <b>am Rand</b>').count()).toBeGreaterThan(0)
  await expectAccessibleInEveryLook(page, 'status of the report')

  // An editor: the local demo needs no sign-in.
  const before = await served()
  const editor = await visit(browser, '/r/demo/corrections')
  await pressByKeys(editor.page, editor.page.getByRole('button', { name: 'Treff <b>am Rand</b>' }))
  const answer = editor.page.getByText(/\d+ Menschen neu versorgt, 0 nicht mehr versorgt/)
  await answer.waitFor({ timeout: 30_000 })
  await expectAccessibleInEveryLook(editor.page, 'a report with its effect')
  await pressByKeys(editor.page, editor.page.getByRole('button', { name: 'Ablehnen', exact: true }))
  await expectAccessibleInEveryLook(editor.page, 'the reason for rejecting')
  await pressByKeys(editor.page, editor.page.getByRole('button', { name: 'Abbrechen', exact: true }))
  await pressByKeys(editor.page, editor.page.getByRole('button', { name: 'Annehmen', exact: true }))
  await editor.page.getByText('1 Entscheidung zählt ab der nächsten Berechnung.').waitFor(soon)
  expect(await served()).toBe(before)
  await pressByKeys(editor.page, editor.page.getByRole('button', { name: 'Jetzt rechnen' }))
  await editor.page.getByText('Fertig. Die Karte zeigt die neuen Ergebnisse.').waitFor({ timeout: 120_000 })
  expect(await served()).toBeGreaterThan(before)
  const difference = editor.page.getByRole('link', { name: 'Unterschied ansehen' })
  expect(await difference.getAttribute('href')).toMatch(/compare\?a=import:[0-9a-f]{16}/)

  await page.reload()
  await page.getByText('Sie ist Teil der Daten, die die Karte zeigt.').waitFor(soon)

  // Taken back, so that the town is as it was for whoever comes next.
  await editor.page.getByLabel('Stand').selectOption('accepted')
  await editor.page.getByRole('button', { name: 'Treff <b>am Rand</b>' }).click()
  await editor.page.getByRole('button', { name: 'Entscheidung zurücknehmen' }).click()
  await editor.page.getByRole('button', { name: 'Jetzt rechnen' }).click()
  await expect.poll(served, { timeout: 120_000 }).toBe(before)
  expect([...complaints, ...editor.complaints]).toEqual([])
  expect([...foreignRequests, ...editor.foreignRequests]).toEqual([])
  await editor.page.context().close()
  await page.context().close()
}, 300_000)
