import '../../app.css'
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import type { StyleSpecification } from 'maplibre-gl'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { createMinuteScale } from '../cells/class-scale.ts'
import { NO_TIME, type CellValues } from '../cells/cell-values.ts'
import { computePaint, type CellPaint } from '../cells/compute-paint.ts'
import { BASEMAP_ANCHORS } from './basemap-layer.ts'
import { buildHexGeometry } from './hex-geometry.ts'
import { HexLayer, type HexLevel } from './hex-layer.ts'
import { createHexStyle } from './hex-look.ts'
import MapView from './MapView.svelte'
import { emptyCollection } from './overlay-data.ts'

/** A basemap of nothing but paper and the two layers that others are put under. */
const style: StyleSpecification = {
  version: 8,
  sources: {},
  layers: ['paper', BASEMAP_ANCHORS.belowStreets, BASEMAP_ANCHORS.belowLabels].map((id) => ({
    id,
    type: 'background',
    paint: { 'background-color': '#ffffff', 'background-opacity': id === 'paper' ? 1 : 0 },
  })),
}
const ids = gridDisk(latLngToCell(50.95, 9.75, 10), 12)
const createLevel = (cells: readonly string[], value: number): HexLevel => ({
  minimumZoom: 0,
  buildGeometry: () => buildHexGeometry(cells),
  computePaint: (): CellPaint => ({
    values: new Float32Array(cells.length).fill(value),
    flags: new Uint8Array(cells.length),
  }),
})
const overlays = {
  'gap-areas': emptyCollection,
  districts: emptyCollection,
  route: emptyCollection,
  obstacles: emptyCollection,
  facilities: emptyCollection,
  selection: emptyCollection,
}
const createProps = (value = 40) => ({
  style,
  theme: 'light' as const,
  hexLevels: [createLevel(ids, value)],
  hexStyle: createHexStyle(createMinuteScale(10, 30), 'light'),
  overlays,
  view: { lng: 9.75, lat: 50.95, zoom: 13 },
  bounds: [9.7, 50.9, 9.8, 51],
  onview: vi.fn(),
  onpick: vi.fn(),
})
const idle = (container: Element) =>
  vi.waitFor(() => expect(container.querySelector('[data-idle]')).not.toBeNull(), { timeout: 20_000 })
const show = async (props = createProps()) => {
  document.body.style.height = '600px'
  const screen = await render(MapView, props)
  const box = screen.container as HTMLElement
  Object.assign(box.style, { position: 'relative', width: '640px', height: '400px' })
  await idle(box)
  return { ...screen, box, props }
}
afterEach(() => vi.restoreAllMocks())

describe('the map', () => {
  test('draws, and the keyboard explains the cell in the middle', async () => {
    const { props } = await show()
    const canvas = page.getByRole('region', { name: 'Karte' })
    ;(canvas.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    expect(props.onpick).toHaveBeenCalledWith(expect.closeTo(9.75, 4), expect.closeTo(50.95, 4), null)
    await expect.element(canvas).toHaveAccessibleDescription(/Alle Werte stehen auch in der Tabelle/)
  })

  test('a click picks the place under the pointer', async () => {
    const { props, box } = await show()
    const canvas = box.querySelector('canvas') as HTMLCanvasElement
    await userEvent.click(canvas)
    await vi.waitFor(() => expect(props.onpick).toHaveBeenCalled())
    const [lng, lat] = props.onpick.mock.calls[0]
    expect(latLngToCell(lat, lng, 9)).toBe(latLngToCell(50.95, 9.75, 9))
  })

  test('hexagons and lines come back after a change of style and after a lost graphics context', async () => {
    const added = vi.spyOn(HexLayer.prototype, 'onAdd')
    const { box, rerender, props } = await show()
    expect(added).toHaveBeenCalledTimes(1)
    await rerender({ ...props, style: { ...style, name: 'again' } })
    await vi.waitFor(() => expect(added).toHaveBeenCalledTimes(2), { timeout: 10_000 })
    const gl = (box.querySelector('canvas') as HTMLCanvasElement).getContext('webgl2') as WebGL2RenderingContext
    const loss = gl.getExtension('WEBGL_lose_context')
    loss?.loseContext()
    await new Promise((resolve) => setTimeout(resolve, 300))
    loss?.restoreContext()
    await vi.waitFor(() => expect(added.mock.calls.length).toBeGreaterThanOrEqual(3), { timeout: 10_000 })
  })

  test('is removed with its page and gives its graphics context back', async () => {
    const { unmount, box, props } = await show()
    const canvas = box.querySelector('canvas') as HTMLCanvasElement
    const gl = canvas.getContext('webgl2')
    await unmount()
    expect(canvas.isConnected).toBe(false)
    expect(gl?.isContextLost()).toBe(true)
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    window.dispatchEvent(new Event('resize'))
    expect(props.onpick).not.toHaveBeenCalled()
  })

  test('without WebGL the page says so and points to the table', async () => {
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
    await render(MapView, createProps())
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Alle Zahlen stehen in der Tabelle\./)
  })
})

describe('the hexagon layer', () => {
  test('draws the colour of the class of each value, through the paper by its opacity', async () => {
    const [lat, lng] = cellToLatLng(ids[0])
    for (const [value, index] of [
      [3, 0],
      [40, 5],
    ]) {
      const { box, unmount } = await show({ ...createProps(value), view: { lng, lat, zoom: 16 } })
      const { colours, opacity } = createHexStyle(createMinuteScale(10, 30), 'light')
      const pixel = await readCenter(box)
      colours[index].forEach((channel, c) => {
        expect(
          Math.abs(pixel[c] - 255 * (1 - opacity + channel * opacity)),
          `channel ${c} of value ${value}`,
        ).toBeLessThan(3)
      })
      await unmount()
    }
  })

  test('prints how long 100,000 hexagons take to recolour', async () => {
    const many = gridDisk(latLngToCell(50.95, 9.75, 10), 183).slice(0, 100_000)
    const spy = vi.spyOn(HexLayer.prototype, 'render')
    const people = Float32Array.from(many, (_, i) => i % 40)
    const values: CellValues = {
      mode: 'any',
      deciseconds: Uint16Array.from(many, (_, i) => (i * 7919) % 18_000),
      reason: new Uint8Array(many.length),
      edgeDeciseconds: new Uint16Array(many.length).fill(NO_TIME),
    }
    let minutes = 5
    const level = { ...createLevel(many, 12), computePaint: () => computePaint(values, people, minutes, 'gap') }
    const props = { ...createProps(), hexLevels: [level], view: { lng: 9.75, lat: 50.95, zoom: 11 } }
    const { rerender } = await show(props)
    const times: number[] = []
    for (let round = 0; round < 9; round++) {
      const calls = spy.mock.calls.length
      minutes = 5 + round
      await rerender({ ...props, hexStyle: createHexStyle(createMinuteScale(minutes, 30), 'light') })
      await vi.waitFor(() => expect(spy.mock.calls.length).toBeGreaterThan(calls), { timeout: 10_000, interval: 5 })
      times.push((spy.mock.instances.at(-1) as HexLayer).lastUploadMilliseconds)
    }
    times.sort((a, b) => a - b)
    console.log(
      `recolouring ${many.length} hexagons: median ${times[4].toFixed(1)} ms of JavaScript, least ${times[0].toFixed(1)} ms`,
    )
    expect(many.length).toBe(100_000)
  })
})

/** Colour in the middle of the canvas, read within the next frame that draws hexagons there. */
async function readCenter(box: Element): Promise<Uint8Array> {
  const canvas = box.querySelector('canvas') as HTMLCanvasElement
  const pixels = new Uint8Array(4)
  const original = HexLayer.prototype.render
  await new Promise<void>((resolve) => {
    vi.spyOn(HexLayer.prototype, 'render').mockImplementation(function (this: HexLayer, gl, input) {
      original.call(this, gl, input)
      if (gl.canvas !== canvas) return
      gl.readPixels(canvas.width / 2 + 4, canvas.height / 2 + 4, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixels)
      resolve()
    })
    box.querySelector<HTMLButtonElement>('.maplibregl-ctrl-zoom-in')?.click()
  })
  vi.restoreAllMocks()
  return pixels
}
