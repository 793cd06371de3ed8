import { cellToParent } from 'h3-js'
import type { CellTable } from '../cells/cell-table.ts'
import type { CellValues } from '../cells/cell-values.ts'
import { countClasses, createScale, type ClassCount, type ClassScale } from '../cells/class-scale.ts'
import { computePaint, type CellPaint, type Colouring } from '../cells/compute-paint.ts'
import { aggregatePaint, buildParentGrid, type ParentGrid } from '../cells/parents.ts'
import { buildHexGeometry } from '../map/hex-geometry.ts'
import type { HexLevel, HexStyle } from '../map/hex-layer.ts'
import { createHexStyle, listClassColours } from '../map/hex-look.ts'
import { FINE_ZOOM } from '../map/map-drawing.svelte.ts'
import type { Theme } from '../map/palette.ts'
import type { UrlState } from '../state/url-state.ts'
import { createDifferenceStyle, differenceColours } from './difference-look.ts'
import { aggregateDifference, computeDifferencePaint, countDifferences } from './difference-paint.ts'
import { valuesOfSide } from './values-of-side.ts'
import type { PlanAnswer } from './plan-engine.ts'

const MIDDLE_ZOOM = 9
const empty: CellPaint = { values: new Float32Array(0), flags: new Uint8Array(0) }

interface Drawn {
  readonly cells: CellTable | undefined
  /** Values of the run, for what the engine does not say: why a cell has no value, how near the edge of the data it is. */
  readonly values: CellValues | undefined
  readonly answer: PlanAnswer | undefined
  readonly show: UrlState['show']
  readonly groupId: string
  readonly minutes: number
  readonly colouring: Colouring
  readonly cutoffMinutes: number
  readonly theme: Theme
}

/** What the planner's map and legend show: the difference, or one of the two sides in the colours of the map page. */
export class PlanDrawing {
  readonly #ask: () => Drawn
  readonly #cells = $derived.by(() => this.#ask().cells)
  readonly #addedText = $derived.by(() => this.#ask().answer?.addedCellIds.join() ?? '')
  /** H3 ids of the cells that are drawn: the region's, then those that new housing adds. */
  readonly ids = $derived.by((): readonly string[] => {
    const own = this.#cells?.ids ?? []
    return this.#addedText === '' ? own : [...own, ...this.#addedText.split(',')]
  })
  /** People of the group per cell; of added cells 1, so that they count as inhabited. */
  readonly people = $derived.by((): Float32Array | undefined => {
    const { groupId } = this.#ask()
    const known = this.#cells?.people.get(groupId)
    if (!known || known.length === this.ids.length) return known
    const people = new Float32Array(this.ids.length).fill(1)
    people.set(known)
    return people
  })
  readonly isDifference = $derived.by(() => this.#ask().show === 'difference')
  readonly paint = $derived.by((): CellPaint | null => {
    const { values, answer, show, minutes, colouring } = this.#ask()
    const { people } = this
    if (!answer || !people || answer.after.length !== people.length) return null
    const reason = values?.reason ?? new Uint8Array(0)
    if (show === 'difference') return computeDifferencePaint(answer.before, answer.after, reason, people, minutes)
    return computePaint(valuesOfSide(answer, show, values), people, minutes, colouring)
  })
  /** Null for the difference, which has classes of its own. */
  readonly scale = $derived.by((): ClassScale | null => {
    const { minutes, colouring, cutoffMinutes, show } = this.#ask()
    if (!this.paint || show === 'difference') return null
    return createScale('any', colouring, minutes, cutoffMinutes, this.paint.values)
  })
  readonly counts = $derived.by((): ClassCount[] => {
    if (!this.paint || !this.people) return []
    return this.scale
      ? countClasses(this.scale, this.paint, this.people)
      : countDifferences(this.paint, this.#cells?.people.get(this.#ask().groupId) ?? this.people)
  })
  readonly colours = $derived.by((): readonly string[] => {
    const { theme } = this.#ask()
    return this.scale ? listClassColours(this.scale, theme) : differenceColours[theme]
  })
  /** A new object with every paint: that is what makes the map take new figures. */
  readonly hexStyle = $derived.by((): HexStyle | null => {
    const { theme } = this.#ask()
    if (!this.paint) return null
    return this.scale ? createHexStyle(this.scale, theme) : createDifferenceStyle(theme)
  })
  readonly #hasPaint = $derived.by(() => this.paint !== null)
  /** The same object as long as the cells are the same, so that geometry is built once. */
  readonly hexLevels = $derived.by(() => {
    const table = this.#cells
    return this.#hasPaint && table ? this.#createLevels(this.ids, table.resolution) : null
  })

  constructor(ask: () => Drawn) {
    this.#ask = ask
  }

  #createLevels(ids: readonly string[], resolution: number): HexLevel[] {
    const createParentLevel = (parentResolution: number, minimumZoom: number): HexLevel => {
      let grid: ParentGrid | undefined
      const getGrid = () => (grid ??= buildParentGrid(ids, parentResolution, cellToParent))
      return {
        minimumZoom,
        buildGeometry: () => buildHexGeometry(getGrid().ids),
        computePaint: () => {
          const { paint, people, scale } = this
          if (!paint || !people || paint.values.length !== ids.length) return empty
          if (!scale) return aggregateDifference(getGrid(), paint, people)
          return aggregatePaint(getGrid(), paint, people, scale.kind === 'people' ? 'sum' : 'median')
        },
      }
    }
    return [
      { minimumZoom: FINE_ZOOM, buildGeometry: () => buildHexGeometry(ids), computePaint: () => this.paint ?? empty },
      createParentLevel(resolution - 1, MIDDLE_ZOOM),
      createParentLevel(resolution - 2, 0),
    ]
  }
}
