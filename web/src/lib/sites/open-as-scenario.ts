import type { Modification, Scenario } from '../api/contract.ts'
import { toProblem } from '../api/problem.ts'
import { createScenario, getScenario } from '../api/scenarios.ts'
import { readDraft, writeDraft } from '../plan/draft-storage.ts'
import { documentOf, type PlanDocument } from '../plan/plan-document.ts'
import { linkOf } from '../plan/scenario-store.svelte.ts'

type Extend = (list: readonly Modification[]) => readonly Modification[]

/**
 * Prepares what the planner's page is to show: to a chosen scenario the sites are added as a change that is not saved yet; on today's
 * state they become a new scenario. Where scenarios cannot be stored, a new one is begun in this browser, if none is there already.
 * Resolves with the scenario to open, null for the one begun here; throws `ApiProblem`.
 */
export async function openAsScenario(
  region: string,
  scenarioId: string | null,
  written: { readonly name: string; readonly description: string },
  extend: Extend,
): Promise<Scenario['id'] | null> {
  if (scenarioId !== null) {
    const scenario = await getScenario(region, scenarioId)
    const draft = readDraft(region, scenarioId)
    const isUsable = draft?.link?.id === scenarioId
    const document = isUsable ? draft.document : documentOf(scenario)
    writeDraft(region, scenarioId, {
      link: isUsable ? draft.link : linkOf(scenario),
      document: { ...document, modifications: extend(document.modifications) },
    })
    return scenarioId
  }
  const document: PlanDocument = { ...written, modifications: extend([]) }
  try {
    return (await createScenario(region, document)).id
  } catch (error) {
    if (toProblem(error).code !== 'forbidden' || readDraft(region, null) !== null) throw error
    writeDraft(region, null, { link: null, document })
    return null
  }
}
