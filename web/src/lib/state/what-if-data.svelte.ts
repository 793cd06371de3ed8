import { checkClosures, rankSharedUse } from '../api/client.ts'
import type { Categories, ClosureCheck, Modification, Region, SharedUse, WhatIfQuestion } from '../api/contract.ts'
import { Resource } from './resource.svelte.ts'
import type { Selection } from './selection.ts'

/** What closing or opening existing places would do for a question; follows it by itself. */
export class WhatIfData {
  readonly closures = new Resource<ClosureCheck>()
  readonly sharedUse = new Resource<SharedUse>()

  /** Call while a component is being set up. `question`: null where nothing is asked; `isShared`: other kinds could serve the need. */
  constructor(
    ask: () => {
      readonly region: Region
      readonly question: WhatIfQuestion | null
      readonly modifications: readonly Modification[]
      readonly isShared: boolean
    },
  ) {
    $effect(() => {
      const { region, question, modifications, isShared } = ask()
      const key = question && `${region.key}@${region.version}|${JSON.stringify([question, modifications])}`
      this.closures.load(key, (signal) => checkClosures(region.key, question!, modifications, signal))
      this.sharedUse.load(isShared ? key : null, (signal) =>
        rankSharedUse(region.key, question!, modifications, signal),
      )
    })
    $effect(() => () => {
      this.closures.destroy()
      this.sharedUse.destroy()
    })
  }
}

/** The question of the page; null where a place cannot be looked at alone, or there are no districts. */
export function createWhatIfQuestion(selection: Selection): WhatIfQuestion | null {
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

/** Whether the catalogue knows who could share: it does for needs of older people. */
export const isSharedNeed = ({ categories }: Categories, { categoryIds }: Selection): boolean =>
  categories.some(({ id, seniorUse }) => seniorUse === 'primary' && categoryIds.includes(id))
