/**
 * The effect of one place at any position, many times a second: what everything else offers stays as it is, one bounded search says who reaches the
 * place, and only the cells for which that counts change. The answers are those of applying the move as a modification, byte for byte.
 *
 * Making a session costs one sweep per kind asked about; a move O(streets within an hour + groups · parts).
 */
import type { CellOutcome } from '../access/cell-outcome.ts'
import type { Effect, ScenarioProblem, WhatIfQuestion } from '../contract/scenario.ts'
import type { Facility } from '../facilities/facility.ts'
import { boundsContain } from '../geo/bounds.ts'
import { NO_AREA } from '../geo/polygon-index.ts'
import { listFeet } from '../network/feet.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { CUTOFF_MINUTES } from '../reach/nearest-of-kind.ts'
import { createPlaceReach } from '../reach/place-reach.ts'
import { joinToStreets } from '../reach/changed-walker.ts'
import { findDistricts, getLevelIndex } from './district-of-places.ts'
import { countFacilities, createEffectMeter, type EffectSide } from './effect-meter.ts'
import { createOutcomeEditor } from './outcome-editor.ts'
import { prepareCells } from './prepared-cells.ts'
import type { State } from './state.ts'
import { computeOutcome, computeOutcomeOfTables, computeTables, listAskedKinds } from './times.ts'

/** What is dragged: a place of the state, or a new one. */
export interface Movable {
  /** Position in `state.facilities`, open; null: a place that is not there yet. */
  readonly facilityIndex: number | null
  /** Kinds of a new place; default: those of the question. */
  readonly categoryIds?: readonly string[]
}

export interface Measured {
  /** For the cells of the state; the same buffers every time, valid until the next call. */
  readonly outcome: CellOutcome
  /** The times of `outcome`, `UNREACHED` where there is none. */
  readonly deciseconds: Uint16Array
  readonly effect: Effect
}
export interface DragResult extends Measured {
  /**
   * `outsideNetwork`: beyond the street data, where a modification is refused; the effect is that of leaving the place where it is.
   * `noStreet`: nobody reaches it there.
   */
  readonly status: keyof typeof SNAP_STATUS
}

export interface DragSession {
  /** @throws RangeError for coordinates that are not finite */
  moveTo(lng: number, lat: number, problems?: readonly ScenarioProblem[]): DragResult
  /** The place closed, or not there at all. */
  remove(problems?: readonly ScenarioProblem[]): Measured
}

/**
 * @param before what the effect is measured against, aligned with `state`; default: the state as it is
 * @throws RangeError for a place that is not open
 */
export function createDragSession(
  state: State,
  question: WhatIfQuestion,
  movable: Movable,
  before: EffectSide = { state, outcome: computeOutcome(state, question) },
): DragSession {
  const { facilityIndex } = movable
  const { walker, region } = state
  const { rank } = question
  const levelIndex = getLevelIndex(region, question.levelId)
  const dragged = facilityIndex === null ? null : getOpen(state, facilityIndex)
  const categoryIds = dragged?.categoryIds ?? movable.categoryIds ?? question.categoryIds
  const counts = categoryIds.some((id) => question.categoryIds.includes(id))
  const others = facilityIndex === null ? state : withoutFacility(state, facilityIndex)

  const kinds = listAskedKinds(others, question)
  const tables = computeTables(others, kinds, rank)
  const base = computeOutcomeOfTables(others, question, kinds, tables)
  const editor = createOutcomeEditor(state, kinds, base)
  const meter = createEffectMeter(before, state, question)
  const facilityCounts = countFacilities(others, question)
  /** Which of the kinds asked about the place belongs to. */
  const isOfKind = kinds.map((kind) => kind.categoryIds.some((id) => categoryIds.includes(id)))
  const cellCount = state.cells.cellCount
  const last = (rank - 1) * cellCount

  const reach = createPlaceReach(prepareCells(state), CUTOFF_MINUTES * 600)
  const cell = new Uint32Array(cellCount)
  const time = new Uint16Array(cellCount)
  const times = new Uint16Array(kinds.length)

  const districtOf = (place: { readonly lng: number; readonly lat: number }) =>
    findDistricts(region, levelIndex, [place])[0]

  /** Lets people in at these points; whether any of them is joined to the streets. */
  function enter(accessPoints: Facility['accessPoints']): boolean {
    const { points } = listFeet(
      joinToStreets(
        walker,
        Float64Array.from(accessPoints, ([lng]) => lng),
        Float64Array.from(accessPoints, ([, lat]) => lat),
        'arrive',
      ),
    )
    if (counts) {
      reach.run(
        points,
        Uint32Array.from(points.status, (_, j) => j),
        0,
        points.count,
      )
      const met = reach.take(cell, time, 0)
      for (let i = 0; i < met; i++) placeAt(cell[i], time[i])
    }
    return points.status.includes(SNAP_STATUS.connected)
  }

  /** The cell reaches the place within `reached`: it comes before those of the same kind that are farther. */
  function placeAt(at: number, reached: number): void {
    let isNearer = false
    for (let i = 0; i < times.length; i++) {
      const { deciseconds } = tables[i]
      const now = deciseconds[last + at]
      times[i] = now
      if (!isOfKind[i] || reached >= now) continue
      const previous = rank === 1 ? 0 : deciseconds[last - cellCount + at]
      times[i] = previous > reached ? previous : reached
      if (times[i] < now) isNearer = true
    }
    if (isNearer) editor.set(at, times)
  }

  function measure(district: number, problems: readonly ScenarioProblem[]): Measured {
    const isCounted = counts && district !== NO_AREA
    if (isCounted) facilityCounts[district]++
    const effect = meter.measure(editor.outcome, facilityCounts, problems)
    if (isCounted) facilityCounts[district]--
    return { outcome: editor.outcome, deciseconds: editor.outcome.deciseconds, effect }
  }

  function moveTo(lng: number, lat: number, problems: readonly ScenarioProblem[] = []): DragResult {
    editor.reset()
    if (!boundsContain(region.network.bounds, lng, lat)) {
      if (dragged === null) return { status: 'outsideNetwork', ...measure(NO_AREA, problems) }
      enter(dragged.accessPoints)
      return { status: 'outsideNetwork', ...measure(districtOf(dragged), problems) }
    }
    const original = facilityIndex === null ? undefined : region.facilities[facilityIndex]
    // Back where it was: with its own entrances again.
    const isOriginal = original !== undefined && original.lng === lng && original.lat === lat
    const isConnected = enter(isOriginal ? original.accessPoints : [[lng, lat]])
    return { status: isConnected ? 'connected' : 'noStreet', ...measure(districtOf({ lng, lat }), problems) }
  }

  function remove(problems: readonly ScenarioProblem[] = []): Measured {
    editor.reset()
    return measure(NO_AREA, problems)
  }

  return { moveTo, remove }
}

function getOpen(state: State, facilityIndex: number): Facility {
  if (state.isOpen[facilityIndex] !== 1) throw new RangeError(`place ${facilityIndex} is not open in this state`)
  return state.facilities[facilityIndex]
}

/** The same state with one place closed. */
function withoutFacility(state: State, facilityIndex: number): State {
  const isOpen = state.isOpen.slice()
  isOpen[facilityIndex] = 0
  return { ...state, isOpen }
}
