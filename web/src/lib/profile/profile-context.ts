import type { ProfileContext } from '../../../../server/src/district-profile/profile-context.ts'
import type { Categories, Region } from '../api/contract.ts'

/** What printed profiles name beside their figures, from what the page knows of the region. */
export function createProfileContext(
  region: Region,
  catalogue: Categories,
  choice: {
    readonly level: string
    readonly profile: string
    readonly language: 'de' | 'en'
    readonly today: string
    readonly comparisons?: ProfileContext['comparisons']
  },
): ProfileContext {
  const { level, profile, language, today, comparisons } = choice
  const unnamed = (text: string) => ({ de: text, en: text })
  return {
    language,
    regionName: region.name,
    fictional: region.fictional,
    levelLabel: region.levels.find(({ id }) => id === level)?.label ?? unnamed(level),
    profileLabel: region.profiles.find(({ id }) => id === profile)?.label ?? unnamed(profile),
    groups: region.groups,
    fields: catalogue.fields,
    categories: catalogue.categories,
    sources: region.sources,
    createdAt: today,
    softwareVersion: '',
    comparisons,
  }
}
