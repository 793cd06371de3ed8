import type { WhatIfQuestion } from '../api/contract.ts'
import type { Selection } from '../state/selection.ts'

/** The question of the page as the engine takes it; null where it cannot be asked: no kind, no districts, profile not computed. */
export function createPlanQuestion(selection: Selection, minutes: number): WhatIfQuestion | null {
  const { profile, categoryIds, mode, rank, groupId, level, run } = selection
  if (level === null || run === null || categoryIds.length === 0) return null
  return {
    profile: profile as WhatIfQuestion['profile'],
    categoryIds: [...categoryIds],
    mode,
    rank,
    groupId,
    levelId: level,
    minutes,
  }
}
