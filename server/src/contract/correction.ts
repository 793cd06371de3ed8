import { Type, type Static, type TSchema } from 'typebox'
import { CategoryId, LocalText, RegionKey } from './common.ts'
import { Obstacle } from './scenario.ts'

/** Upper bounds of what people may write; what is longer is refused by name, never cut. */
export const CORRECTION_LIMITS = {
  name: 120,
  line: 300,
  hours: 500,
  comment: 2000,
  reason: 1000,
  email: 254,
  categories: 5,
  /** Notes that a reporter may add to one report. */
  notes: 10,
  /** Reports joined, or taken from the list, at once. */
  bulk: 100,
} as const

const Position = {
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
}
const FacilityId = Type.String({ minLength: 1, maxLength: 200 })
const orNull = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()])
const Line = Type.String({ maxLength: CORRECTION_LIMITS.line })
export const Wheelchair = Type.Union([Type.Literal('yes'), Type.Literal('limited'), Type.Literal('no')])

/** What can be said about a place itself; null where nothing is known. */
export const PlaceDetails = Type.Object({
  name: orNull(Type.String({ maxLength: CORRECTION_LIMITS.name })),
  categoryIds: Type.Array(CategoryId, { minItems: 1, maxItems: CORRECTION_LIMITS.categories, uniqueItems: true }),
  address: orNull(Line),
  openingHours: orNull(Type.String({ maxLength: CORRECTION_LIMITS.hours })),
  wheelchair: orNull(Wheelchair),
  provider: orNull(Line),
  capacity: orNull(Type.Integer({ minimum: 0, maximum: 1e6 })),
})
export type PlaceDetails = Static<typeof PlaceDetails>

export const MissingPlace = Type.Object({ kind: Type.Literal('missing'), ...Position, ...PlaceDetails.properties })
export const MovedPlace = Type.Object({ kind: Type.Literal('moved'), facilityId: FacilityId, ...Position })
export const ClosedPlace = Type.Object({ kind: Type.Literal('closed'), facilityId: FacilityId })
export const WrongDetails = Type.Object({
  kind: Type.Literal('details'),
  facilityId: FacilityId,
  /** Only what is wrong. */
  details: Type.Object(Type.Partial(PlaceDetails).properties, { minProperties: 1, additionalProperties: false }),
})
export const PathObstacle = Type.Object({
  kind: Type.Literal('obstacle'),
  ...Position,
  obstacle: Obstacle,
  stepCount: Type.Optional(orNull(Type.Integer({ minimum: 1, maximum: 500 }))),
})

const anyChange = Type.Union([MissingPlace, MovedPlace, ClosedPlace, WrongDetails, PathObstacle])
export type CorrectionChange = Static<typeof anyChange>
/** Told apart by `kind`, so that a fault is reported of the one meant and not of all. */
export const CorrectionChange = Type.Unsafe<CorrectionChange>({
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: anyChange.anyOf,
})
export const CorrectionKind = Type.Union([
  Type.Literal('missing'),
  Type.Literal('moved'),
  Type.Literal('closed'),
  Type.Literal('details'),
  Type.Literal('obstacle'),
])
export type CorrectionKind = Static<typeof CorrectionKind>

/** `joined`: the same was reported before; that report decides. */
export const CorrectionStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('accepted'),
  Type.Literal('rejected'),
  Type.Literal('withdrawn'),
  Type.Literal('joined'),
])
export type CorrectionStatus = Static<typeof CorrectionStatus>

/** What a page needs before somebody may send a report. */
export const ReportForm = Type.Object({
  /** To be sent back with the report; valid once, for some hours. */
  token: Type.String(),
  /** Who sends sooner after the form was opened is no person. */
  minimumSeconds: Type.Number(),
  /** Days after the decision at which the contact is deleted. */
  contactDays: Type.Integer(),
  /** Whether reports are accepted now. */
  open: Type.Boolean(),
})
export type ReportForm = Static<typeof ReportForm>

export const Report = Type.Object({
  change: CorrectionChange,
  comment: Type.Optional(Type.String({ maxLength: CORRECTION_LIMITS.comment })),
  contact: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: CORRECTION_LIMITS.name })),
      email: Type.Optional(Type.String({ maxLength: CORRECTION_LIMITS.email })),
    }),
  ),
  form: Type.String({ maxLength: 400 }),
  /** A field that people do not see: whoever fills it in is no person. */
  website: Type.Optional(Type.String({ maxLength: 1000 })),
})
export type Report = Static<typeof Report>

/** For the link to the status; nobody else knows it, and the server keeps only its hash. */
export const StatusToken = Type.String({ pattern: '^[A-Za-z0-9_-]{32}$' })

export const ReportReceipt = Type.Object({
  number: Type.Integer(),
  token: StatusToken,
  /** How many others had reported the same before and wait for the decision. */
  others: Type.Integer(),
})
export type ReportReceipt = Static<typeof ReportReceipt>

export const CorrectionNote = Type.Object({ text: Type.String(), createdAt: Type.String() })

/** What the reporter sees behind his link: his own words and the decision. */
export const ReportStatus = Type.Object({
  number: Type.Integer(),
  region: RegionKey,
  regionName: LocalText,
  status: CorrectionStatus,
  change: CorrectionChange,
  /** Name of the place meant, where it is known. */
  placeName: orNull(Type.String()),
  comment: Type.String(),
  createdAt: Type.String(),
  decidedAt: orNull(Type.String()),
  reason: Type.String(),
  /** Whether what was accepted differs from what was reported. */
  changed: Type.Boolean(),
  /** Accepted, and part of the data that the map shows. */
  counts: Type.Boolean(),
  others: Type.Integer(),
  hasContact: Type.Boolean(),
  notes: Type.Array(CorrectionNote),
})
export type ReportStatus = Static<typeof ReportStatus>

/** What the public may know about the reports on a place before reporting again. */
export const PlaceReports = Type.Object({
  /** Open reports by kind. */
  open: Type.Array(Type.Object({ kind: CorrectionKind, count: Type.Integer() })),
  confirmedAt: orNull(Type.String()),
})
export type PlaceReports = Static<typeof PlaceReports>

/** How a report stands to the data at hand. */
export const CorrectionStanding = Type.Union([
  Type.Literal('applies'),
  /** The place is not in the data any more. */
  Type.Literal('place-gone'),
  /** The data say so already. */
  Type.Literal('already'),
  /** The data say something else than when it was reported or accepted. */
  Type.Literal('source-changed'),
  /** No street, or for a kerb no footway, at the obstacle. */
  Type.Literal('no-street'),
])
export type CorrectionStanding = Static<typeof CorrectionStanding>

/** A place as it is in the data. */
export const PlaceState = Type.Object({ id: Type.String(), ...Position, ...PlaceDetails.properties })
export type PlaceState = Static<typeof PlaceState>

export const Correction = Type.Object({
  id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
  number: Type.Integer(),
  /** Counts up with every change; named in decisions, so that nobody decides over what he has not seen. */
  version: Type.Integer(),
  status: CorrectionStatus,
  /** As reported, and as accepted where that differs. */
  change: CorrectionChange,
  accepted: orNull(CorrectionChange),
  comment: Type.String(),
  reason: Type.String(),
  /** The place as it was when this was reported, and as the data have it now; null for missing places and obstacles. */
  reported: orNull(PlaceState),
  current: orNull(PlaceState),
  lng: Type.Number(),
  lat: Type.Number(),
  districtName: orNull(Type.String()),
  standing: CorrectionStanding,
  counts: Type.Boolean(),
  fromProvider: orNull(Type.String()),
  /** Others that were joined to this one, and the one that this was joined to. */
  joined: Type.Integer(),
  joinedTo: orNull(Type.Integer()),
  createdAt: Type.String(),
  decidedAt: orNull(Type.String()),
  decidedBy: orNull(Type.String()),
  /** Until when the decision can be undone; null where there is nothing to undo. */
  undoUntil: orNull(Type.String()),
})
export type Correction = Static<typeof Correction>

export const CorrectionList = Type.Object({
  corrections: Type.Array(Correction),
  total: Type.Integer(),
  /** How many there are of each status in the whole region. */
  counts: Type.Record(Type.String(), Type.Integer()),
  /** Accepted or undone decisions that the shown data do not have yet. */
  waiting: Type.Integer(),
  /** Profiles that an analysis is published for: what has to be run again. */
  profiles: Type.Array(Type.String()),
  /** Profiles that were analysed with earlier data and not yet with those of today: their results are missing on the map. */
  missingProfiles: Type.Array(Type.String()),
})
export type CorrectionList = Static<typeof CorrectionList>

export const CorrectionDetail = Type.Object({
  ...Correction.properties,
  /** Editors of the region may ask back; deleted some time after the decision. */
  contact: orNull(Type.Object({ name: Type.String(), email: Type.String() })),
  notes: Type.Array(CorrectionNote),
  /** Places of the same kind close to a missing one: it may be in the data already. */
  nearby: Type.Array(Type.Object({ id: Type.String(), name: orNull(Type.String()), metres: Type.Number() })),
})
export type CorrectionDetail = Static<typeof CorrectionDetail>

export const Decision = Type.Object({
  version: Type.Integer(),
  /** What is accepted instead of what was reported; of the same kind and about the same place. */
  change: Type.Optional(CorrectionChange),
  reason: Type.Optional(Type.String({ maxLength: CORRECTION_LIMITS.reason })),
})

/** What a provider looks after: single places by id, or all whose provider has the name. */
export const ProviderPlaces = Type.Object({
  accountId: Type.String({ maxLength: 64 }),
  accountName: Type.String(),
  facilityIds: Type.Array(FacilityId, { maxItems: 500 }),
  providerNames: Type.Array(Type.String({ minLength: 2, maxLength: 120 }), { maxItems: 20 }),
})
export type ProviderPlaces = Static<typeof ProviderPlaces>

export const OwnPlace = Type.Object({
  region: RegionKey,
  regionName: LocalText,
  place: PlaceState,
  confirmedAt: orNull(Type.String()),
  openReports: Type.Integer(),
})
export const OwnPlaces = Type.Object({ places: Type.Array(OwnPlace) })
export type OwnPlaces = Static<typeof OwnPlaces>

/** Everything that is kept about a person, for that person. */
export const PersonReports = Type.Object({
  reports: Type.Array(
    Type.Object({
      region: Type.String(),
      number: Type.Integer(),
      status: CorrectionStatus,
      change: Type.Unknown(),
      comment: Type.String(),
      reason: Type.String(),
      createdAt: Type.String(),
      decidedAt: orNull(Type.String()),
      contact: Type.Object({ name: Type.String(), email: Type.String() }),
      notes: Type.Array(CorrectionNote),
    }),
  ),
})
export type PersonReports = Static<typeof PersonReports>
