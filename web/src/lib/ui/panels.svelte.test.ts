import '../../app.css'
import { describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { ApiProblem } from '../api/problem.ts'
import { NO_TIME, REASON, type CellValues } from '../cells/cell-values.ts'
import type { CellTable } from '../cells/cell-table.ts'
import { countClasses, createMinuteScale } from '../cells/class-scale.ts'
import { FLAG } from '../cells/compute-paint.ts'
import { listClassColours } from '../map/hex-look.ts'
import { resolveSelection } from '../state/selection.ts'
import { initialUrlState } from '../state/url-state.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, explanation, gapAreas, region, results } from '../testing/fixtures.ts'
import CellTableView from './CellTable.svelte'
import CoverageCurve from './CoverageCurve.svelte'
import ExplainPanel from './ExplainPanel.svelte'
import GapList from './GapList.svelte'
import KindsTable from './KindsTable.svelte'
import Legend from './Legend.svelte'
import ProblemCard from './ProblemCard.svelte'
import RegionNotes from './RegionNotes.svelte'

const readCells = (row: Element) =>
  [...row.children]
    .map((cell) => cell.textContent?.trim())
    .filter(Boolean)
    .join(' ')
const selection = resolveSelection(initialUrlState, region, catalogue)

describe('the explanation of a cell', () => {
  const show = (
    state: Parameters<typeof render<typeof ExplainPanel>>[1] extends infer P
      ? P extends { state: infer S }
        ? S
        : never
      : never,
    onisochrone = vi.fn(),
  ) => render(ExplainPanel, { state, region, catalogue, selection, onclose: vi.fn(), onretry: vi.fn(), onisochrone })

  test('leads to the walking area from the cell and to its nearest place', async () => {
    const onisochrone = vi.fn()
    await show({ status: 'ready', value: explanation }, onisochrone)
    await page.getByRole('button', { name: 'Gehzeit-Gebiet von hier' }).click()
    const [lng, lat] = explanation.origin
    expect(onisochrone).toHaveBeenLastCalledWith({ kind: 'point', lng, lat })
    const [{ facilityId, name }] = explanation.places
    await page.getByRole('button', { name: `Gehzeit-Gebiet von ${name}` }).click()
    expect(onisochrone).toHaveBeenLastCalledWith({ kind: 'place', facilityId })
  })

  test('names the time, the limit, what lies on the way and what is unknown', async () => {
    const { container } = await show({ status: 'ready', value: explanation })
    await expect
      .element(page.getByRole('status'))
      .toMatchTextContent(/12 Minuten bis zur nächsten Einrichtung: weiter als 10 Minuten, also eine Lücke\./)
    await expect.element(page.getByText('Treppe, 10 m')).toBeVisible()
    await expect.element(page.getByText(/Belag unbekannt auf 370\sm \(50\s% des Weges\)/)).toBeVisible()
    await inBothThemes(() => checkAccessibility(container))
  })

  test('gives the reason where there is no value', async () => {
    const reasonText = { de: 'Hier endet das Straßennetz der Daten.', en: 'The street data end here.' }
    await show({
      status: 'ready',
      value: { ...explanation, reason: 'outside-network', reasonText, places: [], accessMetres: null },
    })
    await expect
      .element(page.getByRole('status'))
      .toMatchTextContent(/Für diese Zelle gibt es keinen Wert: Hier endet das Straßennetz der Daten\./)
  })

  test('says when nothing is near and when the edge of the data is', async () => {
    await show({ status: 'ready', value: { ...explanation, places: [], uncertain: true } })
    await expect.element(page.getByText(/keine passende Einrichtung erreichbar: eine Lücke/)).toBeVisible()
    await expect.element(page.getByText(/so nah am Rand der Daten/)).toBeVisible()
  })

  test('shows a failure with a way out', async () => {
    const { container } = await show({
      status: 'failed',
      problem: new ApiProblem('/api/v1/x', 404, 'cell-outside-region', 'Außerhalb.', 'Wählen Sie eine andere Stelle.'),
    })
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Wählen Sie eine andere Stelle\./)
    await checkAccessibility(container)
  })
})

describe('the legend', () => {
  const paint = {
    values: Float32Array.of(3, 8, 12, 40, 0),
    flags: Uint8Array.of(0, 0, FLAG.gap, FLAG.gap, FLAG.noValue),
  }
  const scale = createMinuteScale(10, 30)
  const counts = countClasses(scale, paint, Float32Array.of(1, 2, 4, 8, 16))

  test('lists classes with people and cells, and those that cannot be assessed', async () => {
    const oncolouring = vi.fn()
    const colours = listClassColours(scale, 'light')
    const props = {
      scale,
      colours,
      counts,
      groupName: 'Menschen ab 65',
      isCoarse: false,
      isOpen: true,
      colouring: 'minutes' as const,
      oncolouring,
    }
    const { container } = await render(Legend, props)
    const rows = [...container.querySelectorAll('tbody tr')].map(readCells)
    expect(rows).toEqual([
      'bis 5 1 1',
      'über 5 bis 10 2 1',
      'über 10 bis 15 4 1',
      'über 15 bis 20 0 0',
      'über 20 bis 30 0 0',
      'über 30 oder gar nicht 8 1',
      'unbekannt 16 1',
    ])
    await page.getByRole('radio', { name: 'Ohne Angebot' }).click({ force: true })
    expect(oncolouring).toHaveBeenCalledWith('people')
    await inBothThemes(() => checkAccessibility(container))
  })
})

describe('the table of cells', () => {
  const count = 120
  const cells: CellTable = {
    count,
    resolution: 10,
    ids: Array.from({ length: count }, (_, i) => `8a1fac36b${String(i).padStart(2, '0')}ffff`.slice(0, 15)),
    indexOfId: new Map(),
    people: new Map(),
    district: new Map(),
  }
  const values: CellValues = {
    mode: 'any',
    deciseconds: Uint16Array.from({ length: count }, (_, i) => (i === 7 ? NO_TIME : i * 100)),
    reason: Uint8Array.from({ length: count }, (_, i) => (i === 7 ? REASON.noStreet : 0)),
    edgeDeciseconds: new Uint16Array(count).fill(NO_TIME),
  }
  const people = Float32Array.from({ length: count }, (_, i) => (i === 7 ? 99 : i % 10))

  test('starts with the cell where most people are not served and turns its pages', async () => {
    const props = {
      cells,
      values,
      people,
      minutes: 10,
      district: new Uint16Array(count),
      districtNames: ['Aue'],
      levelLabel: 'Stadtteil',
      viewBounds: null,
      onshow: vi.fn(),
    }
    const { container } = await render(CellTableView, props)
    const first = container.querySelector('tbody tr')
    expect(readCells(first as Element)).toBe('…ac36b0 Aue 99,0 keine Straße nah')
    await expect.element(page.getByRole('status')).toMatchTextContent(/Seite 1 von 3, 108 Zellen/)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await expect.element(page.getByRole('status')).toMatchTextContent(/Seite 2 von 3/)
    await inBothThemes(() => checkAccessibility(container))
  })
})

test('gaps are listed with people, size and what is uncertain, and can be shown', async () => {
  const onshow = vi.fn()
  const { container } = await render(GapList, { areas: gapAreas, onshow, emptyText: 'x', first: 2 })
  expect(container.querySelectorAll('li').length).toBe(2)
  await expect.element(page.getByText(/25\s% davon am Rand der Daten/)).toBeVisible()
  await page.getByRole('button', { name: 'Alle 3 zeigen' }).click()
  expect(container.querySelectorAll('li').length).toBe(3)
  await page.getByRole('button', { name: 'Lücke 2' }).click()
  expect(onshow.mock.calls[0][1]).toBe(1)
  await inBothThemes(() => checkAccessibility(container))
})

test('no gaps say why there is no list', async () => {
  await render(GapList, { areas: { type: 'FeatureCollection', features: [] }, emptyText: 'Keine Lücke.' })
  await expect.element(page.getByText('Keine Lücke.')).toBeVisible()
})

test('the curve carries its figures as text', async () => {
  const { container } = await render(CoverageCurve, {
    curve: results.curve.slice(0, 30),
    label: 'Burtscheid',
    minutes: 10,
    longest: 30,
  })
  await expect
    .element(page.getByRole('img'))
    .toHaveAttribute('aria-label', expect.stringMatching(/Burtscheid: 25\s% in 5 Minuten, 50\s% in 10 Minuten/))
  await inBothThemes(() => checkAccessibility(container))
})

test('the table of all kinds says which ones the data do not hold', async () => {
  const rows = new Map([['pharmacy', results.rows[1]]])
  const { container } = await render(KindsTable, { catalogue, rows, linkOf: (id: string) => `?what=${id}` })
  await expect.element(page.getByRole('row', { name: /Teestube/ })).toMatchTextContent(/keine in den Daten der Region/)
  await expect
    .element(page.getByRole('row', { name: /Apotheke/ }))
    .toMatchTextContent(/mindestens 60\s%, höchstens 73\s%/)
  await inBothThemes(() => checkAccessibility(container))
})

test('notes and problems are accessible, and a problem says what, where and what to do', async () => {
  const onretry = vi.fn()
  const notes = await render(RegionNotes, { region })
  await expect.element(page.getByText('Das Netz ist unvollständig.')).toBeVisible()
  await inBothThemes(() => checkAccessibility(notes.container))
  const { container } = await render(ProblemCard, {
    problem: new ApiProblem('/api/v1/regions/x', 0, 'unreachable', 'Failed to fetch'),
    title: 'Fehler',
    onretry,
  })
  await expect
    .element(page.getByRole('alert'))
    .toMatchTextContent(/Der Server antwortet nicht\. Prüfen Sie die Verbindung/)
  await expect.element(page.getByRole('alert')).toMatchTextContent(/Wo: \/api\/v1\/regions\/x \(unreachable\)/)
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click()
  expect(onretry).toHaveBeenCalled()
  await inBothThemes(() => checkAccessibility(container))
})
