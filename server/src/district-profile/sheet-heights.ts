/**
 * How high a block is on paper, estimated from the number of characters: enough to decide what goes onto which sheet before anything is drawn. Estimates are on
 * the high side; where one is too low, a printer goes on with a further page, so nothing is lost.
 */
import { COLUMNS, TEXT_WIDTH, TYPE_SIZES, type Block } from './sheet.ts'

const MILLIMETRES_PER_POINT = 25.4 / 72
const LINE = 1.3
const TABLE_LINE = 1.28
/** Mean width of a character of running German text in the sheets' type, in its size; heads and labels have more capitals. */
const CHARACTER = 0.545
export const BLOCK_GAP = 2
/** Above and below the text of a row, and its line. */
const CELL_PADDING = 0.75
const LEGEND_ROW = 4

/** Lines that a text takes. */
export function countLines(text: string, width: number, points: number): number {
  const perLine = Math.max(4, Math.floor(width / (points * MILLIMETRES_PER_POINT * CHARACTER)))
  return Math.max(1, Math.ceil(text.length / perLine))
}

const textHeight = (text: string, width: number, points: number, line = LINE): number =>
  countLines(text, width, points) * points * MILLIMETRES_PER_POINT * line

/** Millimetres, without the gap to the next block. */
export function estimateHeight(block: Block, width = TEXT_WIDTH): number {
  switch (block.kind) {
    case 'heading': {
      const points = [TYPE_SIZES.heading1, TYPE_SIZES.heading2, TYPE_SIZES.heading3][block.level - 1]
      return textHeight(block.text, width * 0.9, points)
    }
    case 'text':
      return textHeight(block.text, width, TYPE_SIZES[block.style]) + (block.style === 'stamp' ? 2 : 0)
    case 'points':
      return block.items.reduce((sum, item) => sum + pointHeight(item, width) + 0.8, 0)
    case 'table':
      return tableHead(block, width) + block.groups.reduce((sum, group) => sum + groupHeight(block, group, width), 0)
    case 'map':
      return block.map.heightMillimetres + 4 + Math.ceil(block.legend.length / 3) * LEGEND_ROW
    case 'picture':
      return block.picture.heightMillimetres + 4 + Math.ceil(block.legend.length / 3) * LEGEND_ROW
    case 'contents':
      return block.entries.length * 4.6
    case 'logo':
      return 30
    case 'columns': {
      const left = stackHeight(block.left, leftWidth(width))
      return Math.max(left, stackHeight(block.right, width - leftWidth(width) - COLUMNS.gap))
    }
  }
}

export function leftWidth(width: number): number {
  return (width - COLUMNS.gap) * COLUMNS.leftShare
}

export function stackHeight(blocks: readonly Block[], width = TEXT_WIDTH): number {
  return blocks.reduce((sum, block) => sum + estimateHeight(block, width) + BLOCK_GAP, 0)
}

export function pointHeight({ text }: { readonly text: string }, width: number): number {
  return textHeight(text, width - 18, TYPE_SIZES.plain)
}

type Table = Extract<Block, { kind: 'table' }>

export function tableHead({ columns }: Table, width: number): number {
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const lines = columns.map(({ head, width: share }) =>
    countLines(head, (width * share) / total - 2, TYPE_SIZES.table * 1.05),
  )
  return Math.max(...lines) * TYPE_SIZES.table * MILLIMETRES_PER_POINT * TABLE_LINE + 1.2
}

export function rowHeight({ columns }: Table, cells: readonly string[], width: number): number {
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const lines = cells.map((cell, i) => countLines(cell, (width * columns[i].width) / total - 2, TYPE_SIZES.table))
  return Math.max(...lines) * TYPE_SIZES.table * MILLIMETRES_PER_POINT * TABLE_LINE + CELL_PADDING
}

export function groupHeight(table: Table, { head, rows }: Table['groups'][number], width: number): number {
  const own = head === null ? 0 : TYPE_SIZES.table * MILLIMETRES_PER_POINT * TABLE_LINE + 1.8
  return own + rows.reduce((sum, row) => sum + rowHeight(table, row.cells, width), 0)
}
