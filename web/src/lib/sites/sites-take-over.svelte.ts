import { m } from '#messages'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { createModificationId } from '../plan/plan-state.svelte.ts'
import type { KnownPlace } from '../plan/resolve-places.ts'
import { solutionSentence, sitesPhrase } from './answer-text.ts'
import { openAsScenario } from './open-as-scenario.ts'
import { siteName } from './site-name.ts'
import type { SitesSearch } from './sites-search.svelte.ts'
import { addSolution } from './take-over.ts'

/** Longest name of a scenario. */
const NAME_LENGTH = 120

/** Turning the sites that are looked at into a scenario of the planner's page. */
export class SitesTakeOver {
  isBusy = $state(false)
  problem: ApiProblem | null = $state.raw(null)

  /** The scenario to open, null for one that is begun in this browser; undefined where it failed, see `problem`. */
  async prepare(
    region: string,
    { solution, run }: SitesSearch,
    known: ReadonlyMap<string, KnownPlace>,
    words: { readonly groupName: string; readonly placeName: string },
  ): Promise<string | null | undefined> {
    const { request, answer } = run
    if (!solution || !request || !answer) return undefined
    const name = m.sites_scenario_name({ places: sitesPhrase(request, solution.sites.length), kind: words.placeName })
    const description = solutionSentence(answer, solution, { request, ...words })
    const parts = { solution, request, known, nameOf: siteName, createId: createModificationId }
    this.isBusy = true
    this.problem = null
    try {
      return await openAsScenario(
        region,
        request.side?.scenario ?? null,
        { name: name.slice(0, NAME_LENGTH), description },
        (list) => addSolution(list, parts, 'planned'),
      )
    } catch (error) {
      this.problem = toProblem(error)
      return undefined
    } finally {
      this.isBusy = false
    }
  }
}
