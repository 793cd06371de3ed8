import { Type, type Static } from 'typebox'
import { LocalText } from './common.ts'

/**
 * People of one group in one district (or the whole region) against one threshold.
 * `served + unserved = people` exactly; `unknown` and `uncertain` are parts of `unserved`.
 */
export const CoverageRow = Type.Object({
  districtId: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  people: Type.Number(),
  served: Type.Number(),
  unserved: Type.Number(),
  /** Of the unserved: people in cells that cannot be assessed (outside the street data, no street near). */
  unknown: Type.Number(),
  /** Of the unserved: people so near the edge of the data that a place beyond it could serve them. */
  uncertain: Type.Number(),
  /** served / people, 0 … 1; null without people. */
  share: Type.Union([Type.Number(), Type.Null()]),
  /** (served + unknown + uncertain) / people: the most it can be. */
  shareUpper: Type.Union([Type.Number(), Type.Null()]),
  /** unserved / people × 1000. */
  unservedPerThousand: Type.Union([Type.Number(), Type.Null()]),
  /** People-weighted walking minutes over those who reach any place; null without. */
  meanMinutes: Type.Union([Type.Number(), Type.Null()]),
  medianMinutes: Type.Union([Type.Number(), Type.Null()]),
  p90Minutes: Type.Union([Type.Number(), Type.Null()]),
  /** People without any walking time (not in the three figures above). */
  peopleWithoutTime: Type.Number(),
  /** Σ people × gap, gap = min(1, max(0, (t − T)/T)): weighs how far beyond the threshold. */
  gapPersons: Type.Number(),
  /** People-weighted mean of the 15-minute score, 0 … 1; only in score mode. */
  score: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  /** Places of the chosen kinds inside the district. */
  facilityCount: Type.Integer(),
  /** Why figures are missing, or null: "no-people", "outside-network". */
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type CoverageRow = Static<typeof CoverageRow>

export const DistrictResults = Type.Object({
  run: Type.String(),
  level: Type.String(),
  group: Type.String(),
  categoryIds: Type.Array(Type.String()),
  mode: Type.Union([Type.Literal('any'), Type.Literal('score')]),
  rank: Type.Integer(),
  minutes: Type.Number(),
  /** The whole region: people of all districts of the level and of none. */
  total: CoverageRow,
  /** One row per district; people in no district of this level form a last row without id. */
  rows: Type.Array(CoverageRow),
  /** Share served for T = 1 … 60 minutes in the whole region; empty without people. */
  curve: Type.Array(Type.Number()),
  /** Kinds of a score that no cell reaches at any time: they count as not reached. */
  categoriesWithoutPlace: Type.Array(Type.String()),
})
export type DistrictResults = Static<typeof DistrictResults>

/**
 * The column format (application/vnd.nahraum.columns): 4 bytes "NRC1", uint32 LE length of the header, the header as
 * UTF-8 JSON padded with spaces to a multiple of 8 bytes (from the start of the file), then the columns, each starting at a multiple of 8.
 */
export const ColumnsHeader = Type.Object({
  meta: Type.Record(Type.String(), Type.Any()),
  columns: Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.Union([
        Type.Literal('uint8'),
        Type.Literal('uint16'),
        Type.Literal('uint32'),
        Type.Literal('float32'),
        Type.Literal('float64'),
      ]),
      length: Type.Integer(),
      /** From the start of the file. */
      byteOffset: Type.Integer(),
    }),
  ),
})
export type ColumnsHeader = Static<typeof ColumnsHeader>

export const ExplainPlace = Type.Object({
  facilityId: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  categoryIds: Type.Array(Type.String()),
  lng: Type.Number(),
  lat: Type.Number(),
  minutes: Type.Number(),
  metres: Type.Number(),
  /** Route from the cell's origin to the place, [lng, lat] pairs. */
  route: Type.Array(Type.Array(Type.Number())),
  /** Metres of the route by what the map knows: steps, known and unknown surface, width, kerbs … */
  steps: Type.Array(
    Type.Object({
      kind: Type.String(),
      label: LocalText,
      metres: Type.Number(),
      lng: Type.Number(),
      lat: Type.Number(),
    }),
  ),
  unknownMetres: Type.Record(Type.String(), Type.Number()),
})
export const Explanation = Type.Object({
  cellId: Type.String(),
  /** Where the cell's walks start: its population-weighted point, [lng, lat]. */
  origin: Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
  /** Districts that the cell shares area with, by level. */
  districts: Type.Array(Type.Object({ level: Type.String(), id: Type.String(), name: Type.String() })),
  people: Type.Record(Type.String(), Type.Number()),
  /** Walk from the cell's origin to the street, metres. */
  accessMetres: Type.Union([Type.Number(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
  reasonText: Type.Union([LocalText, Type.Null()]),
  uncertain: Type.Boolean(),
  places: Type.Array(ExplainPlace),
})
export type Explanation = Static<typeof Explanation>

export const JobBody = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  region: Type.Union([Type.String(), Type.Null()]),
  status: Type.Union([
    Type.Literal('accepted'),
    Type.Literal('running'),
    Type.Literal('successful'),
    Type.Literal('failed'),
    Type.Literal('dismissed'),
    Type.Literal('interrupted'),
  ]),
  step: Type.String(),
  share: Type.Number(),
  message: Type.Union([LocalText, Type.Null()]),
  createdAt: Type.String(),
  finishedAt: Type.Union([Type.String(), Type.Null()]),
  result: Type.Union([Type.Record(Type.String(), Type.Any()), Type.Null()]),
})
export type JobBody = Static<typeof JobBody>
