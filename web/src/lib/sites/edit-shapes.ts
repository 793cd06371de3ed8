import type { DrawnShapes } from './sites-question.ts'
import type { Position } from './shape-code.ts'

/** What was drawn: a position, an area in which sites may lie, or one in which they may not. */
export type ShapeKind = keyof DrawnShapes
export interface ShapeName {
  readonly kind: ShapeKind
  /** Position in its list. */
  readonly index: number
}
/** A point, or a corner of a ring; `isMiddle`: the middle of the edge behind that corner, where a new corner can be. */
export interface HandleName extends ShapeName {
  readonly corner: number
  readonly isMiddle: boolean
}

/** Five decimals, about a metre: what an address keeps. */
export const roundCorner = (lng: number, lat: number): Position => [
  Number(lng.toFixed(5)) + 0,
  Number(lat.toFixed(5)) + 0,
]

const replaceAt = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((item, i) => (i === index ? value : item))
const removeAt = <T>(list: readonly T[], index: number): T[] => list.filter((_, i) => i !== index)

export const addPoint = (shapes: DrawnShapes, at: Position): Pick<DrawnShapes, 'points'> => ({
  points: [...shapes.points, at],
})

/** A ring of at least three corners at the end of its list, or in the place of another. */
export const addRing = (
  shapes: DrawnShapes,
  kind: 'areas' | 'forbidden',
  ring: readonly Position[],
): Partial<DrawnShapes> => ({ [kind]: [...shapes[kind], ring] })

export const removeShape = (shapes: DrawnShapes, { kind, index }: ShapeName): Partial<DrawnShapes> =>
  kind === 'points' ? { points: removeAt(shapes.points, index) } : { [kind]: removeAt(shapes[kind], index) }

/** Moves a point or a corner; the middle of an edge becomes a corner there. */
export function moveHandle(shapes: DrawnShapes, handle: HandleName, to: Position): Partial<DrawnShapes> {
  const { kind, index, corner, isMiddle } = handle
  if (kind === 'points') return { points: replaceAt(shapes.points, index, to) }
  const ring = shapes[kind][index]
  const next = isMiddle ? [...ring.slice(0, corner + 1), to, ...ring.slice(corner + 1)] : replaceAt(ring, corner, to)
  return { [kind]: replaceAt(shapes[kind], index, next) }
}

/** Removes a point or a corner; a ring that would have fewer than three corners goes as a whole. */
export function removeHandle(shapes: DrawnShapes, handle: HandleName): Partial<DrawnShapes> {
  const { kind, index, corner, isMiddle } = handle
  if (kind === 'points') return removeShape(shapes, handle)
  if (isMiddle) return {}
  const ring = shapes[kind][index]
  if (ring.length <= 3) return removeShape(shapes, handle)
  return { [kind]: replaceAt(shapes[kind], index, removeAt(ring, corner)) }
}

export const positionOfHandle = (shapes: DrawnShapes, { kind, index, corner, isMiddle }: HandleName): Position => {
  if (kind === 'points') return shapes.points[index]
  const ring = shapes[kind][index]
  if (!isMiddle) return ring[corner]
  const [from, to] = [ring[corner], ring[(corner + 1) % ring.length]]
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
}

/** Corners and middles of a ring, in the order of its outline. */
export const listHandles = (shapes: DrawnShapes, { kind, index }: ShapeName): HandleName[] =>
  kind === 'points'
    ? [{ kind, index, corner: 0, isMiddle: false }]
    : shapes[kind][index].flatMap((_, corner) => [
        { kind, index, corner, isMiddle: false },
        { kind, index, corner, isMiddle: true },
      ])

const turn = (a: Position, b: Position, c: Position) =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))

/** Whether two edges that do not follow each other cross: such an area has no clear inside. O(corners²). */
export function crossesItself(ring: readonly Position[]): boolean {
  const count = ring.length
  for (let i = 0; i < count; i++)
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue
      const [a, b, c, d] = [ring[i], ring[i + 1], ring[j], ring[(j + 1) % count]]
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true
    }
  return false
}
