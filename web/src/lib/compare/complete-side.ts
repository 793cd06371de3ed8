import type { ComparedSide } from '../api/comparisons.ts'
import type { ImportList, Region, ScenarioSummary, WhatIfQuestion } from '../api/contract.ts'
import type { CompareSide } from './compare-url.ts'

/** A side with its profile filled in; the newest import has no id, so that equal sides are equal. */
export interface CompleteSide {
  readonly profile: string
  readonly scenarioId: string | null
  readonly importId: string | null
}

/** Fills in the profile of the question; one that the region does not know is replaced by it. */
export function completeSide(side: CompareSide, region: Region, profile: string): CompleteSide {
  const isKnown = region.profiles.some(({ id }) => id === side.profile)
  return {
    profile: isKnown && side.profile !== null ? side.profile : profile,
    scenarioId: side.scenarioId,
    importId: side.importId === region.version ? null : side.importId,
  }
}

export const isEqualSide = (a: CompleteSide, b: CompleteSide): boolean =>
  a.profile === b.profile && a.scenarioId === b.scenarioId && a.importId === b.importId

/** As the server reads it. */
export function toComparedSide({ profile, scenarioId, importId }: CompleteSide): ComparedSide {
  return {
    profile: profile as WhatIfQuestion['profile'],
    ...(scenarioId === null ? {} : { scenario: scenarioId }),
    ...(importId === null ? {} : { importId }),
  }
}

/** What a side names that is not (any more) there. */
export function findMissing(
  { scenarioId, importId }: CompleteSide,
  scenarios: readonly ScenarioSummary[],
  imports: ImportList['imports'],
): 'scenario' | 'import' | null {
  if (scenarioId !== null && !scenarios.some(({ id }) => id === scenarioId)) return 'scenario'
  return importId !== null && !imports.some((item) => item.importId === importId) ? 'import' : null
}
