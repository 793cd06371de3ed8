import { cellToParent } from 'h3-js'
import { countClasses, createScale, type ClassCount, type ClassScale } from '../cells/class-scale.ts'
import { computePaint, type CellPaint } from '../cells/compute-paint.ts'
import { aggregatePaint, buildParentGrid, type ParentGrid } from '../cells/parents.ts'
import { buildHexGeometry } from '../map/hex-geometry.ts'
import type { HexLevel, HexStyle } from '../map/hex-layer.ts'
import { createHexStyle, listClassColours } from '../map/hex-look.ts'
import { FINE_ZOOM } from '../map/map-drawing.svelte.ts'
import type { Theme } from '../map/palette.ts'
import { createDifferenceStyle, differenceColours } from '../plan/difference-look.ts'
import { aggregateDifference, countDifferences } from '../plan/difference-paint.ts'
import type { CompareAnswer, SideName } from './compare-answer.ts'
import { computeComparePaint, mostPeople } from './compare-paint.ts'

const MIDDLE_ZOOM = 9
/** Longest time that the engine looks for. */
const CUTOFF_MINUTES = 60
const empty: CellPaint = { values: new Float32Array(0), flags: new Uint8Array(0) }

interface Drawn {
  readonly answer: CompareAnswer | undefined
  readonly show: SideName | 'difference'
  readonly minutes: number
  readonly theme: Theme
}

/** What one map of the comparison and its legend show. Both sides have the classes of the map page, so that colours can be compared. */
export class CompareDrawing {
  readonly #ask: () => Drawn
  readonly #answer = $derived.by(() => this.#ask().answer)
  readonly people = $derived.by((): Float32Array | undefined => {
    const { show } = this.#ask()
    if (!this.#answer) return undefined
    return show === 'difference' ? mostPeople(this.#answer) : this.#answer[show].people
  })
  readonly paint = $derived.by((): CellPaint | null => {
    const { show, minutes } = this.#ask()
    if (!this.#answer || !this.people) return null
    if (show === 'difference') return computeComparePaint(this.#answer, minutes)
    return computePaint(this.#answer[show].values, this.people, minutes, 'minutes')
  })
  /** Null for the difference, which has classes of its own. */
  readonly scale = $derived.by((): ClassScale | null => {
    const { show, minutes } = this.#ask()
    if (!this.#answer || !this.paint || show === 'difference') return null
    return createScale(this.#answer.effect.question.mode, 'minutes', minutes, CUTOFF_MINUTES, this.paint.values)
  })
  /** Per class, the last entry being cells that cannot be assessed; of the difference, people of side B. */
  readonly counts = $derived.by((): ClassCount[] => {
    if (!this.#answer || !this.paint || !this.people) return []
    return this.scale
      ? countClasses(this.scale, this.paint, this.people)
      : countDifferences(this.paint, this.#answer.after.people)
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
  /** The same text as long as the cells are the same, so that geometry is built once. */
  readonly #idText = $derived.by(() => this.#answer?.ids.join() ?? '')
  readonly hexLevels = $derived.by(() => (this.#idText === '' ? null : this.#createLevels(this.#idText.split(','))))

  constructor(ask: () => Drawn) {
    this.#ask = ask
  }

  #createLevels(ids: readonly string[]): HexLevel[] {
    const resolution = Number.parseInt(ids[0][1], 16)
    const createParentLevel = (parentResolution: number, minimumZoom: number): HexLevel => {
      let grid: ParentGrid | undefined
      const getGrid = () => (grid ??= buildParentGrid(ids, parentResolution, cellToParent))
      return {
        minimumZoom,
        buildGeometry: () => buildHexGeometry(getGrid().ids),
        computePaint: () => {
          const { paint, people, scale } = this
          if (!paint || !people || paint.values.length !== ids.length) return empty
          return scale
            ? aggregatePaint(getGrid(), paint, people, 'median')
            : aggregateDifference(getGrid(), paint, people)
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
