import { m } from '#messages'
import type { Categories, CorrectionChange, CorrectionKind, CorrectionStanding, CorrectionStatus, PlaceDetails, PlaceState } from '../api/contract.ts' // prettier-ignore
import { obstacleKinds } from '../plan/describe-modification.ts'
import { localText } from '../state/locale.svelte.ts'
import { formats } from '../text/current-formats.ts'

export const kindWords: Readonly<Record<CorrectionKind, () => string>> = {
  missing: m.corr_kind_missing,
  moved: m.corr_kind_moved,
  closed: m.corr_kind_closed,
  details: m.corr_kind_details,
  obstacle: m.corr_kind_obstacle,
}
export const statusWords: Readonly<Record<CorrectionStatus, () => string>> = {
  open: m.corr_status_open,
  accepted: m.corr_status_accepted,
  rejected: m.corr_status_rejected,
  withdrawn: m.corr_status_withdrawn,
  joined: m.corr_status_joined,
}
/** For lists and filters. */
export const shortStatusWords: typeof statusWords = {
  ...statusWords,
  open: m.corr_short_open,
  joined: m.corr_short_joined,
}
export const standingWords: Readonly<Record<Exclude<CorrectionStanding, 'applies'>, () => string>> = {
  'place-gone': m.corr_standing_place_gone,
  already: m.corr_standing_already,
  'source-changed': m.corr_standing_source_changed,
  'no-street': m.corr_standing_no_street,
}
export const wheelchairWords = { yes: m.corr_wheelchair_yes, limited: m.corr_wheelchair_limited, no: m.corr_wheelchair_no } as const // prettier-ignore
const detailWords: Readonly<Record<keyof PlaceDetails, () => string>> = {
  name: m.corr_field_name,
  categoryIds: m.corr_field_kinds,
  address: m.corr_field_address,
  openingHours: m.corr_field_hours,
  wheelchair: m.corr_field_wheelchair,
  provider: m.corr_field_provider,
  capacity: m.corr_field_capacity,
}

export const categoryNames = (ids: readonly string[], catalogue: Categories): string =>
  catalogue.categories
    .filter((category) => ids.includes(category.id))
    .map((category) => localText(category.label))
    .join(', ')

function valueWords(name: keyof PlaceDetails, value: unknown, catalogue: Categories): string {
  if (value === null || value === undefined || value === '') return m.corr_nothing_known()
  if (name === 'categoryIds') return categoryNames(value as string[], catalogue)
  if (name === 'wheelchair') return wheelchairWords[value as keyof typeof wheelchairWords]()
  return typeof value === 'number' ? formats().integer(value) : String(value)
}

const positionWords = ({ lng, lat }: { readonly lng: number; readonly lat: number }): string =>
  m.corr_position_value({ lat: formats().coordinate(lat), lng: formats().coordinate(lng) })

export interface ChangeRow {
  readonly field: string
  /** Null: there was nothing before. */
  readonly before: string | null
  readonly after: string
}

/** A change in rows: what it is about, how it was, how it is said to be. */
export function listChangeRows(
  change: CorrectionChange,
  place: PlaceState | null,
  catalogue: Categories,
): readonly ChangeRow[] {
  const detailRows = (details: Partial<PlaceDetails>): ChangeRow[] =>
    (Object.keys(detailWords) as (keyof PlaceDetails)[])
      .filter((name) => details[name] !== undefined && (place !== null || details[name] !== null))
      .map((name) => ({
        field: detailWords[name](),
        before: place === null ? null : valueWords(name, place[name], catalogue),
        after: valueWords(name, details[name], catalogue),
      }))
  switch (change.kind) {
    case 'missing': {
      const { kind: _kind, lng, lat, ...details } = change
      return [...detailRows(details), { field: m.corr_field_position(), before: null, after: positionWords({ lng, lat }) }] // prettier-ignore
    }
    case 'moved':
      return [
        {
          field: m.corr_field_position(),
          before: place === null ? null : positionWords(place),
          after: positionWords(change),
        },
      ]
    case 'closed':
      return [{ field: m.corr_field_exists(), before: m.corr_exists(), after: m.corr_exists_no() }]
    case 'details':
      return detailRows(change.details)
    case 'obstacle': {
      const count = change.stepCount ? [{ field: m.corr_field_steps(), before: null, after: formats().integer(change.stepCount) }] : [] // prettier-ignore
      return [
        { field: m.corr_kind_obstacle(), before: null, after: obstacleKinds[change.obstacle]() },
        ...count,
        { field: m.corr_field_position(), before: null, after: positionWords(change) },
      ]
    }
  }
}

/** What a report is about, in a few words. */
export function titleOf(
  { change, reported }: { readonly change: CorrectionChange; readonly reported: PlaceState | null },
  catalogue: Categories,
): string {
  if (change.kind === 'missing') return change.name ?? categoryNames(change.categoryIds, catalogue)
  if (change.kind === 'obstacle') return obstacleKinds[change.obstacle]()
  if (reported === null) return change.facilityId
  return reported.name ?? categoryNames(reported.categoryIds, catalogue)
}
