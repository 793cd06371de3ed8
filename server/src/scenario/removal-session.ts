/**
 * The effect of closing any one place, at once: where it is among the places that count for a cell, the next one behind them moves up. One sweep per
 * kind asked about when the session is made; then O(cells that lose it + groups · parts) per place. The answers are those of closing the place as a
 * modification, byte for byte.
 */
import type { ScenarioProblem, WhatIfQuestion } from '../contract/scenario.ts'
import { NO_AREA } from '../geo/polygon-index.ts'
import { NO_FACILITY, type NearestTable } from '../reach/nearest-table.ts'
import { findDistricts, getLevelIndex } from './district-of-places.ts'
import type { Measured } from './drag-session.ts'
import { countFacilities, createEffectMeter, type EffectSide } from './effect-meter.ts'
import { createOutcomeEditor } from './outcome-editor.ts'
import type { State } from './state.ts'
import { computeOutcome, computeOutcomeOfTables, computeTables, listAskedKinds } from './times.ts'

export interface RemovalSession {
  /** @throws RangeError for a place that is not open */
  remove(facilityIndex: number, problems?: readonly ScenarioProblem[]): Measured
}

/** @param before what the effect is measured against, aligned with `state`; default: the state as it is */
export function createRemovalSession(
  state: State,
  question: WhatIfQuestion,
  before: EffectSide = { state, outcome: computeOutcome(state, question) },
): RemovalSession {
  const { rank } = question
  const { facilities, isOpen, region } = state
  const cellCount = state.cells.cellCount
  const kinds = listAskedKinds(state, question)
  const tables = computeTables(state, kinds, rank + 1)
  const users = tables.map((table) => listUsers(table, rank, facilities.length))
  const editor = createOutcomeEditor(state, kinds, computeOutcomeOfTables(state, question, kinds, tables))
  const meter = createEffectMeter(before, state, question)
  const facilityCounts = countFacilities(state, question)
  const levelIndex = getLevelIndex(region, question.levelId)
  const times = new Uint16Array(kinds.length)

  function remove(facilityIndex: number, problems: readonly ScenarioProblem[] = []): Measured {
    if (isOpen[facilityIndex] !== 1) throw new RangeError(`place ${facilityIndex} is not open in this state`)
    editor.reset()
    for (const { first, cell } of users) {
      for (let i = first[facilityIndex]; i < first[facilityIndex + 1]; i++) {
        for (let kind = 0; kind < kinds.length; kind++) times[kind] = timeWithout(tables[kind], cell[i], facilityIndex)
        editor.set(cell[i], times)
      }
    }
    const { categoryIds } = facilities[facilityIndex]
    const [district] = findDistricts(region, levelIndex, [facilities[facilityIndex]])
    const isCounted = district !== NO_AREA && categoryIds.some((id) => question.categoryIds.includes(id))
    if (isCounted) facilityCounts[district]--
    const effect = meter.measure(editor.outcome, facilityCounts, problems)
    if (isCounted) facilityCounts[district]++
    return { outcome: editor.outcome, deciseconds: editor.outcome.deciseconds, effect }
  }

  /** Time to the place of the rank, as if one were not there. */
  function timeWithout({ facility, deciseconds }: NearestTable, cell: number, gone: number): number {
    for (let entry = cell; entry < rank * cellCount; entry += cellCount) {
      if (facility[entry] === gone) return deciseconds[rank * cellCount + cell]
    }
    return deciseconds[(rank - 1) * cellCount + cell]
  }

  return { remove }
}

/** Cells that count each facility among their first `rank`: `cell[first[f] … first[f + 1])`, ascending per rank. */
function listUsers(
  { facility, originCount }: NearestTable,
  rank: number,
  facilityCount: number,
): { readonly first: Uint32Array; readonly cell: Uint32Array } {
  const first = new Uint32Array(facilityCount + 1)
  const entryCount = rank * originCount
  for (let entry = 0; entry < entryCount; entry++) if (facility[entry] !== NO_FACILITY) first[facility[entry] + 1]++
  for (let f = 0; f < facilityCount; f++) first[f + 1] += first[f]
  const cell = new Uint32Array(first[facilityCount])
  const fill = first.slice(0, facilityCount)
  for (let entry = 0; entry < entryCount; entry++) {
    if (facility[entry] !== NO_FACILITY) cell[fill[facility[entry]]++] = entry % originCount
  }
  return { first, cell }
}
