/**
 * Sheets as PDF by pdfkit: the same content in the same order as Chromium prints, without tags for screen readers, where there is no Chromium. What is higher
 * than a sheet goes on on a further page.
 */
import type { Language } from '../district-profile/figure-format.ts'
import { PROFILE_TEXTS } from '../district-profile/profile-texts.ts'
import { shortenText } from '../district-profile/shorten-text.ts'
import {
  COLUMNS,
  PAPER,
  TEXT_WIDTH,
  TYPE_SIZES,
  type Block,
  type Sheet,
  type TableColumn,
  type TableGroup,
} from '../district-profile/sheet.ts'
import { createPdfPen, type PdfPen } from './pdf-pen.service.ts'
import { drawMap } from './pdf-map.service.ts'

export interface PdfOptions {
  readonly language: Language
  readonly documentTitle: string
  /** Checked bytes. */
  readonly logo: Uint8Array | null
  readonly accent: string
}

const QUIET = '#46535d'
const INK = '#1a242c'
const LINE = '#c9d0d4'
const GAP = 2
const BOTTOM = PAPER.height - PAPER.bottom

/** @throws the signal's reason, or an Error of pdfkit for a logo that it cannot read */
export async function writeSheetsPdf(
  sheets: readonly Sheet[],
  options: PdfOptions,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Buffer> {
  const pen = createPdfPen(shortenText(options.documentTitle, 160), options.language)
  for (const [i, sheet] of sheets.entries()) {
    signal?.throwIfAborted()
    new SheetPrinter(pen, sheet, options).print()
    onProgress((i + 1) / sheets.length)
    // Others are answered between two sheets.
    await new Promise(setImmediate)
  }
  return pen.finish()
}

class SheetPrinter {
  readonly #pen: PdfPen
  readonly #sheet: Sheet
  readonly #options: PdfOptions
  /** Millimetres from the top of the page. */
  #y: number = PAPER.top

  constructor(pen: PdfPen, sheet: Sheet, options: PdfOptions) {
    this.#pen = pen
    this.#sheet = sheet
    this.#options = options
  }

  print(): void {
    const { id, title, isTitle, blocks } = this.#sheet
    this.#addPage()
    this.#pen.addTarget(id)
    if (title !== null) this.#pen.addOutline(title)
    if (isTitle) this.#y += 30
    for (const block of blocks) this.#block(block, PAPER.margin, TEXT_WIDTH, isTitle ? 5 : GAP)
  }

  #addPage(): void {
    this.#pen.addPage()
    const { footer, page } = this.#sheet
    const number = `${PROFILE_TEXTS[this.#options.language].page} ${page}`
    const y = PAPER.height - 11
    this.#pen.write(footer, PAPER.margin, y, TEXT_WIDTH - 24, { size: TYPE_SIZES.small, colour: QUIET })
    const right = { size: TYPE_SIZES.small, colour: QUIET, isRight: true }
    this.#pen.write(number, PAPER.margin + TEXT_WIDTH - 22, y, 22, right)
    this.#y = PAPER.top
  }

  /** Turns the page where `height` does not fit any more. */
  #reserve(height: number): void {
    if (this.#y + height > BOTTOM && this.#y > PAPER.top) this.#addPage()
  }

  #text(text: string, x: number, width: number, style: Parameters<PdfPen['write']>[4]): void {
    this.#reserve(this.#pen.measure(text, width, style))
    this.#y += this.#pen.write(text, x, this.#y, width, style)
  }

  #block(block: Block, x: number, width: number, gap: number): void {
    switch (block.kind) {
      case 'heading': {
        const isFirst = block.level === 1
        const sizes = [this.#sheet.isTitle ? 28 : TYPE_SIZES.heading1, TYPE_SIZES.heading2, TYPE_SIZES.heading3]
        const colour = isFirst ? this.#options.accent : INK
        this.#text(block.text, x, width, { size: sizes[block.level - 1], isBold: true, colour })
        break
      }
      case 'text':
        this.#paragraph(block, x, width)
        break
      case 'points':
        for (const { mark, text } of block.items) this.#point(mark, text, x, width)
        break
      case 'table':
        this.#table(block.columns, block.groups, x, width)
        break
      case 'map':
        this.#map(block, x, width)
        break
      case 'picture':
        this.#text(block.alternative, x, width, { size: TYPE_SIZES.small })
        break
      case 'contents':
        for (const { text, detail, page, target } of block.entries) {
          this.#reserve(4.6)
          this.#pen.write(text, x, this.#y, 70, { size: TYPE_SIZES.plain, isBold: true, target })
          this.#pen.write(detail, x + 72, this.#y, width - 88, { size: TYPE_SIZES.small, colour: QUIET })
          this.#pen.write(String(page), x + width - 14, this.#y, 14, { size: TYPE_SIZES.plain, isRight: true, target })
          this.#y += 4.6
        }
        break
      case 'logo':
        if (this.#options.logo !== null) {
          this.#pen.image(this.#options.logo, x, this.#y, 70, 26)
          this.#y += 27
        }
        break
      case 'columns': {
        const top = this.#y
        const leftWidth = (width - COLUMNS.gap) * COLUMNS.leftShare
        for (const inner of block.left) this.#block(inner, x, leftWidth, GAP)
        const leftEnd = this.#y
        this.#y = top
        const rightX = x + leftWidth + COLUMNS.gap
        for (const inner of block.right) this.#block(inner, rightX, width - leftWidth - COLUMNS.gap, GAP)
        this.#y = Math.max(leftEnd, this.#y)
        break
      }
    }
    this.#y += gap
  }

  #paragraph({ text, style }: Extract<Block, { kind: 'text' }>, x: number, width: number): void {
    const size = this.#sheet.isTitle && (style === 'plain' || style === 'lead') ? 11 : TYPE_SIZES[style]
    const isQuiet = style === 'small' || style === 'kicker'
    const isBold = style === 'lead' || style === 'stamp'
    if (style === 'stamp') {
      const height = this.#pen.measure(text, width - 4, { size, isBold })
      this.#reserve(height + 1.6)
      const boxWidth = Math.min(width, this.#pen.widthOf(text, { size, isBold }) + 5)
      this.#pen.box(x, this.#y, boxWidth, height + 1.2, { stroke: INK, lineWidth: 0.4 })
      this.#pen.write(text, x + 2, this.#y + 0.6, width - 4, { size, isBold })
      this.#y += height + 1.6
      return
    }
    this.#text(text, x, width, { size, isBold, colour: isQuiet ? QUIET : INK })
    if (style !== 'kicker') return
    this.#pen.line(x, this.#y + 0.8, x + width, this.#y + 0.8, { stroke: this.#options.accent, lineWidth: 0.5 })
    this.#y += 1.4
  }

  #point(mark: string, text: string, x: number, width: number): void {
    const indent = mark === '' ? 0 : 16
    const style = { size: TYPE_SIZES.plain }
    this.#reserve(this.#pen.measure(text, width - indent, style))
    if (mark !== '') this.#pen.write(mark, x, this.#y, indent - 1, { ...style, isBold: true })
    this.#y += this.#pen.write(text, x + indent, this.#y, width - indent, style) + 0.8
  }

  #table(columns: readonly TableColumn[], groups: readonly TableGroup[], x: number, width: number): void {
    const total = columns.reduce((sum, column) => sum + column.width, 0)
    const widths = columns.map((column) => (width * column.width) / total)
    const starts = widths.map((_, i) => x + widths.slice(0, i).reduce((sum, next) => sum + next, 0))
    const row = (cells: readonly string[], isHead: boolean, isStrong: boolean): void => {
      const style = (i: number) => ({
        size: TYPE_SIZES.table,
        colour: isHead ? QUIET : INK,
        isBold: isStrong && i === 0,
        isRight: columns[i].isNumber,
      })
      const inner = (i: number) => widths[i] - (i === 0 ? 0 : 2)
      const height = Math.max(...cells.map((cell, i) => this.#pen.measure(cell, inner(i), style(i))))
      this.#reserve(height + 0.7)
      cells.forEach((cell, i) =>
        this.#pen.write(cell, starts[i] + (i === 0 ? 0 : 2), this.#y + 0.25, inner(i), style(i)),
      )
      this.#y += height + 0.6
      const line = isHead ? { stroke: QUIET, lineWidth: 0.3 } : { stroke: LINE, lineWidth: 0.15 }
      this.#pen.line(x, this.#y, x + width, this.#y, line)
      this.#y += 0.1
    }
    this.#reserve(12)
    row(
      columns.map(({ head }) => head),
      true,
      false,
    )
    for (const { head, rows } of groups) {
      if (head !== null) {
        this.#reserve(9)
        this.#y += 1.2
        const style = { size: TYPE_SIZES.table, isBold: true, colour: this.#options.accent }
        this.#y += this.#pen.write(head, x, this.#y, width, style) + 0.5
      }
      for (const { cells, isStrong } of rows) row(cells, false, isStrong)
    }
  }

  #map({ map, legend, scaleText }: Extract<Block, { kind: 'map' }>, x: number, width: number): void {
    this.#reserve(map.heightMillimetres)
    drawMap(this.#pen, map, x, this.#y)
    this.#y += map.heightMillimetres + 1
    let at = x
    for (const { colour, text, isStruck } of legend) {
      const textWidth = this.#pen.widthOf(text, { size: TYPE_SIZES.small })
      if (at + textWidth + 8 > x + width) {
        at = x
        this.#y += 4
      }
      this.#pen.box(at, this.#y + 0.3, 4.6, 2.8, { fill: colour, stroke: QUIET, lineWidth: 0.15 })
      if (isStruck) this.#pen.line(at, this.#y + 3.1, at + 4.6, this.#y + 0.3, { stroke: '#ffffff', lineWidth: 0.3 })
      this.#pen.write(text, at + 6, this.#y + 0.2, textWidth + 2, { size: TYPE_SIZES.small })
      at += textWidth + 10
    }
    if (legend.length > 0) this.#y += 4
    this.#text(scaleText, x, width, { size: TYPE_SIZES.small, colour: QUIET })
  }
}
