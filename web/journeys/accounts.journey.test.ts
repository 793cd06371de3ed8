/** Signing in, accounts, audit trail, links to drafts, reports of barriers: on a server of its own, because the first account ends the demo. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMAND_LINE_PERSON } from '../../server/src/accounts/account.ts'
import { TEST_DATABASES, type TestDatabase } from '../../server/src/db/testing/test-databases.service.ts'
import { buildApp } from '../../server/src/http/app.ts'
import { readConfig } from '../../server/src/http/config.service.ts'
import { createServices } from '../../server/src/http/create-services.service.ts'
import type { Services } from '../../server/src/http/services.ts'
import { DEFINITION } from '../../server/src/publications/testing/definition.builder.ts'
import { writeTinyRegion } from '../../server/src/testing/tiny-region.builder.ts'
import { expectAccessibleInEveryLook, launch, visit } from './browse.ts'

const PASSWORD = 'drei Kastanien am Weg'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

describe('accounts', () => {
  let test: TestDatabase
  let services: Services
  let app: Awaited<ReturnType<typeof buildApp>>
  let browser: Browser
  let folder: string
  let address: string

  beforeAll(async () => {
    const port = await freePort()
    address = `http://127.0.0.1:${port}`
    test = await TEST_DATABASES[0].open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-accounts-'))
    const config = readConfig({ data: test.dataFolder }, { PUBLIC_URL: address, LOG_LEVEL: 'silent' })
    services = createServices(config, test.database)
    await services.imports.run(writeTinyRegion(folder).manifestFile, null)
    await services.analyses.run('tiny', 'standard', ['pharmacy'])
    const content = { organisation: null, facilityIds: [], disabled: false }
    const admin = { ...content, name: 'Ada Verwalter', role: 'admin', regionKeys: 'all' } as const
    await services.accounts.create(COMMAND_LINE_PERSON, 'ada', admin, { password: PASSWORD })
    app = await buildApp(services)
    await app.listen({ host: '127.0.0.1', port })
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
    await services?.jobs.close()
    await services?.packs.close()
    await services?.whatIf.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = (where: string) => visit(browser, address + where)
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 1 })
  async function press(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
  }

  it('an admin signs in by keyboard, adds an editor, finds it in the audit trail, and signs out; the editor sets a password', async () => {
    const { page, complaints } = await open('/admin')
    await heading(page, 'Anmelden').waitFor()
    expect(new URL(page.url()).search).toBe('?back=%2Fadmin')
    await expectAccessibleInEveryLook(page, 'the page of signing in')
    await page.getByLabel('Anmeldename').focus()
    await page.keyboard.type('ada')
    await page.keyboard.press('Tab')
    await page.keyboard.type('falsches Kennwort')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Anmeldename oder Kennwort stimmt nicht').waitFor()
    await expectAccessibleInEveryLook(page, 'a sign-in that was refused')
    await page.getByLabel('Kennwort', { exact: true }).focus()
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await heading(page, 'Konten').waitFor()
    expect(new URL(page.url()).pathname).toBe('/admin')
    await page.getByText('Ada Verwalter').first().waitFor()

    await press(page, 'Konto anlegen')
    await page.keyboard.type('edi@example.org') // the form takes the focus
    await page.keyboard.press('Tab')
    await page.keyboard.type('Edi <b>Bearbeiter</b>')
    await press(page, 'Konto anlegen')
    await page.getByText('Wählen Sie mindestens eine Region').waitFor()
    await expectAccessibleInEveryLook(page, 'the form of a new account')
    await page.getByRole('checkbox', { name: 'Kleinstadt' }).focus()
    await page.keyboard.press('Space')
    await press(page, 'Konto anlegen')
    const link = await page.getByLabel('Link für Edi <b>Bearbeiter</b>').inputValue()
    expect(link).toMatch(new RegExp(`^${address}/login/password#[\\w-]{22,}$`))
    await expectAccessibleInEveryLook(page, 'the list of accounts with a link')

    await page.getByRole('link', { name: 'Protokoll' }).click()
    await page.getByRole('cell', { name: 'account.create' }).first().waitFor()
    await press(page, 'Verkettung prüfen')
    await page.getByText(/Alle \d+ Einträge sind unverändert/).waitFor()
    await expectAccessibleInEveryLook(page, 'the audit trail')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Auswahl als CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('nahraum-audit.csv')

    await page.goto(`${address}/account`)
    await page.getByRole('heading', { name: 'Offene Sitzungen' }).waitFor()
    await page.getByText('diese Sitzung').waitFor()
    await expectAccessibleInEveryLook(page, 'the own account')
    await press(page, 'Abmelden')
    await page.waitForURL((url) => url.pathname !== '/account')
    await page.goto(`${address}/account`)
    await heading(page, 'Anmelden').waitFor()

    await page.goto(link)
    await page.getByText('edi@example.org').waitFor()
    await page.waitForFunction(() => location.hash === '')
    await page.getByLabel('Neues Kennwort').fill('kurz')
    await press(page, 'Kennwort setzen und anmelden')
    await page.getByText('mindestens 12 Zeichen; es hat 4').waitFor()
    await expectAccessibleInEveryLook(page, 'the page of setting a password')
    await page.getByLabel('Neues Kennwort').fill('vier Amseln im Garten')
    await press(page, 'Kennwort setzen und anmelden')
    await heading(page, 'Mein Konto').waitFor()
    await page.goto(`${address}/admin`)
    await page.getByText('gehört nicht dazu').waitFor()
    // Wrong passwords and refused addresses are told by the browser as failed requests; nothing else may go wrong.
    expect(complaints.filter((text) => !/status of (400|401|422)/.test(text))).toEqual([])
    await page.context().close()
  })

  it('a draft is read by its link without an account, and not any more once the link was taken back', async () => {
    const scenario = await services.scenarios.create('tiny', {
      name: 'Zwei Apotheken',
      description: '',
      modifications: [],
    })
    const { token, link } = await services.shareLinks.create(COMMAND_LINE_PERSON, {
      regionKey: 'tiny',
      kind: 'scenario',
      subjectId: scenario.id,
      label: 'Sozialausschuss',
      days: 1,
    })
    const { page } = await open(`/shared#${token}`)
    await page.getByText('Sie lesen einen geteilten Entwurf („Sozialausschuss“)').waitFor({ timeout: 30_000 })
    expect(page.url()).not.toContain(token)
    await page.waitForFunction(
      () => [...document.querySelectorAll('input')].some((field) => field.value === 'Zwei Apotheken'),
      undefined,
      { timeout: 30_000 },
    )
    expect(await page.getByRole('button', { name: 'Speichern', exact: true }).count()).toBe(0)
    await services.shareLinks.revoke(COMMAND_LINE_PERSON, 'tiny', link.id)
    await page.goto(`${address}/shared#${token}`)
    await page.reload()
    await page.getByText('Der Link öffnet nichts').waitFor()
    await expectAccessibleInEveryLook(page, 'a link that is over')
    await page.context().close()
  })

  it('the map of a draft is seen by its link without an account, until the link is taken back', async () => {
    const categories = [{ id: 'pharmacy', minutes: [10] }]
    const { id } = await services.publications.create(COMMAND_LINE_PERSON, 'tiny', { ...DEFINITION, categories })
    const wanted = { regionKey: 'tiny', kind: 'publication', subjectId: id, label: '', days: 1 } as const
    const { token, link } = await services.shareLinks.create(COMMAND_LINE_PERSON, wanted)
    const { page } = await open(`/shared#${token}`)
    const map = page.frameLocator('iframe').getByRole('heading', { level: 1, name: DEFINITION.title.de })
    await map.waitFor({ timeout: 30_000 })
    await page.getByText('So soll die Karte aussehen').waitFor()
    await page.getByRole('heading', { name: 'Texte und Angaben des Entwurfs' }).waitFor()
    await expectAccessibleInEveryLook(page, 'the map of a shared draft')
    await services.shareLinks.revoke(COMMAND_LINE_PERSON, 'tiny', link.id)
    await page.evaluate(() => globalThis.dispatchEvent(new Event('focus'))) // as when the window is looked at again
    await page.getByText('Der Link öffnet nichts').waitFor()
    expect(await page.locator('iframe').count()).toBe(0)
    await page.context().close()
  })

  it('anybody reads the statement on accessibility, reports a barrier, and reads what is stored', async () => {
    const { page, complaints } = await open('/accessibility?from=%2Fr%2Ftiny')
    await page.getByText('noch keinen Kontakt eingetragen').waitFor()
    expect(await page.getByLabel('Auf welcher Seite?').inputValue()).toBe('/r/tiny')
    await page.getByLabel('Was geht nicht?').focus()
    await page.keyboard.type('Die Legende wird nicht vorgelesen.')
    await expectAccessibleInEveryLook(page, 'the statement on accessibility') // longer than a form must be open
    await page.waitForTimeout(3000)
    await press(page, 'Meldung absenden')
    await page.getByText('Ihre Meldung ist angekommen').waitFor()
    expect(await services.barriers.list()).toMatchObject([{ page: '/r/tiny', email: null, doneAt: null }])
    await page.goto(`${address}/privacy`)
    await page.getByText('keine Cookies').waitFor()
    await expectAccessibleInEveryLook(page, 'the page on privacy')
    expect(await page.context().cookies()).toEqual([])

    // What came of it, for an admin, beside the links to drafts.
    await page.goto(`${address}/login?back=%2Fadmin%2Fbarriers`)
    await page.getByLabel('Anmeldename').fill('ada')
    await page.getByLabel('Kennwort', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('Die Legende wird nicht vorgelesen.').waitFor()
    await press(page, 'Löschen')
    expect(await page.locator(':focus').innerText()).toBe('Abbrechen')
    await expectAccessibleInEveryLook(page, 'the reported barriers')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator(':focus').innerText()).toBe('Löschen')
    await page.goto(`${address}/admin/links`)
    await page.getByText('Sozialausschuss').waitFor()
    await expectAccessibleInEveryLook(page, 'the links to drafts')
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
