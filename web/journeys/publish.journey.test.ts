import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Publication } from '../src/lib/api/contract.ts'
import { expectAccessibleInEveryLook, launch, pressByKeys, tabTo, visit } from './browse.ts'
import { servePage, type FileServer } from './file-server.ts'

let browser: Browser
/** The website of the town; its other name is a website that may not show the map. */
let town: FileServer
let snippet = ''
/** Of the publication that is followed through the file. */
let id = ''
const soon = { timeout: 45_000 }

beforeAll(async () => {
  browser = await launch()
  town = await servePage(
    () => `<!doctype html><html lang="de"><title>Rathaus</title><h1>Rathaus</h1>${snippet}
<script>told = []; for (const name of ['ready', 'select']) addEventListener('nahraum-' + name, (event) => told.push([name, event.detail]))</script>`,
  )
})
afterAll(() => Promise.all([browser.close(), town.close()]))

/** Goes to a step of the editor by its link, as somebody would who does not want to pass all fields. */
async function goToStep(page: Page, name: string): Promise<Locator> {
  const link = page.getByRole('navigation', { name: 'Schritte' }).getByRole('link', { name })
  await pressByKeys(page, link)
  return page.getByRole('region', { name })
}
const read = async (id: string) =>
  (await (await fetch(new URL(`/api/v1/regions/demo/publications/${id}`, inject('address')))).json()) as Publication

test('an editor publishes a map by keyboard', async () => {
  const { page, foreignRequests } = await visit(browser, '/r/demo')
  const entry = page.getByRole('navigation', { name: 'Seiten' }).getByRole('link', { name: 'Veröffentlichen' })
  await entry.waitFor(soon)
  await tabTo(page, entry)
  await page.keyboard.press('Enter')
  const create = page.getByRole('button', { name: 'Neue Veröffentlichung' })
  await create.waitFor(soon)
  await expectAccessibleInEveryLook(page, 'the list')
  await tabTo(page, create)
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { level: 1, name: 'Zu Fuß erreichbar in Auenstedt' }).waitFor(soon)
  id = new URL(page.url()).pathname.split('/').at(-1)!
  await goToStep(page, 'Texte')
  await tabTo(page, page.getByRole('textbox', { name: 'Titel – Deutsch' }))
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Treffs in Auenstedt')
  await tabTo(page, page.getByRole('textbox', { name: 'Zusammenfassung – Deutsch' }))
  await page.keyboard.type('Wo ältere Menschen einen Treff erreichen.')
  const websites = await goToStep(page, 'Websites')
  await tabTo(page, websites.getByRole('textbox', { name: 'Adresse der Website' }))
  await page.keyboard.type(`${town.origin}/rathaus`)
  await page.keyboard.press('Enter')
  await websites.getByText(`${town.origin} steht auf der Liste.`).waitFor(soon)
  await page.keyboard.press('ControlOrMeta+S')
  await page.getByText('Alles gespeichert, Stand 2.').waitFor(soon)

  const last = await goToStep(page, 'Prüfen und veröffentlichen')
  await last.getByText('Die Zusammenfassung fehlt auf Englisch.').waitFor(soon)
  await tabTo(page, last.getByRole('button', { name: 'Veröffentlichen' }))
  await page.keyboard.press('Enter')
  await last.getByRole('link', { name: 'Version 1' }).waitFor({ timeout: 90_000 })
  await expectAccessibleInEveryLook(page, 'the editor')
  expect(foreignRequests).toEqual([])
  await page.context().close()
})

test('a website shows the map by the snippet of the builder, and talks to it by the web component', async () => {
  const { page, foreignRequests } = await visit(browser, `/r/demo/publish/${id}/embed`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const copy = page.getByRole('button', { name: 'Kopieren – HTML für den Rahmen' })
  await copy.waitFor(soon)
  const shown = page.frameLocator('iframe[title="Treffs in Auenstedt"]')
  await shown.getByRole('heading', { level: 1, name: 'Treffs in Auenstedt' }).waitFor(soon)
  await tabTo(page, copy)
  await page.keyboard.press('Enter')
  await page.getByText('Kopiert: HTML für den Rahmen').waitFor(soon)
  snippet = await page.evaluate(() => navigator.clipboard.readText())
  expect(snippet).toMatch(
    /^<iframe src="[^"]+" title="Treffs in Auenstedt" .*sandbox="allow-scripts" referrerpolicy="no-referrer"/,
  )
  await expectAccessibleInEveryLook(page, 'the builder')
  const oembed = await page.getByRole('textbox', { name: 'oEmbed-Adresse' }).inputValue()
  expect(await (await fetch(oembed)).json()).toMatchObject({ type: 'rich', title: 'Treffs in Auenstedt' })

  const website = await browser.newPage()
  await website.goto(town.origin)
  const there = website.frameLocator('iframe')
  await there.getByRole('heading', { level: 1, name: 'Treffs in Auenstedt' }).waitFor(soon)
  await website.goto(town.origin.replace('127.0.0.1', 'localhost'))
  await website.waitForTimeout(1000)
  expect(await there.getByRole('heading', { level: 1 }).count(), 'a website that is not listed').toBe(0)

  await page.getByRole('radio', { name: 'Web-Komponente' }).check({ force: true })
  snippet = await page.getByRole('textbox', { name: 'HTML der Web-Komponente' }).inputValue()
  await website.goto(town.origin)
  const told = () => website.evaluate(() => (globalThis as unknown as { told: [string, unknown][] }).told)
  await expect.poll(told, soon).toContainEqual(['ready', {}])
  const element = website.locator('nahraum-map')
  // The root of the element is closed, to this test as to the page.
  const inside = website.frames().find((frame) => frame.url().includes('/embed/'))!
  const where = inside.getByRole('combobox', { name: 'Wo' })
  await where.waitFor(soon)
  const [asked, chosen] = await where.locator('option').evaluateAll((options) => options.slice(1, 3).map((option) => (option as HTMLOptionElement).value)) // prettier-ignore
  await element.evaluate((map, id) => (map as HTMLElement & { select: (id: string) => void }).select(id), asked)
  await expect.poll(() => where.inputValue(), soon).toBe(asked)
  await where.selectOption(chosen)
  await expect.poll(told, soon).toContainEqual(['select', { districtId: chosen }])
  expect((await element.boundingBox())!.height).toBeGreaterThanOrEqual(720)

  expect(foreignRequests).toEqual([])
  await website.close()
  await page.context().close()
})

test('an editor withdraws a map with a reason, which visitors read', async () => {
  const { page } = await visit(browser, `/r/demo/publish/${id}`)
  await page.getByRole('heading', { level: 1, name: 'Treffs in Auenstedt' }).waitFor(soon)
  const last = await goToStep(page, 'Prüfen und veröffentlichen')
  await tabTo(page, last.getByRole('button', { name: 'Zurückziehen …' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expectAccessibleInEveryLook(page, 'the dialog of withdrawing')
  await page.keyboard.type('Die Zahlen werden geprüft.')
  await tabTo(page, dialog.getByRole('button', { name: 'Jetzt zurückziehen' }))
  await page.keyboard.press('Enter')
  await last.getByText('Grund: Die Zahlen werden geprüft.').waitFor(soon)
  expect((await read(id)).state).toBe('withdrawn')
  const gone = await fetch(new URL(`/embed/${id}?lang=de`, inject('address')))
  expect([gone.status, (await gone.text()).includes('Die Zahlen werden geprüft.')]).toEqual([410, true])
  await page.context().close()
})

test('two editors who save at the same time lose nothing', async () => {
  const first = await visit(browser, '/r/demo/publish')
  await first.page.getByRole('button', { name: 'Neue Veröffentlichung' }).click(soon)
  await first.page.getByRole('heading', { level: 1, name: /Zu Fuß erreichbar/ }).waitFor(soon)
  const path = new URL(first.page.url()).pathname
  const second = await visit(browser, path)
  await second.page.getByRole('textbox', { name: 'Titel – Englisch' }).fill('Second', soon)
  await first.page.getByRole('textbox', { name: 'Titel – Deutsch' }).fill('Erste')
  await first.page.getByRole('radio', { name: /Viridis/ }).check()
  await first.page.getByRole('button', { name: 'Speichern', exact: true }).click()
  await first.page.getByText('Alles gespeichert, Stand 2.').waitFor(soon)
  await second.page.getByRole('button', { name: 'Speichern', exact: true }).click()
  const conflict = second.page.getByRole('alertdialog')
  await conflict.waitFor(soon)
  await expectAccessibleInEveryLook(second.page, 'the conflict')
  await conflict.getByRole('button', { name: 'Zusammenführen und speichern' }).click()
  await second.page.getByText('Alles gespeichert, Stand 3.').waitFor(soon)
  expect((await read(path.split('/').at(-1)!)).definition).toMatchObject({
    title: { de: 'Erste', en: 'Second' },
    palette: 'viridis',
  })
})
