import type { Effect, ScenarioProblem, WhatIfQuestion } from '../contract/scenario.ts'
import { alignStates } from './align-states.ts'
import { countFacilities, createEffectMeter, type EffectSide } from './effect-meter.ts'
import type { State } from './state.ts'
import { computeOutcome } from './times.ts'

/**
 * What changes between two states, per district, in total and per group. Coverage on both sides is computed as for a run, so that the baseline's rows
 * are the run's. The states may be of two profiles, two scenarios, or two imports of a region; where they do not have the same cells they are aligned
 * first, and the question is answered again for the cells that one side lacked. O(groups · parts).
 *
 * `gained` and `lost` count people as they live after the change; what more or fewer people make of the served is told apart:
 * `after.served − before.served = gained − lost + servedByPopulation`, exactly.
 */
export function computeEffect(
  before: EffectSide,
  after: EffectSide,
  question: WhatIfQuestion,
  problems: readonly ScenarioProblem[],
): Effect {
  const aligned = alignStates(before.state, after.state)
  const sideOf = (side: EffectSide, state: State): EffectSide =>
    state.walker.cells === side.state.walker.cells
      ? { ...side, state }
      : { state, outcome: computeOutcome(state, question) }
  const to = sideOf(after, aligned.after)
  const meter = createEffectMeter(sideOf(before, aligned.before), to.state, question)
  return meter.measure(to.outcome, countFacilities(to.state, question), problems)
}
