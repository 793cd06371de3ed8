import { Type, type Static } from 'typebox'
import { CategoryId, LevelId, LocalText, ProfileId } from './common.ts'
import { Modifications, WhatIfQuestion } from './scenario.ts'

/** Limits of one search for sites; asking for more is refused by name. */
export const SITING_LIMITS = { sites: 50, points: 5000, candidates: 20_000, areas: 50, seconds: 300 } as const

const Position = Type.Array(Type.Number({ minimum: -180, maximum: 180 }), { minItems: 2, maxItems: 2 })
const Ring = Type.Array(Position, { minItems: 3, maxItems: 500 })

export const SitingModel = Type.Union([
  Type.Literal('mclp'), // most people within the threshold
  Type.Literal('lscp'), // fewest sites that serve everybody who can be served
  Type.Literal('backup'), // the fewest sites, and of such sets the one that serves most people twice
  Type.Literal('pmedian'), // least walking in total
  Type.Literal('pcenter'), // shortest longest walk
  Type.Literal('capacitated'), // least walking where every site takes so many people only
  Type.Literal('equity-coverage'), // most people of the neediest districts, then of all
  Type.Literal('equity-gap'), // least Σ people × gap²
])
export type SitingModel = Static<typeof SitingModel>

export const SitingRequest = Type.Object({
  question: WhatIfQuestion,
  model: SitingModel,
  /** New sites; with movable existing places: sites in all. Not for `lscp` and `backup`. */
  sites: Type.Optional(Type.Integer({ minimum: 0, maximum: SITING_LIMITS.sites })),
  /** State of things that sites are added to: today (default), or a scenario. */
  side: Type.Optional(
    Type.Object({
      profile: Type.Optional(ProfileId),
      modifications: Type.Optional(Modifications),
      scenario: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
    }),
  ),
  /** Where sites may come to lie; the sources add up. Default: inhabited cells. */
  candidates: Type.Object({
    cells: Type.Optional(Type.Boolean()),
    /** Existing places of these kinds. */
    categoryIds: Type.Optional(Type.Array(CategoryId, { maxItems: 60, uniqueItems: true })),
    points: Type.Optional(Type.Array(Position, { maxItems: SITING_LIMITS.points })),
    /** Only candidates within one of these areas … */
    areas: Type.Optional(Type.Array(Ring, { maxItems: SITING_LIMITS.areas })),
    /** … and in none of those. */
    forbidden: Type.Optional(Type.Array(Ring, { maxItems: SITING_LIMITS.areas })),
  }),
  /** Existing places of the kinds stay (default), may be given up for better sites, or do not count. */
  existing: Type.Optional(Type.Union([Type.Literal('fixed'), Type.Literal('movable'), Type.Literal('ignored')])),
  /** Need of districts as a factor on people, e.g. 0.5 … 1.5; districts that are not named count 1. */
  need: Type.Optional(
    Type.Object({
      levelId: LevelId,
      factors: Type.Record(Type.String({ maxLength: 100 }), Type.Number({ minimum: 0, maximum: 100 })),
    }),
  ),
  /** People that one site takes; only for `capacitated`. */
  capacityPeople: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e7 })),
  timeLimitSeconds: Type.Optional(Type.Number({ minimum: 1, maximum: SITING_LIMITS.seconds })),
})
export type SitingRequest = Static<typeof SitingRequest>

export const SitingSite = Type.Object({
  lng: Type.Number(),
  lat: Type.Number(),
  /** Cell, place or point that it stands for. */
  source: Type.Union([Type.Literal('cell'), Type.Literal('facility'), Type.Literal('point')]),
  sourceId: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  districtName: Type.Union([Type.String(), Type.Null()]),
  /** An existing place that stays, where existing ones are movable. */
  exists: Type.Boolean(),
  /** People of the group who come to this site. */
  people: Type.Number(),
})
export type SitingSite = Static<typeof SitingSite>

export const SitingSolution = Type.Object({
  sites: Type.Array(SitingSite),
  /** In `objectiveUnit`; larger is better for coverage models, smaller for the others. */
  objective: Type.Number(),
  /** People of the group served within the threshold, existing places included; and how many of them were not before. */
  served: Type.Number(),
  gained: Type.Number(),
  meanMinutes: Type.Union([Type.Number(), Type.Null()]),
})
export type SitingSolution = Static<typeof SitingSolution>

export const SitingAnswer = Type.Object({
  model: SitingModel,
  objectiveUnit: Type.Union([
    Type.Literal('people'),
    Type.Literal('person-minutes'),
    Type.Literal('minutes'),
    Type.Literal('sites'),
    Type.Literal('gap-persons'),
  ]),
  /** Null with a `reason`. */
  solution: Type.Union([SitingSolution, Type.Null()]),
  /** No set of sites can be better than this. */
  bound: Type.Union([Type.Number(), Type.Null()]),
  /** |bound − objective| / |bound|, 0 where proven. */
  gapShare: Type.Union([Type.Number(), Type.Null()]),
  proven: Type.Boolean(),
  solver: Type.Union([Type.Literal('exact'), Type.Literal('heuristic')]),
  seconds: Type.Number(),
  /** Up to five other sets that are at most 1 % worse. */
  alternatives: Type.Array(SitingSolution),
  /** People served against the number of new sites, from 0. */
  curve: Type.Array(Type.Object({ sites: Type.Integer(), served: Type.Number(), proven: Type.Boolean() })),
  candidateCount: Type.Integer(),
  /** Candidates that no street is near. */
  candidatesWithoutStreet: Type.Integer(),
  /** People whom no candidate could serve. */
  peopleBeyondReach: Type.Number(),
  /** Why there is no solution: `no-candidates`, `no-demand`, `nothing-to-gain`, `too-few-candidates`, `capacity-too-small` … */
  reason: Type.Union([Type.String(), Type.Null()]),
  reasonText: Type.Union([LocalText, Type.Null()]),
})
export type SitingAnswer = Static<typeof SitingAnswer>
