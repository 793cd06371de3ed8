import {
  getDistrictResults,
  listDistricts,
  listFacilities,
  listGapAreas,
  type DistrictCollection,
  type FacilityCollection,
  type GapAreaCollection,
} from '../api/client.ts'
import type { DistrictResults, Region } from '../api/contract.ts'
import { Resource } from './resource.svelte.ts'
import { questionOf, type Selection } from './selection.ts'

export interface Asked {
  readonly region: Region
  readonly selection: Selection
}

/** Part of every key: new data of a region are new answers. */
export const keyOf = ({ region }: Asked, ...parts: unknown[]): string =>
  [`${region.key}@${region.version}`, ...parts.map((part) => JSON.stringify(part))].join('|')

/** Figures of the districts, gap areas and places for a question; follows the question by itself. */
export class ResultData {
  readonly districts = new Resource<DistrictCollection>()
  readonly results = new Resource<DistrictResults>()
  readonly gapAreas = new Resource<GapAreaCollection>()
  readonly facilities = new Resource<FacilityCollection>()
  readonly #ask: () => Asked

  /** For gap areas and files of them. */
  readonly placeQuery = $derived.by(() => {
    const { categoryIds: categories, rank, groupId: group, minutes, level } = this.#ask().selection
    return { categories, rank, group, minutes, level: level ?? undefined }
  })
  /** For figures of districts and cells. */
  readonly resultQuery = $derived.by(() => ({ ...this.placeQuery, mode: this.#ask().selection.mode }))
  /** The question that the figures at hand answer; while new ones are on their way, that is the one before. */
  readonly answered = $derived.by(() => {
    const { selection } = this.#ask()
    return this.results.latest ? questionOf(this.results.latest, selection) : selection
  })

  /** Call while a component is being set up. */
  constructor(ask: () => Asked) {
    this.#ask = ask
    $effect(() => this.#loadDistricts(ask()))
    $effect(() => this.#loadResults(ask()))
    $effect(() => this.#loadGapAreas(ask()))
    $effect(() => this.#loadFacilities(ask()))
  }

  #loadDistricts(asked: Asked): void {
    const { level } = asked.selection
    const key = level === null ? null : keyOf(asked, level)
    this.districts.load(key, (signal) => listDistricts(asked.region.key, level ?? '', signal))
  }

  #loadResults(asked: Asked): void {
    const query = this.resultQuery
    const run = asked.selection.run?.id
    const key = run === undefined ? null : keyOf(asked, run, query)
    this.results.load(key, (signal) => getDistrictResults(asked.region.key, run ?? '', query, signal))
  }

  #loadGapAreas(asked: Asked): void {
    const query = this.placeQuery
    const { mode, run } = asked.selection
    const key = run === null || mode === 'score' ? null : keyOf(asked, run.id, query)
    this.gapAreas.load(key, (signal) => listGapAreas(asked.region.key, run?.id ?? '', query, signal))
  }

  #loadFacilities(asked: Asked): void {
    const { categoryIds } = asked.selection
    this.facilities.load(
      keyOf(asked, categoryIds),
      (signal) => listFacilities(asked.region.key, categoryIds, signal),
      false,
    )
  }
}
