import { SvelteMap } from 'svelte/reactivity'
import { untrack } from 'svelte'
import { getDistrictResults } from '../api/client.ts'
import type { CategoryInfo, CoverageRow } from '../api/contract.ts'
import { isAbort, toProblem, type ApiProblem } from '../api/problem.ts'
import { loadKindRows } from './load-kind-rows.ts'
import type { Asked } from './result-data.svelte.ts'

/** One district against every kind that the data hold, each with its usual time; fetched a few kinds at a time. */
export class KindRows {
  readonly rows = new SvelteMap<string, CoverageRow | undefined>()
  problem: ApiProblem | null = $state.raw(null)
  #attempt = $state(0)

  /** Call while a component is being set up. */
  constructor(ask: () => Asked & { readonly districtId: string; readonly kinds: readonly CategoryInfo[] }) {
    $effect(() => {
      const { region, selection, districtId, kinds } = ask()
      const { run, groupId: group, level } = selection
      const attempt = this.#attempt
      untrack(() => this.#clear())
      if (run === null || attempt < 0) return
      const controller = new AbortController()
      const fetchRow = async (id: string, signal: AbortSignal) => {
        const usual = kinds.find((kind) => kind.id === id)?.thresholdMinutes.default ?? run.cutoffMinutes
        const minutes = Math.min(usual, run.cutoffMinutes)
        const query = { categories: [id], mode: 'any', rank: 1, group, minutes, level: level ?? undefined } as const
        const { rows } = await getDistrictResults(region.key, run.id, query, signal)
        return rows.find((row) => row.districtId === districtId)
      }
      const ids = kinds.map((kind) => kind.id)
      loadKindRows(ids, fetchRow, (id, row) => this.rows.set(id, row), controller.signal).catch((error: unknown) => {
        if (!isAbort(error)) this.problem = toProblem(error)
      })
      return () => controller.abort()
    })
  }

  retry(): void {
    this.#attempt++
  }

  #clear(): void {
    this.rows.clear()
    this.problem = null
  }
}
