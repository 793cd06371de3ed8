import type { AddHousing, ChangePopulation, ScenarioProblem } from '../contract/scenario.ts'
import { addHousing } from './add-housing.ts'
import { appendCells } from './align-states.ts'
import { changePopulation } from './change-population.ts'
import type { State } from './state.ts'

/**
 * Applies what changes who lives where, in order. People stay whole multiples of 2⁻²⁰, so all sums stay exact. Cells that housing adds come
 * behind those of the region.
 */
export function applyDemand(
  state: State,
  demand: readonly (AddHousing | ChangePopulation)[],
): { readonly state: State; readonly problems: readonly ScenarioProblem[] } {
  let current = state
  const problems: ScenarioProblem[] = []
  for (const modification of demand) {
    if (modification.kind === 'change-population') {
      const changed = changePopulation(current.region, current.population, modification)
      current = { ...current, population: changed.population }
      problems.push(...changed.problems)
    } else {
      const { population, newCells } = addHousing(current, modification)
      current = appendCells({ ...current, population }, newCells)
    }
  }
  return { state: current, problems }
}
