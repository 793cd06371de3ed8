/** All figures of profiles as tables for spreadsheets and programs: the API's numbers unrounded, units in the heads, one row per fact. */
import type { DistrictProfile, DistrictProfiles } from '../contract/district-profile.ts'
import type { ProfileContext } from './profile-context.ts'
import { PROFILE_TEXTS, writeReason } from './profile-texts.ts'

export type CellKind = 'text' | 'people' | 'share' | 'number'
export type CellValue = string | number | null

export interface ProfileColumn {
  /** For programs. */
  readonly id: string
  readonly de: string
  readonly en: string
  readonly kind: CellKind
}

export interface ProfileTable {
  readonly id: ProfileTableId
  readonly title: string
  readonly columns: readonly ProfileColumn[]
  readonly rows: readonly (readonly CellValue[])[]
}

export const PROFILE_TABLE_IDS = ['districts', 'groups', 'fields', 'kinds', 'gaps', 'needs', 'similar'] as const
export type ProfileTableId = (typeof PROFILE_TABLE_IDS)[number]

interface Tools {
  readonly context: ProfileContext
  group(id: string): string
  category(id: string): string
  field(id: string): string
}

interface Recipe {
  readonly title: { readonly de: string; readonly en: string }
  readonly columns: readonly ProfileColumn[]
  readonly rows: (profile: DistrictProfile, tools: Tools) => CellValue[][]
}

const column = (id: string, kind: CellKind, de: string, en: string): ProfileColumn => ({ id, kind, de, en })
const DISTRICT = [
  column('district_id', 'text', 'Bezirk-Nr.', 'District no.'),
  column('district', 'text', 'Bezirk', 'District'),
]

const RECIPES: Readonly<Record<ProfileTableId, Recipe>> = {
  districts: {
    title: { de: 'Bezirke', en: 'Districts' },
    columns: [
      ...DISTRICT,
      column('people', 'people', 'Menschen', 'People'),
      column('area_square_metres', 'number', 'Fläche (m²)', 'Area (m²)'),
      column('density', 'number', 'Menschen je km²', 'People per km²'),
      column('needs', 'number', 'Handlungsbedarfe (Anzahl)', 'Needs for action (number)'),
      column('needs_high', 'number', 'davon dringlich (Anzahl)', 'of them urgent (number)'),
    ],
    rows: ({ groups, areaSquareMetres, density, needs }) => [
      [
        groups[0].people,
        areaSquareMetres,
        density,
        needs.length,
        needs.filter(({ priority }) => priority === 'high').length,
      ],
    ],
  },
  groups: {
    title: { de: 'Menschen', en: 'People' },
    columns: [
      ...DISTRICT,
      column('group', 'text', 'Gruppe', 'Group'),
      column('people', 'people', 'Menschen', 'People'),
      column('share', 'share', 'Anteil im Bezirk (0–1)', 'Share in the district (0–1)'),
      column('region_people', 'people', 'Menschen gesamt', 'People in the region'),
      column('region_share', 'share', 'Anteil gesamt (0–1)', 'Share in the region (0–1)'),
      column('similar_share', 'share', 'Anteil ähnliche Bezirke (0–1)', 'Share in similar districts (0–1)'),
      column('reason', 'text', 'Grund', 'Reason'),
    ],
    rows: ({ groups }, tools) =>
      groups.map((g) => [
        tools.group(g.groupId),
        g.people,
        g.share,
        g.regionPeople,
        g.regionShare,
        g.similarShare,
        writeReason(g.reason, tools.context.language),
      ]),
  },
  fields: {
    title: { de: 'Handlungsfelder', en: 'Fields of action' },
    columns: [
      ...DISTRICT,
      column('field', 'text', 'Handlungsfeld', 'Field of action'),
      column('kinds', 'number', 'Arten (Anzahl)', 'Kinds (number)'),
      column('share', 'share', 'Mittel versorgt, mindestens (0–1)', 'Mean served, at least (0–1)'),
      column('share_upper', 'share', 'Mittel versorgt, höchstens (0–1)', 'Mean served, at most (0–1)'),
      column('region_share', 'share', 'gesamt, mindestens (0–1)', 'Region, at least (0–1)'),
      column('region_share_upper', 'share', 'gesamt, höchstens (0–1)', 'Region, at most (0–1)'),
      column('similar_share', 'share', 'ähnliche Bezirke, mindestens (0–1)', 'Similar districts, at least (0–1)'),
      column('similar_share_upper', 'share', 'ähnliche Bezirke, höchstens (0–1)', 'Similar districts, at most (0–1)'),
      column('reason', 'text', 'Grund', 'Reason'),
    ],
    rows: ({ fields }, tools) =>
      fields.map((f) => [
        tools.field(f.fieldId),
        f.kindCount,
        f.share,
        f.shareUpper,
        f.regionShare,
        f.regionShareUpper,
        f.similarShare,
        f.similarShareUpper,
        writeReason(f.reason, tools.context.language),
      ]),
  },
  kinds: {
    title: { de: 'Arten von Orten', en: 'Kinds of places' },
    columns: [
      ...DISTRICT,
      column('field', 'text', 'Handlungsfeld', 'Field of action'),
      column('category', 'text', 'Art (Schlüssel)', 'Kind (key)'),
      column('label', 'text', 'Art', 'Kind'),
      column('core', 'text', 'Grundangebot', 'Basic'),
      column('group', 'text', 'Gruppe', 'Group'),
      column('minutes', 'number', 'übliche Gehzeit (Minuten)', 'Usual walking time (minutes)'),
      column('people', 'people', 'Menschen', 'People'),
      column('served', 'people', 'versorgt (Menschen)', 'Served (people)'),
      column('unserved', 'people', 'nicht versorgt, höchstens (Menschen)', 'Not served, at most (people)'),
      column('unserved_lower', 'people', 'sicher nicht versorgt (Menschen)', 'Surely not served (people)'),
      column('unknown', 'people', 'nicht zu beurteilen (Menschen)', 'Unknown (people)'),
      column('uncertain', 'people', 'am Rand unsicher (Menschen)', 'Uncertain at the edge (people)'),
      column('share', 'share', 'Anteil versorgt, mindestens (0–1)', 'Share served, at least (0–1)'),
      column('share_upper', 'share', 'Anteil versorgt, höchstens (0–1)', 'Share served, at most (0–1)'),
      column('region_share', 'share', 'gesamt, mindestens (0–1)', 'Region, at least (0–1)'),
      column('region_share_upper', 'share', 'gesamt, höchstens (0–1)', 'Region, at most (0–1)'),
      column('similar_share', 'share', 'ähnliche Bezirke, mindestens (0–1)', 'Similar districts, at least (0–1)'),
      column('similar_share_upper', 'share', 'ähnliche Bezirke, höchstens (0–1)', 'Similar districts, at most (0–1)'),
      column('median_minutes', 'number', 'Gehzeit Median (Minuten)', 'Median walk (minutes)'),
      column('gap_persons', 'people', 'Lückenpersonen', 'Gap persons'),
      column('places', 'number', 'bekannte Orte im Bezirk (Anzahl)', 'Known places in the district (number)'),
      column('nearest', 'text', 'nächster Ort', 'Nearest place'),
      column('nearest_minutes', 'number', 'nächster Ort (Minuten)', 'Nearest place (minutes)'),
      column('nearest_outside', 'text', 'nächster Ort außerhalb', 'Nearest place outside'),
      column('nearest_outside_minutes', 'number', 'außerhalb (Minuten)', 'Outside (minutes)'),
      column('reason', 'text', 'Grund', 'Reason'),
    ],
    rows: ({ kinds }, tools) =>
      kinds.map(({ row, region, ...k }) => [
        tools.field(k.fieldId),
        k.categoryId,
        tools.category(k.categoryId),
        yesNo(k.isCore, tools.context.language),
        tools.group(k.groupId),
        k.minutes,
        row.people,
        row.served,
        row.unserved,
        row.unservedLower,
        row.unknown,
        row.uncertain,
        row.share,
        row.shareUpper,
        region.share,
        region.shareUpper,
        k.similarShare,
        k.similarShareUpper,
        row.medianMinutes,
        row.gapPersons,
        row.facilityCount,
        k.nearest && (k.nearest.name ?? k.nearest.facilityId),
        k.nearest && k.nearest.minutes,
        k.nearestOutside && (k.nearestOutside.name ?? k.nearestOutside.facilityId),
        k.nearestOutside && k.nearestOutside.minutes,
        writeReason(row.reason, tools.context.language),
      ]),
  },
  gaps: {
    title: { de: 'Lücken', en: 'Gaps' },
    columns: [
      ...DISTRICT,
      column('gap_id', 'text', 'Gebiet (Schlüssel)', 'Area (key)'),
      column('gap', 'text', 'Gebiet', 'Area'),
      column('category', 'text', 'Art', 'Kind'),
      column('group', 'text', 'Gruppe', 'Group'),
      column('people', 'people', 'Menschen des Bezirks', 'People of the district'),
      column('unserved_lower', 'people', 'davon sicher nicht versorgt', 'Of them surely not served'),
      column('uncertain', 'people', 'davon am Rand unsicher', 'Of them uncertain at the edge'),
      column('area_people', 'people', 'Menschen im ganzen Gebiet', 'People of the whole area'),
      column('uncertain_share', 'share', 'ganzes Gebiet: unsicher (0–1)', 'Whole area: uncertain (0–1)'),
    ],
    rows: ({ gaps }, tools) =>
      gaps.map((gap) => [
        gap.gapId,
        gap.name[tools.context.language],
        tools.category(gap.categoryId),
        tools.group(gap.groupId),
        gap.people,
        gap.unservedLower,
        gap.uncertain,
        gap.areaPeople,
        gap.uncertainShare,
      ]),
  },
  needs: {
    title: { de: 'Handlungsbedarf', en: 'Needs for action' },
    columns: [
      ...DISTRICT,
      column('rank', 'number', 'Rang', 'Rank'),
      column('priority', 'text', 'Dringlichkeit', 'Urgency'),
      column('code', 'text', 'Regel', 'Rule'),
      column('category', 'text', 'Art', 'Kind'),
      column('group', 'text', 'Gruppe', 'Group'),
      column('people', 'people', 'Menschen betroffen', 'People concerned'),
      column('certainty', 'text', 'Sicherheit', 'Certainty'),
      column('guidelines', 'text', 'Leitlinien', 'Guidelines'),
      column('text', 'text', 'Satz', 'Sentence'),
    ],
    rows: ({ needs }, tools) =>
      needs.map((need, i) => [
        i + 1,
        PROFILE_TEXTS[tools.context.language][need.priority],
        need.code,
        need.categoryId === null ? null : tools.category(need.categoryId),
        tools.group(need.groupId),
        need.people,
        need.certainty,
        need.guidelines.join(', '),
        need.text[tools.context.language],
      ]),
  },
  similar: {
    title: { de: 'Ähnliche Bezirke', en: 'Similar districts' },
    columns: [
      ...DISTRICT,
      column('rank', 'number', 'Rang', 'Rank'),
      column('similar_id', 'text', 'ähnlich: Nr.', 'Similar: no.'),
      column('similar', 'text', 'ähnlich: Bezirk', 'Similar: district'),
      column('distance', 'number', 'Entfernung (Standardabweichungen)', 'Distance (standard deviations)'),
    ],
    rows: ({ similar }) => similar.map(({ districtId, name, distance }, i) => [i + 1, districtId, name, distance]),
  },
}

export function buildProfileTable(answer: DistrictProfiles, context: ProfileContext, id: ProfileTableId): ProfileTable {
  const { language } = context
  const labelIn = (list: readonly { readonly id: string; readonly label: { de: string; en: string } }[]) => {
    const labels = new Map(list.map((item) => [item.id, item.label[language]]))
    return (key: string) => labels.get(key) ?? key
  }
  const tools: Tools = {
    context,
    group: labelIn(context.groups),
    category: labelIn(context.categories),
    field: labelIn(context.fields),
  }
  const { title, columns, rows } = RECIPES[id]
  return {
    id,
    title: title[language],
    columns,
    rows: answer.districts.flatMap((profile) =>
      rows(profile, tools).map((row) => [profile.districtId, profile.name, ...row]),
    ),
  }
}

/** What the figures are, for a sheet of its own or lines above a table. */
export function listAboutLines(answer: DistrictProfiles, context: ProfileContext): [string, string][] {
  const { language, sources } = context
  const t = PROFILE_TEXTS[language]
  return [
    [t.bookTitle, context.regionName[language]],
    ...(context.fictional ? [['', t.madeUp] as [string, string]] : []),
    ['', answer.edition === 'internal' ? t.official : t.publicEdition],
    [t.profile, context.profileLabel[language]],
    [t.run, answer.run],
    [t.methodVersion, answer.methodVersion],
    [t.created, `${context.createdAt.slice(0, 10)}; ${t.software} ${context.softwareVersion}`],
    ...answer.notes.map((note): [string, string] => [t.notes, note[language]]),
    ...sources.map((source): [string, string] => [
      t.source,
      [
        source.title[language],
        source.keyDate,
        source.attribution,
        source.licence,
        source.url,
        `SHA-256 ${source.sha256}`,
      ]
        .filter((part) => part !== null && part !== '')
        .join('; '),
    ]),
    [t.method, t.methodText],
    [t.similarDistricts, t.methodSimilar],
    [t.needs, t.methodNeeds],
  ]
}

const yesNo = (value: boolean, language: 'de' | 'en'): string =>
  value ? (language === 'de' ? 'ja' : 'yes') : language === 'de' ? 'nein' : 'no'
