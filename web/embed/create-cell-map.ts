/** The map itself: streets out of the publication's file, gestures that let a page be scrolled past, and keys. */
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import {
  addProtocol, Map as MapLibreMap, NavigationControl, ScaleControl, setWorkerUrl, type StyleSpecification,
} from 'maplibre-gl' // prettier-ignore
import { m } from '#messages'
import { createMapLabels } from '../src/lib/map/map-labels.ts'
import { TILE_SCHEME } from './map-style.ts'
import type { PmtilesSource } from './pmtiles-source.ts'
import { asClassic, toStartableAddress } from './startable-worker.ts'

/** Fetches the script of the map's worker and tells the map where it is. */
export async function prepareMapWorker(): Promise<void> {
  setWorkerUrl(asClassic(await toStartableAddress(workerUrl)))
}

/** Answers the addresses of tiles from `tiles` until `removeProtocol(TILE_SCHEME)`. */
export function serveTiles(tiles: PmtilesSource): void {
  addProtocol(TILE_SCHEME, async ({ url }, { signal }) => {
    const [zoom, x, y] = url
      .slice(TILE_SCHEME.length + 7)
      .split('/')
      .map(Number)
    const tile = await tiles.getTile(zoom, x, y, signal)
    return { data: tile?.buffer ?? new ArrayBuffer(0) }
  })
}

export interface CellMapOptions {
  readonly container: HTMLElement
  readonly style: StyleSpecification
  readonly bounds: [number, number, number, number]
  readonly isMotionReduced: boolean
  /** Id of the text that says which keys there are. */
  readonly keysId: string
  readonly onpick: (lng: number, lat: number) => void
  /** The keyboard is on the map: its middle is what Enter picks. */
  readonly onkeyboard: (isOn: boolean) => void
}

/**
 * The container has `data-idle` while nothing moves. The wheel zooms once the map was chosen, and on touch screens two fingers move it, so that nobody is held up
 * who only scrolls by.
 */
export function createCellMap(options: CellMapOptions): MapLibreMap {
  const { container, style, bounds, isMotionReduced, keysId, onpick, onkeyboard } = options
  const map = new MapLibreMap({
    container,
    style,
    bounds,
    fitBoundsOptions: { padding: 16 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 18,
    ...(isMotionReduced ? { fadeDuration: 0 } : {}),
    cooperativeGestures: matchMedia('(pointer: coarse)').matches,
    scrollZoom: false,
    locale: {
      ...createMapLabels(),
      'CooperativeGesturesHandler.MobileHelpText': m.emb_map_two_fingers(),
      'CooperativeGesturesHandler.WindowsHelpText': m.emb_map_wheel(),
      'CooperativeGesturesHandler.MacHelpText': m.emb_map_wheel(),
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 100 }), 'bottom-left')
  map.on('click', ({ lngLat }) => onpick(lngLat.lng, lngLat.lat))
  map.on('idle', () => container.setAttribute('data-idle', 'true'))
  map.on('movestart', () => container.removeAttribute('data-idle'))
  const canvas = map.getCanvas()
  canvas.setAttribute('aria-describedby', keysId)
  canvas.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    const { lng, lat } = map.getCenter()
    onpick(lng, lat)
  })
  canvas.addEventListener('focus', () => {
    onkeyboard(canvas.matches(':focus-visible'))
    map.scrollZoom.enable()
  })
  canvas.addEventListener('blur', () => {
    onkeyboard(false)
    map.scrollZoom.disable()
  })
  return map
}
