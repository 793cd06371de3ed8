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

/** White stripes over cells: dark and light stay what they are, and worse can be told from better in black and white. */
export function drawStripes(context: CanvasRenderingContext2D, cellIds: readonly string[], project: Project): void {
  if (cellIds.length === 0) return
  const { width, height } = context.canvas
  const path = new Path2D()
  for (const id of cellIds) {
    const corners = cellToBoundary(id).map(([lat, lng]) => project(lng, lat))
    corners.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
    path.closePath()
  }
  context.save()
  context.clip(path)
  context.strokeStyle = '#ffffff'
  context.lineWidth = 1.1
  context.beginPath()
  for (let x = -height; x < width; x += STRIPE_PIXELS) {
    context.moveTo(x, height)
    context.lineTo(x + height, 0)
  }
  context.stroke()
  context.restore()
}
/** From stripe to stripe, also in the legend. */
export const STRIPE_PIXELS = 4.5

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
