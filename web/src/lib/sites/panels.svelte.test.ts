import '../../app.css'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { SitingAnswer } from '../api/contract.ts'
import { locale } from '../state/locale.svelte.ts'
import { resolveSelection } from '../state/selection.ts'
import { initialUrlState } from '../state/url-state.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, region } from '../testing/fixtures.ts'
import { createAnswer, createSolution, sitingRequest } from '../testing/sites-fixtures.ts'
import { SitesEditing } from './sites-editing.svelte.ts'
import ProblemCard from '../ui/ProblemCard.svelte'
import SitesForm from './SitesForm.svelte'
import { initialQuestion, type SitesQuestion } from './sites-question.ts'
import SitesResult from './SitesResult.svelte'
import { SitingRun } from './siting-run.svelte.ts'

beforeEach(() => locale.show('de'))
afterEach(() => vi.unstubAllGlobals())
const nothing = () => undefined
const selection = resolveSelection(initialUrlState, region, catalogue)

async function showForm(patch: Partial<SitesQuestion> = {}) {
  const question = { ...initialQuestion, ...patch }
  const onchange = vi.fn()
  const onstart = vi.fn()
  const ontool = vi.fn()
  const editing = new SitesEditing(() => question, onchange)
  const screen = await render(SitesForm, {
    region, catalogue, selection, question, editing, districts: undefined, isRunning: false, onchange, ontool, onshow: nothing, onstart,
  }) // prettier-ignore
  return { screen, onchange, onstart, ontool }
}

describe('the question about sites', () => {
  test('offers goals in everyday words with the name of the model, and starts', async () => {
    const { screen, onchange, onstart } = await showForm()
    await expect.element(page.getByRole('radio', { name: /Möglichst viele Menschen.*MCLP/ })).toBeChecked()
    await page.getByRole('radio', { name: /Kürzeste Wege im Mittel/ }).click()
    expect(onchange).toHaveBeenLastCalledWith({ model: 'pmedian' })
    await page.getByRole('button', { name: 'Ein Ort mehr' }).click()
    expect(onchange).toHaveBeenLastCalledWith({ sites: 4 })
    await page.getByRole('button', { name: 'Beste Standorte suchen' }).click()
    expect(onstart).toHaveBeenCalledOnce()
    await page.getByText('Wo dürfen Orte liegen?').click()
    await page.getByText('Bestehende Orte', { exact: true }).first().click()
    await inBothThemes(() => checkAccessibility(screen.container))
  })

  test('says what is missing instead of starting', async () => {
    const { onstart, onchange, ontool } = await showForm({ cells: false })
    await page.getByRole('button', { name: 'Beste Standorte suchen' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Es gibt noch keinen möglichen Standort/)
    expect(onstart).not.toHaveBeenCalled()
    await page.getByText('Wo dürfen Orte liegen?').click()
    await page.getByRole('button', { name: 'Sperrfläche zeichnen' }).click()
    expect(ontool).toHaveBeenLastCalledWith({ type: 'area', kind: 'forbidden', corners: [] })
    await page.getByRole('checkbox', { name: 'Bewohnte Zellen' }).click()
    expect(onchange).toHaveBeenLastCalledWith({ cells: true })
  })

  test('numbers are kept within what can be searched', async () => {
    const { onchange } = await showForm({ model: 'capacitated' })
    await userEvent.fill(page.getByRole('spinbutton', { name: 'Wie viele neue Orte?' }), '999')
    await userEvent.keyboard('{Tab}')
    expect(onchange).toHaveBeenLastCalledWith({ sites: 50 })
    await userEvent.fill(page.getByRole('spinbutton', { name: 'Menschen je Ort höchstens' }), '-3')
    await userEvent.keyboard('{Tab}')
    await expect.element(page.getByRole('spinbutton', { name: 'Menschen je Ort höchstens' })).toHaveValue(500)
  })

  test('drawn areas are listed, can be deleted, and one whose edges cross is named', async () => {
    const { onchange } = await showForm({ forbidden: [[[0, 0], [2, 2], [2, 0], [0, 2]]] }) // prettier-ignore
    await page.getByText('Wo dürfen Orte liegen?').click()
    await expect.element(page.getByText('Ränder kreuzen sich')).toBeVisible()
    await page.getByRole('button', { name: 'Sperrfläche 1 löschen' }).click()
    expect(onchange).toHaveBeenLastCalledWith({ forbidden: [] }, true)
  })
})

async function showResult(
  answer: SitingAnswer | null,
  status: SitingRun['status'],
  more: Record<string, unknown> = {},
) {
  const run = new SitingRun()
  run.status = status
  run.answer = answer
  run.request = sitingRequest
  const calls = { onposition: vi.fn(), onsite: vi.fn(), onstart: vi.fn(), onask: vi.fn(), ontakeover: vi.fn() }
  const screen = await render(SitesResult, {
    regionKey: 'musterstadt', run, solution: answer?.solution ?? null, position: 0, chosenSite: null, groupName: 'Menschen ab 65',
    placeName: 'einen Seniorentreff', isOutdated: false, scenarioName: null, takeOverProblem: null, isTakingOver: false, ...calls, ...more,
  }) // prettier-ignore
  return { screen, run, ...calls }
}

describe('the answer', () => {
  test('says what the sites bring, that it is proven, and lists them without taking names for markup', async () => {
    const { screen, onsite, onposition, ontakeover } = await showResult(createAnswer(), 'done')
    await expect.element(page.getByText(/^Mit 2 neuen Orten erreichen 170 Menschen ab 65/)).toBeVisible()
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent('Bewiesen: Besser geht es mit 2 neuen Orten nicht.')
    await page.getByRole('button', { name: 'Markt <b>3</b>' }).click()
    expect(onsite).toHaveBeenCalledWith(1)
    await page.getByRole('radio', { name: /Möglichkeit 1/ }).click()
    expect(onposition).toHaveBeenCalledWith(1)
    await page.getByRole('button', { name: 'Als Szenario öffnen' }).click()
    expect(ontakeover).toHaveBeenCalledOnce()
    await page.getByText('Kurve als Tabelle').click()
    await expect.element(page.getByRole('row', { name: '1 155 +25 nein' })).toBeVisible()
    await expect.element(page.getByText(/^5 Menschen ab 65 sind von keinem möglichen Standort/)).toBeVisible()
    await page.getByText('Alle Angaben zum Ergebnis').click()
    await page.getByText('Mit der Kommandozeile nachrechnen').click()
    await expect.element(page.getByText(/--model mclp --p 2 --minutes 10/)).toBeVisible()
    await inBothThemes(() => checkAccessibility(screen.container))
  })

  test('of a search that goes on has best, bound and a way to end it, but no proof yet', async () => {
    const answer = createAnswer({ phase: 'searching', proven: false, bound: 187, alternatives: [], curve: [] })
    const { screen, run } = await showResult(answer, 'running')
    const cancel = vi.spyOn(run, 'cancel').mockResolvedValue()
    await expect.element(page.getByRole('status')).toMatchTextContent(/Bisher bestes: 170 Menschen, höchstens 10,0\s%/)
    await expect.element(page.getByText('187 Menschen')).toBeVisible()
    expect(page.getByText(/Bewiesen/).query()).toBeNull()
    expect(page.getByRole('button', { name: 'Als Szenario öffnen' }).query()).toBeNull()
    await page.getByRole('button', { name: 'Abbrechen und Bestes behalten' }).click()
    expect(cancel).toHaveBeenCalledOnce()
    await inBothThemes(() => checkAccessibility(screen.container))
  })

  test('of a cancelled search is kept and called not proven', async () => {
    await showResult(createAnswer({ phase: 'searching', proven: false, bound: 187 }), 'cancelled')
    await expect
      .element(page.getByRole('status'))
      .toMatchTextContent(/^Abgebrochen: das Beste bis dahin\. Nicht bewiesen/)
    await expect.element(page.getByRole('button', { name: 'Als Szenario öffnen' })).toBeEnabled()
  })

  test('without a solution says why', async () => {
    const reasonText = { de: 'Es gibt keinen möglichen Standort.', en: 'There is no possible site.' }
    await showResult(createAnswer({ solution: null, bound: null, gapShare: null, proven: false, alternatives: [], curve: [], reason: 'no-candidates', reasonText }), 'done') // prettier-ignore
    await expect.element(page.getByText('Es gibt keinen möglichen Standort.')).toBeVisible()
    expect(page.getByRole('button', { name: 'Als Szenario öffnen' }).query()).toBeNull()
  })

  test('to another question than the one on the page says so and can be asked again', async () => {
    const { onstart } = await showResult(createAnswer(), 'done', { isOutdated: true })
    await expect.element(page.getByText(/Die Frage wurde seit dieser Suche geändert/)).toBeVisible()
    await page.getByRole('button', { name: 'Neu suchen' }).click()
    expect(onstart).toHaveBeenCalledOnce()
  })

  test('names the places that are given up', async () => {
    const solution = createSolution({ givenUp: [{ facilityId: 'a', name: '<i>Altes Haus</i>' }] })
    await showResult(createAnswer({ solution }), 'done')
    await page.getByText('Ein bestehender Ort wird aufgegeben').click()
    await expect.element(page.getByText('<i>Altes Haus</i>')).toBeVisible()
  })

  test('hands out the files of the command line as the server writes them', async () => {
    const asked: [string, unknown][] = []
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      asked.push([path, JSON.parse(String(init.body))])
      return Promise.resolve(new Response('id,demand\n', { headers: { 'content-type': 'text/csv' } }))
    })
    await showResult(createAnswer(), 'done')
    await page.getByText('Mit der Kommandozeile nachrechnen').click()
    await page.getByRole('button', { name: 'demand.csv' }).click()
    await vi.waitFor(() =>
      expect(asked).toEqual([['/api/v1/regions/musterstadt/siting/files/demand.csv', sitingRequest]]),
    )
  })
})

test('before any search the page says how to begin', async () => {
  const { onask } = await showResult(null, 'none')
  await page.getByRole('button', { name: 'Zur Frage' }).click()
  expect(onask).toHaveBeenCalledOnce()
})

test('a refusal is said in the language of the page', async () => {
  const text = { de: 'Fläche 1 hat keine Ausdehnung. Bitte neu zeichnen.', en: 'Area 1 has no extent. Draw it again.' }
  const body = { code: 'invalid-request', detail: text.en, text, status: 400, title: 'x', type: 'y' }
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status: 400 })))
  const run = new SitingRun()
  await run.start('musterstadt', sitingRequest, nothing)
  await showResult(null, 'failed')
  await render(ProblemCard, { problem: run.problem!, title: 'Die Suche ist nicht gelungen' })
  await expect.element(page.getByText(text.de)).toBeVisible()
  expect(page.getByText(text.en).query()).toBeNull()
})
