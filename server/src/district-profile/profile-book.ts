/** All profiles of a level as one document: title page, contents with the figures that matter, a page or two per district, sources and method. */
import type { DistrictProfiles } from '../contract/district-profile.ts'
import { createFigureFormat } from './figure-format.ts'
import { paginate } from './paginate.ts'
import { buildProfileSheets, describeAbsent, describeMap } from './profile-blocks.ts'
import type { ProfileContext } from './profile-context.ts'
import type { ProfileMap } from './profile-map.ts'
import { PROFILE_TEXTS } from './profile-texts.ts'
import { shortenText } from './shorten-text.ts'
import type { Block, ContentsEntry, MapPicture, Sheet } from './sheet.ts'

/** What the editor puts on the title page. */
export interface BookTitle {
  readonly heading: string
  readonly municipality: string
  readonly foreword: string
}

export const TITLE_LIMITS = { heading: 160, municipality: 160, foreword: 3000 } as const

export interface BookOptions {
  /** Null for the profile of one district alone. */
  readonly title: BookTitle | null
  readonly hasLogo: boolean
  /** By district of the answer. */
  readonly maps: readonly (ProfileMap | MapPicture | null)[]
  readonly overviewMap: ProfileMap | MapPicture | null
  /** Said on the title page and with the sources: the file has no tags. */
  readonly isTagged: boolean
}

export function buildProfileBook(answer: DistrictProfiles, context: ProfileContext, options: BookOptions): Sheet[] {
  const { language } = context
  const t = PROFILE_TEXTS[language]
  const region = shortenText(context.regionName[language], 60)
  const chapters: { id: string; title: string; sheets: Block[][]; isTitle: boolean }[] = []
  if (options.title !== null)
    chapters.push({
      id: 'title',
      title: shortenText(options.title.heading, 80),
      sheets: paginate(titleBlocks(answer, context, options, options.title)),
      isTitle: true,
    })
  const profiles = answer.districts.map((profile, d) => ({
    id: `district-${d + 1}`,
    title: shortenText(profile.name, 80),
    // What no district has is said once, with the sources.
    sheets: buildProfileSheets(profile, { ...answer, absentCategoryIds: [] }, context, options.maps[d] ?? null),
    isTitle: false,
  }))
  if (options.title !== null) {
    const entries = (pages: readonly number[]) => listContents(answer, context, profiles, pages)
    // The contents take as many sheets whatever the page numbers are.
    const count = paginate(contentsBlocks(context, options, entries([]))).length
    let page = chapters[0].sheets.length + count + 1
    const pages = profiles.map(({ sheets }) => {
      page += sheets.length
      return page - sheets.length
    })
    const sheets = paginate(contentsBlocks(context, options, [...entries(pages), sourcesEntry(t.sources, page)]))
    chapters.push({ id: 'contents', title: t.contents, sheets, isTitle: false })
  }
  chapters.push(...profiles)
  chapters.push({
    id: 'sources',
    title: t.sources,
    sheets: paginate(sourceBlocks(answer, context, options)),
    isTitle: false,
  })
  const made = createFigureFormat(language).date(context.createdAt)
  const software = `${t.software} ${context.softwareVersion}`.trim()
  const footer = `${region} · ${t.created} ${made} · ${software} · ${t.run} ${answer.run}`
  let page = 0
  return chapters.flatMap(({ id, title, sheets, isTitle }) =>
    sheets.map((blocks, i) => ({
      id: i === 0 ? id : `${id}-${i + 1}`,
      title: i === 0 ? title : null,
      isTitle,
      blocks,
      footer: answer.edition === 'internal' ? `${t.official} · ${footer}` : footer,
      page: ++page,
    })),
  )
}

function titleBlocks(
  answer: DistrictProfiles,
  { language, fictional, regionName, levelLabel, profileLabel, createdAt, ...context }: ProfileContext,
  { hasLogo, isTagged }: BookOptions,
  title: BookTitle,
): Block[] {
  const t = PROFILE_TEXTS[language]
  const line = (text: string): Block => ({ kind: 'text', style: 'plain', text })
  const municipality = shortenText(title.municipality, TITLE_LIMITS.municipality)
  const group = context.groups.find(({ id }) => id === answer.group)
  const paragraphs = title.foreword
    .slice(0, TITLE_LIMITS.foreword)
    .split(/\n+/)
    .map((text) => shortenText(text, TITLE_LIMITS.foreword))
    .filter((text) => text !== '')
  return [
    ...(hasLogo ? [{ kind: 'logo' } as const] : []),
    ...(municipality === '' ? [] : [{ kind: 'text', style: 'lead', text: municipality } as const]),
    { kind: 'heading', level: 1, text: shortenText(title.heading, TITLE_LIMITS.heading) || t.bookTitle },
    line(`${shortenText(levelLabel[language], 60)} · ${shortenText(regionName[language], 60)}`),
    ...(fictional ? [{ kind: 'text', style: 'stamp', text: t.madeUp } as const] : []),
    { kind: 'text', style: 'stamp', text: answer.edition === 'internal' ? t.official : t.publicEdition },
    ...paragraphs.map(line),
    line(`${t.profile}: ${profileLabel[language]}${group ? ` · ${t.group}: ${group.label[language]}` : ''}`),
    line(
      `${t.created} ${createFigureFormat(language).date(createdAt)} · ${t.software} ${context.softwareVersion}`.trim(),
    ),
    ...(isTagged ? [] : [{ kind: 'text', style: 'small', text: t.untagged } as const]),
  ]
}

function contentsBlocks(context: ProfileContext, { overviewMap }: BookOptions, entries: ContentsEntry[]): Block[] {
  const t = PROFILE_TEXTS[context.language]
  const map: Block[] =
    overviewMap === null
      ? []
      : [
          { kind: 'heading', level: 2, text: `${t.overview}: ${t.mapTitle}` },
          describeMap(overviewMap, t.mapText, context.language),
        ]
  return [{ kind: 'heading', level: 1, text: t.contents }, { kind: 'contents', entries }, ...map]
}

function listContents(
  answer: DistrictProfiles,
  { language }: ProfileContext,
  profiles: readonly { readonly id: string; readonly title: string }[],
  pages: readonly number[],
): ContentsEntry[] {
  const t = PROFILE_TEXTS[language]
  const format = createFigureFormat(language)
  return answer.districts.map(({ groups, needs }, d) => {
    const { people } = groups[0]
    const urgent = needs.filter(({ priority }) => priority === 'high').length
    const detail = [
      people === null ? '' : `${format.people(people)} ${t.people}`,
      `${t.needs}: ${format.integer(needs.length)} (${format.integer(urgent)} ${t.high})`,
    ]
    return {
      text: profiles[d].title,
      detail: detail.filter((part) => part !== '').join(' · '),
      page: pages[d] ?? 0,
      target: profiles[d].id,
    }
  })
}

const sourcesEntry = (text: string, page: number): ContentsEntry => ({ text, detail: '', page, target: 'sources' })

function sourceBlocks(answer: DistrictProfiles, context: ProfileContext, { isTagged }: BookOptions): Block[] {
  const { language } = context
  const t = PROFILE_TEXTS[language]
  const format = createFigureFormat(language)
  const text = (words: string): Block => ({ kind: 'text', style: 'plain', text: words })
  const thresholds = context.categories
    .filter(({ id }) => !answer.absentCategoryIds.includes(id))
    .map(
      ({ label, thresholdMinutes }) =>
        `${shortenText(label[language], 48)} ${format.minutes(thresholdMinutes.default)}`,
    )
  return [
    { kind: 'heading', level: 1, text: t.sources },
    { kind: 'heading', level: 2, text: t.method },
    text(t.methodText),
    text(t.methodSimilar),
    text(t.methodNeeds),
    text(
      `${t.methodVersion} ${answer.methodVersion} · ${t.run} ${answer.run} · ${t.profile}: ${context.profileLabel[language]}`,
    ),
    { kind: 'heading', level: 2, text: t.notes },
    { kind: 'points', items: answer.notes.map((note) => ({ mark: '', text: shortenText(note[language], 600) })) },
    { kind: 'heading', level: 2, text: `${t.thresholds} (${t.minutes})` },
    { kind: 'text', style: 'small', text: `${thresholds.join(', ')}.` },
    ...describeAbsent(answer, context),
    { kind: 'heading', level: 2, text: t.source },
    {
      kind: 'table',
      caption: t.source,
      columns: [
        { head: t.source, isNumber: false, width: 60 },
        { head: t.keyDate, isNumber: false, width: 18 },
        { head: t.licence, isNumber: false, width: 34 },
        { head: t.attribution, isNumber: false, width: 60 },
        { head: 'SHA-256', isNumber: false, width: 20 },
      ],
      groups: [
        {
          head: null,
          rows: context.sources.map(({ title, keyDate, licence, attribution, sha256 }) => ({
            isStrong: false,
            cells: [
              shortenText(title[language], 160),
              keyDate === null ? t.none : shortenText(keyDate, 20),
              shortenText(licence, 80),
              shortenText(attribution, 200),
              sha256.slice(0, 12),
            ],
          })),
        },
      ],
    },
    ...(isTagged ? [] : [{ kind: 'text', style: 'small', text: t.untagged } as const]),
  ]
}
