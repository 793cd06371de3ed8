import { Type, type Static } from 'typebox'
import { CategoryId, LevelId, LocalText, ProfileId } from './common.ts'
import { AskedQuestion, Modifications, ScenarioProblem, WhatIfQuestion } from './scenario.ts'

/**
 * Limits of one search for sites; asking for more is refused by name, nothing is cut. `pairs`: of candidate and inhabited cell within reach;
 * `corners` of one area.
 */
export const SITING_LIMITS = {
  sites: 50,
  points: 5000,
  candidates: 20_000,
  pairs: 10_000_000,
  areas: 50,
  corners: 500,
  seconds: 300,
} as const

/** Minutes that count for somebody whom no site of the answer reaches, where `unservedMinutes` does not say: twice the longest walk looked for. */
export const UNSERVED_MINUTES = 120

const Position = Type.Array(Type.Number({ minimum: -180, maximum: 180 }), { minItems: 2, maxItems: 2 })
/** [lng, lat], at least three corners; may be open or closed, must not cross itself. */
const Ring = Type.Array(Position)

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

/** The limits of counts are checked behind the schema, so that the answer says in German and English what to do. */
export const SitingRequest = Type.Object(
  {
    /** `mode` must be `any` and `rank` 1 (for two places within reach ask for `backup`). */
    question: AskedQuestion,
    model: SitingModel,
    /** New sites, up to 50; with movable existing places: sites in all. Not for `lscp` and `backup`. */
    sites: Type.Optional(Type.Integer({ minimum: 0 })),
    /** State of things that sites are added to: today (default), or a scenario. */
    side: Type.Optional(
      Type.Object({
        profile: Type.Optional(ProfileId),
        modifications: Type.Optional(Modifications),
        scenario: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
      }),
    ),
    /** Where sites may come to lie; the sources add up. Default, and where no source is named: inhabited cells. */
    candidates: Type.Optional(
      Type.Object({
        cells: Type.Optional(Type.Boolean()),
        /** House numbers that OpenStreetMap knows. */
        addresses: Type.Optional(Type.Boolean()),
        /** Open places of these kinds; those that count for the question already are left out. */
        categoryIds: Type.Optional(Type.Array(CategoryId, { maxItems: 60, uniqueItems: true })),
        /** Up to 5,000. */
        points: Type.Optional(Type.Array(Position)),
        /** Only candidates within one of these areas … (up to 50) */
        areas: Type.Optional(Type.Array(Ring)),
        /** … and in none of those. */
        forbidden: Type.Optional(Type.Array(Ring)),
        /** Of more candidates so many are kept, spread evenly over them: always the same ones. Without it more than the limit are refused. */
        atMost: Type.Optional(Type.Integer({ minimum: 1, maximum: SITING_LIMITS.candidates })),
      }),
    ),
    /** Existing places of the kinds stay (default), may be given up for better sites, or do not count. */
    existing: Type.Optional(Type.Union([Type.Literal('fixed'), Type.Literal('movable'), Type.Literal('ignored')])),
    /**
     * Need of districts as a factor on people, e.g. 0.5 … 1.5; districts that are not named count 1. For `equity-coverage` the factors
     * are classes instead: the districts with the largest go first.
     */
    need: Type.Optional(
      Type.Object({
        levelId: LevelId,
        factors: Type.Record(Type.String({ maxLength: 100 }), Type.Number({ minimum: 0, maximum: 100 })),
      }),
    ),
    /** People that one site takes; `capacitated` needs it, and only it. */
    capacityPeople: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e7 })),
    /** `capacitated`: what an existing place takes: as much as a new site (default), or its own capacity where it is known. */
    existingCapacity: Type.Optional(Type.Union([Type.Literal('same'), Type.Literal('stated')])),
    /**
     * `pmedian`, `capacitated`: minutes that count for somebody whom no site of the answer reaches or has room for, or only on a longer
     * walk. Default 120; null, for `capacitated` only: everybody whom a candidate can reach must find room.
     */
    unservedMinutes: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 10_000 }), Type.Null()])),
    /** Whether `curve` is worked out for every number of sites, after the main answer. Not for `lscp` and `backup`. */
    curve: Type.Optional(Type.Boolean()),
    /** For the search, default 60; a curve may take as long again. */
    timeLimitSeconds: Type.Optional(Type.Number({ minimum: 1, maximum: SITING_LIMITS.seconds })),
  },
  { additionalProperties: false },
)
export type SitingRequest = Static<typeof SitingRequest>

export const SitingSite = Type.Object({
  lng: Type.Number(),
  lat: Type.Number(),
  /** Cell, house number, place or drawn point that it stands for; existing places of the kinds are places too. */
  source: Type.Union([Type.Literal('cell'), Type.Literal('address'), Type.Literal('facility'), Type.Literal('point')]),
  /** Id of the cell or place; number of the point in the request, from 1; number of the address. Unique together with `source`. */
  sourceId: Type.String(),
  /** Its id in the tables of `…/siting/files`. */
  candidateId: Type.String(),
  /** Of a place or an address; null otherwise. */
  name: Type.Union([Type.String(), Type.Null()]),
  /** Of the level of the question. */
  districtId: Type.Union([Type.String(), Type.Null()]),
  districtName: Type.Union([Type.String(), Type.Null()]),
  /** An existing place that stays, where existing ones are movable. */
  exists: Type.Boolean(),
  /**
   * People of the group whose nearest place it is; equally near, an existing place keeps them. `capacitated`: people who find room there;
   * null in alternatives, where who goes where is not worked out.
   */
  people: Type.Union([Type.Number(), Type.Null()]),
})
export type SitingSite = Static<typeof SitingSite>

export const SitingSolution = Type.Object({
  /** Chosen ones, without existing places that stay in any case. */
  sites: Type.Array(SitingSite),
  /** Existing places that close, where existing ones are movable. */
  givenUp: Type.Array(Type.Object({ facilityId: Type.String(), name: Type.Union([Type.String(), Type.Null()]) })),
  /** In `objectiveUnit`; larger is better for coverage models, smaller for the others. */
  objective: Type.Number(),
  /**
   * People of the group within the threshold, existing places that count included; how many of them were not before; and how many were
   * before and are not any more (where existing places are movable). Never weighted. The very figures that the what-if of these sites gives.
   */
  served: Type.Number(),
  gained: Type.Number(),
  lost: Type.Number(),
  /** Of everybody of the group with a place within 60 minutes. */
  meanMinutes: Type.Union([Type.Number(), Type.Null()]),
  /** People of the group with no place within 60 minutes. */
  peopleWithoutTime: Type.Number(),
})
export type SitingSolution = Static<typeof SitingSolution>

/** How to get the same figures from the tables of `…/siting/files` on the command line. */
export const SitingReproduction = Type.Object({
  /** Files to fetch, by their names there. */
  files: Type.Array(Type.String()),
  command: Type.String(),
  /** The figures as it prints them, to the last digit; in person-deciseconds, deciseconds, or as in `objectiveUnit`. */
  objective: Type.Union([Type.Number(), Type.Null()]),
  bound: Type.Union([Type.Number(), Type.Null()]),
})
export type SitingReproduction = Static<typeof SitingReproduction>

/** What became of the candidates; `candidateCount` of them were searched. */
export const SitingCandidateCounts = Type.Object({
  /** Found at first, within the areas and outside the forbidden ones. */
  found: Type.Integer(),
  /** Left out: drawn points and places beyond all districts or beyond the street data; drawn points in water; no street within 100 m. */
  outsideRegion: Type.Integer(),
  inWater: Type.Integer(),
  withoutStreet: Type.Integer(),
  /** Same spot of a street as another candidate, which is at most as far from it; counted once. */
  merged: Type.Integer(),
  /** Left out to keep to `atMost`, or to fewer where so many would make too many pairs with inhabited cells. */
  thinned: Type.Integer(),
})
export type SitingCandidateCounts = Static<typeof SitingCandidateCounts>

/** `result` of the job: while it runs the best so far, in the end the answer. */
export const SitingAnswer = Type.Object({
  /** `searching`: a better set or bound may come; `curve`: the answer stands, `curve` still grows; `done`. */
  phase: Type.Union([Type.Literal('searching'), Type.Literal('curve'), Type.Literal('done')]),
  importId: Type.String(),
  question: WhatIfQuestion,
  model: SitingModel,
  objectiveUnit: Type.Union([
    Type.Literal('people'),
    Type.Literal('person-minutes'),
    Type.Literal('minutes'),
    Type.Literal('sites'),
    Type.Literal('gap-persons'),
  ]),
  /** Whether people count by the need of their district in `objective` and `bound`. */
  isWeighted: Type.Boolean(),
  /** Null with a `reason`, or while searching. */
  solution: Type.Union([SitingSolution, Type.Null()]),
  /** How things stand without any new site: people of the group, served, and their walk. */
  before: Type.Object({
    people: Type.Number(),
    served: Type.Number(),
    meanMinutes: Type.Union([Type.Number(), Type.Null()]),
  }),
  /** No set of sites can be better than this. */
  bound: Type.Union([Type.Number(), Type.Null()]),
  /** |bound − objective| / the larger of both, 0 where proven. */
  gapShare: Type.Union([Type.Number(), Type.Null()]),
  proven: Type.Boolean(),
  /** `equity-coverage`: the people of the neediest districts, and whether more of them cannot be served. */
  firstGoal: Type.Union([
    Type.Object({ objective: Type.Number(), bound: Type.Number(), proven: Type.Boolean() }),
    Type.Null(),
  ]),
  solver: Type.Union([Type.Literal('exact'), Type.Literal('heuristic')]),
  /** Of the search, without preparing it. */
  seconds: Type.Number(),
  /** Up to five other sets that are at most 1 % worse. */
  alternatives: Type.Array(SitingSolution),
  /**
   * People served against the number of sites that the question counts. Always the end points that are known anyway (no site, and the
   * answer); every number between where `curve` was asked for, as they are found.
   */
  curve: Type.Array(Type.Object({ sites: Type.Integer(), served: Type.Number(), proven: Type.Boolean() })),
  candidateCount: Type.Integer(),
  /** Candidates that no street is near. */
  candidatesWithoutStreet: Type.Integer(),
  candidates: SitingCandidateCounts,
  /** Open places of the kinds that were counted, or that may be given up. */
  existingCount: Type.Integer(),
  /** `capacitated` with `existingCapacity: stated`: those whose capacity is not known. */
  existingWithoutCapacity: Type.Integer(),
  /** People of the group whom neither an existing place that counts nor any candidate could serve. */
  peopleBeyondReach: Type.Number(),
  /** Modifications of the side that do not (fully) apply. */
  problems: Type.Array(ScenarioProblem),
  /** Why there is no solution or a trivial one: `no-candidates`, `no-demand`, `nothing-to-gain`, `too-few-candidates`, `capacity-too-small` … */
  reason: Type.Union([Type.String(), Type.Null()]),
  reasonText: Type.Union([LocalText, Type.Null()]),
  reproduction: SitingReproduction,
})
export type SitingAnswer = Static<typeof SitingAnswer>
