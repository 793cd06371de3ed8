import '../../app.css'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { locale } from '../state/locale.svelte.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, region } from '../testing/fixtures.ts'
import { createEffect, createEffectRow } from '../testing/plan-fixtures.ts'
import BalanceDistricts from './BalanceDistricts.svelte'
import BalanceGroups from './BalanceGroups.svelte'
import DifferenceLegend from './DifferenceLegend.svelte'
import { differenceColours } from './difference-look.ts'
import PlanBench from './testing/PlanBench.svelte'
import type { PlanContext } from './plan-state.svelte.ts'

const effect = createEffect([
  createEffectRow('Brand', 1000, 200, 700),
  createEffectRow('Aue', 800, 400, 340),
  createEffectRow('Zell', 90, 0, 0, { faster: 0 }),
])
const library = {
  type: 'Feature',
  properties: { id: 'p', index: 0, name: '<i>Bücherei</i>', categoryIds: ['library'], address: 'Markt 1' },
  geometry: { type: 'Point', coordinates: [9.75, 50.95] },
}
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  })
const stored = (version: number, modifications: unknown[]) => ({
  id: '00000000000000aa', region: 'musterstadt', name: 'Treff Nord', description: '', format: 1, version, modifications, importId: 'i',
  createdAt: '2026-11-20T10:00:00Z', updatedAt: '2026-11-22T10:00:00Z', deletedAt: null,
}) // prettier-ignore

/** Answers of the server by method and end of the path; the last one given holds. */
let answers: Record<string, (body: unknown) => Response>
let asked: string[]
beforeEach(() => {
  locale.show('de')
  asked = []
  answers = { 'GET facilities': () => json({ type: 'FeatureCollection', features: [library] }) }
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const key = `${init?.method ?? 'GET'} ${String(input).split('?')[0].split('/').at(-1)}`
    asked.push(key)
    const answer = answers[key]
    if (!answer) throw new TypeError(`nobody answers ${key}`)
    return answer(init?.body === undefined ? undefined : JSON.parse(String(init.body)))
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

/** The panels over a planning context of their own, whose engine always gives the effect above. */
async function showBench(): Promise<{ plan: PlanContext; container: Element }> {
  let plan: PlanContext | undefined
  const { container } = await render(PlanBench, { region, catalogue, effect, onready: (made) => (plan = made) })
  await vi.waitFor(() => expect(plan?.facilities.latest).toBeDefined())
  return { plan: plan!, container }
}
const placeSite = (plan: PlanContext) =>
  plan.edit((list) => [
    ...list,
    { id: 'a', kind: 'add-facility', lng: 9.7, lat: 50.9, name: 'Treff <b>Nord</b>', categoryIds: ['senior_meeting_place'] },
  ]) // prettier-ignore

describe('the balance', () => {
  test('says how things are today until something is changed, then who gains and who loses', async () => {
    const { plan, container } = await showBench()
    await expect.element(page.getByText(/Noch ist nichts geändert/)).toBeVisible()
    placeSite(plan)
    const card = page.getByRole('region', { name: 'Bilanz' })
    await expect
      .element(card.getByRole('status'))
      .toHaveTextContent('+440 Menschen ab 65 in 10 Minuten versorgt; größter Gewinn: Brand; größter Verlust: Aue')
    await expect.element(card.getByText('+500')).toBeVisible()
    await expect.element(card.getByText('−60')).toBeVisible()
    await expect.element(card.getByRole('row', { name: 'Weg im Mittel 12,0 min 10,5 min −1,5 min' })).toBeVisible()
    await inBothThemes(() => checkAccessibility(container))
  })

  test('lists winners and losers, sorted by a click, and only the changed ones on demand', async () => {
    const onchoose = vi.fn()
    const { container } = await render(BalanceDistricts, { effect, levelLabel: 'Stadtteil', chosenId: null, onchoose })
    const names = () => [...container.querySelectorAll('tbody th')].map((cell) => cell.textContent?.trim())
    expect(names()).toEqual(['Brand', 'Zell', 'Aue'])
    await page.getByRole('button', { name: /Änderung der versorgten Menschen/ }).click()
    expect(names()).toEqual(['Aue', 'Zell', 'Brand'])
    await page.getByRole('checkbox').click()
    expect(names()).toEqual(['Aue', 'Brand'])
    await page.getByRole('button', { name: 'Aue' }).click()
    expect(onchoose).toHaveBeenCalledWith('aue')
    await inBothThemes(() => checkAccessibility(container))
  })

  test('shows every group before and after, and every class of the difference map with its people', async () => {
    const groups = await render(BalanceGroups, { groups: effect.groups, groupId: '65plus' })
    await expect
      .element(page.getByRole('row', { name: /Alle Menschen.*am schlechtesten versorgt.*\+440/ }))
      .toBeVisible()
    await checkAccessibility(groups.container)
    const counts = Array.from({ length: 9 }, (_, i) => ({ cells: i, people: i * 100 }))
    const props = { counts, groupName: 'Menschen ab 65', isCoarse: false, isOpen: true }
    const { container } = await render(DifferenceLegend, { ...props, colours: differenceColours.light })
    await expect.element(page.getByRole('row', { name: 'nicht mehr versorgt 700 7' })).toBeVisible()
    await inBothThemes(() => checkAccessibility(container))
  })
})

describe('the list of changes', () => {
  test('shows each with what is wrong beside it, and removes, restores and resets', async () => {
    const { plan, container } = await showBench()
    placeSite(plan)
    plan.edit((list) => [...list, { id: 'b', kind: 'close-facility', facilityId: 'p' }])
    const list = page.getByRole('tabpanel').getByRole('listitem')
    await expect.element(list.first()).toMatchTextContent(/Neuer Standort.*Treff <b>Nord<\/b>.*Seniorentreff/)
    await expect.element(list.nth(1)).toMatchTextContent(/Ort geschlossen.*<i>Bücherei<\/i>/)
    await expect
      .element(list.first())
      .toMatchTextContent(/Bitte prüfen:.*Keine Straße.*Näher setzen.*\(no-street-near\)/)
    await inBothThemes(() => checkAccessibility(container))
    await page.getByRole('button', { name: 'Treff <b>Nord</b>: Änderung löschen' }).click()
    expect(plan.document.modifications.map(({ id }) => id)).toEqual(['b'])
    await userEvent.click(page.getByRole('button', { name: 'Rückgängig' }))
    expect(plan.document.modifications.map(({ id }) => id)).toEqual(['a', 'b'])
    await page.getByRole('button', { name: 'Alles zurück zum heutigen Stand' }).click()
    await expect.element(page.getByText('Noch keine Änderung. So können Sie anfangen:')).toBeVisible()
  })

  test('opens an existing place for the need, moves it in steps, and brings it back to today', async () => {
    const { plan, container } = await showBench()
    plan.selectFacility('p')
    const card = page.getByRole('region', { name: '<i>Bücherei</i>' })
    await card.getByRole('button', { name: /Öffnen als: Seniorentreff/ }).click()
    expect(plan.document.modifications).toMatchObject([
      { kind: 'change-facility', facilityId: 'p', categoryIds: ['library', 'senior_meeting_place'] },
    ])
    await card.getByText('Schrittweise verschieben').click()
    await card.getByRole('button', { name: '50 m nach Norden' }).click()
    expect(plan.document.modifications[1]).toMatchObject({ kind: 'move-facility', lng: 9.75 })
    await checkAccessibility(container)
    await card.getByRole('button', { name: 'Wieder wie heute' }).click()
    expect(plan.document.modifications).toEqual([])
    await card.getByRole('button', { name: 'Ort schließen' }).click()
    await expect.element(card.getByText('Im Szenario geschlossen.')).toBeVisible()
  })
})

describe('saving', () => {
  test('needs a name, tells the version, and forgets the draft', async () => {
    const { plan } = await showBench()
    placeSite(plan)
    await vi.waitFor(() => expect(localStorage.getItem('nahraum.draft.musterstadt.new')).toContain('Nord'))
    await page.getByRole('button', { name: 'Speichern' }).click()
    await expect.element(page.getByText('Zum Speichern braucht das Szenario einen Namen.')).toBeVisible()
    expect(asked).not.toContain('POST scenarios')
    answers['POST scenarios'] = (body) => json({ ...stored(1, []), ...(body as object) }, 201)
    await page.getByRole('textbox', { name: 'Name des Szenarios' }).fill('Treff Nord')
    await page.getByRole('button', { name: 'Speichern' }).click()
    await expect.element(page.getByText('Gespeichert, Version 1')).toBeVisible()
    await vi.waitFor(() => expect(Object.keys(localStorage)).toEqual([]))
  })

  test('after somebody else has saved offers both together, and saves that over what is known then', async () => {
    const { plan } = await showBench()
    answers['POST scenarios'] = (body) => json({ ...stored(1, []), ...(body as object) }, 201)
    plan.change({ name: 'Treff Nord' })
    await plan.save()
    placeSite(plan)
    const theirs = { id: 't', kind: 'close-facility', facilityId: 'p' }
    answers['PUT 00000000000000aa'] = () =>
      json({ type: '', title: '', status: 409, detail: 'changed', code: 'scenario-changed' }, 409)
    answers['GET 00000000000000aa'] = () => json(stored(2, [theirs]))
    await page.getByRole('button', { name: 'Speichern' }).click()
    const dialog = page.getByRole('alertdialog')
    await expect
      .element(dialog)
      .toMatchTextContent(/Version 2 vom 22\.11\.2026 enthält 1 Änderung, Ihre Fassung 1 Änderung/)
    let written: { version?: number; modifications?: { id: string }[] } = {}
    answers['PUT 00000000000000aa'] = (body) => {
      written = body as typeof written
      return json({ ...stored(3, []), ...(body as object), version: 3 })
    }
    await dialog.getByRole('button', { name: 'Zusammenführen und speichern (2)' }).click()
    await expect.element(page.getByText('Gespeichert, Version 3')).toBeVisible()
    expect(written.version).toBe(2)
    expect(written.modifications?.map(({ id }) => id)).toEqual(['t', 'a'])
  })

  test('a failure keeps everything and says what to do', async () => {
    const { plan } = await showBench()
    placeSite(plan)
    plan.change({ name: 'Treff' })
    await page.getByRole('button', { name: 'Speichern' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Der Server antwortet nicht/)
    expect(plan.document.modifications).toHaveLength(1)
    expect(plan.isChanged).toBe(true)
  })

  test('lists scenarios; a deleted one is brought back at once', async () => {
    await showBench()
    const summary = { ...stored(4, []), modificationCount: 2 }
    answers['GET scenarios'] = () => json({ scenarios: [summary] })
    await page.getByRole('button', { name: 'Szenarien', exact: true }).click()
    await expect.element(page.getByText('2 Änderungen · Version 4 · 22.11.2026')).toBeVisible()
    answers['DELETE 00000000000000aa'] = () => json({ ...stored(4, []), deletedAt: '2026-11-23T10:00:00Z' })
    answers['GET scenarios'] = () => json({ scenarios: [] })
    await page.getByRole('button', { name: 'Löschen – Treff Nord' }).click()
    await expect.element(page.getByText(/Noch ist kein Szenario gespeichert/)).toBeVisible()
    answers['POST restore'] = () => json(stored(4, []))
    answers['GET scenarios'] = () => json({ scenarios: [summary] })
    await page.getByRole('button', { name: 'Zurückholen' }).click()
    await expect.element(page.getByText('2 Änderungen · Version 4 · 22.11.2026')).toBeVisible()
  })
})
