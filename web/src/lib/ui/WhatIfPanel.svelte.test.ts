import '../../app.css'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { resolveSelection } from '../state/selection.ts'
import { initialUrlState } from '../state/url-state.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, createCategory, region } from '../testing/fixtures.ts'
import WhatIfBench from '../critical/testing/WhatIfBench.svelte'
import type { WhatIfView } from '../critical/what-if-view.svelte.ts'

const kinds = {
  ...catalogue,
  categories: [
    createCategory('senior_meeting_place', 'Seniorentreff', 'Senior meeting place', 'care'),
    createCategory('pharmacy', 'Apotheke', 'Pharmacy', 'health', { seniorUse: 'no' }),
  ],
}
const selection = (what: string, more: object = {}) => ({
  ...resolveSelection({ ...initialUrlState, categoryIds: [what] }, region, kinds),
  ...more,
})
const place = (facilityId: string, name: string | null) => ({
  facilityId, name, categoryIds: ['pharmacy'], lng: 11.3, lat: 51.9, districtId: '1', districtName: 'Altstadt',
}) // prettier-ignore
const closure = (facilityId: string, name: string | null, losing: number) => ({
  ...place(facilityId, name), catchmentPeople: 500, losing, losingAll: 0, extraPersonMinutes: 10, meanExtraMinutes: 4.24,
  takenOverBy: [{ facilityId: 'x', name: 'Treff am Markt', people: 9 }], otherPeople: 0, critical: losing >= 1,
}) // prettier-ignore
const shared = (facilityId: string, name: string, gained: number, order: number | null) => ({
  ...place(facilityId, name), gained, personMinutesSaved: 1, order, gainedInOrder: order && gained, reason: null,
}) // prettier-ignore

/** Answers as the server would; remembers what was asked. */
function serve(closures: object[], sharedUse: object[]): { asked: string[] } {
  const asked: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const path = String(input)
    asked.push(path)
    const { question } = JSON.parse(String(init?.body)) as { question: object }
    const rows = path.endsWith('/closures') ? closures : sharedUse
    return new Response(JSON.stringify({ question, candidateCategoryIds: [], rows }), {
      headers: { 'content-type': 'application/json' },
    })
  })
  return { asked }
}
afterEach(() => vi.restoreAllMocks())

describe('what if', () => {
  test('ranks closures and shared uses, and shows a place on the map', async () => {
    serve(
      [closure('a', '<b>Haus</b> Süd', 1234), closure('b', null, 20), closure('c', 'Niemand', 0.2)],
      [shared('d', 'Bücherei', 321, 1)],
    )
    const onplace = vi.fn()
    const { container } = await render(WhatIfBench, {
      region,
      catalogue: kinds,
      selection: selection('senior_meeting_place'),
      onplace,
    })
    await expect.element(page.getByText('1.234 Menschen ohne Angebot')).toBeVisible()
    await expect
      .element(page.getByText(/Altstadt · Wege im Mittel 4,2 Minuten weiter · dann zu: Treff am Markt/).first())
      .toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Ort ohne Namen' })).toBeVisible()
    expect(container.textContent).not.toContain('Niemand')
    await expect.element(page.getByText('321 Menschen mit neuem Angebot')).toBeVisible()
    await expect.element(page.getByText(/als 1\. geöffnet: zusätzlich 321 Menschen/)).toBeVisible()
    await page.getByRole('button', { name: '<b>Haus</b> Süd' }).click()
    expect(onplace).toHaveBeenCalledWith(expect.objectContaining({ id: 'a', lng: 11.3, lat: 51.9 }))
    await inBothThemes(() => checkAccessibility(container))
  })

  test('list and map point at each other', async () => {
    serve(
      [...Array.from({ length: 12 }, (_, i) => closure(`p${i}`, `Ort ${i}`, 100 - i)), closure('c', 'Niemand', 0.2)],
      [],
    )
    let view: WhatIfView | undefined
    const { container } = await render(WhatIfBench, {
      region,
      catalogue: kinds,
      selection: selection('pharmacy'),
      onplace: vi.fn(),
      onready: (ready) => (view = ready),
    })
    const marked = () =>
      view?.sources['critical-places'].features
        .filter(({ properties }) => properties?.isMarked)
        .map(({ properties }) => String(properties?.id))
    await page.getByRole('button', { name: 'Ort 3', exact: true }).hover()
    expect(marked()).toEqual(['p3'])
    ;(page.getByRole('button', { name: 'Ort 4', exact: true }).element() as HTMLElement).focus()
    expect(marked()).toEqual(['p4'])
    // What is chosen on the map is shown even where the list was cut short.
    await expect.element(page.getByRole('button', { name: 'Ort 11' })).not.toBeInTheDocument()
    view!.chosenId = 'p11'
    await expect.element(page.getByRole('button', { name: 'Ort 11' })).toHaveAttribute('aria-current', 'true')
    // The pointer leaves the list, under which it has scrolled.
    await page.getByRole('heading', { name: 'Wenn ein Ort schließt' }).hover()
    view!.hoveredId = 'p2'
    await vi.waitFor(() => expect(container.querySelector('.hovered')?.getAttribute('data-place')).toBe('p2'))
    expect([view!.has('p11'), view!.has('c'), view!.has('nobody')]).toEqual([true, false, false])
    expect(view!.criticalCount).toBe(12)
    await inBothThemes(() => checkAccessibility(container))
  })

  test('asks over what is planned already, and again with every change', async () => {
    const bodies: unknown[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (_input, init) => {
      const body = JSON.parse(String(init?.body)) as { question: object; side?: unknown }
      bodies.push(body.side)
      return new Response(JSON.stringify({ question: body.question, rows: [closure('a', 'Haus', 7)] }))
    })
    const props = { region, catalogue: kinds, selection: selection('pharmacy'), onplace: vi.fn() }
    const { rerender } = await render(WhatIfBench, props)
    await expect.element(page.getByText('7 Menschen ohne Angebot')).toBeVisible()
    const modifications = [{ id: '1', kind: 'close-facility', facilityId: 'b' } as const]
    await rerender({ ...props, modifications })
    await vi.waitFor(() => expect(bodies).toEqual([undefined, { modifications }]))
  })

  test('asks who could share only where the need is one of older people', async () => {
    const { asked } = serve([], [])
    await render(WhatIfBench, { region, catalogue: kinds, selection: selection('pharmacy'), onplace: vi.fn() })
    await expect.element(page.getByText('In den Daten steht kein Ort dieser Art.')).toBeVisible()
    expect(asked.map((path) => path.split('/').at(-1))).toEqual(['closures'])
  })

  test('says why there is nothing to show', async () => {
    serve([closure('a', 'Haus', 0)], [])
    await render(WhatIfBench, {
      region,
      catalogue: kinds,
      selection: selection('senior_meeting_place'),
      onplace: vi.fn(),
    })
    await expect.element(page.getByText(/Keiner dieser Orte ist unverzichtbar/)).toBeVisible()
    await expect.element(page.getByText(/Kein bestehender Ort anderer Art/)).toBeVisible()
  })

  test('has no check for a score, and says so without asking', async () => {
    const { asked } = serve([], [])
    await render(WhatIfBench, {
      region,
      catalogue: kinds,
      selection: selection('pharmacy', { mode: 'score' }),
      onplace: vi.fn(),
    })
    await expect.element(page.getByText(/gibt es diese Prüfung nicht/)).toBeVisible()
    expect(asked).toEqual([])
  })

  test('offers to try again after a failure', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'))
    await render(WhatIfBench, { region, catalogue: kinds, selection: selection('pharmacy'), onplace: vi.fn() })
    await expect.element(page.getByText('Der Schließungs-Check konnte nicht gerechnet werden')).toBeVisible()
    const { asked } = serve([closure('a', 'Haus', 7)], [])
    await page.getByRole('button', { name: /erneut|noch einmal/i }).click()
    await expect.element(page.getByText('7 Menschen ohne Angebot')).toBeVisible()
    expect(asked).toHaveLength(1)
  })
})
