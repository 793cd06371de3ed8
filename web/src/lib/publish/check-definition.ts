import type { Categories, PublicationDefinition, Region } from '../api/contract.ts'
import { findExtentFault } from './edit-definition.ts'

/** What is looked at before publishing; each is told in words by `check-text.ts`. */
export type CheckId =
  | 'title'
  | 'summary'
  | 'plain-text'
  | 'contact'
  | 'result'
  | 'kinds'
  | 'districts'
  | 'extent'
  | 'parents'
  | 'licences'
  | 'small-numbers'

export interface Check {
  readonly id: CheckId
  /** `missing`: must be mended before publishing; `advice`: should be; `note`: to be known. */
  readonly state: 'done' | 'advice' | 'missing' | 'note'
  /** Section of the editor where it is mended. */
  readonly section: EditorSection
  /** Languages that lack a text, ids of kinds without places, and the like. */
  readonly details: readonly string[]
}

export const editorSections = ['result', 'kinds', 'people', 'texts', 'map', 'visitors', 'parents', 'publish'] as const
export type EditorSection = (typeof editorSections)[number]

export interface CheckedAgainst {
  readonly region: Region
  readonly catalogue: Categories
  /** Ids of the stored scenarios; undefined as long as they are not known. */
  readonly scenarioIds: readonly string[] | undefined
}

const languages = ['de', 'en'] as const
const missingIn = (text: { readonly de: string; readonly en: string }) =>
  languages.filter((language) => text[language].trim() === '')

/** Everything that is looked at before publishing, in the order of the editor. */
export function checkDefinition(definition: PublicationDefinition, against: CheckedAgainst): Check[] {
  const { region, catalogue, scenarioIds } = against
  const { title, summary, plainText, contact, scenarioId, runId, profile, categories, extent } = definition
  const kindsById = new Map(catalogue.categories.map((kind) => [kind.id, kind]))
  const run = region.runs.find((item) => item.profile === profile)
  const withoutPlaces = categories.filter(({ id }) => (kindsById.get(id)?.facilityCount ?? 0) === 0).map(({ id }) => id)
  const scenarioIsGone = scenarioId !== null && scenarioIds !== undefined && !scenarioIds.includes(scenarioId)
  const untitled = missingIn(title)
  const unsummed = missingIn(summary)
  const unplain = missingIn(plainText)
  const hasContact = contact.name.trim() !== '' && (contact.email !== '' || contact.url !== '')
  const licences = region.sources.filter(({ licence }) => licence.trim() === '').map(({ key }) => key)
  const state = (isFine: boolean, otherwise: 'advice' | 'missing') => (isFine ? 'done' : otherwise)
  return [
    {
      id: 'result',
      state: state((run !== undefined || runId !== null) && !scenarioIsGone, 'missing'),
      section: 'result',
      details: scenarioIsGone ? ['scenario'] : [],
    },
    {
      id: 'kinds',
      state: categories.length === 0 ? 'missing' : state(withoutPlaces.length === 0, 'advice'),
      section: 'kinds',
      details: withoutPlaces,
    },
    {
      id: 'districts',
      state: state(definition.groups.length > 0 && definition.districtIds?.length !== 0, 'missing'),
      section: 'people',
      details: [],
    },
    {
      id: 'title',
      state: untitled.length === 2 ? 'missing' : state(untitled.length === 0, 'advice'),
      section: 'texts',
      details: untitled,
    },
    { id: 'summary', state: state(unsummed.length === 0, 'advice'), section: 'texts', details: unsummed },
    { id: 'plain-text', state: state(unplain.length === 0, 'advice'), section: 'texts', details: unplain },
    { id: 'contact', state: state(hasContact, 'advice'), section: 'texts', details: [] },
    {
      id: 'extent',
      state: state(
        extent === null || findExtentFault(extent as [number, number, number, number], region.bounds) === null,
        'missing',
      ),
      section: 'map',
      details: [],
    },
    { id: 'parents', state: state(definition.allowedParents.length > 0, 'advice'), section: 'parents', details: [] },
    { id: 'licences', state: state(licences.length === 0, 'advice'), section: 'result', details: licences },
    { id: 'small-numbers', state: 'note', section: 'people', details: [] },
  ]
}

/** Whether nothing stands in the way of publishing. */
export const mayPublish = (checks: readonly Check[]): boolean => checks.every(({ state }) => state !== 'missing')
