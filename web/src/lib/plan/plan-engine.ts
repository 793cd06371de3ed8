import { askEffect, type AskedSide } from '../api/scenarios.ts'
import type { Effect, WhatIfQuestion } from '../api/contract.ts'
import { getColumn } from '../api/columns.ts'

/** What a list of modifications does, for the figures and for every cell. */
export interface PlanAnswer {
  readonly effect: Effect
  /** Deciseconds per cell of the region, then per added cell; `NO_TIME` where there is none. */
  readonly before: Uint16Array
  readonly after: Uint16Array
  /** H3 ids of the cells that new housing adds behind those of the region. */
  readonly addedCellIds: readonly string[]
}

/** What is compared. Without `before`, today with the profile of the question. */
export interface PlanSides {
  readonly before?: AskedSide
  readonly after: AskedSide
}

/** Where the planner's questions are answered: in a worker of this browser or on the server. Both give the same figures. */
export interface PlanEngine {
  readonly kind: 'worker' | 'server'
  /** Rejects with `ApiProblem`, with the abort of `signal`, or with what made the engine fail. */
  ask(question: WhatIfQuestion, sides: PlanSides, signal: AbortSignal): Promise<PlanAnswer>
  destroy(): void
}

/** The server takes 1,200 questions a minute of one visitor: a drag that lasts must stay below. */
const PAUSE_MILLISECONDS = 60

/** Asks the server each time: nothing to load, but a request per step of a drag. */
export function createServerEngine(regionKey: string): PlanEngine {
  let free = 0
  return {
    kind: 'server',
    async ask(question, sides, signal) {
      const wait = free - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      signal.throwIfAborted()
      free = performance.now() + PAUSE_MILLISECONDS
      const columns = await askEffect(regionKey, question, sides, signal)
      const { effect, addedCellIds } = columns.meta as unknown as {
        effect: Effect
        addedCellIds: { after: readonly string[] }
      }
      return {
        effect,
        before: getColumn(columns, 'before', Uint16Array),
        after: getColumn(columns, 'after', Uint16Array),
        addedCellIds: addedCellIds.after,
      }
    },
    destroy: () => undefined,
  }
}
