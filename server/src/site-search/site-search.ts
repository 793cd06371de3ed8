import type { ScenarioProblem, WhatIfQuestion } from '../contract/scenario.ts'
import type { SitingCandidateCounts, SitingRequest } from '../contract/siting.ts'
import type { SnappedPoints } from '../network/snap-place.ts'
import type { State } from '../scenario/state.ts'
import type { SitingProblem } from '../siting/siting-problem.ts'
import type { Candidate } from './candidate.ts'

/** A search for sites as the tables of the command line state it: everything by id. Plain columns; may be sent to another thread. */
export interface SearchTables {
  readonly problem: SitingProblem
  /** By candidate. */
  readonly candidates: readonly Candidate[]
  readonly demandIds: readonly string[]
  /** Per demand: people of the group, whatever they weigh. */
  readonly demandPeople: Float64Array
  /** Existing places that count: candidates where they are movable or fill up, otherwise ids beside them. */
  readonly existingIds: readonly string[]
  /** Of existing places that are no candidates: who reaches which of them, the two nearest per demand. By demand, ascending. */
  readonly existingPairs: {
    readonly demand: Uint32Array
    /** Position in `existingIds`. */
    readonly existing: Uint32Array
    readonly cost: Uint16Array
  }
  readonly facts: SearchFacts
}

/** What an answer says beside the sites. */
export interface SearchFacts {
  readonly question: WhatIfQuestion
  readonly counts: SitingCandidateCounts
  readonly candidateCount: number
  readonly existingCount: number
  readonly existingWithoutCapacity: number
  readonly isWeighted: boolean
  /** How many of the candidates that the solver opens are no sites of the answer: existing places that fill up. */
  readonly forcedExisting: number
  readonly problems: readonly ScenarioProblem[]
}

/** A search with what it takes to say what any choice of candidates means for people. */
export interface SiteSearch {
  readonly state: State
  readonly request: SitingRequest
  readonly tables: SearchTables
  readonly entrances: SnappedPoints
  readonly entranceCandidate: Uint32Array
}
