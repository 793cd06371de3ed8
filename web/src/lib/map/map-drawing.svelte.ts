import { cellToParent } from 'h3-js'
import type { CellTable } from '../cells/cell-table.ts'
import type { CellValues } from '../cells/cell-values.ts'
import { countClasses, createScale } from '../cells/class-scale.ts'
import { computePaint, type Colouring } from '../cells/compute-paint.ts'
import { aggregatePaint, buildParentGrid, type ParentGrid } from '../cells/parents.ts'
import { buildHexGeometry } from './hex-geometry.ts'
import type { HexLevel } from './hex-layer.ts'
import { createHexStyle, listClassColours } from './hex-look.ts'
import type { Theme } from './palette.ts'

/** Below this zoom the map shows coarser cells. */
export const FINE_ZOOM = 11
const MIDDLE_ZOOM = 9

interface Drawn {
  readonly cells: CellTable | undefined
  readonly values: CellValues | undefined
  readonly groupId: string
  readonly minutes: number
  readonly colouring: Colouring
  readonly cutoffMinutes: number
  readonly theme: Theme
}

/** From figures to colours: what the hexagon layer and the legend need, kept up to date with what it is asked to draw. */
export class MapDrawing {
  readonly #ask: () => Drawn
  /** People of the group per cell, once they fit the values. */
  readonly people = $derived.by(() => {
    const { cells, values, groupId } = this.#ask()
    const people = cells?.people.get(groupId)
    return people && values && people.length === values.reason.length ? people : undefined
  })
  readonly paint = $derived.by(() => {
    const { values, minutes, colouring } = this.#ask()
    return values && this.people ? computePaint(values, this.people, minutes, colouring) : null
  })
  readonly scale = $derived.by(() => {
    const { values, minutes, colouring, cutoffMinutes } = this.#ask()
    return values && this.paint ? createScale(values.mode, colouring, minutes, cutoffMinutes, this.paint.values) : null
  })
  readonly counts = $derived.by(() =>
    this.scale && this.paint && this.people ? countClasses(this.scale, this.paint, this.people) : [],
  )
  readonly colours = $derived.by(() => (this.scale ? listClassColours(this.scale, this.#ask().theme) : []))
  readonly hexStyle = $derived.by(() => (this.scale ? createHexStyle(this.scale, this.#ask().theme) : null))
  readonly #cells = $derived.by(() => (this.paint ? this.#ask().cells : undefined))
  /** Stays the same object as long as the cells do, so that geometry is built once. */
  readonly hexLevels = $derived.by(() => (this.#cells ? this.#createLevels(this.#cells) : null))

  constructor(ask: () => Drawn) {
    this.#ask = ask
  }

  #createLevels(table: CellTable): HexLevel[] {
    const empty = { values: new Float32Array(0), flags: new Uint8Array(0) }
    const createParentLevel = (resolution: number, minimumZoom: number): HexLevel => {
      let grid: ParentGrid | undefined
      const getGrid = () => (grid ??= buildParentGrid(table.ids, resolution, cellToParent))
      const kind = () => (this.scale?.kind === 'people' ? 'sum' : 'median')
      return {
        minimumZoom,
        buildGeometry: () => buildHexGeometry(getGrid().ids),
        computePaint: () =>
          this.paint && this.people ? aggregatePaint(getGrid(), this.paint, this.people, kind()) : empty,
      }
    }
    return [
      {
        minimumZoom: FINE_ZOOM,
        buildGeometry: () => buildHexGeometry(table.ids),
        computePaint: () => this.paint ?? empty,
      },
      createParentLevel(table.resolution - 1, MIDDLE_ZOOM),
      createParentLevel(table.resolution - 2, 0),
    ]
  }
}
