import '../../app.css'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { resolveSelection } from '../state/selection.ts'
import { initialUrlState } from '../state/url-state.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, createCategory, region } from '../testing/fixtures.ts'
import WhatIfPanel from './WhatIfPanel.svelte'

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
    const { container } = await render(WhatIfPanel, {
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
    expect(onplace).toHaveBeenCalledWith(11.3, 51.9)
    await inBothThemes(() => checkAccessibility(container))
  })

  test('asks who could share only where the need is one of older people', async () => {
    const { asked } = serve([], [])
    await render(WhatIfPanel, { region, catalogue: kinds, selection: selection('pharmacy'), onplace: vi.fn() })
    await expect.element(page.getByText('In den Daten steht kein Ort dieser Art.')).toBeVisible()
    expect(asked.map((path) => path.split('/').at(-1))).toEqual(['closures'])
  })

  test('says why there is nothing to show', async () => {
    serve([closure('a', 'Haus', 0)], [])
    await render(WhatIfPanel, {
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
    await render(WhatIfPanel, {
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
    await render(WhatIfPanel, { region, catalogue: kinds, selection: selection('pharmacy'), onplace: vi.fn() })
    await expect.element(page.getByText('Der Schließungs-Check konnte nicht gerechnet werden')).toBeVisible()
    const { asked } = serve([closure('a', 'Haus', 7)], [])
    await page.getByRole('button', { name: /erneut|noch einmal/i }).click()
    await expect.element(page.getByText('7 Menschen ohne Angebot')).toBeVisible()
    expect(asked).toHaveLength(1)
  })
})
