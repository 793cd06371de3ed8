/** The blocks of one district's profile: every figure as the API gives it, rounded as everywhere, with what is missing said in words. */
import type { DistrictProfile, ProfileKind, ProfileRow } from '../contract/district-profile.ts'
import { createFigureFormat, roundPercent, type FigureFormat, type Language } from './figure-format.ts'
import { NEED_RULES } from './needs-for-action.ts'
import type { Frame, ProfileContext } from './profile-context.ts'
import { SCORE_BREAKS, SCORE_COLOURS, UNKNOWN_COLOUR, type ProfileMap } from './profile-map.ts'
import { PROFILE_TEXTS, writeShortReason } from './profile-texts.ts'
import { paginate } from './paginate.ts'
import { shortenText } from './shorten-text.ts'
import type { Block, LegendEntry, MapPicture, TableGroup } from './sheet.ts'

const NAME = 80
const LABEL = 48
/** The long table begins where so much of it fits. */
const TABLE_KEEPS = 70

type Table = Extract<Block, { kind: 'table' }>
type Texts = (typeof PROFILE_TEXTS)['de']

interface Writer {
  readonly t: Texts
  readonly format: FigureFormat
  readonly context: ProfileContext
}

/**
 * @param map of the district; null leaves it out
 * @returns the blocks of each sheet
 */
export function buildProfileSheets(
  profile: DistrictProfile,
  frame: Frame,
  context: ProfileContext,
  map: ProfileMap | MapPicture | null,
): Block[][] {
  const { language } = context
  const w: Writer = { t: PROFILE_TEXTS[language], format: createFigureFormat(language), context }
  const { t } = w
  const alternative = `${shortenText(profile.name, NAME)}: ${t.mapText}`
  const mapBlock: Block[] = map === null ? [] : [describeMap(map, alternative, language)]
  const first: Block[] = [
    { kind: 'text', style: 'kicker', text: writeKicker(frame, w) },
    { kind: 'heading', level: 1, text: shortenText(profile.name, NAME) },
    ...(context.fictional ? [{ kind: 'text', style: 'stamp', text: t.madeUp } as const] : []),
    ...(frame.edition === 'internal' ? [{ kind: 'text', style: 'stamp', text: t.official } as const] : []),
    { kind: 'text', style: 'plain', text: writeFacts(profile, w) },
    {
      kind: 'columns',
      left: [{ kind: 'heading', level: 2, text: t.mapTitle }, ...mapBlock],
      right: [
        { kind: 'heading', level: 2, text: t.peopleByGroup },
        compareOnly(describeGroups(profile, w), w, { region: 3, similar: 4 }),
        { kind: 'heading', level: 2, text: t.fields },
        compareOnly(describeFields(profile, w), w, { region: 2, similar: 3 }),
        { kind: 'text', style: 'small', text: t.fieldsNote },
        { kind: 'text', style: 'plain', text: writeSimilar(profile, w) },
      ],
    },
    { kind: 'heading', level: 2, text: t.needs },
    ...describeNeeds(profile, w),
  ]
  const gaps: Block[] = [{ kind: 'heading', level: 2, text: t.gaps }, ...describeGaps(profile, w)]
  const kinds: Block[] = [
    { kind: 'heading', level: 2, text: t.kinds, keepMillimetres: TABLE_KEEPS },
    { kind: 'text', style: 'small', text: t.kindsNote },
    compareOnly(describeKinds(profile, w), w, { region: 6, similar: 7 }),
    ...describeAbsent(frame, context),
  ]
  // The gaps stand before or behind the long table, wherever that takes fewer sheets.
  const orders = [paginate([...first, ...gaps, ...kinds]), paginate([...first, ...kinds, ...gaps])]
  return orders[1].length < orders[0].length ? orders[1] : orders[0]
}

function writeKicker(frame: Frame, { t, context, format }: Writer): string {
  const { language, regionName, levelLabel, profileLabel, createdAt } = context
  return [
    t.kicker,
    shortenText(levelLabel[language], LABEL),
    shortenText(regionName[language], LABEL),
    `${t.profile}: ${profileLabel[language]}`,
    format.date(createdAt),
    ...(frame.edition === 'public' ? [t.publicEdition] : []),
  ].join(' · ')
}

function writeFacts({ groups, density, regionDensity, areaSquareMetres }: DistrictProfile, { t, format }: Writer) {
  const all = groups[0]
  const people = all.people === null ? t.reasons.suppressed : format.people(all.people)
  const parts = [`${t.people}: ${people}`, `${t.area}: ${format.area(areaSquareMetres)}`]
  if (density !== null) {
    const compared = regionDensity === null ? '' : ` (${t.region} ${format.people(regionDensity)})`
    parts.push(`${format.people(density)} ${t.density}${compared}`)
  }
  return parts.join(' · ')
}

/** A map with its legend, drawn or fetched. */
export function describeMap(map: ProfileMap | MapPicture, alternative: string, language: Language): Block {
  const t = PROFILE_TEXTS[language]
  const format = createFigureFormat(language)
  const legend: LegendEntry[] = SCORE_COLOURS.map((colour, i) => ({
    colour,
    text:
      i < SCORE_BREAKS.length
        ? `${t.upTo} ${format.percent(SCORE_BREAKS[i] / 100)}`
        : `${t.above} ${format.percent(SCORE_BREAKS[i - 1] / 100)}`,
    isStruck: false,
  }))
  legend.push({ colour: UNKNOWN_COLOUR, text: t.unknown, isStruck: true })
  if ('source' in map) return { kind: 'picture', picture: map, alternative, legend }
  const scaleText = `${t.scale} 1 : ${format.integer(map.denominator)} · ${t.north}`
  return { kind: 'map', map, alternative, legend, scaleText }
}

/** The table without the columns of comparisons that nobody asked for. */
function compareOnly(table: Table, { context }: Writer, columns: { region: number; similar: number }): Table {
  const { region = true, similar = true } = context.comparisons ?? {}
  const isKept = (_: unknown, i: number) => (region || i !== columns.region) && (similar || i !== columns.similar)
  return {
    ...table,
    columns: table.columns.filter(isKept),
    groups: table.groups.map((group) => ({
      ...group,
      rows: group.rows.map((row) => ({ ...row, cells: row.cells.filter(isKept) })),
    })),
  }
}

function describeGroups({ groups }: DistrictProfile, w: Writer): Table {
  const { t, format } = w
  const share = (value: number | null) => (value === null ? t.none : format.percent(value))
  return {
    kind: 'table',
    caption: t.peopleByGroup,
    columns: [
      { head: t.group, isNumber: false, width: 34 },
      { head: t.people, isNumber: true, width: 20 },
      { head: t.share, isNumber: true, width: 15 },
      { head: t.region, isNumber: true, width: 18 },
      { head: t.similar, isNumber: true, width: 18 },
    ],
    groups: [
      {
        head: null,
        rows: groups.map((group) => ({
          isStrong: false,
          cells: [
            labelOf(w.context.groups, group.groupId, w.context.language),
            group.people === null ? writeShortReason(group.reason, w.context.language) : format.people(group.people),
            share(group.share),
            share(group.regionShare),
            share(group.similarShare),
          ],
        })),
      },
    ],
  }
}

function describeFields({ fields }: DistrictProfile, w: Writer): Table {
  const { t } = w
  return {
    kind: 'table',
    caption: t.fields,
    columns: [
      { head: t.field, isNumber: false, width: 46 },
      { head: t.served, isNumber: true, width: 20 },
      { head: t.region, isNumber: true, width: 18 },
      { head: t.similar, isNumber: true, width: 18 },
    ],
    groups: [
      {
        head: null,
        rows: fields.map((field) => ({
          isStrong: false,
          cells: [
            labelOf(w.context.fields, field.fieldId, w.context.language),
            writeBand(field.share, field.shareUpper, w) ?? writeShortReason(field.reason, w.context.language),
            writeBand(field.regionShare, field.regionShareUpper, w) ?? t.none,
            writeBand(field.similarShare, field.similarShareUpper, w) ?? t.none,
          ],
        })),
      },
    ],
  }
}

function writeSimilar({ similar }: DistrictProfile, { t, context }: Writer): string {
  if (similar.length === 0) return `${t.similarDistricts}: ${t.similarNone}`
  const distance = new Intl.NumberFormat(context.language === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 1 })
  const names = similar.map((other) => `${shortenText(other.name, LABEL)} (${distance.format(other.distance)})`)
  return `${t.similarDistricts}: ${names.join(', ')}`
}

function describeNeeds({ groups, needs }: DistrictProfile, { t, context }: Writer): Block[] {
  if (needs.length === 0) {
    const { people } = groups[0]
    const isTooSmall = people === null || people < NEED_RULES.minimumPeople
    return [{ kind: 'text', style: 'plain', text: isTooSmall ? t.needsTooFew : t.needsNone }]
  }
  const items = needs.map(({ priority, text, guidelines }) => ({
    mark: t[priority],
    text:
      text[context.language] +
      (guidelines.length === 0 ? '' : ` (${t.guidelines}: ${shortenText(guidelines.join(', '), NAME)})`),
  }))
  return [
    { kind: 'text', style: 'small', text: t.needsNote },
    { kind: 'points', items },
  ]
}

function describeKinds({ kinds }: DistrictProfile, w: Writer): Table {
  const { t, context } = w
  const groups: TableGroup[] = context.fields.flatMap(({ id, label }) => {
    const members = kinds.filter(({ fieldId }) => fieldId === id)
    if (members.length === 0) return []
    return [{ head: shortenText(label[context.language], LABEL), rows: members.map((kind) => describeKind(kind, w)) }]
  })
  return {
    kind: 'table',
    caption: t.kinds,
    columns: [
      { head: t.kind, isNumber: false, width: 60 },
      { head: t.minutes, isNumber: true, width: 9 },
      { head: t.forGroup, isNumber: false, width: 28 },
      { head: t.served, isNumber: true, width: 17 },
      { head: t.unserved, isNumber: true, width: 17 },
      { head: t.unsure, isNumber: true, width: 15 },
      { head: t.region, isNumber: true, width: 17 },
      { head: t.similar, isNumber: true, width: 17 },
      { head: t.placesInside, isNumber: true, width: 13 },
      { head: `${t.nearest} (${t.minutes})`, isNumber: true, width: 16 },
      { head: `${t.nearestOutside} (${t.minutes})`, isNumber: true, width: 17 },
    ],
    groups,
  }
}

/** Whether most people live where the data do not reach: places are then not known there either. */
function isOutside({ people, unknown }: ProfileRow): boolean {
  return people !== null && unknown !== null && people > 0 && unknown >= people / 2
}

function describeKind(kind: ProfileKind, w: Writer) {
  const { t, format, context } = w
  const { row, region, similarShare, similarShareUpper, nearest, nearestOutside } = kind
  const unsure = row.unknown === null || row.uncertain === null ? null : row.unknown + row.uncertain
  return {
    isStrong: kind.isCore,
    cells: [
      labelOf(context.categories, kind.categoryId, w.context.language),
      format.minutes(kind.minutes),
      labelOf(context.groups, kind.groupId, w.context.language),
      writeBand(row.share, row.shareUpper, w) ?? writeShortReason(row.reason, context.language),
      row.unservedLower === null ? t.none : format.people(row.unservedLower),
      unsure === null ? t.none : format.people(unsure),
      writeBand(region.share, region.shareUpper, w) ?? t.none,
      writeBand(similarShare, similarShareUpper, w) ?? t.none,
      // None found is not none there.
      row.facilityCount === 0 && isOutside(row) ? t.unclear : format.integer(row.facilityCount),
      nearest === null ? t.none : format.minutes(nearest.minutes),
      nearestOutside === null ? t.none : format.minutes(nearestOutside.minutes),
    ],
  }
}

/** "62 %", or "62–71 %" where part of it is not known, "unclear" where nobody can be assessed; null where it is withheld or nobody is there. */
function writeBand(low: number | null, high: number | null, { t, format }: Writer): string | null {
  if (low === null) return high === null ? null : t.unclear
  if (high === null || roundPercent(high) <= roundPercent(low)) return format.percent(low)
  return `${roundPercent(low)}–${format.percent(high)}`
}

/** Kinds of which the data hold no place: a line, or nothing where they hold some of every kind. */
export function describeAbsent(
  { absentCategoryIds }: Pick<Frame, 'absentCategoryIds'>,
  context: ProfileContext,
): Block[] {
  if (absentCategoryIds.length === 0) return []
  const labels = absentCategoryIds.map((id) => labelOf(context.categories, id, context.language))
  return [{ kind: 'text', style: 'small', text: `${PROFILE_TEXTS[context.language].absent}: ${labels.join(', ')}.` }]
}

function describeGaps({ gaps, kinds }: DistrictProfile, w: Writer): Block[] {
  const { t, format, context } = w
  if (gaps.length === 0) {
    const hasUnsure = kinds.some(
      ({ isCore, row }) => isCore && Math.round((row.unknown ?? 0) + (row.uncertain ?? 0)) > 0,
    )
    return [{ kind: 'text', style: 'plain', text: hasUnsure ? t.gapsUnclear : t.gapsNone }]
  }
  return [
    { kind: 'text', style: 'small', text: t.gapsNote },
    {
      kind: 'table',
      caption: t.gaps,
      columns: [
        { head: t.gap, isNumber: false, width: 50 },
        { head: t.kind, isNumber: false, width: 55 },
        { head: t.forGroup, isNumber: false, width: 35 },
        { head: t.gapPeople, isNumber: true, width: 18 },
        { head: t.gapUncertain, isNumber: true, width: 18 },
        { head: t.gapAll, isNumber: true, width: 24 },
      ],
      groups: [
        {
          head: null,
          rows: gaps.map((gap) => ({
            isStrong: false,
            cells: [
              shortenText(gap.name[context.language], LABEL),
              labelOf(context.categories, gap.categoryId, w.context.language),
              labelOf(context.groups, gap.groupId, w.context.language),
              gap.unservedLower === null ? t.none : format.people(gap.unservedLower),
              gap.uncertain === null ? t.none : format.people(gap.uncertain),
              gap.areaPeople === null ? t.none : format.people(gap.areaPeople),
            ],
          })),
        },
      ],
    },
  ]
}

function labelOf(
  list: readonly { readonly id: string; readonly label: { readonly de: string; readonly en: string } }[],
  id: string,
  language: Language,
): string {
  return shortenText(list.find((item) => item.id === id)?.label[language] ?? id, LABEL)
}
