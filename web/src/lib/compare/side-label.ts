import { m } from '#messages'
import type { ImportList, Region, ScenarioSummary } from '../api/contract.ts'
import { locale, localText } from '../state/locale.svelte.ts'
import type { CompleteSide } from './complete-side.ts'

/** Day and time of an import: two can be of one day. */
export const formatImportTime = (value: string): string =>
  new Intl.DateTimeFormat(locale.current === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value)) // prettier-ignore

export interface KnownSides {
  readonly region: Region
  readonly scenarios: readonly ScenarioSummary[]
  readonly imports: ImportList['imports']
}

/**
 * Names of both sides by what tells them apart: "Mit Rollator" and "Ab 65 Jahren", or "„Treff Nord“" and "heute". Of equal sides the whole
 * name: "heute, Mit Rollator".
 */
export function sideLabels(a: CompleteSide, b: CompleteSide, known: KnownSides): readonly [string, string] {
  const isOneState = a.scenarioId === b.scenarioId && a.importId === b.importId
  const isOneProfile = a.profile === b.profile
  const has = { state: !isOneState || isOneProfile, profile: !isOneProfile || isOneState }
  return [sideLabel(a, known, has), sideLabel(b, known, has)]
}

function sideLabel(
  { profile, scenarioId, importId }: CompleteSide,
  known: KnownSides,
  has: { readonly state: boolean; readonly profile: boolean },
): string {
  const scenario = known.scenarios.find(({ id }) => id === scenarioId)
  const kept = known.imports.find((item) => item.importId === importId)
  const found = known.region.profiles.find(({ id }) => id === profile)
  const parts = [
    ...(scenarioId === null ? [] : [m.compare_scenario_named({ name: scenario?.name ?? scenarioId })]),
    ...(importId === null ? [] : [m.compare_data_of({ date: kept ? formatImportTime(kept.importedAt) : importId })]),
  ]
  if (parts.length === 0) parts.push(m.compare_today())
  return [...(has.state ? parts : []), ...(has.profile ? [found ? localText(found.label) : profile] : [])].join(', ')
}
