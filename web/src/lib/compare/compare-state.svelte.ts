import { onDestroy } from 'svelte'
import { askComparison, getImport, listImports } from '../api/comparisons.ts'
import type { ImportDescription, ImportList, Region, ScenarioSummary, WhatIfQuestion } from '../api/contract.ts'
import { session } from '../account/session.svelte.ts'
import { listVisibleScenarios } from '../account/visible-scenarios.ts'
import { Resource } from '../state/resource.svelte.ts'
import type { Selection } from '../state/selection.ts'
import { readCompareAnswer, type CompareAnswer } from './compare-answer.ts'
import { defaultOtherSide, type CompareState } from './compare-url.ts'
import { completeSide, findMissing, isEqualSide, toComparedSide } from './complete-side.ts'
import { sideLabels } from './side-label.ts'

interface Asked {
  readonly region: Region
  readonly selection: Selection
  readonly choice: CompareState
}

/** Everything of the page that comes from the server: what can be chosen, the answer, and the sources of both sides. */
export class CompareContext {
  readonly #ask: () => Asked
  readonly scenarios = new Resource<readonly ScenarioSummary[]>()
  readonly imports = new Resource<ImportList['imports']>()
  readonly answer = new Resource<CompareAnswer>()
  readonly sourcesA = new Resource<ImportDescription>()
  readonly sourcesB = new Resource<ImportDescription>()

  readonly a = $derived.by(() => {
    const { choice, region, selection } = this.#ask()
    return completeSide(choice.a, region, selection.profile)
  })
  readonly b = $derived.by(() => {
    const { choice, region, selection } = this.#ask()
    return completeSide(choice.b ?? defaultOtherSide, region, selection.profile)
  })
  readonly isEqual = $derived.by(() => isEqualSide(this.a, this.b))
  readonly #known = $derived.by(() => ({
    region: this.#ask().region,
    scenarios: this.scenarios.latest ?? [],
    imports: this.imports.latest ?? [],
  }))
  readonly #labels = $derived.by(() => sideLabels(this.a, this.b, this.#known))
  readonly labelA = $derived.by(() => this.#labels[0])
  readonly labelB = $derived.by(() => this.#labels[1])
  /** What a side names that is not there: of lists that are still loading nothing is missing. */
  readonly missing = $derived.by(() => {
    const [scenarios, imports] = [this.scenarios.latest, this.imports.latest]
    if (!scenarios || !imports) return null
    const [a, b] = [findMissing(this.a, scenarios, imports), findMissing(this.b, scenarios, imports)]
    return a ? { side: 'A', what: a } : b ? { side: 'B', what: b } : null
  })
  readonly question = $derived.by((): WhatIfQuestion | null => {
    const { selection } = this.#ask()
    const { categoryIds, mode, rank, groupId, level, minutes } = selection
    if (level === null || categoryIds.length === 0) return null
    const profile = this.a.profile as WhatIfQuestion['profile']
    return { profile, categoryIds: [...categoryIds], mode, rank, groupId, levelId: level, minutes }
  })

  /** Call while a component is being set up. */
  constructor(ask: () => Asked) {
    this.#ask = ask
    $effect(() => {
      const { key, version } = ask().region
      const named = [this.a.scenarioId, this.b.scenarioId]
      // Whoever may not list them sees those that a link has opened: the list then depends on the address.
      const asked = session.may('editor', key) ? key : JSON.stringify([key, named])
      this.scenarios.load(asked, (signal) => listVisibleScenarios(key, named, signal))
      this.imports.load(`${key}@${version}`, async (signal) => (await listImports(key, signal)).imports)
    })
    $effect(() => {
      const { key, version } = ask().region
      const { question } = this
      const sides = { before: toComparedSide(this.a), after: toComparedSide(this.b) }
      // A scenario that was saved again is asked about again.
      const saved = (this.scenarios.latest ?? [])
        .filter(({ id }) => id === this.a.scenarioId || id === this.b.scenarioId)
        .map((scenario) => scenario.version)
      const isReady = this.scenarios.latest !== undefined && this.imports.latest !== undefined && this.missing === null
      this.answer.load(
        question === null || !isReady ? null : JSON.stringify([key, version, question, sides, saved]),
        async (signal) => readCompareAnswer(await askComparison(key, question!, sides, signal)),
      )
    })
    $effect(() => {
      const { key, version } = ask().region
      for (const [resource, side] of [
        [this.sourcesA, this.a],
        [this.sourcesB, this.b],
      ] as const) {
        const importId = side.importId ?? version
        resource.load(this.missing === null ? `${key}@${importId}` : null, (signal) => getImport(key, importId, signal))
      }
    })
    onDestroy(() => {
      for (const resource of [this.scenarios, this.imports, this.answer, this.sourcesA, this.sourcesB])
        resource.destroy()
    })
  }
}
