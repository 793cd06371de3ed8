import '../../app.css'
import { afterEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { SearchAnswer, SearchResult } from '../api/contract.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import AddressSearch from './AddressSearch.svelte'

afterEach(() => vi.unstubAllGlobals())

const result = (kind: SearchResult['kind'], label: string, place: string, isApproximate = false): SearchResult => ({
  kind,
  id: null,
  label,
  detail: { de: place, en: place },
  lng: 11.3,
  lat: 51.9,
  isApproximate,
  bounds: null,
})
const market = result('street', 'Markt', 'Altstadt')
const marketFive = result('address', 'Markt 5', 'Altstadt', true)
const pharmacy = result('place', 'Markt-Apotheke', 'Apotheke, Altstadt')
const found: SearchAnswer = { results: [market, marketFive, pharmacy], reason: null }
const nothing: SearchAnswer = { results: [], reason: 'nothing-found' }

/** The component over a server that gives these answers in turn, the last one for ever. */
const show = async (...answers: (SearchAnswer | Error)[]) => {
  const requests: { path: string; signal: AbortSignal }[] = []
  vi.stubGlobal('fetch', (path: string, { signal }: { signal: AbortSignal }) => {
    requests.push({ path, signal })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer instanceof Error) return Promise.reject(answer)
    return Promise.resolve(new Response(JSON.stringify(answer)))
  })
  const onpick = vi.fn()
  const screen = await render(AddressSearch, { region: 'musterstadt', label: 'Standort suchen', onpick })
  return { requests, onpick, screen, field: page.getByRole('combobox', { name: 'Standort suchen' }) }
}
const option = (name: string | RegExp) => page.getByRole('option', { name })

test('what is typed is searched once after a pause, and the results are told and listed', async () => {
  const { requests, field } = await show(found)
  await expect.element(field).toHaveAttribute('aria-expanded', 'false')
  await userEvent.click(field)
  await userEvent.keyboard('markt')
  await expect.element(page.getByRole('status')).toMatchTextContent('3 Treffer')
  expect(requests.map(({ path }) => path)).toEqual(['/api/v1/regions/musterstadt/search?q=markt'])
  await expect.element(field).toHaveAttribute('aria-expanded', 'true')
  await expect.element(option(/Markt Straße, Altstadt/)).toBeVisible()
  await expect
    .element(option(/Markt 5 Altstadt – diese Hausnummer fehlt in den Daten, dies ist die nächste/))
    .toBeVisible()
})

test('arrows go round, Enter picks, and the field keeps the focus and the name', async () => {
  const { field, onpick } = await show(found)
  await userEvent.click(field)
  await userEvent.keyboard('markt')
  await expect.element(option(/Apotheke/)).toBeVisible()
  const list = field.element().getAttribute('aria-controls')
  expect(document.getElementById(list ?? '')?.getAttribute('role')).toBe('listbox')
  const activeOption = () => document.getElementById(field.element().getAttribute('aria-activedescendant') ?? '')
  expect(activeOption()).toBeNull()
  for (const [key, expected] of [
    ['{ArrowDown}', 'Markt'],
    ['{ArrowDown}', 'Markt 5'],
    ['{ArrowUp}', 'Markt'],
    ['{ArrowUp}', 'Markt-Apotheke'],
    ['{ArrowDown}', 'Markt'],
    ['{ArrowDown}', 'Markt 5'],
  ]) {
    await userEvent.keyboard(key)
    await vi.waitFor(() => expect(activeOption()?.querySelector('.name')?.textContent).toBe(expected))
    expect(activeOption()?.getAttribute('aria-selected')).toBe('true')
  }
  await userEvent.keyboard('{Enter}')
  expect(onpick).toHaveBeenCalledExactlyOnceWith(marketFive)
  await expect.element(field).toHaveValue('Markt 5')
  await expect.element(field).toHaveFocus()
  await expect.element(field).toHaveAttribute('aria-expanded', 'false')
  await expect.element(page.getByRole('status')).toMatchTextContent('Gewählt: Markt 5')
})

test('Enter without a choice picks the first result, also when it comes later', async () => {
  const { field, onpick, requests } = await show(found)
  await userEvent.click(field)
  await userEvent.keyboard('markt{Enter}')
  await vi.waitFor(() => expect(onpick).toHaveBeenCalledExactlyOnceWith(market))
  expect(requests).toHaveLength(1)
})

test('Escape closes the list first and empties the field then', async () => {
  const { field } = await show(found)
  await userEvent.click(field)
  await userEvent.keyboard('markt')
  await expect.element(option(/Apotheke/)).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(option(/Apotheke/)).not.toBeInTheDocument()
  await expect.element(field).toHaveValue('markt')
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(option(/Apotheke/)).toBeVisible()
  await userEvent.keyboard('{Escape}{Escape}')
  await expect.element(field).toHaveValue('')
})

test('a result is picked by clicking it; leaving the field closes the list; the field can be cleared', async () => {
  const { field, onpick } = await show(found)
  await userEvent.click(field)
  await userEvent.keyboard('markt')
  await userEvent.click(option(/Apotheke/))
  expect(onpick).toHaveBeenCalledExactlyOnceWith(pharmacy)
  await userEvent.click(page.getByRole('button', { name: 'Suche leeren' }))
  await expect.element(field).toHaveValue('')
  await expect.element(field).toHaveFocus()
  await userEvent.keyboard('markt')
  await expect.element(option(/Apotheke/)).toBeVisible()
  await userEvent.tab()
  await userEvent.tab()
  await expect.element(option(/Apotheke/)).not.toBeInTheDocument()
})

test('typing on gives up the question before', async () => {
  const requests: { path: string; signal: AbortSignal }[] = []
  vi.stubGlobal('fetch', (path: string, { signal }: { signal: AbortSignal }) => {
    requests.push({ path, signal })
    return requests.length === 1 ? new Promise(() => {}) : Promise.resolve(new Response(JSON.stringify(found)))
  })
  await render(AddressSearch, { region: 'musterstadt', label: 'Standort suchen', onpick: vi.fn() })
  await userEvent.click(page.getByRole('combobox'))
  await userEvent.keyboard('m')
  await vi.waitFor(() => expect(requests).toHaveLength(1))
  await userEvent.keyboard('a')
  await expect.element(option(/Apotheke/)).toBeVisible()
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, false])
})

test('where nothing is found it says so and what helps; an old import asks to be renewed', async () => {
  const { field, screen } = await show(nothing, { ...nothing, reason: 'import-again' })
  await userEvent.click(field)
  await userEvent.keyboard('xyz')
  await expect.element(page.getByRole('status')).toMatchTextContent('Nichts gefunden für „xyz“')
  await expect.element(page.getByText(/nur mit der Straße/)).toBeVisible()
  await checkAccessibility(screen.container)
  await userEvent.keyboard('z')
  await expect.element(page.getByText(/mit einer älteren Fassung eingelesen/)).toBeVisible()
})

test('a failure is told and the question can be asked again', async () => {
  const { field } = await show(new TypeError('away'), found)
  await userEvent.click(field)
  await userEvent.keyboard('markt')
  await expect
    .element(page.getByRole('alert'))
    .toMatchTextContent(/Die Suche ist fehlgeschlagen\. Der Server antwortet nicht\./)
  await userEvent.click(page.getByRole('button', { name: 'Noch einmal versuchen' }))
  await expect.element(option(/Apotheke/)).toBeVisible()
})

test('on 320 pixels every row is 44 high and nothing sticks out, and no rule of accessibility is broken, light or dark', async () => {
  await page.viewport(320, 600)
  const long = result(
    'place',
    'Gemeinschaftsgrundschule-Am-Höfling-mit-langem-Namen',
    'Grundschule, Burtscheider Kurgarten',
    true,
  )
  const { field, screen } = await show({ ...found, results: [...found.results, long] })
  await userEvent.click(field)
  await userEvent.keyboard('markt')
  await expect.element(option(/Höfling/)).toBeVisible()
  await userEvent.keyboard('{ArrowDown}')
  for (const row of [...screen.container.querySelectorAll('[role=option], input, .clear')]) {
    const box = row.getBoundingClientRect()
    expect(box.height).toBeGreaterThanOrEqual(44)
    expect(box.right).toBeLessThanOrEqual(320)
  }
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
  await inBothThemes(() => checkAccessibility(screen.container))
  await page.viewport(1024, 700)
})
