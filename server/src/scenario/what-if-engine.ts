import type {
  ClosureCheck,
  Effect,
  Modification,
  ScenarioProblem,
  SharedUse,
  WhatIfQuestion,
} from '../contract/scenario.ts'
import type { CellOutcome } from '../access/cell-outcome.ts'
import type { ProfileId } from '../network/profile.ts'
import { applyScenario } from './apply-scenario.ts'
import { buildBaseline } from './baseline.ts'
import { computeClosureCheck } from './closure-check.ts'
import { computeEffect } from './effect.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { computeSharedUse } from './shared-use.ts'
import type { State } from './state.ts'
import { computeOutcome } from './times.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** One side of a comparison: how one profile walks with these modifications; without any it is today. */
export interface WhatIfSide {
  readonly profile: ProfileId
  readonly modifications: readonly Modification[]
}

/** An effect with what it means for every cell. */
export interface WhatIfAnswer {
  readonly effect: Effect
  /** Deciseconds per cell of the region, then per cell that the side adds (new housing); `UNREACHED` where there is no time. */
  readonly before: Uint16Array
  readonly after: Uint16Array
  /** Cells that either side adds behind those of the region. */
  readonly addedCellIds: { readonly before: readonly string[]; readonly after: readonly string[] }
}

/** A state with the problems met on the way to it. */
export interface AppliedSide {
  readonly state: State
  readonly problems: readonly ScenarioProblem[]
}

/** Answers what-if questions about one import of a region: the same in the browser's worker, the server's thread and the command line. */
export interface WhatIfEngine {
  readonly region: WhatIfRegion
  /** How things stand on a side; kept while it is among the last that were asked for. */
  apply(side: WhatIfSide, day?: string | null): AppliedSide
  effect(before: WhatIfSide, after: WhatIfSide, question: WhatIfQuestion): WhatIfAnswer
  closureCheck(side: WhatIfSide, question: WhatIfQuestion): ClosureCheck
  sharedUse(side: WhatIfSide, question: WhatIfQuestion, candidateCategoryIds?: readonly string[]): SharedUse
}

/** How many profiles, and states with a scenario, are kept. A city takes some tens of megabytes per profile. */
const KEPT_BASELINES = 6
const KEPT_STATES = 6

export function createWhatIfEngine(region: WhatIfRegion): WhatIfEngine {
  const baselines = new Map<ProfileId, State>()
  const states = new Map<string, AppliedSide>()
  const outcomes = new WeakMap<State, Map<string, CellOutcome>>()

  function baselineOf(profile: ProfileId): State {
    return remember(baselines, profile, KEPT_BASELINES, () => buildBaseline(region, profile))
  }

  function apply({ profile, modifications }: WhatIfSide, day: string | null = null): AppliedSide {
    const baseline = baselineOf(profile)
    if (modifications.length === 0) return { state: baseline, problems: [] }
    return remember(states, JSON.stringify([profile, day, modifications]), KEPT_STATES, () => {
      const resolved = resolveScenario(region, modifications, { day })
      const { state, problems } = applyScenario(baseline, resolved)
      return { state, problems }
    })
  }

  function outcomeOf(state: State, question: WhatIfQuestion): CellOutcome {
    const key = [question.categoryIds.join(), question.mode, question.rank, question.minutes].join('/')
    const known = outcomes.get(state) ?? new Map<string, CellOutcome>()
    outcomes.set(state, known)
    return remember(known, key, KEPT_STATES, () => computeOutcome(state, question))
  }

  function effect(before: WhatIfSide, after: WhatIfSide, question: WhatIfQuestion): WhatIfAnswer {
    const [from, to] = [apply(before, question.day), apply(after, question.day)]
    const [fromOutcome, toOutcome] = [outcomeOf(from.state, question), outcomeOf(to.state, question)]
    const added = ({ cells }: State) => cells.cellIds.slice(region.cells.cellCount)
    return {
      effect: computeEffect(
        { state: from.state, outcome: fromOutcome },
        { state: to.state, outcome: toOutcome },
        question,
        [...from.problems, ...to.problems],
      ),
      before: fromOutcome.deciseconds,
      after: toOutcome.deciseconds,
      addedCellIds: { before: added(from.state), after: added(to.state) },
    }
  }

  return {
    region,
    apply,
    effect,
    closureCheck: (side, question) => computeClosureCheck(apply(side, question.day).state, question),
    sharedUse: (side, question, candidateCategoryIds) =>
      computeSharedUse(apply(side, question.day).state, question, candidateCategoryIds),
  }
}

/** The value kept under a key, or a new one; the key used longest ago gives way. */
function remember<K, V>(kept: Map<K, V>, key: K, most: number, make: () => V): V {
  const value = kept.get(key) ?? make()
  kept.delete(key)
  kept.set(key, value)
  if (kept.size > most) kept.delete(kept.keys().next().value as K)
  return value
}
