import type { Modification, WhatIfQuestion } from '../api/contract.ts'
import { ApiProblem } from '../api/problem.ts'
import { getScenario } from '../api/scenarios.ts'
import type { CompareSide } from '../compare/compare-url.ts'
import { readDraft } from '../plan/draft-storage.ts'

/** One side of a printed comparison. */
export interface LoadedSide {
  readonly kind: 'today' | 'stored' | 'draft'
  /** Null: that of the question. */
  readonly profile: WhatIfQuestion['profile'] | null
  readonly scenarioId: string | null
  /** Of the stored scenario, or that the draft grew from; null for today and for a draft that was never saved. */
  readonly version: number | null
  readonly savedAt: string | null
  readonly name: string
  readonly description: string
  readonly modifications: readonly Modification[]
}

/** Throws `ApiProblem`: of the API, `no-draft` where this browser keeps none, `other-import` for a side of other data. */
export async function loadSide(
  regionKey: string,
  side: CompareSide,
  isDraft: boolean,
  signal: AbortSignal,
): Promise<LoadedSide> {
  const { scenarioId } = side
  const profile = side.profile as LoadedSide['profile']
  if (side.importId !== null) throw new ApiProblem('report', 0, 'other-import', side.importId)
  if (isDraft) {
    const draft = readDraft(regionKey, scenarioId)
    if (draft === null) throw new ApiProblem('report', 0, 'no-draft', scenarioId ?? '')
    const { document, link } = draft
    return { kind: 'draft', profile, scenarioId, version: link?.version ?? null, savedAt: null, ...document }
  }
  if (scenarioId === null) {
    const nothing = { scenarioId, version: null, savedAt: null, name: '', description: '', modifications: [] }
    return { kind: 'today', profile, ...nothing }
  }
  const { version, updatedAt, name, description, modifications } = await getScenario(regionKey, scenarioId, signal)
  return { kind: 'stored', profile, scenarioId, version, savedAt: updatedAt, name, description, modifications }
}
