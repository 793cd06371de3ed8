import '../../app.css'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { initialUrlState, type UrlState } from '../state/url-state.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { catalogue, region } from '../testing/fixtures.ts'
import { placeOrigin, withOrigin } from '../isochrone/isochrone-choice.ts'
import type { PlanReach } from './plan-reach.svelte.ts'
import type { PlanContext } from './plan-state.svelte.ts'
import ReachBench from './testing/ReachBench.svelte'

const point = (id: string, name: string, categoryIds: string[]) => ({
  type: 'Feature', properties: { id, index: 0, name, categoryIds }, geometry: { type: 'Point', coordinates: [9.75, 50.95] },
}) // prettier-ignore
const meeting = point('m', 'Treff Markt', ['senior_meeting_place'])
const library = point('p', 'Bücherei', ['library'])
const row = (facilityId: string, name: string) => ({
  facilityId, name, categoryIds: [], lng: 9.75, lat: 50.95, districtId: null, districtName: 'Aue', catchmentPeople: 50,
  losing: 40, losingAll: 0, extraPersonMinutes: 10, meanExtraMinutes: 4, takenOverBy: [], otherPeople: 0, critical: true,
  gained: 25, personMinutesSaved: 9, order: 1, gainedInOrder: 25, reason: null,
}) // prettier-ignore

/** Modifications that the check was asked over, of each request. */
let asked: unknown[]
beforeEach(() => {
  asked = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const path = String(input).split('?')[0]
    const answer = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }) // prettier-ignore
    if (path.endsWith('/facilities')) return answer({ type: 'FeatureCollection', features: [meeting, library] })
    const body = JSON.parse(String(init?.body)) as { question: object; side?: { modifications: { facilityId: string }[] } } // prettier-ignore
    const changed = new Set(body.side?.modifications.map(({ facilityId }) => facilityId))
    if (path.endsWith('/closures')) {
      asked.push(body.side?.modifications ?? [])
      return answer({ question: body.question, rows: changed.has('m') ? [] : [row('m', 'Treff Markt')] })
    }
    return answer({ question: body.question, rows: changed.has('p') ? [] : [row('p', 'Bücherei')], candidateCategoryIds: [] }) // prettier-ignore
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

async function show(patch: Partial<UrlState> = {}, more: object = {}) {
  const made: { plan?: PlanContext; reach?: PlanReach } = {}
  const choice = { ...initialUrlState, planTab: 'check' as const, ...patch }
  const onready = (plan: PlanContext, reach: PlanReach) => Object.assign(made, { plan, reach })
  const screen = await render(ReachBench, { region, catalogue, choice, onready, ...more })
  await vi.waitFor(() => expect(made.plan?.facilities.latest).toBeDefined())
  return { ...screen, plan: made.plan!, reach: made.reach! }
}
const list = (plan: PlanContext) =>
  plan.document.modifications.map((item) => ({ ...item, id: undefined })) as unknown as object[]

describe('the check of closures in the planner', () => {
  test('closes a place at once, asks again over that, and takes it back', async () => {
    const { plan, container } = await show()
    await page.getByRole('button', { name: 'Treff Markt schließen' }).click()
    expect(list(plan)).toEqual([{ kind: 'close-facility', facilityId: 'm' }])
    const notice = page.getByText('Treff Markt ist jetzt im Szenario geschlossen.')
    await expect.element(notice).toBeVisible()
    // The button that was pressed goes away with its place: the focus is at the message.
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('ist jetzt im Szenario geschlossen'))
    await expect.element(page.getByText('In den Daten steht kein Ort dieser Art.')).toBeVisible()
    await expect.element(page.getByText(/was im Szenario schon geändert ist/)).toBeVisible()
    expect(asked).toEqual([[], plan.document.modifications])
    await inBothThemes(() => checkAccessibility(container))
    await page.getByRole('button', { name: 'Rückgängig' }).click()
    expect(list(plan)).toEqual([])
    await expect.element(notice).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Treff Markt schließen' })).toBeVisible()
  })

  test('opens a place of another kind to the need, besides what it is already', async () => {
    const { plan } = await show()
    await page.getByRole('button', { name: 'Bücherei öffnen' }).click()
    expect(list(plan)).toEqual([
      { kind: 'change-facility', facilityId: 'p', categoryIds: ['library', 'senior_meeting_place'] },
    ])
    await expect.element(page.getByText('Bücherei ist jetzt im Szenario dafür geöffnet.')).toBeVisible()
    await expect.element(page.getByText(/Kein bestehender Ort anderer Art/)).toBeVisible()
  })

  test('shows a place and its walking area', async () => {
    const [onplace, onisochrone] = [vi.fn(), vi.fn()]
    await show({}, { onplace, onisochrone })
    await page.getByRole('button', { name: 'Treff Markt', exact: true }).click()
    expect(onplace).toHaveBeenCalledWith('m')
    await page.getByRole('button', { name: 'Gehzeit-Gebiet von Treff Markt' }).click()
    expect(onisochrone).toHaveBeenCalledWith(placeOrigin('m'))
  })

  test('asks nothing while another tab is open', async () => {
    await show({ planTab: 'changes' })
    expect(asked).toEqual([])
  })
})

describe('a trial that another page sends', () => {
  test('closes the place in the draft once, selects it, and can be taken back', async () => {
    const ontaken = vi.fn()
    const { plan, rerender } = await show({ trial: { kind: 'close', facilityId: 'm' } }, { ontaken })
    await expect.element(page.getByText(/Durchgespielt wird: Treff Markt schließt/)).toBeVisible()
    expect(list(plan)).toEqual([{ kind: 'close-facility', facilityId: 'm' }])
    expect(plan.selectedFacilityId).toBe('m')
    expect(ontaken).toHaveBeenCalledOnce()
    await rerender({ choice: { ...initialUrlState, planTab: 'check' } })
    await page.getByRole('button', { name: 'Rückgängig' }).click()
    expect(list(plan)).toEqual([])
    expect(ontaken).toHaveBeenCalledOnce()
  })

  test('opens the place to the kinds of the question', async () => {
    const { plan } = await show({ trial: { kind: 'open', facilityId: 'p' } })
    await expect.element(page.getByText(/Durchgespielt wird: Bücherei öffnet sich dafür/)).toBeVisible()
    expect(list(plan)).toMatchObject([{ categoryIds: ['library', 'senior_meeting_place'] }])
  })

  test('of a place that is gone changes nothing and says so', async () => {
    const ontaken = vi.fn()
    const { plan } = await show({ trial: { kind: 'close', facilityId: 'gone' } }, { ontaken })
    await expect.element(page.getByText(/steht nicht mehr in den Daten/)).toBeVisible()
    expect(list(plan)).toEqual([])
    expect(ontaken).toHaveBeenCalledOnce()
  })
})

describe('the walking area in the planner', () => {
  test('is that of the place as the scenario leaves it', async () => {
    const { plan, reach, rerender } = await show({ isochrone: withOrigin(null, placeOrigin('m')) })
    expect(reach.isochrone.place).toEqual({ name: 'Treff Markt', lng: 9.75, lat: 50.95, isElsewhere: false, isClosed: false }) // prettier-ignore
    plan.dropAt('m', 9.76, 50.96)
    expect(reach.isochrone.place).toMatchObject({ lng: 9.76, lat: 50.96, isElsewhere: true })
    plan.undo()
    expect(reach.isochrone.place).toMatchObject({ lng: 9.75, isElsewhere: false })
    reach.close('m')
    expect(reach.isochrone.place).toMatchObject({ isClosed: true })
    plan.edit((items) => [...items, { id: 'a', kind: 'add-facility', lng: 9.71, lat: 50.91, name: 'Neu', categoryIds: ['library'] }]) // prettier-ignore
    await rerender({ choice: { ...initialUrlState, isochrone: withOrigin(null, placeOrigin('scenario/a')) } })
    expect(reach.isochrone.place).toMatchObject({ name: 'Neu', lng: 9.71, isElsewhere: true })
    plan.undo()
    expect(reach.isochrone.place).toBe('gone')
  })

  test('is asked for with the streets of the draft, and again when they change', async () => {
    const { plan } = await show({ isochrone: withOrigin(null, placeOrigin('m')) })
    const bodies = () =>
      vi.mocked(fetch).mock.calls.flatMap(([input, init]) =>
        String(input).endsWith('/isochrone') ? [JSON.parse(String(init?.body)) as { modifications: { kind: string }[] }] : [],
      ) // prettier-ignore
    plan.edit((items) => [...items, { id: 'p', kind: 'add-path', way: 'bridge', line: [[9.75, 50.95], [9.76, 50.96]] }]) // prettier-ignore
    await vi.waitFor(() =>
      expect(
        bodies()
          .at(-1)
          ?.modifications.map(({ kind }) => kind),
      ).toEqual(['add-path']),
    )
    // Another place than the one asked for.
    plan.dropAt('p', 9.76, 50.96)
    plan.edit((items) => [...items, { id: 'c', kind: 'close-street', wayId: 1, lng: 9.75, lat: 50.95 }])
    await vi.waitFor(() =>
      expect(
        bodies()
          .at(-1)
          ?.modifications.map(({ kind }) => kind),
      ).toEqual(['add-path', 'close-street']),
    )
  })
})
