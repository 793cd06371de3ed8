import type { ChangedStreet, ScenarioProblem, StreetModification } from '../contract/scenario.ts'
import { NO_CHAIN } from '../network/walk-graph.ts'
import { changeWalker } from '../reach/changed-walker.ts'
import { resolveStreets } from './resolve-streets.ts'
import { createScenarioProblem } from './scenario-problems.ts'
import type { State } from './state.ts'

/** A state on changed streets, with what was found and what was not. */
export interface AppliedStreets {
  readonly state: State
  readonly streets: readonly ChangedStreet[]
  readonly problems: readonly ScenarioProblem[]
}

/** The baseline on changed streets; the baseline itself where nothing comes of the changes. Some tens of milliseconds for a city. */
export function applyStreets(baseline: State, modifications: readonly StreetModification[]): AppliedStreets {
  const { changed, streets, newWays, faults } = resolveStreets(baseline.walker.network, modifications)
  const problems = faults.map(({ modificationId, code }) => createScenarioProblem(modificationId, code))
  if (changed === null) return { state: baseline, streets, problems }
  const walker = changeWalker(baseline.walker, changed)
  for (const { modificationId, firstEdge, endEdge } of newWays) {
    const edges = walker.graph.edgeChain.subarray(firstEdge, endEdge)
    if (edges.every((chain) => chain === NO_CHAIN)) problems.push(createScenarioProblem(modificationId, 'way-unusable'))
  }
  return { state: { ...baseline, walker }, streets, problems }
}
