import '../../app.css'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Isochrone, Modification, ProblemBody } from '../api/contract.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { region } from '../testing/fixtures.ts'
import { openIsochrone, placeOrigin, pointOrigin, withOrigin } from './isochrone-choice.ts'
import type { IsochroneView } from './isochrone-view.svelte.ts'
import { createIsochrone, square } from './testing/isochrone-fixtures.ts'
import IsochroneBench from './testing/IsochroneBench.svelte'

const here = withOrigin(null, pointOrigin(9.75, 50.95))
const areaOf = (minutes: number) => [[square(9.7, 50.9, minutes / 1000)]]

/** Answers as the server would, for the times and the profile that were asked for; remembers what was asked. */
function serve(more: Partial<Isochrone> = {}) {
  const asked: URLSearchParams[] = []
  const posted: Record<string, unknown>[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const query = new URL(String(input), 'http://x').searchParams
    init?.signal?.throwIfAborted()
    const headers = { 'content-type': 'application/geo+json', 'content-disposition': 'attachment; filename="plan.csv"' }
    if (init?.method === 'POST') {
      const body = JSON.parse(String(init.body)) as Record<string, unknown>
      posted.push(body)
      return new Response(JSON.stringify(createIsochrone([[15, areaOf(15)]], more)), { headers })
    }
    asked.push(query)
    const minutes = query.get('minutes')!.split(',').map(Number).reverse()
    const isochrone = createIsochrone(
      minutes.map((value) => [value, query.get('shape') === 'area' ? areaOf(value) : []]),
      { profile: query.get('profile') as Isochrone['profile'], ...more },
    )
    return new Response(JSON.stringify(isochrone), { headers })
  })
  return { asked, posted }
}
const refuse = (problem: Partial<ProblemBody>) =>
  vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => new Response(JSON.stringify({ detail: 'english', ...problem }), { status: 404 }))
const rows = () =>
  [...document.querySelectorAll('.isochrone tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim()),
  )
afterEach(() => vi.restoreAllMocks())

describe('the card of a walking area', () => {
  test('has people by group and time, area, streets, files and the method', async () => {
    const { asked } = serve()
    const { container } = await render(IsochroneBench, { region, choice: here })
    await expect.element(page.getByText('In 15 Minuten: 150 Menschen.')).toBeVisible()
    expect(rows().slice(0, 2)).toEqual([
      ['Alle Menschen', '50', '100', '150'],
      ['Ab 65 Jahren', '10', '20', '30'],
    ])
    expect(rows()[2][0]).toBe('Fläche')
    expect(asked.map((query) => query.get('shape')).sort()).toEqual(['area', 'streets'])
    expect(Object.fromEntries(asked[0])).toMatchObject({ lng: '9.750000', lat: '50.950000', direction: 'from', minutes: '5,10,15', profile: '65plus' }) // prettier-ignore
    const table = page.getByRole('link', { name: 'Tabelle (CSV)' }).element() as HTMLAnchorElement
    expect(table.href).toMatch(/\/regions\/musterstadt\/isochrone\?.*format=csv&variant=german$/)
    await expect.element(page.getByText(/^Wie wird das berechnet\?/)).toBeVisible()
    await inBothThemes(() => checkAccessibility(container))
  })

  test('asks again for other times, and never for more than four', async () => {
    const { asked } = serve()
    await render(IsochroneBench, { region, choice: here })
    await page.getByRole('button', { name: '30 Minuten' }).click()
    await vi.waitFor(() => expect(asked.at(-1)?.get('minutes')).toBe('5,10,15,30'))
    await expect.element(page.getByRole('button', { name: '60 Minuten' })).toBeDisabled()
    await expect.element(page.getByText(/Höchstens 4 Zeiten/)).toBeVisible()
    await page.getByRole('button', { name: '10 Minuten' }).click()
    await vi.waitFor(() => expect(asked.at(-1)?.get('minutes')).toBe('5,15,30'))
    await page.getByRole('radio', { name: 'Von wo kommt man hierher?' }).click()
    await vi.waitFor(() => expect(asked.at(-1)?.get('direction')).toBe('to'))
  })

  test('compares two profiles: all times in the table, the longest on the map', async () => {
    serve()
    let view: IsochroneView | undefined
    const { container } = await render(IsochroneBench, { region, choice: here, onready: (ready) => (view = ready) })
    await page.getByRole('combobox', { name: 'Vergleichen mit' }).selectOptions('standard')
    await expect.element(page.getByText(/zeigt die Karte nur die längste Zeit, 15 Minuten/)).toBeVisible()
    await vi.waitFor(
      () =>
      expect(view?.sources['isochrone-rings'].features.map(({ properties }) => [properties?.minutes, properties?.isOther])).toEqual([[15, false], [15, true]]), // prettier-ignore
    )
    expect(view?.sources['isochrone-veil'].features).toEqual([])
    expect(view?.sources['isochrone-labels'].features.map(({ properties }) => String(properties?.text))).toEqual([
      '15 min · Ab 65 Jahren', '15 min · Ab 65 Jahren', '15 min · Standard', '15 min · Standard',
    ]) // prettier-ignore
    expect(rows().slice(0, 3)).toEqual([['Alle Menschen'], ['Ab 65 Jahren', '50', '100', '150'], ['Standard', '50', '100', '150']]) // prettier-ignore
    await inBothThemes(() => checkAccessibility(container))
  })

  test('says how a point is chosen, and takes the middle of the map', async () => {
    const { asked } = serve()
    const oncenter = vi.fn()
    const onclosed = vi.fn()
    const { container } = await render(IsochroneBench, { region, choice: openIsochrone, oncenter, onclosed })
    await page.getByRole('button', { name: 'Kartenmitte nehmen' }).click()
    expect(oncenter).toHaveBeenCalledOnce()
    await checkAccessibility(container)
    await page.getByRole('button', { name: 'Schließen' }).click()
    expect(onclosed).toHaveBeenCalledOnce()
    expect(asked).toEqual([])
  })

  test('shows that it is computing, and gives a question up when another point is chosen', async () => {
    const signals: AbortSignal[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation((_input, init) => {
      signals.push(init!.signal!)
      return new Promise((_resolve, reject) =>
        init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason as Error)),
      )
    })
    const { rerender } = await render(IsochroneBench, { region, choice: here })
    await expect.element(page.getByText('Das Gebiet wird berechnet …')).toBeVisible()
    await vi.waitFor(() => expect(signals).toHaveLength(2))
    await rerender({ region, choice: withOrigin(here, pointOrigin(9.76, 50.96)) })
    await vi.waitFor(() => expect(signals.slice(0, 2).map(({ aborted }) => aborted)).toEqual([true, true]))
    await vi.waitFor(() => expect(signals).toHaveLength(4))
    expect(signals[2].aborted).toBe(false)
  })

  test('says why there is no street, and offers the nearest that can be used', async () => {
    refuse({
      code: 'no-street',
      streets: {
        nearest: { metres: 312, lng: 9.761234, lat: 50.951 },
        closed: { metres: 41, name: 'Am Hang', reasons: [{ de: 'Treppe', en: 'Steps' }, { de: 'Zu steil', en: 'Too steep' }] }, // prettier-ignore
      },
    })
    const { container } = await render(IsochroneBench, { region, choice: here })
    await expect.element(page.getByText(/Im Umkreis von 250 m .* Gehprofil „Ab 65 Jahren“/)).toBeVisible()
    await expect.element(page.getByText(/„Am Hang“ in 40\sm Entfernung, [^]* Treppe und Zu steil\./)).toBeVisible()
    expect(container.textContent).not.toContain('english')
    await inBothThemes(() => checkAccessibility(container))
    const { asked } = serve()
    await page.getByRole('button', { name: /Nächste nutzbare Straße nehmen \(310\sm entfernt\)/ }).click()
    await expect.element(page.getByText('In 15 Minuten: 150 Menschen.')).toBeVisible()
    expect(asked[0].get('lng')).toBe('9.761230')
  })

  test.each([
    ['no-street', { nearest: null, closed: { metres: 9, name: null, reasons: [] } }, /Keine nutzbare Straße führt dorthin/], // prettier-ignore
    ['no-street', { nearest: null, closed: null }, /Auch im Umkreis von 5 km gibt es keine/],
    ['outside-region', undefined, /Bis dorthin reichen die Straßendaten nicht/],
    ['unknown-facility', undefined, /Diesen Ort gibt es hier nicht oder nicht mehr/],
    ['took-too-long', undefined, /Das Gehzeit-Gebiet konnte nicht berechnet werden/],
  ] as const)('has an empty state for %s', async (code, streets, text) => {
    refuse({ code, streets: streets as ProblemBody['streets'] })
    await render(IsochroneBench, { region, choice: here })
    await expect.element(page.getByText(text)).toBeVisible()
  })

  test('asks towards a place, and with the changes of a scenario where that moves it', async () => {
    const { asked, posted } = serve({ origin: { lng: 9.75, lat: 50.95, facilityId: 'osm/node/1', name: 'Treff', accessMetres: 0 } }) // prettier-ignore
    const choice = withOrigin(null, placeOrigin('osm/node/1'))
    const { rerender } = await render(IsochroneBench, { region, choice })
    await expect.element(page.getByText('Treff', { exact: true })).toBeVisible()
    expect(Object.fromEntries(asked[0])).toMatchObject({ facility: 'osm/node/1', direction: 'to' })
    const moved = { name: 'Treff', lng: 9.76, lat: 50.96, isElsewhere: true, isClosed: false }
    const move: Modification = { id: 'm', kind: 'move-facility', facilityId: 'osm/node/1', lng: 9.76, lat: 50.96 }
    await rerender({ region, choice, findPlace: () => moved, listChanges: () => [move] })
    await expect.element(page.getByText(/Gerechnet für den Standort im Szenario/)).toBeVisible()
    await vi.waitFor(() =>
      expect(posted.at(-1)).toMatchObject({ facility: 'osm/node/1', direction: 'to', modifications: [move] }),
    )
    await rerender({ region, choice, findPlace: () => 'gone' })
    await expect.element(page.getByText(/Diesen Ort gibt es hier nicht oder nicht mehr/)).toBeVisible()
  })

  test('follows the streets that a scenario changes, and hands the area out as a file with them', async () => {
    const { asked, posted } = serve({ scenario: { id: null, version: null, modificationCount: 1, problems: [] } })
    const bridge: Modification = { id: 'b', kind: 'add-path', way: 'bridge', line: [[9.75, 50.95], [9.76, 50.96]] } // prettier-ignore
    const saved: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download)
    })
    const { container, rerender } = await render(IsochroneBench, { region, choice: here, listChanges: () => [] })
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    await rerender({ region, choice: here, listChanges: () => [bridge] })
    await expect.element(page.getByText('Das Gebiet gilt, wie das Szenario es plant', { exact: false })).toBeVisible()
    await vi.waitFor(() => expect(posted.map((body) => body['shape'])).toEqual(['area', 'streets']))
    expect(posted[0]).toMatchObject({ lng: 9.75, lat: 50.95, minutes: [5, 10, 15], modifications: [bridge] })
    await inBothThemes(() => checkAccessibility(container))
    await page.getByRole('button', { name: 'Tabelle (CSV)' }).click()
    await expect.element(page.getByText('Gespeichert: plan.csv')).toBeVisible()
    expect(posted.at(-1)).toMatchObject({ format: 'csv', variant: 'german', modifications: [bridge] })
    await page.getByRole('button', { name: 'Straßen (GeoJSON)' }).click()
    await vi.waitFor(() => expect(posted.at(-1)).toMatchObject({ shape: 'streets', download: true }))
    await vi.waitFor(() => expect(saved).toEqual(['plan.csv', 'plan.csv']))
    refuse({ code: 'took-too-long' })
    await page.getByRole('button', { name: 'Gebiet (GeoJSON)' }).click()
    await expect.element(page.getByText('Die Datei konnte nicht erstellt werden')).toBeVisible()
  })

  test('says where the data end and where the way to the street is too long', async () => {
    const isochrone = createIsochrone([[15, areaOf(15)], [5, []]]) // prettier-ignore
    const [long, short] = isochrone.features
    serve({
      origin: { ...isochrone.origin, accessMetres: 214 },
      features: [
        { ...long, properties: { ...long.properties, reachesDataEdge: true } },
        { ...short, properties: { ...short.properties, reason: 'access-too-long' } },
      ],
    })
    await render(IsochroneBench, { region, choice: { ...here, minutes: [5, 15] } })
    await expect.element(page.getByText(/reicht bis an den Rand der Straßendaten/)).toBeVisible()
    await expect.element(page.getByText(/dauert länger als die kürzeste Zeit/)).toBeVisible()
    await expect.element(page.getByText(/Bis zur nächsten nutzbaren Straße sind es 210\sm/)).toBeVisible()
  })
})
