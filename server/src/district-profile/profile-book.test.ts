import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DistrictProfiles } from '../contract/district-profile.ts'
import '../testing/property-seed.ts'
import { buildDistrictProfiles } from './build-district-profiles.ts'
import { createFigureFormat } from './figure-format.ts'
import { paginate } from './paginate.ts'
import { buildProfileBook } from './profile-book.ts'
import type { ProfileContext } from './profile-context.ts'
import { classOfCell, classOfScore, drawProfileMap, fitDenominator } from './profile-map.ts'
import { TEXT_HEIGHT, type Block, type Sheet } from './sheet.ts'
import { stackHeight } from './sheet-heights.ts'
import { writeSheetsHtml } from './sheets-html.ts'
import { categoryOf, kindOf, rowOf, sceneInput, workedExample } from './testing/profile-scene.ts'

const HOSTILE = `</style><script>alert(1)</script>\u202e"'&${'x'.repeat(10_000)}`
const input = workedExample()
const answer: DistrictProfiles = {
  region: 'auen',
  run: '0123456789abcdef',
  profile: 'standard',
  level: 'stadtteil',
  edition: 'internal',
  group: null,
  methodVersion: '1',
  absentCategoryIds: ['hospital'],
  holdsRegisterData: true,
  notes: [{ de: HOSTILE, en: HOSTILE }],
  districts: buildDistrictProfiles(input).map((profile, d) => (d === 1 ? { ...profile, name: HOSTILE } : profile)),
}
const context: ProfileContext = {
  language: 'de',
  regionName: { de: HOSTILE, en: HOSTILE },
  fictional: true,
  levelLabel: { de: 'Stadtteil', en: 'District' },
  profileLabel: { de: 'Erwachsene', en: 'Adults' },
  groups: input.groups,
  fields: input.fieldIds.map((id) => ({ id, label: { de: id, en: id } })),
  categories: input.kinds.map(({ category, minutes }) => ({ ...category, thresholdMinutes: { default: minutes } })),
  sources: [
    {
      title: { de: HOSTILE, en: HOSTILE },
      licence: HOSTILE,
      attribution: HOSTILE,
      keyDate: HOSTILE,
      url: null,
      sha256: 'ab',
    },
  ],
  createdAt: '2026-11-26T04:00:00.000Z',
  softwareVersion: '0.1.0',
}
const square = (west: number, south: number, size: number) => [
  [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]] as const],
] // prettier-ignore
const build = (changes: Partial<Parameters<typeof buildProfileBook>[2]> = {}) =>
  buildProfileBook(answer, context, {
    title: { heading: HOSTILE, municipality: HOSTILE, foreword: `${HOSTILE}\nZweiter Absatz` },
    hasLogo: true,
    maps: [],
    overviewMap: null,
    isTagged: true,
    ...changes,
  })

/** Every text of the blocks. */
function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'columns') return [...textsOf(block.left), ...textsOf(block.right)]
    if (block.kind === 'table') return block.groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
    if (block.kind === 'points') return block.items.map(({ text }) => text)
    return 'text' in block ? [block.text] : []
  })
}

describe('a book of profiles', () => {
  it('has a title page, contents with the right pages, every district and the sources, and says that it is internal', () => {
    const sheets = build()
    expect(sheets.map(({ page }) => page)).toEqual(sheets.map((_, i) => i + 1))
    expect(sheets[0].isTitle).toBe(true)
    expect(new Set(sheets.map(({ id }) => id)).size).toBe(sheets.length)
    const contents = sheets.flatMap(({ blocks }) => blocks).flatMap((b) => (b.kind === 'contents' ? b.entries : []))
    expect(contents.map(({ target }) => target)).toEqual([
      'district-1',
      'district-2',
      'district-3',
      'district-4',
      'sources',
    ])
    for (const { target, page } of contents) expect(sheets[page - 1].id).toBe(target)
    for (const { footer } of sheets) expect(footer).toContain('Nur für den Dienstgebrauch')
  })

  it('shows the figures of the profiles, rounded as everywhere', () => {
    const format = createFigureFormat('de')
    const texts = (sheets: readonly Sheet[], id: string) =>
      sheets.filter((sheet) => sheet.id.startsWith(id)).flatMap(({ blocks }) => textsOf(blocks))
    const nord = texts(build(), 'district-1')
    const [profile] = answer.districts
    for (const { row } of profile.kinds) expect(nord).toContain(format.people(row.unservedLower!))
    // Meeting places: 20 to 30 per cent, the library 90; the meeting places weigh 2.
    expect(nord).toContain('43–50\u00a0%')
    for (const { people } of profile.groups) expect(nord).toContain(format.people(people!))
    for (const need of profile.needs) expect(nord.some((text) => text.startsWith(need.text.de))).toBe(true)
  })

  it('shows a range where nobody can be assessed, in the fields of action as in the kinds, and no place as unclear', () => {
    const outside = { ...rowOf(1000, 0, 0, 1000), unknown: 1000, uncertain: 0 }
    const rows = [outside, ...['Mitte', 'Süd', 'West'].map(() => rowOf(1000, 600, 1))]
    const unclear = {
      ...answer,
      districts: buildDistrictProfiles(sceneInput([kindOf(categoryOf('park', 'Park'), 'all', rows)])),
    }
    const sheets = buildProfileBook(unclear, context, {
      title: null,
      hasLogo: false,
      maps: [],
      overviewMap: null,
      isTagged: true,
    })
    const blocks = sheets.filter(({ id }) => id.startsWith('district-1')).flatMap((sheet) => sheet.blocks)
    const tables = blocks
      .flatMap((block) => (block.kind === 'columns' ? block.right : [block]))
      .flatMap((block) => (block.kind === 'table' ? [block] : []))
    const rowOfTable = (caption: string) =>
      tables.find((table) => table.caption === caption)!.groups.flatMap((group) => group.rows)[0].cells
    expect(rowOfTable('Versorgung nach Handlungsfeldern').slice(1)).toEqual([
      '0–100\u00a0%',
      '45–70\u00a0%',
      '60\u00a0%',
    ])
    const kind = rowOfTable('Versorgung nach Arten von Orten')
    expect(kind.slice(3, 9)).toEqual(['0–100\u00a0%', '0', '1.000', '45–70\u00a0%', '60\u00a0%', 'unklar'])
    expect(textsOf(blocks)).toContain(
      'Keine Lücke bei den Grundangeboten bekannt; nicht alle Menschen lassen sich beurteilen.',
    )
  })

  it('becomes HTML in which nothing that people wrote is more than text, and nothing is fetched', () => {
    const style = 'p{}'
    const look = { language: 'de', documentTitle: HOSTILE, style, accent: 'red;}</style>', logo: null } as const
    const html = writeSheetsHtml(build(), look)
    expect(html).not.toMatch(/<script|\u202e|url\(|src="http|red;/)
    expect(html.length).toBeLessThan(200_000)
    expect(html.match(/<style>/g)).toHaveLength(1)
    expect(html).toContain("default-src 'none'")
  })

  it('compares only with what is asked for', () => {
    const heads = (comparisons: ProfileContext['comparisons']) =>
      buildProfileBook(
        answer,
        { ...context, comparisons },
        { title: null, hasLogo: false, maps: [], overviewMap: null, isTagged: true },
      )
        .flatMap(({ blocks }) => blocks)
        .flatMap((block) => (block.kind === 'columns' ? block.right : [block]))
        .flatMap((block) => (block.kind === 'table' ? block.columns.map(({ head }) => head) : []))
    expect(heads({ region: false, similar: false }).filter((head) => ['gesamt', 'ähnliche'].includes(head))).toEqual([])
    expect(heads({ region: true, similar: false })).toContain('gesamt')
  })
})

describe('pagination', () => {
  const block = fc.oneof(
    fc.record({ kind: fc.constant('heading' as const), level: fc.constant(2 as const), text: fc.string({ maxLength: 60 }) }),
    fc.record({ kind: fc.constant('text' as const), style: fc.constant('plain' as const), text: fc.string({ maxLength: 900 }) }),
    fc.array(fc.record({ mark: fc.constant('hoch'), text: fc.string({ maxLength: 500 }) }), { maxLength: 40 }).map((items) => ({ kind: 'points' as const, items })),
    fc.array(fc.array(fc.string({ maxLength: 40 }), { minLength: 2, maxLength: 2 }), { maxLength: 120 }).map((rows) => ({
      kind: 'table' as const,
      caption: 'x',
      columns: [{ head: 'a', isNumber: false, width: 3 }, { head: 'b', isNumber: true, width: 1 }],
      groups: [{ head: 'g', rows: rows.map((cells) => ({ cells, isStrong: false })) }],
    })),
  ) // prettier-ignore
  it('loses nothing, keeps the order and fills no sheet beyond its height', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const sheets = paginate(blocks)
        expect(textsOf(sheets.flat())).toEqual(textsOf(blocks))
        for (const sheet of sheets) expect(stackHeight(sheet)).toBeLessThanOrEqual(TEXT_HEIGHT + 4)
      }),
      { numRuns: 120 },
    )
  })
})

describe('the map of a profile', () => {
  const size = { widthMillimetres: 100, heightMillimetres: 86 }
  const geometry = square(6, 50, 0.01) as unknown as Parameters<typeof fitDenominator>[0]
  const district = { name: 'Nord', geometry, labelPoint: [6.005, 50.005] as const }

  it('has a round scale that is true within one per cent', () => {
    const denominator = fitDenominator(geometry, size)
    // 0.01° of latitude are 1,112 m, and 78 mm are left for them.
    expect(denominator).toBe(15_000)
    const map = drawProfileMap([district], 0, [], denominator, size)
    const outline = map.shapes.at(-1)!.rings[0]
    const height = Math.max(...outline.map(([, y]) => y)) - Math.min(...outline.map(([, y]) => y))
    expect(Math.abs((height * denominator) / 1000 / 1111.95 - 1)).toBeLessThan(0.01)
    expect(map.scaleBar).toEqual({ metres: 500, millimetres: 500_000 / 15_000 })
  })

  it('colours a hexagon only where its class is sure', () => {
    expect(classOfCell({ share: 0.65, shareUpper: 0.8 })).toBe(3)
    expect(classOfCell({ share: 0.65, shareUpper: 0.81 })).toBeNull()
    expect(classOfCell({ share: 0, shareUpper: 1 })).toBeNull()
    expect(classOfCell(null)).toBeNull()
  })

  it('classes of the score end where the legend says, also for sums of thirds', () => {
    expect([0, 0.2, 0.2000001, 0.1 + 0.1 + 0.2, 0.6, 0.81, 1].map(classOfScore)).toEqual([0, 0, 0, 1, 2, 4, 4])
    expect(classOfScore(0.21)).toBe(1)
  })
})
