import type {
  ChangedStreet,
  ClosureCheck,
  Effect,
  Modification,
  ScenarioProblem,
  SharedUse,
  WhatIfQuestion,
} from '../contract/scenario.ts'
import type { CellOutcome } from '../access/cell-outcome.ts'
import type { ProfileId } from '../network/profile.ts'
import { alignStates, type AlignedStates } from './align-states.ts'
import { applyScenario } from './apply-scenario.ts'
import { applyStreets, type AppliedStreets } from './apply-streets.ts'
import { buildBaseline } from './baseline.ts'
import { computeClosureCheck } from './closure-check.ts'
import { createDragSession, type Movable } from './drag-session.ts'
import { computeEffect } from './effect.ts'
import { findDrag, type Drag } from './find-drag.ts'
import { remember } from './remember.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { createScenarioProblem, sortProblems } from './scenario-problems.ts'
import { computeSharedUse } from './shared-use.ts'
import type { State } from './state.ts'
import { computeOutcome } from './times.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** One side of a comparison: how one profile walks with these modifications; without any it is today. */
export interface WhatIfSide {
  readonly profile: ProfileId
  readonly modifications: readonly Modification[]
}

/** An effect with what it means for every cell. Both sides have the same cells. */
export interface WhatIfAnswer {
  readonly effect: Effect
  /** Deciseconds per cell of the region, then per cell that either side adds (new housing); `UNREACHED` where there is no time. */
  readonly before: Uint16Array
  readonly after: Uint16Array
  /** Cells that either side adds behind those of the region; the same list twice. */
  readonly addedCellIds: { readonly before: readonly string[]; readonly after: readonly string[] }
}

/** A state with the problems met on the way to it. */
export interface AppliedSide {
  readonly state: State
  readonly problems: readonly ScenarioProblem[]
  /** Where the changes of the streets were found. */
  readonly streets: readonly ChangedStreet[]
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

/** How many profiles, states with a scenario and answers to each are kept. A city takes some tens of megabytes per profile. */
const MOST_KEPT = 6

/**
 * Where questions come one after the other that differ in the position of one place only, as while it is dragged, everything else is computed once
 * (drag-session.ts): from the second question on, each costs about a millisecond for a city. The answers are the same bytes.
 *
 * @param mostKept how many profiles, and how many states with a scenario, are kept; 1 or more
 */
export function createWhatIfEngine(region: WhatIfRegion, mostKept = MOST_KEPT): WhatIfEngine {
  const baselines = new Map<ProfileId, State>()
  const states = new Map<string, AppliedSide>()
  const changedStreets = new Map<string, AppliedStreets>()
  const outcomes = new WeakMap<State, Map<string, CellOutcome>>()
  const alignedStates = new WeakMap<State, { readonly other: State; readonly pair: AlignedStates }>()
  let last: { readonly context: string; readonly modifications: readonly Modification[] } | null = null
  let dragging: { readonly key: string; readonly answer: (drag: Drag) => WhatIfAnswer } | null = null

  function baselineOf(profile: ProfileId): State {
    return remember(baselines, profile, mostKept, () => buildBaseline(region, profile))
  }

  function apply({ profile, modifications }: WhatIfSide, day: string | null = null): AppliedSide {
    const baseline = baselineOf(profile)
    if (modifications.length === 0) return { state: baseline, problems: [], streets: [] }
    return remember(states, JSON.stringify([profile, day, modifications]), mostKept, () => {
      const resolved = resolveScenario(region, modifications, { day })
      // Streets are changed first, whatever the order: places and people change nothing about them.
      const key = JSON.stringify([profile, resolved.streets])
      const changed = remember(changedStreets, key, mostKept, () => applyStreets(baseline, resolved.streets))
      const { state, problems } = applyScenario(changed.state, resolved)
      return {
        state,
        problems: sortProblems([...problems, ...changed.problems], resolved.modificationIds),
        streets: changed.streets,
      }
    })
  }

  function outcomeOf(state: State, question: WhatIfQuestion): CellOutcome {
    const key = JSON.stringify([question.categoryIds, question.mode, question.rank, question.minutes])
    const known = outcomes.get(state) ?? new Map<string, CellOutcome>()
    outcomes.set(state, known)
    return remember(known, key, mostKept, () => computeOutcome(state, question))
  }

  /** States with the same cells; the pair asked for last with a state is kept, so that its outcomes are as well. */
  function align(before: State, after: State): AlignedStates {
    const known = alignedStates.get(before)
    if (known?.other === after) return known.pair
    const pair = alignStates(before, after)
    alignedStates.set(before, { other: after, pair })
    return pair
  }

  function effect(before: WhatIfSide, after: WhatIfSide, question: WhatIfQuestion): WhatIfAnswer {
    const context = JSON.stringify([before, after.profile, question])
    const drag =
      last?.context === context ? findDrag(last.modifications, after.modifications, question.day ?? null) : null
    last = { context, modifications: after.modifications }
    const dragged = drag === null ? null : effectOfDrag(context, drag, before, after, question)
    if (dragged !== null) return dragged
    const [from, to] = [apply(before, question.day), apply(after, question.day)]
    const states = align(from.state, to.state)
    const [earlier, later] = [outcomeOf(states.before, question), outcomeOf(states.after, question)]
    return {
      effect: {
        ...computeEffect(
          { state: states.before, outcome: earlier },
          { state: states.after, outcome: later },
          question,
          [...from.problems, ...to.problems],
        ),
        streets: [...to.streets],
      },
      before: earlier.deciseconds,
      after: later.deciseconds,
      addedCellIds: listAdded(states),
    }
  }

  /** Null where the place cannot be dragged: it is unknown or closed, or of a kind that there is not. */
  function effectOfDrag(
    context: string,
    drag: Drag,
    before: WhatIfSide,
    after: WhatIfSide,
    question: WhatIfQuestion,
  ): WhatIfAnswer | null {
    const { placement, others, index } = drag
    const key = JSON.stringify([context, index, others, { ...placement, lng: 0, lat: 0 }])
    if (dragging?.key !== key) {
      const answer = beginDrag(drag, apply(before, question.day), apply({ ...after, modifications: others }, question.day), question) // prettier-ignore
      if (answer === null) return null
      dragging = { key, answer }
    }
    return dragging.answer(drag)
  }

  function beginDrag(
    { placement }: Drag,
    from: AppliedSide,
    rest: AppliedSide,
    question: WhatIfQuestion,
  ): ((drag: Drag) => WhatIfAnswer) | null {
    const states = align(from.state, rest.state)
    const movable = findMovable(states.after, placement)
    if (movable === null) return null
    const earlier = outcomeOf(states.before, question)
    const session = createDragSession(states.after, question, movable, { state: states.before, outcome: earlier })
    return ({ placement: { id, lng, lat }, index, others }) => {
      const { status, effect, deciseconds } = session.moveTo(lng, lat)
      const own = status === 'connected' ? [] : [createScenarioProblem(id, PROBLEM_OF_STATUS[status])]
      const ids = [
        ...others.slice(0, index).map((other) => other.id),
        id,
        ...others.slice(index).map((other) => other.id),
      ]
      return {
        effect: {
          ...effect,
          problems: [...from.problems, ...sortProblems([...rest.problems, ...own], ids)],
          streets: [...rest.streets],
        },
        before: earlier.deciseconds,
        after: deciseconds.slice(),
        addedCellIds: listAdded(states),
      }
    }
  }

  function findMovable({ facilities, isOpen }: State, placement: Drag['placement']): Movable | null {
    if (placement.kind === 'add-facility') {
      const { categoryIds } = placement
      const isKnown = categoryIds.every((id) => region.kinds.some((kind) => kind.id === id))
      return isKnown ? { facilityIndex: null, categoryIds } : null
    }
    const facilityIndex = facilities.findIndex(({ id }) => id === placement.facilityId)
    return facilityIndex >= 0 && isOpen[facilityIndex] === 1 ? { facilityIndex } : null
  }

  function listAdded({ before, after }: AlignedStates): WhatIfAnswer['addedCellIds'] {
    const added = ({ cells }: State) => cells.cellIds.slice(region.cells.cellCount)
    return { before: added(before), after: added(after) }
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

const PROBLEM_OF_STATUS = { outsideNetwork: 'outside-region', noStreet: 'no-street-near' } as const
