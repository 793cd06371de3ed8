import { Type, type Static, type TSchema } from 'typebox'
import { BoundsArray, CategoryId, GroupId, LevelId, LocalText, ProfileId, RegionKey, RunId } from './common.ts'
import { Modifications } from './scenario.ts'

/** What an editor decides about a map that is published, and what the frozen files of a version hold; docs/publications.md explains both. */

/** Raised whenever a client of the former format would misread the files. */
export const PUBLICATION_FORMAT = 1

export const PUBLICATION_LIMITS = {
  title: 120,
  text: 10_000,
  categories: 12,
  minutesPerCategory: 4,
  groups: 6,
  districts: 2000,
  parents: 20,
  reason: 1000,
  contact: 200,
} as const

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const closed = { additionalProperties: false }
const text = (maxLength: number) =>
  Type.Object({ de: Type.String({ maxLength }), en: Type.String({ maxLength }) }, closed)

/** Accent colours that stand out enough from the page in both themes. */
export const ACCENTS = ['petrol', 'blue', 'green', 'violet', 'red', 'slate'] as const
/** Sequential palettes that people with any kind of colour vision can put in order. */
export const PALETTES = ['sunset', 'viridis', 'cividis'] as const
const choice = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] })

export const PublicationId = Type.String({ pattern: '^[a-z2-7]{12}$' })
/** A website that may show the map in a frame: scheme, host and port, nothing else. */
export const ParentOrigin = Type.String({
  pattern: '^https?://[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::[1-9][0-9]{0,4})?$',
  maxLength: 270,
})

/** What is published, as an editor writes it. Texts are text: whatever looks like markup is shown as it was typed. */
export const PublicationDefinition = Type.Object(
  {
    title: text(PUBLICATION_LIMITS.title),
    summary: text(PUBLICATION_LIMITS.text),
    /** The same in plain language (Leichte or Einfache Sprache); paragraphs are divided by empty lines. */
    plainText: text(PUBLICATION_LIMITS.text),
    /** Which language is shown first; `browser`: that of the visitor's browser, German where it is neither. */
    language: choice(['de', 'en', 'browser']),
    profile: ProfileId,
    /** Show things as the scenario would have them; null: as they are. */
    scenarioId: orNull(Type.String({ pattern: '^[0-9a-f]{16}$' })),
    /** Null: the run that is published for the profile when the version is frozen. */
    runId: orNull(RunId),
    /** The first category at its first threshold is shown first. */
    categories: Type.Array(
      Type.Object(
        {
          id: CategoryId,
          minutes: Type.Array(Type.Number({ minimum: 0.5, maximum: 60, multipleOf: 0.5 }), {
            minItems: 1,
            maxItems: PUBLICATION_LIMITS.minutesPerCategory,
            uniqueItems: true,
          }),
        },
        closed,
      ),
      { minItems: 1, maxItems: PUBLICATION_LIMITS.categories },
    ),
    groups: Type.Array(GroupId, { minItems: 1, maxItems: PUBLICATION_LIMITS.groups, uniqueItems: true }),
    levelId: LevelId,
    /** Null: every district of the level. */
    districtIds: orNull(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        minItems: 1,
        maxItems: PUBLICATION_LIMITS.districts,
        uniqueItems: true,
      }),
    ),
    /** What the map shows first, and how far its background reaches; null: the districts. */
    extent: orNull(BoundsArray),
    accent: choice(ACCENTS),
    palette: choice(PALETTES),
    showPlaces: Type.Boolean(),
    allowWhatIf: Type.Boolean(),
    allowCorrections: Type.Boolean(),
    /** Websites that may show the map; nobody else's can. */
    allowedParents: Type.Array(ParentOrigin, { maxItems: PUBLICATION_LIMITS.parents, uniqueItems: true }),
    /** Whom to ask about the map; each may be empty. */
    contact: Type.Object(
      {
        name: Type.String({ maxLength: PUBLICATION_LIMITS.contact }),
        url: Type.String({ maxLength: PUBLICATION_LIMITS.contact, pattern: '^(?:https?://[^\\s]+)?$' }),
        email: Type.String({ maxLength: PUBLICATION_LIMITS.contact, pattern: '^(?:[^\\s@<>"]+@[^\\s@<>"]+)?$' }),
      },
      closed,
    ),
  },
  closed,
)
export type PublicationDefinition = Static<typeof PublicationDefinition>

export const PublicationState = choice(['draft', 'published', 'withdrawn'])

export const PublicationSummary = Type.Object({
  id: PublicationId,
  region: RegionKey,
  title: LocalText,
  /** `draft`: never published. */
  state: PublicationState,
  /** Of the definition, for saving it again: 1, 2 … with every save. */
  draftVersion: Type.Integer(),
  /** Frozen version that the address shows; null before the first. */
  version: orNull(Type.Integer()),
  /** True where the definition was saved after the version that is shown was frozen. */
  changedSince: Type.Boolean(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  publishedAt: orNull(Type.String()),
  withdrawn: orNull(Type.Object({ at: Type.String(), reason: Type.String() })),
  /** Deleted ones (never published, or withdrawn) are listed on request and can be restored. */
  deletedAt: orNull(Type.String()),
  /** Where it is seen, absolute: `https://…/embed/{id}`. */
  address: Type.String(),
})
export type PublicationSummary = Static<typeof PublicationSummary>

export const Publication = Type.Object({ ...PublicationSummary.properties, definition: PublicationDefinition })
export type Publication = Static<typeof Publication>

/** One file of a version as stored; `sha256` of its plain bytes, hexadecimal. */
export const FrozenFile = Type.Object({
  name: Type.String(),
  type: Type.String(),
  /** Plain; what travels may be packed. */
  bytes: Type.Integer(),
  /** Packed by gzip, where that pays; else null. */
  gzipBytes: orNull(Type.Integer()),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
export type FrozenFile = Static<typeof FrozenFile>

export const PublicationVersion = Type.Object({
  version: Type.Integer(),
  publishedAt: Type.String(),
  title: LocalText,
  /** Save of the definition that was frozen. */
  draftVersion: Type.Integer(),
  importId: Type.String(),
  runId: Type.String(),
  scenarioId: orNull(Type.String()),
  methodVersion: Type.String(),
  /** All files together, plain. */
  bytes: Type.Integer(),
  files: Type.Array(FrozenFile),
  /** Of this version, absolute. */
  address: Type.String(),
})
export type PublicationVersion = Static<typeof PublicationVersion>

/* Files of a version. */

/** `current.json` beside the page: which version to show. Everything else of a version never changes. */
export const CurrentFile = Type.Object({
  format: Type.Literal(PUBLICATION_FORMAT),
  id: PublicationId,
  version: Type.Integer(),
  publishedAt: Type.String(),
  /** Folder of the version's files, relative to this file: `v/3/`. */
  base: Type.String(),
  /** Origins that messages are taken from and sent to. */
  allowedParents: Type.Array(Type.String()),
  /** Page for reporting a wrong place, absolute; null where corrections are not taken. */
  reportUrl: orNull(Type.String()),
  /** True for an editor's preview. */
  preview: Type.Boolean(),
})
export type CurrentFile = Static<typeof CurrentFile>

const Colours = Type.Object({ light: Type.Array(Type.String()), dark: Type.Array(Type.String()) })
const Colour = Type.Object({ light: Type.String(), dark: Type.String() })

/** Class i holds times above breaks[i − 1] up to and including breaks[i], in minutes; the last one all longer times. */
export const LegendClasses = Type.Object({
  minutes: Type.Number(),
  breaks: Type.Array(Type.Number()),
  /** Classes at the beginning that lie within the threshold. */
  servedClasses: Type.Integer(),
  /** As many as classes, `#rrggbb`. */
  colours: Colours,
})

export const PublishedCategory = Type.Object({
  id: Type.String(),
  label: LocalText,
  /** Field of action. */
  field: LocalText,
  minutes: Type.Array(Type.Number()),
  /** One per threshold, in their order. */
  legends: Type.Array(LegendClasses),
  /** Places of the kind that count, in the region and around it. */
  placeCount: Type.Integer(),
  thresholdBasis: orNull(Type.String()),
})

/** `publication.json`. */
export const PublicationFile = Type.Object({
  kind: Type.Literal('nahraum-publication'),
  format: Type.Literal(PUBLICATION_FORMAT),
  id: PublicationId,
  version: Type.Integer(),
  publishedAt: Type.String(),
  region: Type.Object({ key: Type.String(), name: LocalText, fictional: Type.Boolean() }),
  title: LocalText,
  summary: LocalText,
  plainText: LocalText,
  language: choice(['de', 'en', 'browser']),
  profile: Type.Object({ id: ProfileId, label: LocalText, note: LocalText, speedMetresPerSecond: Type.Number() }),
  /** Where figures are those of a scenario: which, and what it changes; without the notes of its authors. */
  scenario: orNull(
    Type.Object({ id: Type.String(), version: Type.Integer(), name: Type.String(), modifications: Modifications }),
  ),
  level: Type.Object({ id: Type.String(), label: LocalText }),
  categories: Type.Array(PublishedCategory),
  groups: Type.Array(Type.Object({ id: Type.String(), label: LocalText, note: orNull(LocalText) })),
  extent: BoundsArray,
  accent: Colour,
  /** Cells that cannot be assessed; drawn with a pattern as well. */
  unknownColour: Colour,
  showPlaces: Type.Boolean(),
  allowWhatIf: Type.Boolean(),
  allowCorrections: Type.Boolean(),
  contact: Type.Object({ name: Type.String(), url: Type.String(), email: Type.String() }),
  method: Type.Object({
    version: Type.String(),
    cutoffMinutes: Type.Number(),
    runId: Type.String(),
    runAt: Type.String(),
  }),
  import: Type.Object({ id: Type.String(), importedAt: Type.String() }),
  sources: Type.Array(
    Type.Object({
      kind: Type.String(),
      title: LocalText,
      url: orNull(Type.String()),
      licence: Type.String(),
      attribution: Type.String(),
      keyDate: orNull(Type.String()),
      sha256: Type.String(),
    }),
  ),
  /** Warnings that stand beside every figure. */
  notes: Type.Array(LocalText),
  /** How people are protected. `published`: the figures are published statistics and shown as they are. */
  disclosure: Type.Object({
    rule: choice(['published', 'register']),
    /** Fewer people than this are not shown; null where figures are shown as they are. */
    minimum: orNull(Type.Integer()),
    note: LocalText,
  }),
  /** Every other file of the version. */
  files: Type.Array(FrozenFile),
})
export type PublicationFile = Static<typeof PublicationFile>

/** `suppressed`: too few people to be shown; the others as in the API's rows. */
export const FIGURE_REASONS = [
  'suppressed',
  'no-people',
  'outside-network',
  'no-street',
  'no-facility',
  'beyond-cutoff',
] as const
export const FigureReason = choice(FIGURE_REASONS)
export type FigureReason = Static<typeof FigureReason>

const Figure = orNull(Type.Number())
const Figures = Type.Array(Figure)

/**
 * `table.json`: every published figure. Arrays of figures are in the order of `rows`: the chosen districts, then `elsewhere` (people of
 * all other districts and of none; left out where there are none), last `total`, the whole region.
 * All rows before the last add up to it, and served + unserved = people, as far as figures are shown.
 */
export const TableFile = Type.Object({
  format: Type.Literal(PUBLICATION_FORMAT),
  levelId: Type.String(),
  rows: Type.Array(
    Type.Object({
      kind: choice(['district', 'elsewhere', 'total']),
      /** Of a district, else null. */
      id: orNull(Type.String()),
      name: LocalText,
    }),
  ),
  /** People per group. */
  people: Type.Array(
    Type.Object({
      groupId: Type.String(),
      people: Figures,
      reason: Type.Array(orNull(FigureReason)),
    }),
  ),
  /** Places per category within each row. */
  places: Type.Array(Type.Object({ categoryId: Type.String(), count: Type.Array(Type.Integer()) })),
  /** One per category, threshold and group, in the order of publication.json. */
  blocks: Type.Array(
    Type.Object({
      categoryId: Type.String(),
      minutes: Type.Number(),
      groupId: Type.String(),
      served: Figures,
      unserved: Figures,
      /** Of the unserved: people in cells that cannot be assessed. */
      unknown: Figures,
      /** Of the unserved: people so near the edge of the data that a place beyond could serve them. */
      uncertain: Figures,
      /** served / people, 0 … 1. */
      share: Figures,
      /** People-weighted mean walking time; null where nobody reaches a place, and in `elsewhere`. */
      meanMinutes: Figures,
      /** Why a figure of the row is null; null where all are there. */
      reason: Type.Array(orNull(FigureReason)),
    }),
  ),
})
export type TableFile = Static<typeof TableFile>

/** `places.json`. */
export const PlacesFile = Type.Object({
  format: Type.Literal(PUBLICATION_FORMAT),
  places: Type.Array(
    Type.Object({
      id: Type.String(),
      name: orNull(Type.String()),
      /** Those of the publication, at least one. */
      categoryIds: Type.Array(Type.String()),
      lng: Type.Number(),
      lat: Type.Number(),
      /** District of the publication's level; null outside all. */
      districtId: orNull(Type.String()),
      address: orNull(Type.String()),
      provider: orNull(Type.String()),
      openingHours: orNull(Type.String()),
      wheelchair: Type.Union([Type.Literal('yes'), Type.Literal('limited'), Type.Literal('no'), Type.Null()]),
      website: orNull(Type.String()),
      /** True for places that only the scenario has. */
      planned: Type.Boolean(),
    }),
  ),
})
export type PlacesFile = Static<typeof PlacesFile>

/** Properties of the features of `districts.json`, in the order of the level; geometry is simplified alike on both sides of a border. */
export const PublishedDistrict = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** False: shown for orientation only, without figures. */
  chosen: Type.Boolean(),
  /** A point inside for its name, [lng, lat]. */
  position: Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
})
export type PublishedDistrict = Static<typeof PublishedDistrict>

/**
 * Meta of `cells.nrc` (the column format NRC1). Columns, one entry per cell of the chosen districts: `idHigh`, `idLow` (uint32, halves of the H3 id),
 * `district` (uint16, position in districts.json, 0xffff none), `edgeDeciseconds` (uint16, walking time to the edge of the data, 0xffff none),
 * `deciseconds:{categoryId}` (uint16, 0xffff no time), `reason:{categoryId}` (uint8, as in the API's cells),
 * `people:{groupId}` (float32; of protected figures whole steps, see `disclosure`).
 */
export const CellsMeta = Type.Object({
  format: Type.Literal(PUBLICATION_FORMAT),
  resolution: Type.Integer(),
  cellCount: Type.Integer(),
  categories: Type.Array(Type.String()),
  groups: Type.Array(Type.String()),
})
export type CellsMeta = Static<typeof CellsMeta>
