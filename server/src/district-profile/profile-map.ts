/**
 * A map of one district for paper: hexagons with people coloured by the share of basics within reach, outlines of districts, names of neighbours, scale bar.
 * Shapes in millimetres of the sheet, y downwards, so that every printer draws the same; no basemap and no picture, so files stay small.
 *
 * The scale is a round number true within 1 per cent at the map's centre: the projection is equirectangular there.
 */
import { boundsOf, type Bounds, type LngLat, type MultiPolygon } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'
import type { CellScore } from './cell-score.ts'
import { shortenText } from './shorten-text.ts'

export type MapPoint = readonly [x: number, y: number]

/** Closed rings with a fill, or open lines with a stroke only. */
export interface MapShape {
  readonly rings: readonly (readonly MapPoint[])[]
  readonly isClosed: boolean
  readonly fill: string | null
  readonly stroke: string | null
  /** Millimetres. */
  readonly strokeWidth: number
}

export interface MapLabel {
  readonly x: number
  readonly y: number
  readonly text: string
}

export interface ProfileMap {
  readonly widthMillimetres: number
  readonly heightMillimetres: number
  /** n of 1 : n. */
  readonly denominator: number
  readonly shapes: readonly MapShape[]
  readonly labels: readonly MapLabel[]
  readonly scaleBar: { readonly metres: number; readonly millimetres: number }
}

export interface MapSize {
  readonly widthMillimetres: number
  readonly heightMillimetres: number
}

export interface MapDistrict {
  readonly name: string
  readonly geometry: MultiPolygon
  /** Where its name is written, degrees. */
  readonly labelPoint: LngLat
}

/** An inhabited hexagon with its outline in degrees. */
export interface MapCell {
  readonly outline: readonly LngLat[]
  /** Class of `SCORE_COLOURS`, or null where it cannot be assessed. */
  readonly colourClass: number | null
}

/** From hardly any basic within reach to nearly all: dark is a gap. Lightness runs one way only; the client's palette. */
export const SCORE_COLOURS = ['#35135a', '#8b2a7f', '#dc5a6e', '#f8ae7c', '#fff3cf'] as const
/** Upper ends of the classes but the last, in whole per cent. */
export const SCORE_BREAKS = [20, 40, 60, 80] as const
export const UNKNOWN_COLOUR = '#7d8894'
const UNKNOWN_STROKE = '#ffffff'
const OUTLINE = '#1a242c'
const NEIGHBOUR = '#8a959d'
const LAND = '#f4f5f3'
const EMPTY = '#ffffff'

/** Scales that a map can have; a smaller one is a multiple of 50,000. */
const DENOMINATORS = [
  2500, 5000, 7500, 10_000, 12_500, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000, 100_000, 125_000,
]
const COARSE_STEP = 50_000
const MARGIN_MILLIMETRES = 4
const LABEL_MARGIN = 9

/** @param share 0 … 1 */
export function classOfScore(share: number): number {
  // A share that is a sum of thirds must not miss its class by the last bit.
  const percent = Math.round(share * 1e6) / 1e4
  const index = SCORE_BREAKS.findIndex((end) => percent <= end)
  return index < 0 ? SCORE_BREAKS.length : index
}

/** The class of a hexagon; null where it cannot be assessed, or not so far that its class is sure. */
export function classOfCell(score: CellScore | null): number | null {
  if (score === null) return null
  const colourClass = classOfScore(score.share)
  return classOfScore(score.shareUpper) === colourClass ? colourClass : null
}

/** The largest round scale at which an area fits on the map. */
export function fitDenominator(geometry: MultiPolygon, size: MapSize): number {
  const bounds = boundsOf(geometry.flat(2))
  if (bounds === null) return DENOMINATORS[0]
  const { lng, lat } = metresPerDegree((bounds.south + bounds.north) / 2)
  const metres = [(bounds.east - bounds.west) * lng, (bounds.north - bounds.south) * lat]
  const millimetres = [size.widthMillimetres, size.heightMillimetres].map((length) => length - 2 * MARGIN_MILLIMETRES)
  const needed = Math.max(...metres.map((length, i) => (length * 1000) / millimetres[i]))
  return DENOMINATORS.find((n) => n >= needed) ?? Math.ceil(needed / COARSE_STEP) * COARSE_STEP
}

/**
 * @param chosen index in `districts`; null draws all of them alike
 * @param cells those of the chosen district, or all
 * @param denominator from `fitDenominator`; the largest of all districts gives equal extents
 */
export function drawProfileMap(
  districts: readonly MapDistrict[],
  chosen: number | null,
  cells: readonly MapCell[],
  denominator: number,
  size: MapSize,
): ProfileMap {
  const all: MultiPolygon = districts.flatMap(({ geometry }) => geometry)
  const bounds = boundsOf((chosen === null ? all : districts[chosen].geometry).flat(2)) ?? EVERYWHERE
  const project = createProjection(bounds, denominator, size)
  const toRings = (geometry: MultiPolygon) => geometry.flatMap((polygon) => polygon.map((ring) => ring.map(project)))
  const frame = (rings: readonly (readonly MapPoint[])[]) => rings.some((ring) => touches(ring, size))
  const shapes: MapShape[] = []
  const others = districts.map(({ geometry }, i) => ({ rings: toRings(geometry).map(thin), i }))
  const area = (rings: MapShape['rings'], fill: string | null, stroke: string | null, strokeWidth: number) =>
    shapes.push({ rings, isClosed: true, fill, stroke, strokeWidth })
  for (const { rings, i } of others) if (i !== chosen && frame(rings)) area(rings, LAND, NEIGHBOUR, 0.15)
  if (chosen !== null) area(others[chosen].rings, EMPTY, null, 0)
  for (const shape of drawCells(cells, project, size)) shapes.push(shape)
  if (chosen === null) for (const { rings } of others) area(rings, null, OUTLINE, 0.2)
  else area(others[chosen].rings, null, OUTLINE, 0.5)
  return {
    ...size,
    denominator,
    shapes,
    labels: listLabels(districts, chosen, project, size),
    scaleBar: chooseScaleBar(denominator, size.widthMillimetres / 3),
  }
}

const EVERYWHERE: Bounds = { west: 0, south: 0, east: 0, north: 0 }

function createProjection(bounds: Bounds, denominator: number, size: MapSize): (position: LngLat) => MapPoint {
  const lng = (bounds.west + bounds.east) / 2
  const lat = (bounds.south + bounds.north) / 2
  const scale = metresPerDegree(lat)
  const x = (scale.lng * 1000) / denominator
  const y = (scale.lat * 1000) / denominator
  return (position) => [
    round(size.widthMillimetres / 2 + (position[0] - lng) * x),
    round(size.heightMillimetres / 2 - (position[1] - lat) * y),
  ]
}

/** Hundredths of a millimetre: finer than any printer. */
const round = (value: number): number => Math.round(value * 100) / 100

/** Hexagons of one class as one shape: a third of the bytes. What cannot be assessed is struck through as well: not by colour alone. */
function drawCells(cells: readonly MapCell[], project: (position: LngLat) => MapPoint, size: MapSize): MapShape[] {
  const byClass: MapPoint[][][] = SCORE_COLOURS.map(() => [])
  const unknown: MapPoint[][] = []
  for (const { outline, colourClass } of cells) {
    const ring = outline.map(project)
    if (!touches(ring, size)) continue
    if (colourClass === null) unknown.push(ring)
    else byClass[colourClass].push(ring)
  }
  const shapes: MapShape[] = byClass.flatMap((rings, i) =>
    rings.length === 0
      ? []
      : [{ rings, isClosed: true, fill: SCORE_COLOURS[i], stroke: SCORE_COLOURS[i], strokeWidth: 0.05 }],
  )
  if (unknown.length === 0) return shapes
  const strokes = unknown.map((ring) => [ring[0], ring[Math.floor(ring.length / 2)]])
  return [
    ...shapes,
    { rings: unknown, isClosed: true, fill: UNKNOWN_COLOUR, stroke: null, strokeWidth: 0 },
    { rings: strokes, isClosed: false, fill: null, stroke: UNKNOWN_STROKE, strokeWidth: 0.12 },
  ]
}

function touches(ring: readonly MapPoint[], { widthMillimetres, heightMillimetres }: MapSize): boolean {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    north = Math.min(north, y)
    south = Math.max(south, y)
  }
  return east >= 0 && west <= widthMillimetres && south >= 0 && north <= heightMillimetres
}

/** Points nearer than a fifth of a millimetre to the one before are nothing that anybody sees. */
function thin(ring: readonly MapPoint[]): MapPoint[] {
  const kept: MapPoint[] = []
  for (const point of ring) {
    const last = kept.at(-1)
    if (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= 0.2) kept.push(point)
  }
  return kept.length >= 4 ? kept : [...ring]
}

/** Names of other districts whose label point is well inside the frame; of several near each other the first. */
function listLabels(
  districts: readonly MapDistrict[],
  chosen: number | null,
  project: (position: LngLat) => MapPoint,
  { widthMillimetres, heightMillimetres }: MapSize,
): MapLabel[] {
  const labels: MapLabel[] = []
  districts.forEach(({ name, labelPoint }, i) => {
    if (i === chosen) return
    const [x, y] = project(labelPoint)
    if (x < LABEL_MARGIN || x > widthMillimetres - LABEL_MARGIN || y < 4 || y > heightMillimetres - 8) return
    if (labels.some((other) => Math.abs(other.x - x) < 22 && Math.abs(other.y - y) < 3.2)) return
    labels.push({ x, y, text: shortenText(name, 22) })
  })
  return labels
}

/** The longest round distance that is no longer than `millimetres`. */
function chooseScaleBar(denominator: number, millimetres: number): ProfileMap['scaleBar'] {
  const longest = (millimetres * denominator) / 1000
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = [5, 2, 1].map((step) => step * power).find((length) => length <= longest) ?? power
  return { metres, millimetres: (metres * 1000) / denominator }
}
