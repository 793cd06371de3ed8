import { Type, type Static } from 'typebox'
import { LocalText, RegionKey, GroupId, LevelId } from '../contract/common.ts'

/**
 * What a region is made of: one JSON file under data/regions/. Paths are relative to the folder given by --sources.
 * Every source names its origin, licence and key date, because every result has to.
 */
const closed = { additionalProperties: false }

const source = {
  /** Unique within the region; part of issue sources and facility ids. */
  key: Type.String({ pattern: '^[a-z0-9]+(?:[-/][a-z0-9]+)*$', maxLength: 64 }),
  file: Type.String({ minLength: 1, maxLength: 255, pattern: '^(?!.*(^|/)\\.\\.(/|$))[^/\\\\][^\\\\]*$' }),
  title: LocalText,
  url: Type.Union([Type.String({ maxLength: 2000 }), Type.Null()]),
  /** Of the file; null where the file is generated. A file with another hash is refused. */
  sha256: Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()]),
  licence: Type.String({ minLength: 1 }),
  attribution: Type.String({ minLength: 1 }),
  keyDate: Type.Union([Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }), Type.Null()]),
}

/**
 * How people counted in a source may be shown to the public. `published`: statistics that are published anyway, shown as they are with the source's note (the default).
 * `register`: counts of a municipal register; no number below the minimum is shown to the public or follows from what is shown.
 */
const disclosure = Type.Optional(
  Type.Object(
    {
      rule: Type.Union([Type.Literal('published'), Type.Literal('register')]),
      /** Default 5. */
      minimum: Type.Optional(Type.Integer({ minimum: 3, maximum: 100 })),
    },
    closed,
  ),
)

export const OsmSource = Type.Object({ kind: Type.Literal('osm'), ...source }, closed)

/** What the network source covers, where that is not the OSM file's own box. */
export const ExtentSource = Type.Object({ kind: Type.Literal('extent'), ...source }, closed)

export const DistrictSource = Type.Object(
  {
    kind: Type.Literal('districts'),
    ...source,
    level: LevelId,
    idProperty: Type.String(),
    nameProperty: Type.String(),
    /** Only where the file does not say it. */
    epsg: Type.Optional(Type.Integer()),
    /** Figure id → property of the file, e.g. official population to benchmark to. */
    figures: Type.Optional(Type.Record(Type.String(), Type.String())),
    disclosure,
  },
  closed,
)

export const PopulationGroup = Type.Object(
  {
    id: GroupId,
    label: LocalText,
    /** Column of the grid file … */
    column: Type.Optional(Type.String()),
    /** … or a percentage of the group `all` in that column … */
    shareColumn: Type.Optional(Type.String()),
    /** … or spread like another group; then a benchmark says how many there are. */
    like: Type.Optional(GroupId),
    benchmark: Type.Optional(Type.Object({ level: LevelId, figure: Type.String() }, closed)),
    /** The group that all of its members belong to, where that is a smaller one than `all`. */
    within: Type.Optional(GroupId),
    note: Type.Optional(LocalText),
  },
  closed,
)
export type PopulationGroup = Static<typeof PopulationGroup>

export const PopulationSource = Type.Object(
  {
    kind: Type.Literal('population'),
    ...source,
    cellSizeMetres: Type.Union([Type.Literal(100), Type.Literal(1000)]),
    /** Column of the grid id, where it is not recognised by its name. */
    gridId: Type.Optional(Type.Object({ column: Type.String() }, closed)),
    groups: Type.Array(PopulationGroup, { minItems: 1, maxItems: 20 }),
    weighting: Type.Union([Type.Literal('buildings'), Type.Literal('area')]),
    disclosure,
  },
  closed,
)

export const FacilitySource = Type.Object(
  {
    kind: Type.Literal('facilities'),
    ...source,
    /** Value of the kind column → catalogue kind. */
    categories: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** For lists without a kind column. */
    defaultCategory: Type.Optional(Type.String()),
    epsg: Type.Optional(Type.Integer()),
  },
  closed,
)

/** One schema per kind of source. */
export const SOURCE_SCHEMAS = [OsmSource, ExtentSource, DistrictSource, PopulationSource, FacilitySource] as const

export const RegionManifest = Type.Object(
  {
    key: RegionKey,
    name: LocalText,
    fictional: Type.Boolean(),
    /** Finest level first: it decides who belongs to the region. */
    levels: Type.Array(Type.Object({ id: LevelId, label: LocalText }, closed), { minItems: 1, maxItems: 6 }),
    sources: Type.Array(Type.Union([...SOURCE_SCHEMAS]), {
      minItems: 1,
      maxItems: 40,
    }),
    notes: Type.Array(LocalText),
  },
  closed,
)
export type RegionManifest = Static<typeof RegionManifest>
export type SourceOfKind<K extends RegionManifest['sources'][number]['kind']> = Extract<
  RegionManifest['sources'][number],
  { kind: K }
>

/** The sources of one kind, in the manifest's order. */
export function sourcesOfKind<K extends RegionManifest['sources'][number]['kind']>(
  manifest: RegionManifest,
  kind: K,
): SourceOfKind<K>[] {
  return manifest.sources.filter((s): s is SourceOfKind<K> => s.kind === kind)
}

/** What a manifest that has the right shape still gets wrong, as sentences; empty when it is sound. */
export function findManifestFaults(manifest: RegionManifest): string[] {
  const faults: string[] = []
  const count = (kind: RegionManifest['sources'][number]['kind']) => sourcesOfKind(manifest, kind).length
  if (count('osm') !== 1) faults.push(`exactly one source of kind "osm" is needed, there are ${count('osm')}`)
  if (count('population') !== 1)
    faults.push(`exactly one source of kind "population" is needed, there are ${count('population')}`)
  if (count('extent') > 1) faults.push('at most one source of kind "extent" is possible')
  const keys = manifest.sources.map((s) => s.key)
  for (const key of new Set(keys))
    if (keys.filter((k) => k === key).length > 1) faults.push(`the source key "${key}" occurs twice`)
  const levels = new Set(manifest.levels.map((l) => l.id))
  const levelSources = sourcesOfKind(manifest, 'districts')
  for (const level of levels) {
    const n = levelSources.filter((s) => s.level === level).length
    if (n !== 1) faults.push(`level "${level}" needs exactly one source of kind "districts", there are ${n}`)
  }
  for (const s of levelSources)
    if (!levels.has(s.level))
      faults.push(`source "${s.key}" names the level "${s.level}", which "levels" does not list`)
  for (const { key, disclosure } of [...levelSources, ...sourcesOfKind(manifest, 'population')])
    if (disclosure?.rule === 'published' && disclosure.minimum !== undefined)
      faults.push(
        `source "${key}" is published as it is, so a minimum has no meaning; did you mean the rule "register"?`,
      )
  for (const population of sourcesOfKind(manifest, 'population'))
    faults.push(...findGroupFaults(manifest, population.groups))
  return faults
}

function findGroupFaults(manifest: RegionManifest, groups: readonly PopulationGroup[]): string[] {
  const faults: string[] = []
  const ids = groups.map((g) => g.id)
  if (ids[0] !== 'all') faults.push('the first population group must be "all"')
  groups.forEach((group, i) => {
    if (ids.indexOf(group.id) !== i) faults.push(`the group "${group.id}" occurs twice`)
    const ways = [group.column, group.shareColumn, group.like].filter((way) => way !== undefined).length
    if (ways !== 1) faults.push(`group "${group.id}" needs exactly one of "column", "shareColumn" and "like"`)
    if (group.like !== undefined && !ids.slice(0, i).includes(group.like))
      faults.push(`group "${group.id}" is like "${group.like}", which must stand before it`)
    if (group.like !== undefined && !group.benchmark)
      faults.push(`group "${group.id}" is spread like another one and needs a "benchmark" for its number`)
    if (group.within !== undefined && !ids.slice(0, i).includes(group.within))
      faults.push(`group "${group.id}" is within "${group.within}", which must stand before it`)
    const benchmark = group.benchmark
    if (!benchmark) return
    const level = sourcesOfKind(manifest, 'districts').find((s) => s.level === benchmark.level)
    if (!level?.figures?.[benchmark.figure]) {
      faults.push(
        `group "${group.id}" is benchmarked to figure "${benchmark.figure}" of level "${benchmark.level}", which no source gives`,
      )
    }
  })
  return faults
}
