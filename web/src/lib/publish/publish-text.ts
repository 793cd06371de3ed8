import { m } from '#messages'
import type { PublicationSummary } from '../api/contract.ts'
import { formats } from '../text/current-formats.ts'
import type { Check, CheckId, EditorSection } from './check-definition.ts'
import { languageNames } from './limits.ts'
import type { OriginFault, OriginNote } from './parent-origin.ts'

type Stated = Pick<PublicationSummary, 'state' | 'version' | 'publishedAt' | 'changedSince' | 'withdrawn'>

/** One sentence on where a publication stands. */
export function stateText({ state, version, publishedAt, changedSince, withdrawn }: Stated): string {
  const date = (at: string | null) => (at === null ? '' : formats().date(at))
  if (state === 'draft' || version === null) return m.pub_state_draft()
  if (state === 'withdrawn') return m.pub_state_withdrawn({ date: date(withdrawn?.at ?? null) })
  const shown = m.pub_state_published({ version, date: date(publishedAt) })
  return changedSince ? `${shown} ${m.pub_state_changed()}` : shown
}

const parts: Readonly<Record<string, () => string>> = {
  title: m.pub_part_title,
  summary: m.pub_part_summary,
  plainText: m.pub_part_plain_text,
  contact: m.pub_part_contact,
  language: m.pub_part_language,
  profile: m.pub_part_result,
  scenarioId: m.pub_part_result,
  runId: m.pub_part_result,
  categories: m.pub_part_kinds,
  groups: m.pub_part_groups,
  levelId: m.pub_part_districts,
  districtIds: m.pub_part_districts,
  extent: m.pub_part_extent,
  accent: m.pub_part_colours,
  palette: m.pub_part_colours,
  showPlaces: m.pub_part_visitors,
  allowWhatIf: m.pub_part_visitors,
  allowCorrections: m.pub_part_visitors,
  allowedParents: m.pub_part_parents,
}
const languageOf = (id: string | undefined) => (id === 'de' || id === 'en' ? languageNames[id]() : undefined)

/** What a part of a definition is called; `title.de` names its language. */
export function partLabel(name: string): string {
  const [part, field] = name.split('.')
  const label = parts[part]?.() ?? part
  const language = languageOf(field)
  return language === undefined ? label : `${label} (${language})`
}

export const sectionTitles: Readonly<Record<EditorSection, () => string>> = {
  result: m.pub_section_result,
  kinds: m.pub_section_kinds,
  people: m.pub_section_people,
  texts: m.pub_section_texts,
  map: m.pub_section_map,
  visitors: m.pub_section_visitors,
  parents: m.pub_section_parents,
  publish: m.pub_section_publish,
}

export const originFaults: Readonly<Record<OriginFault, () => string>> = {
  empty: m.pub_origin_empty,
  unreadable: m.pub_origin_unreadable,
  scheme: m.pub_origin_scheme,
  wildcard: m.pub_origin_wildcard,
  known: m.pub_origin_known,
  'too-many': m.pub_origin_too_many,
}
export const originNotes: Readonly<Record<OriginNote, () => string>> = {
  'https-assumed': m.pub_origin_https,
  'path-dropped': m.pub_origin_path,
  insecure: m.pub_origin_insecure,
}

const checkTexts: Readonly<Record<CheckId, readonly [done: () => string, open: (details: string) => string]>> = {
  result: [m.pub_check_result, () => m.pub_check_result_open()],
  kinds: [m.pub_check_kinds, (kinds) => (kinds === '' ? m.pub_check_kinds_open() : m.pub_check_kinds_empty({ kinds }))],
  districts: [m.pub_check_districts, () => m.pub_check_districts_open()],
  title: [m.pub_check_title, (languages) => m.pub_check_title_open({ languages })],
  summary: [m.pub_check_summary, (languages) => m.pub_check_summary_open({ languages })],
  'plain-text': [m.pub_check_plain_text, (languages) => m.pub_check_plain_text_open({ languages })],
  contact: [m.pub_check_contact, () => m.pub_check_contact_open()],
  extent: [m.pub_check_extent, () => m.pub_check_extent_open()],
  parents: [m.pub_check_parents, () => m.pub_check_parents_open()],
  licences: [m.pub_check_licences, (sources) => m.pub_check_licences_open({ sources })],
  'small-numbers': [m.pub_check_small_numbers, () => m.pub_check_small_numbers()],
}

/** What a check says; `nameOf` turns its details (ids of kinds, say) into words. */
export function checkText(check: Check, nameOf: (detail: string) => string): string {
  const [done, open] = checkTexts[check.id]
  if (check.state === 'done' || check.state === 'note') return done()
  const names = check.details.map((detail) => languageOf(detail) ?? nameOf(detail))
  return open(formats().list(names, 'conjunction'))
}

export const checkStates: Readonly<Record<Check['state'], () => string>> = {
  done: m.pub_check_state_done,
  advice: m.pub_check_state_advice,
  missing: m.pub_check_state_missing,
  note: m.pub_check_state_note,
}

export const sectionIntros: Readonly<Record<EditorSection, () => string>> = {
  result: m.pub_intro_result,
  kinds: m.pub_intro_kinds,
  people: m.pub_intro_people,
  texts: m.pub_intro_texts,
  map: m.pub_intro_map,
  visitors: m.pub_intro_visitors,
  parents: m.pub_intro_parents,
  publish: m.pub_intro_publish,
}
