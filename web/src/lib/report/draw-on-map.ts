import type { Feature, MultiPolygon } from 'geojson'
import { cellToBoundary } from 'h3-js'
import type { Modification } from '../api/contract.ts'
import type { PlannedPlace } from '../plan/resolve-places.ts'

/** A modification on the map. Closed places are crossed out; from a number on only dots are drawn. */
export interface Mark {
  /** As in the list of modifications, from 1. */
  readonly number: number
  readonly lng: number
  readonly lat: number
  readonly isClosed: boolean
}

type Project = (lng: number, lat: number) => readonly [x: number, y: number]

/** More numbers than this would hide each other and the map. */
export const MOST_NUMBERS = 60

/** Where each modification can be shown: the place it is about, the middle of its area, the street it names. */
export function listMarks(
  modifications: readonly Modification[],
  places: ReadonlyMap<string, PlannedPlace>,
  addedId: (modificationId: string) => string,
): Mark[] {
  return modifications.flatMap((modification, i): Mark[] => {
    const number = i + 1
    const at = (lng: number, lat: number, isClosed = false) => [{ number, lng, lat, isClosed }]
    if (modification.kind === 'add-facility') {
      const { lng, lat } = places.get(addedId(modification.id)) ?? modification
      return at(lng, lat)
    }
    if ('facilityId' in modification) {
      const place = places.get(modification.facilityId)
      return place ? at(place.lng, place.lat, modification.kind === 'close-facility') : []
    }
    if (modification.kind === 'add-housing') return at(...middleOf(modification.area))
    const { lng, lat, line } = modification as { lng?: number; lat?: number; line?: number[][] }
    if (line) return at(...middleOf(line))
    return lng === undefined || lat === undefined ? [] : at(lng, lat)
  })
}

function middleOf(corners: readonly (readonly number[])[]): [number, number] {
  const sum = corners.reduce<[number, number]>(([x, y], [lng, lat]) => [x + lng, y + lat], [0, 0])
  return [sum[0] / corners.length, sum[1] / corners.length]
}

/** White diagonal stripes: dark and light stay what they are, and worse can be told from better in black and white. */
export function createStripes(pixelRatio: number): ImageData {
  const size = Math.round(STRIPE_PIXELS * pixelRatio)
  const image = new ImageData(size, size)
  const width = size * STRIPE_SHARE
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if ((x + y) % size >= width) continue
      image.data.fill(255, (y * size + x) * 4, (y * size + x) * 4 + 4)
    }
  return image
}
/** From stripe to stripe along an edge, also in the legend; and how much of it is white. */
export const STRIPE_PIXELS = 6
const STRIPE_SHARE = 0.34

/** Cells as one shape. */
export function createCellShape(cellIds: readonly string[]): Feature<MultiPolygon> {
  const coordinates = cellIds.map((id) => [cellToBoundary(id, true)])
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } }
}

export function drawMarks(context: CanvasRenderingContext2D, marks: readonly Mark[], project: Project): void {
  // The first ones are named in the list, so they lie on top.
  for (const { number, lng, lat, isClosed } of [...marks].reverse()) {
    const [x, y] = project(lng, lat)
    const isNumbered = number <= MOST_NUMBERS
    const radius = isNumbered ? 8.5 : 3.5
    context.beginPath()
    context.arc(x, y, radius, 0, Math.PI * 2)
    context.fillStyle = isClosed ? '#ffffff' : '#111820'
    context.fill()
    context.lineWidth = 1.6
    context.strokeStyle = isClosed ? '#111820' : '#ffffff'
    context.stroke()
    if (isClosed) {
      context.beginPath()
      const reach = radius + 3
      for (const [from, to] of [
        [-reach, -radius * 0.72],
        [radius * 0.72, reach],
      ]) {
        context.moveTo(x + from, y + from)
        context.lineTo(x + to, y + to)
        context.moveTo(x + from, y - from)
        context.lineTo(x + to, y - to)
      }
      context.lineWidth = 2.4
      context.stroke()
    }
    if (!isNumbered) continue
    context.fillStyle = isClosed ? '#111820' : '#ffffff'
    context.font = `600 ${number > 9 ? 9.5 : 11}px 'Noto Sans', sans-serif`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(String(number), x, y + 0.5)
  }
}
