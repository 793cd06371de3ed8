import type { Categories, PublicationDefinition, Region } from '../api/contract.ts'

/** Kind that a new publication begins with, where the region has it. */
const FIRST_KIND = 'senior_meeting_place'
const FIRST_GROUP = '65plus'

/** Minutes of the catalogue on the half-minute steps that a publication knows. */
export const catalogueMinutes = (minutes: number): number => Math.min(60, Math.max(0.5, Math.round(minutes * 2) / 2))

/** What a new publication starts as: one kind at the catalogue's threshold, everyone and one group, all districts, no website yet. */
export function createDefinition(
  region: Region,
  catalogue: Categories,
  title: { readonly de: string; readonly en: string },
): PublicationDefinition {
  const profile =
    region.runs.find((run) => run.profile === FIRST_GROUP)?.profile ?? region.runs[0]?.profile ?? 'standard'
  const run = region.runs.find((item) => item.profile === profile)
  const known = catalogue.categories.filter(({ id }) => run === undefined || run.categoryIds.includes(id))
  const kind =
    known.find(({ id }) => id === FIRST_KIND) ?? known.find(({ facilityCount }) => facilityCount > 0) ?? known[0]
  const groups = region.groups.map(({ id }) => id)
  const wanted = [FIRST_GROUP, 'all'].filter((id) => groups.includes(id))
  return {
    title: { ...title },
    summary: { de: '', en: '' },
    plainText: { de: '', en: '' },
    language: 'browser',
    profile,
    scenarioId: null,
    runId: null,
    categories: kind ? [{ id: kind.id, minutes: [catalogueMinutes(kind.thresholdMinutes.default)] }] : [],
    groups: wanted.length > 0 ? wanted : groups.slice(0, 1),
    levelId: region.levels[0]?.id ?? '',
    districtIds: null,
    extent: null,
    accent: 'petrol',
    palette: 'sunset',
    showPlaces: true,
    allowWhatIf: false,
    allowCorrections: false,
    allowedParents: [],
    contact: { name: '', url: '', email: '' },
  }
}
