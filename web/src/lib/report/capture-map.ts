import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { FeatureCollection } from 'geojson'
import type { Map as MapLibreMap, StyleSpecification } from 'maplibre-gl'
import { BASEMAP_ANCHORS } from '../map/basemap-layer.ts'
import { HexLayer, type HexLevel, type HexStyle } from '../map/hex-layer.ts'
import { createLowerOverlays, createUpperOverlays, overlaySources } from '../map/overlay-layers.ts'
import { createCellShape, createStripes, drawMarks, type Mark } from './draw-on-map.ts'
import type { Box } from './map-frame.ts'

export interface CapturedMap {
  /** PNG as a data address. */
  readonly image: string
  readonly width: number
  readonly height: number
  /** In the middle of the map; of CSS pixels. */
  readonly metresPerPixel: number
}

export interface MapToCapture {
  readonly style: StyleSpecification
  readonly box: Box
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly hexLevels: readonly HexLevel[]
  readonly hexStyle: HexStyle
  readonly districts: FeatureCollection
  readonly facilities: FeatureCollection
  /** H3 ids of the cells that are worse: striped, so that they can be told from the better ones without colours. */
  readonly stripedCellIds: readonly string[]
  readonly marks: readonly Mark[]
}

/** Dots for paper: about 230 to the inch. */
const PIXEL_RATIO = 2.4
const PATIENCE_MILLISECONDS = 120_000

/**
 * Draws a map outside the page and takes its picture: what WebGL shows is not printed reliably, an image is. Rejects where the map cannot be drawn, with
 * the abort of `signal`, or after two minutes.
 */
export async function captureMap(wanted: MapToCapture, signal: AbortSignal): Promise<CapturedMap> {
  const maplibre = await import('maplibre-gl')
  signal.throwIfAborted()
  maplibre.setWorkerUrl(workerUrl)
  const { style, box, width, height } = wanted
  const container = document.createElement('div')
  container.inert = true
  container.style.cssText = `position:fixed;left:-${width * 2}px;top:0;width:${width}px;height:${height}px`
  document.body.append(container)
  let map: MapLibreMap | undefined
  try {
    map = new maplibre.Map({
      container,
      style,
      bounds: [box[0], box[1], box[2], box[3]],
      fitBoundsOptions: { padding: 0, maxZoom: 16 },
      interactive: false,
      attributionControl: false,
      fadeDuration: 0,
      pixelRatio: PIXEL_RATIO,
      canvasContextAttributes: { preserveDrawingBuffer: true, antialias: true },
    })
    await waitForPicture(map, wanted, signal)
    return takePicture(map, wanted)
  } finally {
    map?.remove()
    container.remove()
  }
}

function waitForPicture(map: MapLibreMap, wanted: MapToCapture, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the map was not ready after two minutes')), PATIENCE_MILLISECONDS)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
    map.once('style.load', () => {
      installLayers(map, wanted)
      map.once('idle', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  })
}

function installLayers(map: MapLibreMap, wanted: MapToCapture): void {
  const { districts, facilities, hexLevels, hexStyle, stripedCellIds } = wanted
  const data: Readonly<Record<string, FeatureCollection>> = { districts, facilities }
  const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }
  for (const id of overlaySources) map.addSource(id, { type: 'geojson', data: data[id] ?? nothing })
  for (const layer of createLowerOverlays('light')) map.addLayer(layer, BASEMAP_ANCHORS.belowLabels)
  for (const layer of createUpperOverlays('light')) map.addLayer(layer)
  map.addLayer(new HexLayer('hexagons', hexLevels, hexStyle), BASEMAP_ANCHORS.belowStreets)
  if (stripedCellIds.length === 0) return
  map.addImage('stripes', createStripes(PIXEL_RATIO), { pixelRatio: PIXEL_RATIO })
  map.addSource('stripes', { type: 'geojson', data: createCellShape(stripedCellIds) })
  const paint = { 'fill-pattern': 'stripes', 'fill-antialias': false }
  map.addLayer({ id: 'stripes', type: 'fill', source: 'stripes', paint }, BASEMAP_ANCHORS.belowStreets)
}

function takePicture(map: MapLibreMap, { width, height, marks }: MapToCapture): CapturedMap {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * PIXEL_RATIO)
  canvas.height = Math.round(height * PIXEL_RATIO)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser gives no canvas to draw on')
  context.drawImage(map.getCanvas(), 0, 0, canvas.width, canvas.height)
  context.scale(PIXEL_RATIO, PIXEL_RATIO)
  const project = (lng: number, lat: number): readonly [number, number] => {
    const { x, y } = map.project([lng, lat])
    return [x, y]
  }
  drawMarks(context, marks, project)
  const metresPerPixel = (40_075_016.686 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom())
  return { image: canvas.toDataURL('image/png'), width, height, metresPerPixel }
}
