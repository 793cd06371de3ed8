import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { DistrictProfiles } from '../contract/district-profile.ts'
import type { Queryable } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { cellToBoundary } from '../grid/cells.ts'
import { PROFILES } from '../network/profile.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { mainDistricts } from '../regions/cell-columns.ts'
import { listSources } from '../regions/region.store.ts'
import { polygonLabelPoint } from '../tiles/label-point.ts'
import { buildProfileBook, type BookTitle } from '../district-profile/profile-book.ts'
import type { ProfileContext } from '../district-profile/profile-context.ts'
import type { Language } from '../district-profile/figure-format.ts'
import {
  classOfCell,
  drawProfileMap,
  fitDenominator,
  type MapCell,
  type MapDistrict,
  type MapSize,
  type ProfileMap,
} from '../district-profile/profile-map.ts'
import type { Sheet } from '../district-profile/sheet.ts'
import type { ComputedProfiles } from './district-profiles.service.ts'

/** `own`: every map as large as its district allows; `equal`: all maps at the scale of the largest district. */
export type MapExtent = 'own' | 'equal'

/** Millimetres: the left column of a sheet, and the width of the page. */
export const PROFILE_MAP_SIZE: MapSize = { widthMillimetres: 100, heightMillimetres: 86 }
export const OVERVIEW_MAP_SIZE: MapSize = { widthMillimetres: 186, heightMillimetres: 225 }

/** Draws maps of one set of profiles; outlines of cells and scales are worked out once. */
export class ProfileMaps {
  readonly #computed: ComputedProfiles
  readonly #districts: readonly MapDistrict[]
  readonly #cellsOfDistrict: readonly MapCell[][]

  constructor(computed: ComputedProfiles) {
    this.#computed = computed
    const { region } = computed.run
    const levelIndex = region.levels.findIndex(({ id }) => id === computed.answer.level)
    this.#districts = region.districts[levelIndex].map(({ name, geometry }) => ({
      name,
      geometry,
      labelPoint: polygonLabelPoint(geometry),
    }))
    const main = mainDistricts(region.population, levelIndex, region.cells.cellCount)
    const [people] = sumPeopleByCell(region.population, region.cells.cellCount)
    const cells: MapCell[][] = this.#districts.map(() => [])
    region.cells.cellIds.forEach((cellId, cell) => {
      if (people[cell] === 0) return
      cells[main[cell]]?.push({ outline: cellToBoundary(cellId), colourClass: classOfCell(computed.score[cell]) })
    })
    this.#cellsOfDistrict = cells
  }

  draw(district: number, extent: MapExtent, size = PROFILE_MAP_SIZE): ProfileMap {
    const fit = ({ geometry }: MapDistrict) => fitDenominator(geometry, size)
    const denominator =
      extent === 'own' ? fit(this.#districts[district]) : Math.max(...this.#districts.map((other) => fit(other)))
    return drawProfileMap(this.#districts, district, this.#cellsOfDistrict[district], denominator, size)
  }

  drawOverview(size = OVERVIEW_MAP_SIZE): ProfileMap {
    const all = this.#districts.flatMap(({ geometry }) => geometry)
    return drawProfileMap(this.#districts, null, this.#cellsOfDistrict.flat(), fitDenominator(all, size), size)
  }

  get districtCount(): number {
    return this.#computed.answer.districts.length
  }
}

/** What the sheets name beside the figures. */
export async function loadProfileContext(
  db: Queryable,
  catalogue: Catalogue,
  { run, answer }: ComputedProfiles,
  language: Language,
  createdAt: string,
  softwareVersion: string,
): Promise<ProfileContext> {
  const { region } = run
  return {
    language,
    regionName: region.manifest.name,
    fictional: region.manifest.fictional,
    levelLabel: region.levels.find(({ id }) => id === answer.level)!.label,
    profileLabel: PROFILES[answer.profile].label,
    groups: region.summary.groups,
    fields: catalogue.fields,
    categories: catalogue.categories,
    sources: await listSources(db, region.importId),
    createdAt,
    softwareVersion,
  }
}

export interface DocumentOrder {
  readonly computed: ComputedProfiles
  readonly context: ProfileContext
  /** Null: the profile of one district alone, without title page and contents. */
  readonly title: BookTitle | null
  /** Of the level's districts; null for all of them. */
  readonly districtIds: readonly string[] | null
  readonly extent: MapExtent
  readonly hasLogo: boolean
  readonly isTagged: boolean
}

export function buildSheets(order: DocumentOrder): Sheet[] {
  const { computed, context, districtIds, extent, hasLogo, isTagged } = order
  const maps = new ProfileMaps(computed)
  const chosen = computed.answer.districts.flatMap(({ districtId }, d) =>
    districtIds === null || districtIds.includes(districtId) ? [d] : [],
  )
  const answer: DistrictProfiles = { ...computed.answer, districts: chosen.map((d) => computed.answer.districts[d]) }
  return buildProfileBook(answer, context, {
    title: order.title,
    hasLogo,
    maps: chosen.map((d) => maps.draw(d, extent)),
    overviewMap: order.title === null ? null : maps.drawOverview(),
    isTagged,
  })
}

const require = createRequire(import.meta.url)
const STYLE_FILE = new URL('sheets.css', import.meta.url)
/** Parts of the font that are sent along: Latin with all European letters. */
const FONT_FILES = ['latin', 'latin-ext'].flatMap((part) =>
  [400, 700].map((weight) => ({
    weight,
    part,
    file: `@fontsource/noto-sans/files/noto-sans-${part}-${weight}-normal.woff2`,
  })),
)
const RANGES: Readonly<Record<string, string>> = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
}

/** The sheets' style with its fonts as data. */
export function readSheetStyle(): string {
  const faces = FONT_FILES.map(({ weight, part, file }) => {
    const data = readFileSync(require.resolve(file)).toString('base64')
    return `@font-face { font-family: 'Noto Sans'; font-weight: ${weight}; unicode-range: ${RANGES[part]}; src: url(data:font/woff2;base64,${data}) format('woff2'); }`
  })
  return [...faces, readFileSync(STYLE_FILE, 'utf8')].join('\n')
}
