import type { CorrectionChange, CorrectionKind, PlaceDetails } from '../api/contract.ts'

export type ObstacleKind = Extract<CorrectionChange, { kind: 'obstacle' }>['obstacle']

/** What can be written about a place, as it stands in the fields. */
export interface DetailFieldsDraft {
  readonly name: string
  readonly categoryIds: readonly string[]
  readonly address: string
  readonly openingHours: string
  readonly wheelchair: '' | 'yes' | 'limited' | 'no'
  readonly provider: string
  readonly capacity: string
}

/** A report as somebody fills it in. */
export interface ReportDraft {
  readonly kind: CorrectionKind | null
  readonly facilityId: string | null
  readonly position: { readonly lng: number; readonly lat: number } | null
  readonly details: DetailFieldsDraft
  readonly obstacle: ObstacleKind | null
  readonly stepCount: string
  readonly email: string
}

/** In the order in which they stand on the page. */
export const reportFields = ['kind', 'facility', 'position', 'obstacle', 'stepCount', 'name', 'categories', 'capacity', 'details', 'email'] as const // prettier-ignore
export type ReportField = (typeof reportFields)[number]
export type ReportError = 'missing' | 'unchanged' | 'number' | 'email'

export const emptyDetails: DetailFieldsDraft = {
  name: '',
  categoryIds: [],
  address: '',
  openingHours: '',
  wheelchair: '',
  provider: '',
  capacity: '',
}

type Known = Omit<PlaceDetails, 'categoryIds'> & { readonly categoryIds: readonly string[] }

export function toFields(place: Known): DetailFieldsDraft {
  return {
    name: place.name ?? '',
    categoryIds: place.categoryIds,
    address: place.address ?? '',
    openingHours: place.openingHours ?? '',
    wheelchair: place.wheelchair ?? '',
    provider: place.provider ?? '',
    capacity: place.capacity === null ? '' : String(place.capacity),
  }
}

function fromFields(fields: DetailFieldsDraft): PlaceDetails {
  const text = (value: string) => (value.trim() === '' ? null : value.trim())
  return {
    name: text(fields.name),
    categoryIds: [...fields.categoryIds],
    address: text(fields.address),
    openingHours: text(fields.openingHours),
    wheelchair: fields.wheelchair === '' ? null : fields.wheelchair,
    provider: text(fields.provider),
    capacity: fields.capacity.trim() === '' ? null : Number(fields.capacity),
  }
}

const isSame = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? [...a].sort().join() === [...b].sort().join() : a === b

/** Only what differs from the place as it is known. */
export function findChangedDetails(fields: DetailFieldsDraft, place: Known): Partial<PlaceDetails> {
  const [now, before] = [fromFields(fields), fromFields(toFields(place))]
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => !isSame(value, before[name as keyof PlaceDetails])),
  )
}

export const needsPlace = (kind: CorrectionKind | null): boolean =>
  kind === 'moved' || kind === 'closed' || kind === 'details'
export const needsPosition = (kind: CorrectionKind | null): boolean =>
  kind === 'missing' || kind === 'moved' || kind === 'obstacle'

/** What is still to do, by field; empty where the report can be sent. */
export function findErrors(draft: ReportDraft, place: Known | null): Partial<Record<ReportField, ReportError>> {
  const { kind, details, position, obstacle, stepCount, email } = draft
  const errors: Partial<Record<ReportField, ReportError>> = {}
  if (kind === null) errors.kind = 'missing'
  if (needsPlace(kind) && place === null) errors.facility = 'missing'
  if (needsPosition(kind) && position === null) errors.position = 'missing'
  if (kind === 'obstacle') {
    if (obstacle === null) errors.obstacle = 'missing'
    if (obstacle === 'steps' && stepCount.trim() !== '' && !isWhole(stepCount, 1, 500)) errors.stepCount = 'number'
  }
  if (kind === 'missing' || kind === 'details') {
    if (details.categoryIds.length === 0) errors.categories = 'missing'
    if (details.capacity.trim() !== '' && !isWhole(details.capacity, 0, 1e6)) errors.capacity = 'number'
  }
  if (kind === 'details' && place !== null && Object.keys(findChangedDetails(details, place)).length === 0)
    errors.details = 'unchanged'
  if (email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email.trim())) errors.email = 'email'
  return errors
}

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d{1,7}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most

/** The report in the form of the API; of a draft without errors. */
export function toChange(draft: ReportDraft, place: Known | null): CorrectionChange {
  const { kind, facilityId, position, details, obstacle, stepCount } = draft
  switch (kind) {
    case 'missing':
      return { kind, ...position!, ...fromFields(details) }
    case 'moved':
      return { kind, facilityId: facilityId!, ...position! }
    case 'closed':
      return { kind, facilityId: facilityId! }
    case 'details':
      return { kind, facilityId: facilityId!, details: findChangedDetails(details, place!) }
    case 'obstacle': {
      const count = obstacle === 'steps' && stepCount.trim() !== '' ? Number(stepCount) : null
      return { kind, ...position!, obstacle: obstacle!, stepCount: count }
    }
    case null:
      throw new Error('a report without a kind')
  }
}
