import { Type, type Static } from 'typebox'
import { GroupId, LevelId, LocalText, ProfileId } from './common.ts'

/** A figure, or null where it is withheld or cannot be said; the row's `reason` says which. */
const Figure = Type.Union([Type.Number(), Type.Null()])

/** `internal`: true figures, for official use only; `public`: what may be handed to anybody. */
export const ProfileEdition = Type.Union([Type.Literal('public'), Type.Literal('internal')])
export type ProfileEdition = Static<typeof ProfileEdition>

/**
 * People of one group against the usual time of one kind, as in `CoverageRow` (same names, same figures); figures that the edition protects are null.
 * Where nothing is withheld: served + unserved = people; `unknown` and `uncertain` are parts of `unserved`.
 */
export const ProfileRow = Type.Object({
  people: Figure,
  served: Figure,
  /** Everybody who is not surely served: the most that can be without a place. */
  unserved: Figure,
  /** unserved − unknown − uncertain: surely without a place, the least that it can be. */
  unservedLower: Figure,
  unknown: Figure,
  uncertain: Figure,
  /** served / people, 0 … 1: the least that it can be. Null where nobody can be assessed. */
  share: Figure,
  /** (served + unknown + uncertain) / people: the most that it can be. */
  shareUpper: Figure,
  medianMinutes: Figure,
  /** Σ people × gap. */
  gapPersons: Figure,
  /** Places of the kind inside the district. */
  facilityCount: Type.Integer(),
  /** "no-people", "outside-network", "no-street", "no-facility", "beyond-cutoff", "suppressed", "small-base" or null. */
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type ProfileRow = Static<typeof ProfileRow>

/** A place as the profile names it. */
export const ProfilePlace = Type.Object({
  facilityId: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  /** Walking minutes from where the people of the district have their centre. */
  minutes: Type.Number(),
  isInside: Type.Boolean(),
})
export type ProfilePlace = Static<typeof ProfilePlace>

export const ProfileGroup = Type.Object({
  groupId: Type.String(),
  people: Figure,
  /** Of all people of the district, 0 … 1; null for all people, without people, and where it is withheld. */
  share: Figure,
  regionPeople: Figure,
  regionShare: Figure,
  /** Of all people of the similar districts. */
  similarShare: Figure,
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type ProfileGroup = Static<typeof ProfileGroup>

export const ProfileKind = Type.Object({
  categoryId: Type.String(),
  fieldId: Type.String(),
  /** Whether the catalogue counts it among the basics. */
  isCore: Type.Boolean(),
  groupId: Type.String(),
  minutes: Type.Number(),
  row: ProfileRow,
  /** The same of the whole region. */
  region: ProfileRow,
  /** Share served in the similar districts together, 0 … 1, at least; and the most that it can be. */
  similarShare: Figure,
  similarShareUpper: Figure,
  /** The nearest place from the people's centre; null where there is none within the search. */
  nearest: Type.Union([ProfilePlace, Type.Null()]),
  /** The nearest outside the district among the three nearest. */
  nearestOutside: Type.Union([ProfilePlace, Type.Null()]),
})
export type ProfileKind = Static<typeof ProfileKind>

export const ProfileField = Type.Object({
  fieldId: Type.String(),
  kindCount: Type.Integer(),
  /**
   * Mean over its kinds, weighted by kind, 0 … 1: of `share`, the least that it can be, and of `shareUpper`, the most. The two are equal where everybody can be
   * assessed; null where one of the kinds has none.
   */
  share: Figure,
  shareUpper: Figure,
  regionShare: Figure,
  regionShareUpper: Figure,
  similarShare: Figure,
  similarShareUpper: Figure,
  /** Why there is no `share`: the reason of the first kind without one. */
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type ProfileField = Static<typeof ProfileField>

/** A gap area with people of the district. */
export const ProfileGap = Type.Object({
  gapId: Type.String(),
  name: LocalText,
  categoryId: Type.String(),
  groupId: Type.String(),
  /** People of the group in the area who live in this district. */
  people: Figure,
  /** people − uncertain: surely without a place. */
  unservedLower: Figure,
  /** Those whom a place beyond the edge of the data could serve. */
  uncertain: Figure,
  /** All people of the group in the area, also of other districts. */
  areaPeople: Figure,
  uncertainShare: Type.Number(),
})
export type ProfileGap = Static<typeof ProfileGap>

export const NeedCode = Type.Union([
  Type.Literal('no-place-in-reach'),
  Type.Literal('place-too-far'),
  Type.Literal('check-shared-use'),
  Type.Literal('unclear-data'),
  Type.Literal('large-group'),
])
export const NeedPriority = Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')])
export type NeedPriority = Static<typeof NeedPriority>

/** A need for action; see docs/methods/needs-for-action.md. */
export const ProfileNeed = Type.Object({
  code: NeedCode,
  priority: NeedPriority,
  /** The kind that it is about; null for needs about a group. */
  categoryId: Type.Union([Type.String(), Type.Null()]),
  groupId: Type.String(),
  /** People concerned: surely not served, of unclear data those who cannot be assessed, of a large group its people. */
  people: Type.Number(),
  /** Every number that the sentence names. */
  numbers: Type.Record(Type.String(), Type.Number()),
  /** `sure`, `band` (some people cannot be assessed for sure), `places` (places of the kind are probably missing in the data). */
  certainty: Type.Union([Type.Literal('sure'), Type.Literal('band'), Type.Literal('places')]),
  /** Guidelines of the catalogue (LL1 …) that the kind belongs to. */
  guidelines: Type.Array(Type.String()),
  text: LocalText,
})
export type ProfileNeed = Static<typeof ProfileNeed>

export const DistrictProfile = Type.Object({
  districtId: Type.String(),
  name: Type.String(),
  areaSquareMetres: Type.Number(),
  /** People per square kilometre. */
  density: Figure,
  regionDensity: Figure,
  groups: Type.Array(ProfileGroup),
  fields: Type.Array(ProfileField),
  kinds: Type.Array(ProfileKind),
  /** Most people surely not served first; of the basics only. */
  gaps: Type.Array(ProfileGap),
  /** Districts most like this one, the most similar first; empty with fewer than 300 people. */
  similar: Type.Array(Type.Object({ districtId: Type.String(), name: Type.String(), distance: Type.Number() })),
  /** The most urgent first. */
  needs: Type.Array(ProfileNeed),
})
export type DistrictProfile = Static<typeof DistrictProfile>

/** What all profiles of a level share. */
export const ProfileFrame = Type.Object({
  region: Type.String(),
  run: Type.String(),
  profile: ProfileId,
  level: Type.String(),
  edition: ProfileEdition,
  /** The group that was asked for; null: every kind with the group it is meant for. */
  group: Type.Union([Type.String(), Type.Null()]),
  methodVersion: Type.String(),
  /** Kinds of the catalogue of which the data hold no place. */
  absentCategoryIds: Type.Array(Type.String()),
  /** Whether figures come from a register, so that the public edition protects them. */
  holdsRegisterData: Type.Boolean(),
  /** What stands with the figures: protection, age of the data … */
  notes: Type.Array(LocalText),
})
export type ProfileFrame = Static<typeof ProfileFrame>

export const DistrictProfileAnswer = Type.Object({ ...ProfileFrame.properties, district: DistrictProfile })
export type DistrictProfileAnswer = Static<typeof DistrictProfileAnswer>
export const DistrictProfiles = Type.Object({ ...ProfileFrame.properties, districts: Type.Array(DistrictProfile) })
export type DistrictProfiles = Static<typeof DistrictProfiles>

/** How profiles become a document. */
export const ProfileDocumentRequest = Type.Object(
  {
    level: LevelId,
    group: Type.Optional(GroupId),
    edition: Type.Optional(ProfileEdition),
    language: Type.Optional(Type.Union([Type.Literal('de'), Type.Literal('en')])),
    /** `equal`: every map at the scale of the largest district. */
    extent: Type.Optional(Type.Union([Type.Literal('own'), Type.Literal('equal')])),
    /** Some districts only; default all of the level. */
    districts: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 2000 })),
    /** Null: no title page and no contents. */
    title: Type.Optional(
      Type.Union([
        Type.Object(
          {
            heading: Type.String({ maxLength: 160 }),
            municipality: Type.String({ maxLength: 160 }),
            foreword: Type.String({ maxLength: 3000 }),
            accent: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
            /** PNG or JPEG of at most 1 MB as base64; null without. Used for this document and kept nowhere. */
            logo: Type.Union([Type.String({ maxLength: 1_400_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' }), Type.Null()]),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
  },
  { additionalProperties: false },
)
export type ProfileDocumentRequest = Static<typeof ProfileDocumentRequest>

/** What a finished job of a document tells. */
export const ProfileDocumentResult = Type.Object({
  /** Address of the file, for half an hour. */
  file: Type.String(),
  name: Type.String(),
  bytes: Type.Integer(),
  pages: Type.Integer(),
  /** Whether screen readers find headings, tables and alternatives in it; not where the server has no Chromium. */
  tagged: Type.Boolean(),
  note: Type.Union([LocalText, Type.Null()]),
})
export type ProfileDocumentResult = Static<typeof ProfileDocumentResult>
