import type { ClosureCheck, Effect, Modification, SharedUse, WhatIfQuestion } from '../api/contract.ts'

/** One side of a comparison: how one profile walks with these modifications; without any it is today. */
export interface WhatIfSide {
  readonly profile: WhatIfQuestion['profile']
  readonly modifications: readonly Modification[]
}

/** What a list of modifications does, for the figures and for every cell. */
export interface WhatIfCells {
  readonly effect: Effect
  /** Deciseconds per cell of the region, then per cell that the side adds; `NO_TIME` where there is none. Owned by whoever asked. */
  readonly before: Uint16Array
  readonly after: Uint16Array
  /** H3 ids of the cells that new housing adds behind those of the region, on the side after and on the side before. */
  readonly addedCellIds: readonly string[]
  readonly addedCellIdsBefore: readonly string[]
  /** Counts the orders of this engine: a later answer has a larger number. */
  readonly sequence: number
  /** How long the computing took, without waiting and sending. */
  readonly computeMilliseconds: number
  readonly computedBy: EngineKind
}

export type EngineKind = 'worker' | 'server'

/** How far loading is. `bytes` of `totalBytes` (null: not said) have come; later phases have no measure. */
export interface LoadProgress {
  readonly phase: 'download' | 'decode' | 'prepare'
  readonly bytes: number
  readonly totalBytes: number | null
}

export interface LoadedRegion {
  readonly importId: string
  readonly cellCount: number
  /** Bytes that came over the line, unpacked. */
  readonly packBytes: number
}

/** The street nearest to a position, whether or not a profile can use it. */
export interface StreetAt {
  readonly wayId: number
  /** Empty where it has none. */
  readonly name: string
  /** Value of `highway`, or `ferry`, `platform`, `area`. */
  readonly kind: string
  /** The point of the street nearest to the position. */
  readonly lng: number
  readonly lat: number
  readonly metres: number
  /** Shape of the stretch between two junctions, [lng, lat]. */
  readonly line: readonly (readonly [number, number])[]
}

/**
 * Answers what-if questions about a region. Orders are obeyed one after the other. Of `ask` and `compare` only the newest waits: one that is
 * overtaken while it waits is rejected with an `AbortError`, as is one whose signal is aborted.
 *
 * Every other rejection is an `ApiProblem`: of the server's catalogue (`unknown-category` …), or `worker-died`, `out-of-memory`, `took-too-long`,
 * `unreachable`, `unreadable`. After any of them the next order starts anew.
 */
export interface WhatIfEngine {
  /** Who would answer now. */
  readonly kind: EngineKind
  /** Fetches and prepares what the engine works with; orders do it when needed. Called again it gives the same. */
  load(onProgress?: (progress: LoadProgress) => void, signal?: AbortSignal): Promise<LoadedRegion>
  /** Today against these modifications. Where only one place stands elsewhere than in the order before, the answer takes milliseconds. */
  ask(question: WhatIfQuestion, modifications: readonly Modification[], signal?: AbortSignal): Promise<WhatIfCells>
  /** Any two sides: scenarios, profiles. */
  compare(question: WhatIfQuestion, before: WhatIfSide, after: WhatIfSide, signal?: AbortSignal): Promise<WhatIfCells>
  closureCheck(
    question: WhatIfQuestion,
    modifications: readonly Modification[],
    signal?: AbortSignal,
  ): Promise<ClosureCheck>
  /** @param candidateCategoryIds kinds looked at; default: those that the catalogue says could serve older people */
  sharedUse(
    question: WhatIfQuestion,
    modifications: readonly Modification[],
    candidateCategoryIds?: readonly string[],
    signal?: AbortSignal,
  ): Promise<SharedUse>
  /** Null: no street within `withinMetres`. */
  findStreetAt(lng: number, lat: number, withinMetres: number, signal?: AbortSignal): Promise<StreetAt | null>
  /** Gives up every order; what is being computed is ended. */
  abort(): void
  /** Ends the worker; no order is taken any more. */
  destroy(): void
}
