import { Type, type Static } from 'typebox'
import { CategoryId, GroupId, LevelId, LocalText, ProfileId } from './common.ts'
import { CoverageRow } from './result.ts'

/** Version of the form of modifications; a scenario of a newer one is refused by name. */
export const SCENARIO_FORMAT = 1

/** How many modifications one scenario may have, and how many corners a drawn line or area. */
export const SCENARIO_LIMITS = {
  modifications: 500,
  corners: 500,
  pathCorners: 100,
  nameLength: 120,
  textLength: 4000,
} as const

const Position = {
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
}
const Corner = Type.Array(Type.Number({ minimum: -180, maximum: 180 }), { minItems: 2, maxItems: 2 })
/** A ring without holes, [lng, lat]; may be open or closed. */
const Area = Type.Array(Corner, { minItems: 3, maxItems: SCENARIO_LIMITS.corners })
const ModificationId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' })
const Note = Type.Optional(Type.String({ maxLength: SCENARIO_LIMITS.textLength }))
const FacilityId = Type.String({ minLength: 1, maxLength: 200 })
const OpeningHours = Type.Union([Type.String({ maxLength: 500 }), Type.Null()])
const Capacity = Type.Union([Type.Number({ minimum: 0, maximum: 1e6 }), Type.Null()])
const People = Type.Number({ minimum: 0, maximum: 1e6 })
/** A day of the calendar, such as 2027-03-01. */
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })

/** What every modification has. */
const shared = { id: ModificationId, note: Note }

export const AddFacility = Type.Object({
  ...shared,
  kind: Type.Literal('add-facility'),
  ...Position,
  name: Type.String({ maxLength: SCENARIO_LIMITS.nameLength }),
  categoryIds: Type.Array(CategoryId, { minItems: 1, maxItems: 20, uniqueItems: true }),
  capacity: Type.Optional(Capacity),
  openingHours: Type.Optional(OpeningHours),
  /** Day from which it counts; a scenario looked at for an earlier day leaves it out. */
  plannedFrom: Type.Optional(Type.Union([Day, Type.Null()])),
})
/** A facility is named by its id, or by the id of the `add-facility` before it as `scenario/<modification id>`. */
export const MoveFacility = Type.Object({
  ...shared,
  kind: Type.Literal('move-facility'),
  facilityId: FacilityId,
  ...Position,
})
export const CloseFacility = Type.Object({ ...shared, kind: Type.Literal('close-facility'), facilityId: FacilityId })
export const ChangeFacility = Type.Object({
  ...shared,
  kind: Type.Literal('change-facility'),
  facilityId: FacilityId,
  capacity: Type.Optional(Capacity),
  openingHours: Type.Optional(OpeningHours),
  /** The whole new list, for "open this library to seniors". */
  categoryIds: Type.Optional(Type.Array(CategoryId, { minItems: 1, maxItems: 20, uniqueItems: true })),
})
/** A street is known again after another import by its OpenStreetMap way and a position on it. */
const StreetPlace = { ...Position, wayId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }

export const AddPath = Type.Object({
  ...shared,
  kind: Type.Literal('add-path'),
  /** A path joins every street that it crosses; a bridge or steps join streets at their two ends only. */
  way: Type.Union([Type.Literal('path'), Type.Literal('bridge'), Type.Literal('steps')]),
  name: Type.Optional(Type.String({ maxLength: SCENARIO_LIMITS.nameLength })),
  line: Type.Array(Corner, { minItems: 2, maxItems: SCENARIO_LIMITS.pathCorners }),
})
/** Nobody passes the stretch between its two junctions any more; who lives there still gets out at both ends. */
export const CloseStreet = Type.Object({ ...shared, kind: Type.Literal('close-street'), ...StreetPlace })
/** The stretch is firm, even and wide, without kerbs and barriers at its ends, no steeper than 6 %; steps get a ramp. */
export const MakeBarrierFree = Type.Object({ ...shared, kind: Type.Literal('make-barrier-free'), ...StreetPlace })
/** The mapped kerb nearest to the position is flush with the street. */
export const LowerKerb = Type.Object({ ...shared, kind: Type.Literal('lower-kerb'), ...Position })
/** `blocked`: nobody passes; `steps`: a short flight across the way; `kerb`: no ramp at a crossing; `barrier`: no way through with wheels. */
export const Obstacle = Type.Union([
  Type.Literal('blocked'),
  Type.Literal('steps'),
  Type.Literal('kerb'),
  Type.Literal('barrier'),
])
export type Obstacle = Static<typeof Obstacle>
/** Something in the way that the map does not know, at one place of a street. */
export const AddObstacle = Type.Object({
  ...shared,
  kind: Type.Literal('add-obstacle'),
  ...Position,
  /** OpenStreetMap way that it is on; null: the nearest one. */
  wayId: Type.Union([Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), Type.Null()]),
  obstacle: Obstacle,
  stepCount: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 500 }), Type.Null()])),
})
export const AddHousing = Type.Object({
  ...shared,
  kind: Type.Literal('add-housing'),
  name: Type.String({ maxLength: SCENARIO_LIMITS.nameLength }),
  area: Area,
  /** New residents by group of the region; `all` is required. */
  people: Type.Record(GroupId, People),
})
/** Growth by district and group, or a forecast as absolute figures. */
export const ChangePopulation = Type.Object({
  ...shared,
  kind: Type.Literal('change-population'),
  levelId: LevelId,
  entries: Type.Array(
    Type.Object({
      /** Null: every district of the level. */
      districtId: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
      /** Null: every group. */
      groupId: Type.Union([GroupId, Type.Null()]),
      /** Either of them: change in percent (−100 … 1000), or the figure of the forecast. */
      percent: Type.Optional(Type.Number({ minimum: -100, maximum: 1000 })),
      people: Type.Optional(People),
    }),
    { minItems: 1, maxItems: 2000 },
  ),
})

export type AddPath = Static<typeof AddPath>
/** What changes the streets. */
export type StreetModification =
  | AddPath
  | Static<typeof CloseStreet>
  | Static<typeof MakeBarrierFree>
  | Static<typeof LowerKerb>
  | Static<typeof AddObstacle>
export type AddHousing = Static<typeof AddHousing>
export type ChangePopulation = Static<typeof ChangePopulation>

const anyModification = Type.Union([
  AddFacility,
  MoveFacility,
  CloseFacility,
  ChangeFacility,
  AddPath,
  CloseStreet,
  MakeBarrierFree,
  LowerKerb,
  AddObstacle,
  AddHousing,
  ChangePopulation,
])
export type Modification = Static<typeof anyModification>
/** Told apart by `kind`, so that a fault is reported of the one meant and not of all. */
export const Modification = Type.Unsafe<Modification>({
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: anyModification.anyOf,
})
export const Modifications = Type.Array(Modification, { maxItems: SCENARIO_LIMITS.modifications })

/** Why a modification does not (fully) apply to the data at hand. `error`: left out; `warning`: applied, but look at it. */
export const ScenarioProblem = Type.Object({
  modificationId: ModificationId,
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  /** `facility-gone`, `outside-region`, `no-street-near`, `in-water` … */
  code: Type.String(),
  message: LocalText,
  /** What to do. */
  remedy: LocalText,
})
export type ScenarioProblem = Static<typeof ScenarioProblem>

export const Scenario = Type.Object({
  id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
  region: Type.String(),
  name: Type.String(),
  description: Type.String(),
  format: Type.Integer(),
  /** Counts up with every save; named when saving, so that nobody overwrites what he has not seen. */
  version: Type.Integer(),
  modifications: Modifications,
  /** Import that it was last saved on. */
  importId: Type.String(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  deletedAt: Type.Union([Type.String(), Type.Null()]),
})
export type Scenario = Static<typeof Scenario>

export const ScenarioSummary = Type.Object({
  ...Type.Omit(Scenario, ['modifications']).properties,
  modificationCount: Type.Integer(),
})
export type ScenarioSummary = Static<typeof ScenarioSummary>

/** A question to a state of things: which profile, which places, for whom, how far. */
export const WhatIfQuestion = Type.Object({
  profile: ProfileId,
  categoryIds: Type.Array(CategoryId, { minItems: 1, maxItems: 60, uniqueItems: true }),
  mode: Type.Union([Type.Literal('any'), Type.Literal('score')]),
  rank: Type.Integer({ minimum: 1, maximum: 3 }),
  groupId: GroupId,
  levelId: LevelId,
  minutes: Type.Number({ minimum: 0.5, maximum: 60 }),
  /** Day that `plannedFrom` is compared with; without it everything planned counts. */
  day: Type.Optional(Type.Union([Day, Type.Null()])),
})
export type WhatIfQuestion = Static<typeof WhatIfQuestion>

/** The same as people may ask it: what is left open is the nearest place, everybody, the finest level, and the shortest threshold of the kinds. */
export const AskedQuestion = Type.Object({
  ...WhatIfQuestion.properties,
  ...Type.Partial(Type.Pick(WhatIfQuestion, ['mode', 'rank', 'groupId', 'levelId', 'minutes'])).properties,
})
export type AskedQuestion = Static<typeof AskedQuestion>

/**
 * One district (or the whole region) before and after.
 * `after.served − before.served = gained − lost + servedByPopulation`, exactly.
 */
export const EffectRow = Type.Object({
  districtId: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  before: CoverageRow,
  after: CoverageRow,
  /** People (of the time after) who are served after and were not before. */
  gained: Type.Number(),
  /** People (of the time after) who were served before and are not after. */
  lost: Type.Number(),
  /** Change of the served that comes from more or fewer people living where nothing else changed. */
  servedByPopulation: Type.Number(),
  /** People (of the time after) with a shorter, and with a longer walk. */
  faster: Type.Number(),
  slower: Type.Number(),
  /** Person-minutes saved (minus: lost) of those with a walking time before and after. */
  personMinutesSaved: Type.Number(),
  /** Between imports: the district exists on this side only and is empty on the other. */
  only: Type.Optional(Type.Union([Type.Literal('before'), Type.Literal('after')])),
})
export type EffectRow = Static<typeof EffectRow>

/** The same balance for another group of the region, for the whole region only. */
export const GroupEffect = Type.Object({
  groupId: Type.String(),
  label: LocalText,
  before: CoverageRow,
  after: CoverageRow,
  gained: Type.Number(),
  lost: Type.Number(),
})
export type GroupEffect = Static<typeof GroupEffect>

/** The import of one side, and what only this side has. */
export const EffectImport = Type.Object({
  importId: Type.String(),
  importedAt: Type.String(),
  /** Cells, and how many of them the other side does not have: there nobody lived then. */
  cellCount: Type.Integer(),
  cellsOnlyHere: Type.Integer(),
  /** Groups and levels that only this side has; they are left out of the comparison. */
  groupIdsOnlyHere: Type.Array(Type.String()),
  levelIdsOnlyHere: Type.Array(Type.String()),
})
export type EffectImport = Static<typeof EffectImport>

/** Where a change of the streets was found on them. */
export const ChangedStreet = Type.Object({
  modificationId: ModificationId,
  /** Name of the street, or of the new way; empty where it has none. */
  name: Type.String(),
  /** [lng, lat] along each stretch; a kerb is a single position. */
  lines: Type.Array(Type.Array(Corner)),
})
export type ChangedStreet = Static<typeof ChangedStreet>

export const Effect = Type.Object({
  question: WhatIfQuestion,
  total: EffectRow,
  rows: Type.Array(EffectRow),
  /** All groups of the region, worst served (lowest share after) first; between imports those that both have. */
  groups: Type.Array(GroupEffect),
  problems: Type.Array(ScenarioProblem),
  /** Changes of the streets on the side after, in their order; those without effect are missing. */
  streets: Type.Array(ChangedStreet),
  /** Where the sides are of different imports. */
  imports: Type.Optional(Type.Object({ before: EffectImport, after: EffectImport })),
})
export type Effect = Static<typeof Effect>

/** One existing place, closed in thought. */
export const ClosureRow = Type.Object({
  facilityId: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  categoryIds: Type.Array(Type.String()),
  lng: Type.Number(),
  lat: Type.Number(),
  districtId: Type.Union([Type.String(), Type.Null()]),
  districtName: Type.Union([Type.String(), Type.Null()]),
  /** People of the group whose nearest place (of the rank) it is. */
  catchmentPeople: Type.Number(),
  /** People served today who would not be any more. */
  losing: Type.Number(),
  /** Of these: people left without any walking time. */
  losingAll: Type.Number(),
  /** Person-minutes in addition of everybody who still reaches a place, and their mean over those who walk longer. */
  extraPersonMinutes: Type.Number(),
  meanExtraMinutes: Type.Union([Type.Number(), Type.Null()]),
  /** Who takes over: places with the people who would go there, most first, at most 5; `otherPeople` the rest. */
  takenOverBy: Type.Array(
    Type.Object({ facilityId: Type.String(), name: Type.Union([Type.String(), Type.Null()]), people: Type.Number() }),
  ),
  otherPeople: Type.Number(),
  /** Nobody else serves at least 1 person: the place is critical. */
  critical: Type.Boolean(),
})
export type ClosureRow = Static<typeof ClosureRow>
export const ClosureCheck = Type.Object({ question: WhatIfQuestion, rows: Type.Array(ClosureRow) })
export type ClosureCheck = Static<typeof ClosureCheck>

/** An existing place of another kind, opened to the need in thought. */
export const SharedUseRow = Type.Object({
  facilityId: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  categoryIds: Type.Array(Type.String()),
  lng: Type.Number(),
  lat: Type.Number(),
  districtId: Type.Union([Type.String(), Type.Null()]),
  districtName: Type.Union([Type.String(), Type.Null()]),
  /** People of the group newly served if only this place opened. */
  gained: Type.Number(),
  /** Person-minutes saved. */
  personMinutesSaved: Type.Number(),
  /** Position in the best order to open one after the other (greedy), from 1, and what it adds there; null beyond the first 20. */
  order: Type.Union([Type.Integer(), Type.Null()]),
  gainedInOrder: Type.Union([Type.Number(), Type.Null()]),
  /** Why it cannot serve: no street near; null otherwise. */
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type SharedUseRow = Static<typeof SharedUseRow>
export const SharedUse = Type.Object({
  question: WhatIfQuestion,
  /** Kinds whose places were looked at. */
  candidateCategoryIds: Type.Array(Type.String()),
  rows: Type.Array(SharedUseRow),
})
export type SharedUse = Static<typeof SharedUse>
