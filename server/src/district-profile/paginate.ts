/** Blocks onto sheets: lists and tables may go on on the next sheet, everything else stays whole; a heading never stands alone at the foot. */
import { BLOCK_GAP, estimateHeight, groupHeight, pointHeight, rowHeight, tableHead } from './sheet-heights.ts'
import { TEXT_HEIGHT, TEXT_WIDTH, type Block, type TableGroup } from './sheet.ts'

type Table = Extract<Block, { kind: 'table' }>
/** Below a heading at least so much of what follows. */
const KEEP_WITH_NEXT = 14

/** @returns at least one list of blocks; all blocks, in their order, lists and tables perhaps in pieces */
export function paginate(blocks: readonly Block[], height = TEXT_HEIGHT): Block[][] {
  const sheets: Block[][] = [[]]
  let left = height
  const put = (block: Block): void => {
    sheets.at(-1)!.push(block)
    left -= estimateHeight(block) + BLOCK_GAP
  }
  const turn = (): void => {
    if (sheets.at(-1)!.length === 0) return
    sheets.push([])
    left = height
  }
  const queue = [...blocks]
  while (queue.length > 0) {
    const block = queue.shift()!
    const needed = estimateHeight(block)
    if (block.kind === 'heading' && needed + (block.keepMillimetres ?? KEEP_WITH_NEXT) > left) turn()
    if (needed <= left) {
      put(block)
      continue
    }
    const [first, rest] = split(block, left)
    if (first !== null) put(first)
    if (rest === null) continue
    if (first === null && sheets.at(-1)!.length === 0) {
      // Higher than a whole sheet and in one piece: the printer goes on with a further page.
      put(rest)
      continue
    }
    const heads = first === null ? takeHeads(sheets.at(-1)!) : []
    turn()
    queue.unshift(...heads, rest)
  }
  return sheets
}

/** A heading, and the note below it, that would stand alone go along to the next sheet, but never the only blocks of a sheet. */
function takeHeads(sheet: Block[]): Block[] {
  const last = sheet.at(-1)
  const count = last?.kind === 'heading' ? 1 : last?.kind === 'text' && sheet.at(-2)?.kind === 'heading' ? 2 : 0
  return count > 0 && count < sheet.length ? sheet.splice(-count) : []
}

/** What fits, and the rest; null for nothing. */
function split(block: Block, left: number): [Block | null, Block | null] {
  if (block.kind === 'points') return splitPoints(block, left)
  if (block.kind === 'table') return splitTable(block, left)
  return [null, block]
}

function splitPoints(block: Extract<Block, { kind: 'points' }>, left: number): [Block | null, Block | null] {
  let used = 0
  let count = 0
  for (const item of block.items) {
    used += pointHeight(item, TEXT_WIDTH) + 0.8
    if (used > left) break
    count++
  }
  if (count === 0) return [null, block]
  const rest = block.items.slice(count)
  return [{ ...block, items: block.items.slice(0, count) }, rest.length === 0 ? null : { ...block, items: rest }]
}

/** By rows; the head of a group comes again on the next sheet. */
function splitTable(block: Table, left: number): [Block | null, Block | null] {
  let used = tableHead(block, TEXT_WIDTH)
  const first: TableGroup[] = []
  const rest: TableGroup[] = []
  for (const group of block.groups) {
    if (rest.length > 0) {
      rest.push(group)
      continue
    }
    const whole = groupHeight(block, group, TEXT_WIDTH)
    if (used + whole <= left) {
      first.push(group)
      used += whole
      continue
    }
    used += groupHeight(block, { ...group, rows: [] }, TEXT_WIDTH)
    let count = 0
    for (const row of group.rows) {
      used += rowHeight(block, row.cells, TEXT_WIDTH)
      if (used > left) break
      count++
    }
    if (count > 0) first.push({ ...group, rows: group.rows.slice(0, count) })
    rest.push({ ...group, rows: group.rows.slice(count) })
  }
  if (first.length === 0) return [null, block]
  return [{ ...block, groups: first }, rest.length === 0 ? null : { ...block, groups: rest }]
}
