import {
  copyScenario,
  createScenario,
  deleteScenario,
  getScenario,
  restoreScenario,
  saveScenario,
} from '../api/scenarios.ts'
import type { Scenario } from '../api/contract.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { mergeDocuments, type Merge } from './merge-documents.ts'
import { documentOf, type PlanDocument, type SavedLink } from './plan-document.ts'

/** Somebody else has saved: theirs, and what both would be together. Nothing is stored before the planner decides. */
export interface SaveConflict {
  readonly kind: 'changed' | 'deleted'
  readonly theirs: Scenario
  readonly merge: Merge
}

export const linkOf = (scenario: Scenario): SavedLink => ({
  id: scenario.id,
  version: scenario.version,
  base: documentOf(scenario),
})

/** Saving one scenario: which stored version it grew from, what stands in the way, what was last done. */
export class ScenarioStore {
  link: SavedLink | null = $state.raw(null)
  conflict: SaveConflict | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  isBusy = $state(false)
  readonly #regionKey: () => string

  constructor(regionKey: () => string) {
    this.#regionKey = regionKey
  }

  /** Reads a stored scenario; null after a failure, which `problem` tells. The caller links it with the document it shows. */
  read(id: string): Promise<Scenario | null> {
    return this.#try(() => getScenario(this.#regionKey(), id))
  }

  /** Saves over the linked version, or as a new scenario. Null where it did not come to that; see `conflict` and `problem`. */
  save(document: PlanDocument): Promise<Scenario | null> {
    return this.#try(async () => {
      const { link } = this
      const region = this.#regionKey()
      if (link === null) return this.#linked(await createScenario(region, document))
      try {
        return this.#linked(await saveScenario(region, link.id, link.version, document))
      } catch (error) {
        const { code } = toProblem(error)
        if (code !== 'scenario-changed' && code !== 'scenario-deleted') throw error
        const theirs = await getScenario(region, link.id)
        this.conflict = {
          kind: code === 'scenario-changed' ? 'changed' : 'deleted',
          theirs,
          merge: mergeDocuments(link.base, document, documentOf(theirs)),
        }
        return null
      }
    })
  }

  saveAsCopy(document: PlanDocument): Promise<Scenario | null> {
    return this.#try(async () => this.#linked(await createScenario(this.#regionKey(), document)))
  }

  /** Restores the linked scenario, which was deleted meanwhile, and saves over it. */
  restoreAndSave(document: PlanDocument): Promise<Scenario | null> {
    return this.#try(async () => {
      const { link } = this
      if (!link) return null
      const { version } = await restoreScenario(this.#regionKey(), link.id)
      return this.#linked(await saveScenario(this.#regionKey(), link.id, version, document))
    })
  }

  /** Marks a scenario as deleted; it can be restored. */
  remove(id: string): Promise<Scenario | null> {
    return this.#try(() => deleteScenario(this.#regionKey(), id))
  }

  restore(id: string): Promise<Scenario | null> {
    return this.#try(() => restoreScenario(this.#regionKey(), id))
  }

  copy(id: string, name: string): Promise<Scenario | null> {
    return this.#try(() => copyScenario(this.#regionKey(), id, name))
  }

  #linked(scenario: Scenario): Scenario {
    this.link = linkOf(scenario)
    return scenario
  }

  async #try(work: () => Promise<Scenario | null>): Promise<Scenario | null> {
    this.isBusy = true
    this.problem = null
    this.conflict = null
    try {
      return await work()
    } catch (error) {
      this.problem = toProblem(error)
      return null
    } finally {
      this.isBusy = false
    }
  }
}
