import { isPointInArea } from '../map/point-in-polygon.ts'
import {
  addPoint,
  addRing,
  listHandles,
  moveHandle,
  positionOfHandle,
  removeHandle,
  removeShape,
  roundCorner,
  type HandleName,
  type ShapeName,
} from './edit-shapes.ts'
import { sitesLimits, type DrawnShapes } from './sites-question.ts'
import type { Position } from './shape-code.ts'

/** What the next click on the map does; null: it selects. */
export type SitesTool =
  | { readonly type: 'point' }
  | { readonly type: 'area'; readonly kind: 'areas' | 'forbidden'; readonly corners: readonly Position[] }
  | null

/** More handles than these would hide the map; the list beside it has all. */
const MOST_POINT_HANDLES = 100

/** Drawing on the map: the tool in hand, what is selected, and the handle that is being dragged. */
export class SitesEditing {
  tool: SitesTool = $state.raw(null)
  selected: ShapeName | null = $state.raw(null)
  drag: { readonly handle: HandleName; readonly at: Position } | null = $state.raw(null)
  readonly #ask: () => DrawnShapes
  readonly #change: (patch: Partial<DrawnShapes>, isStep: boolean) => void
  /** What is drawn, with the handle where it is being dragged to. */
  readonly shapes = $derived.by((): DrawnShapes => {
    const { points, areas, forbidden } = this.#ask()
    const shapes = { points, areas, forbidden }
    return this.drag ? { ...shapes, ...moveHandle(shapes, this.drag.handle, this.drag.at) } : shapes
  })
  /** Handles of the selected area, and of the points. */
  readonly handles = $derived.by((): readonly HandleName[] => {
    const shapes = this.#ask()
    const { selected } = this
    const points = shapes.points.flatMap((_, index): HandleName[] =>
      index < MOST_POINT_HANDLES || (selected?.kind === 'points' && selected.index === index)
        ? [{ kind: 'points', index, corner: 0, isMiddle: false }]
        : [],
    )
    if (selected === null || selected.kind === 'points') return points
    return isThere(shapes, selected) ? [...points, ...listHandles(shapes, selected)] : points
  })

  /** `change`: takes a change of what is drawn; `isStep` is false for one of many small ones, like those of arrow keys. */
  constructor(ask: () => DrawnShapes, change: (patch: Partial<DrawnShapes>, isStep: boolean) => void) {
    this.#ask = ask
    this.#change = change
  }

  /** Whether more of a kind may be drawn. */
  canAdd(kind: 'points' | 'areas' | 'forbidden'): boolean {
    return this.#ask()[kind].length < (kind === 'points' ? sitesLimits.points : sitesLimits.areas)
  }

  take(tool: SitesTool): void {
    this.tool = tool
    this.selected = null
  }

  /** What a click, a tap, or Enter at the middle of the map means; whether it was used. */
  pick(lng: number, lat: number): boolean {
    const { tool } = this
    const at = roundCorner(lng, lat)
    if (tool?.type === 'point') {
      this.#change(addPoint(this.#ask(), at), true)
      if (!this.canAdd('points')) this.tool = null
      return true
    }
    if (tool?.type === 'area') {
      if (tool.corners.length < sitesLimits.corners) this.tool = { ...tool, corners: [...tool.corners, at] }
      return true
    }
    const found = this.#findArea(lng, lat)
    this.selected = found
    return found !== null
  }

  /** Makes an area of the corners; false while there are fewer than three. */
  finishArea(): boolean {
    const { tool } = this
    if (tool?.type !== 'area' || tool.corners.length < 3) return false
    const { kind, corners } = tool
    const shapes = this.#ask()
    const index = shapes[kind].length
    this.#change(addRing(shapes, kind, corners), true)
    this.tool = null
    this.selected = { kind, index }
    return true
  }

  /** Takes the last corner away; without any the tool is put down. */
  removeCorner(): void {
    const { tool } = this
    if (tool?.type !== 'area') return
    this.tool = tool.corners.length === 0 ? null : { ...tool, corners: tool.corners.slice(0, -1) }
  }

  remove(shape: ShapeName): void {
    this.#change(removeShape(this.#ask(), shape), true)
    this.selected = null
  }

  positionOf(handle: HandleName): Position {
    return this.drag && isSameHandle(this.drag.handle, handle) ? this.drag.at : positionOfHandle(this.#ask(), handle)
  }

  /** Ends a drag, or moves a handle by keys. */
  drop(handle: HandleName, lng: number, lat: number, isStep = true): void {
    this.drag = null
    this.#change(moveHandle(this.#ask(), handle, roundCorner(lng, lat)), isStep)
    this.selected = { kind: handle.kind, index: handle.index }
  }

  removeHandle(handle: HandleName): void {
    const shapes = this.#ask()
    const isWhole = handle.kind === 'points' || shapes[handle.kind][handle.index].length <= 3
    this.#change(removeHandle(shapes, handle), true)
    if (isWhole && !handle.isMiddle) this.selected = null
  }

  /** Escape and Backspace on the map; true where they were used. */
  pressKey(key: string): boolean {
    if (key === 'Escape' && this.tool !== null) this.tool = null
    else if (key === 'Escape' && this.selected !== null) this.selected = null
    else if (key === 'Backspace' && this.tool?.type === 'area') this.removeCorner()
    else return false
    return true
  }

  #findArea(lng: number, lat: number): ShapeName | null {
    const shapes = this.#ask()
    for (const kind of ['forbidden', 'areas'] as const) {
      const found = shapes[kind].findLastIndex((ring) =>
        isPointInArea(lng, lat, { type: 'Polygon', coordinates: [[...ring, ring[0]].map(([x, y]) => [x, y])] }),
      )
      if (found >= 0) return { kind, index: found }
    }
    return null
  }
}

const isThere = (shapes: DrawnShapes, { kind, index: at }: ShapeName): boolean => at < shapes[kind].length

export const isSameHandle = (a: HandleName, b: HandleName): boolean =>
  a.kind === b.kind && a.index === b.index && a.corner === b.corner && a.isMiddle === b.isMiddle
