import type { ScenarioSummary } from '../api/contract.ts'
import { ApiProblem } from '../api/problem.ts'
import { getScenario, listScenarios } from '../api/scenarios.ts'
import { session } from './session.svelte.ts'

/**
 * Scenarios that one may choose from: all of the region for its editors. Everybody else has no list, but what a link has opened of those that the
 * address names; a scenario that is gone or not one's own is left out.
 *
 * @param named ids in the address
 */
export async function listVisibleScenarios(
  regionKey: string,
  named: readonly (string | null)[],
  signal?: AbortSignal,
): Promise<ScenarioSummary[]> {
  await session.load()
  if (!session.isKnown || session.may('editor', regionKey))
    return (await listScenarios(regionKey, false, signal)).scenarios
  const ids = [...new Set(named)].filter((id) => id !== null)
  const found = await Promise.all(ids.map((id) => findSummary(regionKey, id, signal)))
  return found.filter((scenario) => scenario !== null)
}

async function findSummary(regionKey: string, id: string, signal?: AbortSignal): Promise<ScenarioSummary | null> {
  try {
    const { modifications, ...scenario } = await getScenario(regionKey, id, signal)
    return { ...scenario, modificationCount: modifications.length }
  } catch (error) {
    if (error instanceof ApiProblem && [401, 403, 404, 410].includes(error.status)) return null
    throw error
  }
}
