import { Type, type Static } from 'typebox'
import { BoundsArray, LocalText, ProfileId } from './common.ts'

export const RegionSummary = Type.Object({
  key: Type.String(),
  name: LocalText,
  bounds: BoundsArray,
  /** True for the made-up demo town; the interface says so everywhere. */
  fictional: Type.Boolean(),
  people: Type.Number(),
  districtCount: Type.Integer(),
  facilityCount: Type.Integer(),
  importedAt: Type.String(),
  /** Whether there is a published run. */
  analysed: Type.Boolean(),
})
export type RegionSummary = Static<typeof RegionSummary>

export const SourceInfo = Type.Object({
  kind: Type.Union([
    Type.Literal('osm'),
    Type.Literal('districts'),
    Type.Literal('population'),
    Type.Literal('facilities'),
    Type.Literal('extent'),
    Type.Literal('corrections'),
  ]),
  key: Type.String(),
  title: LocalText,
  fileName: Type.String(),
  url: Type.Union([Type.String(), Type.Null()]),
  licence: Type.String(),
  attribution: Type.String(),
  keyDate: Type.Union([Type.String(), Type.Null()]),
  sha256: Type.String(),
  countIn: Type.Integer(),
  countOut: Type.Integer(),
  countRejected: Type.Integer(),
  /** What is counted: "streets", "cells", "districts", "places". */
  unit: Type.String(),
})
export type SourceInfo = Static<typeof SourceInfo>

export const RunInfo = Type.Object({
  id: Type.String(),
  profile: ProfileId,
  createdAt: Type.String(),
  published: Type.Boolean(),
  methodVersion: Type.String(),
  inputsHash: Type.String(),
  categoryIds: Type.Array(Type.String()),
  cutoffMinutes: Type.Number(),
  maximumRank: Type.Integer(),
})
export type RunInfo = Static<typeof RunInfo>

export const Region = Type.Object({
  ...RegionSummary.properties,
  levels: Type.Array(Type.Object({ id: Type.String(), label: LocalText, count: Type.Integer() })),
  groups: Type.Array(
    Type.Object({
      id: Type.String(),
      label: LocalText,
      people: Type.Number(),
      /** How the group's figures came about, e.g. estimated shares; shown beside every number. */
      note: Type.Union([LocalText, Type.Null()]),
      /** Census cells in which this group's figure is missing at the source. */
      missingCells: Type.Integer(),
    }),
  ),
  profiles: Type.Array(
    Type.Object({ id: ProfileId, label: LocalText, speedMetresPerSecond: Type.Number(), note: LocalText }),
  ),
  sources: Type.Array(SourceInfo),
  /** Warnings that must stand beside every result: partial network, estimated figures … */
  notes: Type.Array(LocalText),
  /** What the street data covers. */
  networkBounds: BoundsArray,
  network: Type.Object({
    edgeCount: Type.Integer(),
    kilometres: Type.Number(),
    /** Edges on islands too small to count, and their length. */
    droppedKilometres: Type.Number(),
    /** Share of the length without the tag: surface, width, kerb …, 0 … 1. */
    unknownShares: Type.Record(Type.String(), Type.Number()),
  }),
  /** People of the census grid outside every district: not part of any result. */
  peopleOutside: Type.Number(),
  /** Published runs, one per profile. */
  runs: Type.Array(RunInfo),
  /** Addresses of TileJSON documents. */
  tiles: Type.Object({
    basemap: Type.String(),
    districts: Type.String(),
    facilities: Type.String(),
    hexagons: Type.String(),
    gaps: Type.String(),
  }),
  /** Changes with every import; part of every cacheable address. */
  version: Type.String(),
})
export type Region = Static<typeof Region>

export const ImportIssueBody = Type.Object({
  kind: Type.String(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('note')]),
  source: Type.String(),
  count: Type.Integer(),
  examples: Type.Array(Type.String()),
  message: LocalText,
})
export const ImportIssues = Type.Object({ issues: Type.Array(ImportIssueBody) })
export type ImportIssues = Static<typeof ImportIssues>

export const ImportList = Type.Object({
  imports: Type.Array(
    Type.Object({
      importId: Type.String(),
      importedAt: Type.String(),
      /** The import that the map shows. */
      current: Type.Boolean(),
      people: Type.Number(),
      facilityCount: Type.Integer(),
    }),
  ),
})
export type ImportList = Static<typeof ImportList>

/** One import with where it came from. */
export const ImportDescription = Type.Object({
  ...ImportList.properties.imports.items.properties,
  sources: Type.Array(SourceInfo),
  levels: Type.Array(Type.Object({ id: Type.String(), label: LocalText })),
  groups: Type.Array(Type.Object({ id: Type.String(), label: LocalText })),
})
export type ImportDescription = Static<typeof ImportDescription>

export const CategoryInfo = Type.Object({
  id: Type.String(),
  label: LocalText,
  field: Type.String(),
  thresholdMinutes: Type.Object({ strict: Type.Number(), default: Type.Number(), wide: Type.Number() }),
  thresholdBasis: Type.Union([Type.String(), Type.Null()]),
  /** Where the threshold comes from, in words, and how well it is founded. */
  thresholdSources: Type.Array(Type.String()),
  evidence: Type.String(),
  targetGroups: Type.Array(Type.String()),
  seniorUse: Type.Union([Type.Literal('primary'), Type.Literal('check'), Type.Literal('no')]),
  osmCompleteness: Type.String(),
  capacityUnit: Type.Union([Type.String(), Type.Null()]),
  weight: Type.Number(),
  note: Type.Union([Type.String(), Type.Null()]),
  /** Facilities of this kind in the region's data. */
  facilityCount: Type.Integer(),
})
export type CategoryInfo = Static<typeof CategoryInfo>

export const Categories = Type.Object({
  fields: Type.Array(Type.Object({ id: Type.String(), label: LocalText })),
  categories: Type.Array(CategoryInfo),
  /** Ready-made choices of several kinds. */
  bundles: Type.Array(
    Type.Object({
      id: Type.String(),
      label: LocalText,
      mode: Type.Union([Type.Literal('any'), Type.Literal('score')]),
      categoryIds: Type.Array(Type.String()),
    }),
  ),
})
export type Categories = Static<typeof Categories>
