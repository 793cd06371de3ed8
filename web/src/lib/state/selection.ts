import type { Categories, CategoryInfo, DistrictResults, Region, RunInfo } from '../api/contract.ts'
import type { UrlState } from './url-state.ts'

/** The question on the page with every default filled in. */
export interface Selection {
  readonly categoryIds: readonly string[]
  readonly mode: 'any' | 'score'
  readonly groupId: string
  readonly profile: string
  /** The run of the profile, or null when it has not been computed. */
  readonly run: RunInfo | null
  readonly minutes: number
  readonly rank: 1 | 2 | 3
  readonly level: string | null
}

const preferredCategory = 'senior_meeting_place'
const preferredGroup = '65plus'
const preferredProfile = '65plus'

/** Threshold of several kinds: the smallest of their defaults, as any of them must be that near. */
export function defaultMinutes(categories: readonly CategoryInfo[]): number {
  const minutes = categories.map((category) => category.thresholdMinutes.default)
  return minutes.length > 0 ? Math.min(...minutes) : 10
}

/** Longest walk that a run can answer. */
export const longestMinutes = (run: RunInfo | null) => Math.floor(run?.cutoffMinutes ?? 30)

/** Fills in defaults; identifiers that the region does not know are replaced by them. */
export function resolveSelection(state: UrlState, region: Region, catalogue: Categories): Selection {
  const known = new Set(catalogue.categories.map((category) => category.id))
  const asked = (state.categoryIds ?? []).filter((id) => known.has(id))
  const firstCategory = known.has(preferredCategory) ? preferredCategory : catalogue.categories[0]?.id
  const categoryIds = asked.length > 0 ? asked : firstCategory === undefined ? [] : [firstCategory]
  const choose = <T extends { id: string }>(items: readonly T[], id: string | null, preferred: string) =>
    (items.find((item) => item.id === id) ?? items.find((item) => item.id === preferred) ?? items[0])?.id
  const profile = choose(region.profiles, state.profile, preferredProfile) ?? preferredProfile
  const run = region.runs.find((item) => item.profile === profile) ?? null
  const chosen = catalogue.categories.filter((category) => categoryIds.includes(category.id))
  return {
    categoryIds,
    mode: state.mode,
    groupId: choose(region.groups, state.groupId, preferredGroup) ?? preferredGroup,
    profile,
    run,
    minutes: Math.min(state.minutes ?? defaultMinutes(chosen), longestMinutes(run)),
    rank: state.mode === 'score' ? 1 : (Math.min(state.rank, run?.maximumRank ?? 3) as 1 | 2 | 3),
    level: choose(region.levels, state.level, region.levels[0]?.id ?? '') ?? null,
  }
}

/** The question that figures answer, which may be older than the one on the page while new figures are on their way. */
export const questionOf = (results: DistrictResults, selection: Selection): Selection => ({
  ...selection,
  categoryIds: results.categoryIds,
  mode: results.mode,
  groupId: results.group,
  minutes: results.minutes,
  rank: results.rank as 1 | 2 | 3,
})
