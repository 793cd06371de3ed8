import { checkClosures, rankSharedUse } from '../api/client.ts'
import type { ClosureCheck, SharedUse, WhatIfQuestion } from '../api/contract.ts'
import { Resource } from './resource.svelte.ts'
import { keyOf, type Asked } from './result-data.svelte.ts'

/** What closing or opening existing places would do for a question; follows it by itself. */
export class WhatIfData {
  readonly closures = new Resource<ClosureCheck>()
  readonly sharedUse = new Resource<SharedUse>()

  /** Call while a component is being set up. `isShared`: whether places of other kinds could serve the need. */
  constructor(ask: () => Asked, isShared: () => boolean) {
    $effect(() => {
      const asked = ask()
      const question = toQuestion(asked)
      const key = question === null ? null : keyOf(asked, question)
      this.closures.load(key, (signal) => checkClosures(asked.region.key, question!, signal))
      this.sharedUse.load(isShared() ? key : null, (signal) => rankSharedUse(asked.region.key, question!, signal))
    })
  }
}

/** The question of the page; null where a place cannot be looked at alone, or there are no districts. */
function toQuestion({ selection }: Asked): WhatIfQuestion | null {
  const { profile, categoryIds, mode, rank, groupId, minutes, level: levelId } = selection
  if (mode !== 'any' || levelId === null || categoryIds.length === 0) return null
  return {
    profile: profile as WhatIfQuestion['profile'],
    categoryIds: [...categoryIds],
    mode,
    rank,
    groupId,
    levelId,
    minutes,
  }
}
