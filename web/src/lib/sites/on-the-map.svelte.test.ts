import '../../app.css'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { locale } from '../state/locale.svelte.ts'
import { checkAccessibility, inBothThemes } from '../testing/check-accessibility.ts'
import { createSite, createSolution } from '../testing/sites-fixtures.ts'
import MapHandles from './MapHandles.svelte'
import SiteMarkers from './SiteMarkers.svelte'
import { SitesEditing } from './sites-editing.svelte.ts'
import type { DrawnShapes } from './sites-question.ts'

beforeEach(() => locale.show('de'))

/** A map of 400 × 400 pixels on which a pixel is a thousandth of a degree, from 0° at the top left. */
const map = {
  project: ([lng, lat]: [number, number]) => ({ x: lng * 1000, y: -lat * 1000 }),
  unproject: ([x, y]: [number, number]) => ({ lng: x / 1000, lat: -y / 1000 }),
  on: () => undefined,
  off: () => undefined,
  getCanvas: () => document.body,
} as unknown as MapLibreMap

/** The shapes follow what is done to them, as those of the page do. */
async function showHandles() {
  let shapes = $state.raw<DrawnShapes>({
    points: [[0.35, -0.05]],
    areas: [],
    forbidden: [[[0.05, -0.05], [0.25, -0.05], [0.25, -0.25], [0.05, -0.25]]],
  }) // prettier-ignore
  const steps: boolean[] = []
  const editing = new SitesEditing(
    () => shapes,
    (patch, isStep) => {
      shapes = { ...shapes, ...patch }
      steps.push(isStep)
    },
  )
  editing.selected = { kind: 'forbidden', index: 0 }
  document.body.style.margin = '0'
  const { container } = await render(MapHandles, { map, editing })
  container.style.cssText = 'position: relative; width: 400px; height: 400px'
  return { editing, container, steps, now: () => shapes }
}
const handle = (name: string) => page.getByRole('button', { name, exact: true })

test('corners move by the arrow keys, ten metres or fifty, as small steps', async () => {
  const { now, steps, container } = await showHandles()
  handle('Sperrfläche 1, Ecke 1').element().focus()
  await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowUp}{/Shift}')
  const [lng, lat] = now().forbidden[0][0]
  expect((lng - 0.05) * 111_320).toBeCloseTo(10, -1)
  expect((lat + 0.05) * 111_320).toBeCloseTo(50, -1)
  expect(steps).toEqual([false, false])
  await inBothThemes(() => checkAccessibility(container))
})

test('the middle of an edge becomes a corner that has the focus, Delete takes corners away down to none', async () => {
  const { now, editing } = await showHandles()
  handle('Sperrfläche 1, neue Ecke nach Ecke 2').element().focus()
  await userEvent.keyboard('{Enter}')
  expect(now().forbidden[0]).toHaveLength(5)
  expect(now().forbidden[0][2]).toEqual([0.25, -0.15])
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Sperrfläche 1, Ecke 3'))
  await userEvent.keyboard('{Delete}')
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Sperrfläche 1, Ecke 2'))
  await userEvent.keyboard('{Delete}')
  expect(now().forbidden[0]).toHaveLength(3)
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Sperrfläche 1, Ecke 1'))
  await userEvent.keyboard('{Delete}')
  expect(now().forbidden).toEqual([])
  expect(editing.selected).toBeNull()
})

test('a corner is dragged to where it is let go, and a press that does not move only selects', async () => {
  const { now, editing } = await showHandles()
  const corner = handle('Sperrfläche 1, Ecke 3').element()
  const point = (type: string, x: number, y: number) =>
    corner.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, button: 0, pointerId: 1, bubbles: true }))
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue()
  point('pointerdown', 250, 250)
  point('pointermove', 251, 251)
  expect(editing.drag).toBeNull()
  point('pointermove', 300, 320)
  expect(now().forbidden[0][2]).toEqual([0.25, -0.25])
  point('pointerup', 300, 320)
  expect(now().forbidden[0][2]).toEqual([0.3, -0.32])
  editing.selected = null
  await handle('Punkt 1').click()
  expect(editing.selected).toEqual({ kind: 'points', index: 0 })
  vi.restoreAllMocks()
})

test('sites are numbered buttons with name and people, and never cover each other', async () => {
  const onselect = vi.fn()
  const solution = createSolution({
    sites: [
      createSite({ lng: 0.2, lat: -0.2 }),
      createSite({ lng: 0.203, lat: -0.2, name: 'Treff <b>', exists: true, people: null }),
    ],
  })
  const { container } = await render(SiteMarkers, { map, solution, chosen: 1, isInterim: false, onselect })
  container.style.cssText = 'position: relative; width: 400px; height: 400px'
  const first = page.getByRole('button', { name: 'Standort 1: Standort 1 in Aue, 30 Menschen' })
  const second = page.getByRole('button', { name: 'Bestehender Ort 2: Treff <b>, offen' })
  await expect.element(second).toHaveAttribute('aria-pressed', 'true')
  const [a, b] = [first.element().getBoundingClientRect(), second.element().getBoundingClientRect()]
  expect(b.left).toBeGreaterThanOrEqual(a.right)
  await first.click()
  expect(onselect).toHaveBeenCalledWith(0)
  await inBothThemes(() => checkAccessibility(container))
})
