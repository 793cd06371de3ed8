/** The question about a new place, and which figures of the answer may be shown. */
import type { Effect, Modification, WhatIfQuestion } from '../src/lib/api/contract.ts'
import type { PlanSides } from '../src/lib/plan/plan-engine.ts'
import type { EmbedState } from './embed-state.svelte.ts'
import type { PublicationFile } from './publication-types.ts'

export interface TrialQuestion {
  readonly question: WhatIfQuestion
  readonly sides: PlanSides
}

/** The id of the new place in the list of modifications. */
const SITE_ID = 'embed-site'

/** Null without a site. Compared is what the publication shows, a scenario where it shows one, with the same and the new place. */
export function describeTrial(
  embed: Pick<EmbedState, 'loaded' | 'site' | 'category' | 'groupId' | 'minutes'>,
): TrialQuestion | null {
  const { site, category, groupId, minutes } = embed
  if (site === null) return null
  const { level, profile, scenario } = embed.loaded.publication
  const known: readonly Modification[] = scenario?.modifications ?? []
  const added: Modification = {
    id: SITE_ID,
    kind: 'add-facility',
    lng: site.lng,
    lat: site.lat,
    name: '',
    categoryIds: [category.id],
  }
  return {
    question: {
      profile: profile.id,
      categoryIds: [category.id],
      mode: 'any',
      rank: 1,
      groupId,
      levelId: level.id,
      minutes,
    },
    sides: {
      before: { profile: profile.id, modifications: [...known] },
      after: { profile: profile.id, modifications: [...known, added] },
    },
  }
}

/** What the kernels say against the new place, in both languages; null where they take it. */
export function findRefusal(effect: Effect): { readonly de: string; readonly en: string } | null {
  const problem = effect.problems.find(
    ({ modificationId, severity }) => modificationId === SITE_ID && severity === 'error',
  )
  if (problem === undefined) return null
  const { message, remedy } = problem
  return { de: `${message.de} ${remedy.de}`, en: `${message.en} ${remedy.en}` }
}

/**
 * People as they may be shown: of published statistics as they are; of protected ones rounded to tens, and null (not shown) for fewer than the minimum, since
 * two places tried side by side must not tell about single people.
 */
export function protectPeople(people: number, disclosure: PublicationFile['disclosure']): number | null {
  if (disclosure.rule === 'published' || disclosure.minimum === null) return people
  if (people > 0 && people < Math.max(disclosure.minimum, 5)) return null
  return Math.round(people / 10) * 10
}
