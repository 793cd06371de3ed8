import { listAllFacilities, listDistricts, type DistrictCollection, type FacilityCollection } from '../api/client.ts'
import type { Modification, Region, Scenario, ScenarioSummary, SitingRequest, SitingSolution, WhatIfQuestion } from '../api/contract.ts' // prettier-ignore
import { session } from '../account/session.svelte.ts'
import { listVisibleScenarios } from '../account/visible-scenarios.ts'
import { getScenario } from '../api/scenarios.ts'
import { createServerEngine, type PlanAnswer, type PlanEngine } from '../plan/plan-engine.ts'
import type { KnownPlace } from '../plan/resolve-places.ts'
import { Resource } from '../state/resource.svelte.ts'
import { siteName } from './site-name.ts'
import { addSolution } from './take-over.ts'

/** What the page asks the server for, besides the search. */
interface Asked {
  readonly region: Region
  readonly scenarioId: string | null
  readonly levelId: string | null
  readonly needLevelId: string | null
  /** What the map shows: the question, and the solution on it. */
  readonly question: WhatIfQuestion | null
  readonly shown: { readonly solution: SitingSolution; readonly request: SitingRequest } | null
}

/** Scenarios, places, districts, and what the shown sites do to every cell; follows the page by itself. */
export class SitesData {
  readonly scenarios = new Resource<readonly ScenarioSummary[]>()
  readonly scenario = new Resource<Scenario>()
  readonly facilities = new Resource<FacilityCollection>()
  readonly districts = new Resource<DistrictCollection>()
  readonly needDistricts = new Resource<DistrictCollection>()
  /** Before: the state of things without new sites; after: with those of the solution, or the same. */
  readonly effect = new Resource<PlanAnswer>()
  /** Places of the data by their id. */
  readonly known = $derived.by((): ReadonlyMap<string, KnownPlace> => {
    const features = this.facilities.latest?.features ?? []
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed once made
    return new Map(
      features.map(({ properties, geometry }) => {
        const [lng, lat] = geometry.coordinates
        return [properties.id, { ...properties, lng, lat }]
      }),
    )
  })
  /** What the scenario changes; null while it is on its way. */
  readonly modifications = $derived.by((): readonly Modification[] | null => {
    const { scenarioId } = this.#ask()
    if (scenarioId === null) return []
    const { state } = this.scenario
    return state.status === 'ready' && state.value.id === scenarioId ? state.value.modifications : null
  })
  readonly #ask: () => Asked
  #engine: { readonly key: string; readonly engine: PlanEngine } | null = null

  /** Call while a component is being set up. */
  constructor(ask: () => Asked) {
    this.#ask = ask
    $effect(() => this.#load())
    $effect(() => this.#loadEffect())
  }

  destroy(): void {
    for (const resource of [
      this.scenarios,
      this.scenario,
      this.facilities,
      this.districts,
      this.needDistricts,
      this.effect,
    ])
      resource.destroy()
    this.#engine?.engine.destroy()
  }

  #load(): void {
    const { region, scenarioId, levelId, needLevelId } = this.#ask()
    const { key } = region
    const version = `${key}@${region.version}`
    this.scenarios.load(JSON.stringify([key, session.may('editor', key), scenarioId]), (signal) =>
      listVisibleScenarios(key, [scenarioId], signal),
    )
    this.scenario.load(scenarioId && `${key}|${scenarioId}`, (signal) => getScenario(key, scenarioId ?? '', signal))
    this.facilities.load(version, (signal) => listAllFacilities(key, signal))
    for (const [resource, level] of [
      [this.districts, levelId],
      [this.needDistricts, needLevelId],
    ] as const)
      // prettier-ignore
      resource.load(level && `${version}|${level}`, (signal) => listDistricts(key, level ?? '', signal))
  }

  #loadEffect(): void {
    const { region, question, shown } = this.#ask()
    const { modifications } = this
    const isReady = question !== null && modifications !== null && (shown === null || this.known.size > 0)
    const key = isReady
      ? JSON.stringify([region.key, region.version, question, modifications, shown?.solution.sites, shown?.solution.givenUp, shown?.request.existing]) // prettier-ignore
      : null
    this.effect.load(key, (signal) => {
      const before = { modifications: modifications ?? [] }
      const after = shown ? { modifications: this.#withSolution(before.modifications, shown) } : before
      return this.#getEngine(region.key).ask(question!, { before, after }, signal)
    })
  }

  #withSolution(list: readonly Modification[], shown: NonNullable<Asked['shown']>): readonly Modification[] {
    let count = 0
    const createId = () => `sites-${++count}`
    return addSolution(list, { ...shown, known: this.known, nameOf: siteName, createId }, 'as-counted')
  }

  #getEngine(key: string): PlanEngine {
    if (this.#engine?.key !== key) {
      this.#engine?.engine.destroy()
      this.#engine = { key, engine: createServerEngine(key) }
    }
    return this.#engine.engine
  }
}
