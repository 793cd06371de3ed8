import { cellToLatLng } from 'h3-js'
import { explain, getCells, getCellValues } from '../api/client.ts'
import type { Explanation } from '../api/contract.ts'
import { buildCellTable, type CellTable } from '../cells/cell-table.ts'
import { readCellValues, type CellValues } from '../cells/cell-values.ts'
import { Resource } from './resource.svelte.ts'
import { keyOf, type Asked } from './result-data.svelte.ts'

/** Cells of the region, their values for a question, and the explanation of one of them. */
export class CellData {
  readonly cells = new Resource<CellTable>()
  readonly values = new Resource<CellValues>()
  readonly explanation = new Resource<Explanation>()

  /** Call while a component is being set up. `cellId`: which cell is to be explained. */
  constructor(ask: () => Asked, cellId: () => string | null) {
    $effect(() => {
      const asked = ask()
      this.cells.load(keyOf(asked), async (signal) => buildCellTable(await getCells(asked.region.key, signal)))
    })
    $effect(() => this.#loadValues(ask()))
    $effect(() => this.#loadExplanation(ask(), cellId()))
  }

  #loadValues(asked: Asked): void {
    const { categoryIds: categories, mode, rank, run } = asked.selection
    const query = { categories, mode, rank }
    const key = run === null ? null : keyOf(asked, run.id, query)
    this.values.load(key, async (signal) =>
      readCellValues(await getCellValues(asked.region.key, run?.id ?? '', query, signal), mode),
    )
  }

  #loadExplanation(asked: Asked, cellId: string | null): void {
    const { profile, categoryIds: categories, rank } = asked.selection
    const key = cellId === null ? null : keyOf(asked, cellId, profile, categories, rank)
    const fetchValue = (signal: AbortSignal) => {
      const [lat, lng] = cellToLatLng(cellId ?? '')
      return explain(asked.region.key, { lng, lat, profile, categories, count: Math.max(3, rank) }, signal)
    }
    this.explanation.load(key, fetchValue, false)
  }
}
