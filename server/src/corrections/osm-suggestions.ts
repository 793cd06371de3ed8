/**
 * Accepted corrections for people who map for OpenStreetMap: what is wrong in words, as a note would say it, and as tags before and after. Nobody is
 * named. What to do with it is for a mapper to decide on the spot; nothing is uploaded.
 */
import type { CorrectionChange, PlaceDetails, PlaceState } from '../contract/correction.ts'
import { formatCsv } from '../export/csv.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { AcceptedCorrection } from './apply-corrections.ts'
import { DETAIL_NAMES, isSameDetail } from './place-state.ts'

export interface OsmSuggestion {
  readonly number: number
  readonly lng: number
  readonly lat: number
  /** `node/1`, `way/1`, `relation/1`; null: nothing in OpenStreetMap yet, or a place of an office list. */
  readonly osmId: string | null
  readonly kind: CorrectionChange['kind']
  /** As a note would say it. */
  readonly text: string
  readonly tagsBefore: Readonly<Record<string, string>>
  readonly tagsAfter: Readonly<Record<string, string>>
}

type Tags = Record<string, string>

const OBSTACLES: Readonly<Record<string, readonly [text: string, tags: Tags]>> = {
  blocked: ['Hier ist der Weg versperrt.', { barrier: 'yes', foot: 'no' }],
  steps: ['Hier sind Stufen ohne Rampe.', { highway: 'steps', ramp: 'no' }],
  kerb: ['Hier ist der Bordstein nicht abgesenkt.', { barrier: 'kerb', kerb: 'raised' }],
  barrier: ['Hier steht eine Sperre, durch die Rollstuhl und Kinderwagen nicht passen.', { barrier: 'cycle_barrier', wheelchair: 'no' }],
} // prettier-ignore

/** In the order of acceptance; places that only office lists have are left out, they are corrected in the list. */
export function listOsmSuggestions(
  accepted: readonly AcceptedCorrection[],
  catalogue: Catalogue,
): readonly OsmSuggestion[] {
  return accepted.flatMap(({ number, change, before }): OsmSuggestion[] => {
    const osmId = before?.id.startsWith('osm/') ? before.id.slice('osm/'.length) : null
    if (before !== null && osmId === null) return []
    const place = before ?? ('lng' in change ? change : null)
    if (place === null) return []
    const position = 'lng' in change ? change : place
    const named = before?.name === null || before === null ? '' : `„${before.name}“ `
    const base = { number, lng: position.lng, lat: position.lat, osmId, kind: change.kind, tagsBefore: {} }
    switch (change.kind) {
      case 'missing':
        return [{ ...base, text: `Hier fehlt: ${change.name ?? kindLabels(change.categoryIds, catalogue)}.`.replace(/\.\.$/, '.'), tagsAfter: toTags(change, catalogue) }] // prettier-ignore
      case 'moved':
        return [{ ...base, text: `${named}liegt hier und nicht dort, wo es eingetragen ist.`, tagsAfter: {} }]
      case 'closed':
        return [
          {
            ...base,
            text: `${named}gibt es nicht mehr.`,
            tagsBefore: toTags(before!, catalogue),
            tagsAfter: {},
          },
        ]
      case 'details': {
        const names = DETAIL_NAMES.filter((name) => change.details[name] !== undefined && !isSameDetail(before![name] as never, change.details[name] as never)) // prettier-ignore
        const pick = (from: Partial<PlaceDetails>) => Object.fromEntries(names.map((name) => [name, from[name]]))
        return [
          {
            ...base,
            text: `${named}ist anders, als es eingetragen ist.`,
            tagsBefore: toTags(pick(before!), catalogue),
            tagsAfter: toTags(pick(change.details), catalogue),
          },
        ]
      }
      case 'obstacle': {
        const [text, tags] = OBSTACLES[change.obstacle]
        const count: Tags =
          change.obstacle === 'steps' && change.stepCount ? { step_count: String(change.stepCount) } : {}
        return [{ ...base, text, tagsAfter: { ...tags, ...count } }]
      }
    }
  })
}

const kindLabels = (ids: readonly string[], { categories }: Catalogue): string =>
  categories
    .filter(({ id }) => ids.includes(id))
    .map(({ label }) => label.de)
    .join(', ')

/** Tags that say the same. The address stays one line: how it is split is for a mapper to see. */
function toTags(details: Partial<PlaceDetails> | PlaceState, catalogue: Catalogue): Tags {
  const tags: Tags = {}
  for (const id of details.categoryIds ?? []) Object.assign(tags, plainTags(id, catalogue))
  const texts = { name: details.name, 'addr:full': details.address, opening_hours: details.openingHours, wheelchair: details.wheelchair, operator: details.provider } // prettier-ignore
  for (const [key, value] of Object.entries(texts)) if (value !== null && value !== undefined) tags[key] = value
  if (typeof details.capacity === 'number') tags['capacity'] = String(details.capacity)
  return tags
}

/** The first filter of a kind that is made of plain values only. */
function plainTags(categoryId: string, { categories }: Catalogue): Tags {
  const filters = categories.find(({ id }) => id === categoryId)?.osmAny ?? []
  const isPlain = (value: unknown) => typeof value === 'string' && value !== '*' && !value.startsWith('~')
  const plain = filters.find((filter) => Object.values(filter).every(isPlain))
  return { ...(plain as Tags | undefined) }
}

const LICENCE = 'CC0-1.0'
const ABOUT =
  'Angenommene Meldungen aus der Öffentlichkeit, ohne Angaben zu Personen. CC0: darf in OpenStreetMap verwendet werden. Bitte vor Ort prüfen; automatisch hochladen widerspricht den Regeln von OpenStreetMap.'

export function formatSuggestionsGeoJson(suggestions: readonly OsmSuggestion[]): string {
  return `${JSON.stringify({
    type: 'FeatureCollection',
    licence: LICENCE,
    about: ABOUT,
    features: suggestions.map(({ lng, lat, number, osmId, kind, text, tagsBefore, tagsAfter }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { report: number, kind, osm_id: osmId, status: 'open', text, tags_before: tagsBefore, tags_after: tagsAfter }, // prettier-ignore
    })),
  })}\n`
}

export function formatSuggestionsCsv(suggestions: readonly OsmSuggestion[], variant: 'plain' | 'german'): string {
  const list = (tags: Readonly<Record<string, string>>) =>
    Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join('\n')
  return formatCsv(
    ['report', 'kind', 'osm_id', 'lng_degrees', 'lat_degrees', 'text', 'tags_before', 'tags_after', 'licence'],
    suggestions.map(({ number, kind, osmId, lng, lat, text, tagsBefore, tagsAfter }) => [number, kind, osmId, lng, lat, text, list(tagsBefore), list(tagsAfter), LICENCE]), // prettier-ignore
    variant,
  )
}
