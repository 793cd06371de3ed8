/** Sheets of paper as data: what stands on them in which order. A web page, Chromium and a PDF library print the same ones. */
import type { ProfileMap } from './profile-map.ts'

export interface TableColumn {
  readonly head: string
  readonly isNumber: boolean
  /** Share of the width, any unit. */
  readonly width: number
}

export interface TableRow {
  /** As many as there are columns; the first is the row's head. */
  readonly cells: readonly string[]
  readonly isStrong: boolean
}

/** Rows under a head of their own. */
export interface TableGroup {
  readonly head: string | null
  readonly rows: readonly TableRow[]
}

export interface LegendEntry {
  readonly colour: string
  readonly text: string
  readonly isStruck: boolean
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly keepMillimetres?: number }
  | { readonly kind: 'text'; readonly text: string; readonly style: 'lead' | 'plain' | 'small' | 'kicker' | 'stamp' }
  | { readonly kind: 'points'; readonly items: readonly { readonly mark: string; readonly text: string }[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly TableColumn[]
      readonly groups: readonly TableGroup[]
    }
  | {
      readonly kind: 'map'
      readonly map: ProfileMap
      readonly alternative: string
      readonly legend: readonly LegendEntry[]
      readonly scaleText: string
    }
  | {
      readonly kind: 'picture'
      readonly picture: MapPicture
      readonly alternative: string
      readonly legend: readonly LegendEntry[]
    }
  | { readonly kind: 'contents'; readonly entries: readonly ContentsEntry[] }
  | { readonly kind: 'logo' }
  | { readonly kind: 'columns'; readonly left: readonly Block[]; readonly right: readonly Block[] }

/** A map that is fetched as a picture, where a page shows it. */
export interface MapPicture {
  readonly source: string
  readonly widthMillimetres: number
  readonly heightMillimetres: number
}

export interface ContentsEntry {
  readonly text: string
  readonly detail: string
  readonly page: number
  /** Id of the sheet. */
  readonly target: string
}

export interface Sheet {
  /** Unique in the document, a name of HTML. */
  readonly id: string
  /** Heads the outline of the document; null for sheets that go on with the one before. */
  readonly title: string | null
  readonly isTitle: boolean
  readonly blocks: readonly Block[]
  readonly footer: string
  readonly page: number
}

/** A4 and its margins, millimetres. */
export const PAPER = { width: 210, height: 297, margin: 12, top: 10, bottom: 13 } as const
export const TEXT_WIDTH = PAPER.width - 2 * PAPER.margin
export const TEXT_HEIGHT = PAPER.height - PAPER.top - PAPER.bottom
/** Share of the width that the left column takes, and the space between. */
export const COLUMNS = { leftShare: 0.56, gap: 6 } as const

/** Sizes of type in points; line height is 1.3 times that, in tables 1.25. */
export const TYPE_SIZES = {
  heading1: 18,
  heading2: 10.5,
  heading3: 8.5,
  lead: 10,
  plain: 8,
  small: 7,
  kicker: 8,
  stamp: 9,
  table: 7,
} as const
