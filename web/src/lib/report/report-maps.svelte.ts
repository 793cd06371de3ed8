import { cellToLatLng } from 'h3-js'
import { m } from '#messages'
import type { DistrictCollection } from '../api/client.ts'
import type { Region } from '../api/contract.ts'
import type { CellTable } from '../cells/cell-table.ts'
import type { CellValues } from '../cells/cell-values.ts'
import { FLAG } from '../cells/compute-paint.ts'
import { createStyle } from '../map/create-style.ts'
import { findInitialBounds } from '../map/initial-bounds.ts'
import { createDistrictOverlay, emptyCollection } from '../map/overlay-data.ts'
import { unknownColour } from '../map/palette.ts'
import { differenceLabel } from '../plan/difference-label.ts'
import { differenceClasses, isChange } from '../plan/difference-paint.ts'
import { addedFacilityId } from '../plan/edit-modifications.ts'
import { PlanDrawing } from '../plan/plan-drawing.svelte.ts'
import { resolvePlaces, type KnownPlace } from '../plan/resolve-places.ts'
import type { Selection } from '../state/selection.ts'
import type { MapToCapture } from './capture-map.ts'
import { listMarks, type Mark } from './draw-on-map.ts'
import { frameOf, type Box } from './map-frame.ts'
import { millimetres, PAPER_WIDTH } from './measure-sheets.ts'
import type { ReportAnswer } from './report-data.svelte.ts'
import { labelClasses } from './report-text.ts'
import type { ReportState } from './report-url.ts'

export interface LegendClass {
  readonly label: string
  readonly colour: string
  readonly isStriped: boolean
  /** Null where two maps share the legend. */
  readonly people: number | null
}
export interface ReportPicture {
  readonly id: 'difference' | 'before' | 'after'
  readonly width: number
  readonly height: number
  readonly wanted: MapToCapture | null
}
interface Drawn {
  readonly region: Region
  readonly language: 'de' | 'en'
  readonly selection: Selection
  readonly cells: CellTable | undefined
  readonly values: CellValues | undefined
  readonly districts: DistrictCollection | undefined
  readonly known: ReadonlyMap<string, KnownPlace> | undefined
  readonly answer: ReportAnswer | undefined
  readonly state: ReportState
  /** CSS pixels; null while the rest of the page has not been measured. */
  readonly height: number | null
}

const GAP = 12
/** The class of the difference from which on things are worse. */
const FIRST_WORSE = differenceClasses.indexOf('longer')

/** The maps of a report: always the light ones, because they go on paper. */
export class ReportMaps {
  readonly #ask: () => Drawn
  readonly smallestHeight = millimetres(55)
  readonly #difference: PlanDrawing
  readonly #before: PlanDrawing
  readonly #after: PlanDrawing
  readonly #marks = $derived.by((): Mark[] => {
    const { answer, known } = this.#ask()
    if (!answer || !known) return []
    const { modifications } = answer.sides.after
    return listMarks(modifications, resolvePlaces(known, modifications), addedFacilityId)
  })
  /** Around everything that changes; where nothing does, the region. */
  readonly #box = $derived.by((): Box | null => {
    const { region, state } = this.#ask()
    const { paint, ids } = this.#difference
    if (!paint) return null
    const positions: [number, number][] = this.#marks.map(({ lng, lat }) => [lng, lat])
    ids.forEach((id, i) => {
      if (paint.flags[i] & (FLAG.noValue | FLAG.uninhabited) || !isChange(paint.values[i])) return
      const [lat, lng] = cellToLatLng(id)
      positions.push([lng, lat])
    })
    const whole = findInitialBounds(region.bounds, region.networkBounds)
    return state.area === 'region' ? whole : (frameOf(positions) ?? whole)
  })
  readonly #facilities = $derived.by(() => {
    const { answer, known, selection } = this.#ask()
    if (!answer || !known) return emptyCollection
    const touched = resolvePlaces(known, answer.sides.after.modifications)
    return {
      type: 'FeatureCollection' as const,
      features: [...known.values()]
        .filter(
          ({ id, categoryIds }) => !touched.has(id) && categoryIds.some((kind) => selection.categoryIds.includes(kind)),
        )
        .map(({ id, lng, lat }) => ({
          type: 'Feature' as const,
          properties: { id },
          geometry: { type: 'Point' as const, coordinates: [lng, lat] },
        })),
    }
  })
  readonly #stripedIds = $derived.by(() => {
    const { paint, ids } = this.#difference
    if (!paint) return []
    return ids.filter((_, i) => !(paint.flags[i] & (FLAG.noValue | FLAG.uninhabited)) && paint.values[i] >= FIRST_WORSE)
  })
  readonly shown = $derived.by((): ReportPicture[] => {
    if (this.#ask().state.map === 'difference') return [this.#picture('difference', this.#difference, PAPER_WIDTH)]
    const width = (PAPER_WIDTH - GAP) / 2
    return [this.#picture('before', this.#before, width), this.#picture('after', this.#after, width)]
  })
  readonly legend = $derived.by((): LegendClass[] => {
    const unknown = { label: m.report_class_unknown(), colour: unknownColour.light, isStriped: false }
    if (this.#ask().state.map === 'difference') {
      const { colours, counts } = this.#difference
      const classes = differenceClasses.map((name, i) => ({
        label: differenceLabel(name),
        colour: colours[i],
        isStriped: i >= FIRST_WORSE,
        people: counts[i]?.people ?? 0,
      }))
      return [...classes, { ...unknown, people: counts[differenceClasses.length]?.people ?? 0 }]
    }
    const { scale, colours } = this.#after
    if (!scale) return []
    const labels = labelClasses(scale.kind, scale.breaks)
    return [
      ...labels.map((label, i) => ({ label, colour: colours[i], isStriped: false, people: null })),
      { ...unknown, people: null },
    ]
  })

  /** Two maps side by side are narrow: they are not drawn higher than that is good for. */
  get largestHeight(): number {
    return millimetres(this.#ask().state.map === 'pair' ? 105 : 160)
  }

  constructor(ask: () => Drawn) {
    this.#ask = ask
    const draw = (show: 'difference' | 'before' | 'after') =>
      new PlanDrawing(() => {
        const { cells, values, answer, selection } = ask()
        return {
          cells,
          values,
          answer,
          show,
          groupId: selection.groupId,
          minutes: answer?.effect.question.minutes ?? selection.minutes,
          colouring: 'minutes',
          cutoffMinutes: selection.run?.cutoffMinutes ?? selection.minutes,
          theme: 'light',
        }
      })
    this.#difference = draw('difference')
    this.#before = draw('before')
    this.#after = draw('after')
  }

  #picture(id: ReportPicture['id'], drawing: PlanDrawing, width: number): ReportPicture {
    const { height: measured, region, language, districts } = this.#ask()
    const height = Math.round(measured ?? this.smallestHeight)
    const { hexLevels, hexStyle } = drawing
    const box = this.#box
    const wanted =
      measured === null || !hexLevels || !hexStyle || !box
        ? null
        : {
            style: createStyle(region.tiles.basemap, 'light', language),
            box,
            width: Math.round(width),
            height,
            hexLevels,
            hexStyle,
            districts: createDistrictOverlay(districts, null),
            facilities: this.#facilities,
            stripedCellIds: id === 'difference' ? this.#stripedIds : [],
            marks: this.#marks,
          }
    return { id, width: Math.round(width), height, wanted }
  }
}
