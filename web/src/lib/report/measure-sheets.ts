import { fitRows, type Fit } from './fit-rows.ts'

const PIXELS_PER_MILLIMETRE = 96 / 25.4
export const millimetres = (value: number): number => value * PIXELS_PER_MILLIMETRE

/** Width between the margins of the paper, in CSS pixels. */
export const PAPER_WIDTH = millimetres(210 - 24)
/** Printers and browsers round lines differently; so much stays empty. */
const SAFETY = millimetres(3)
/** The sentence about rows that are missing: two lines. */
const REST_HEIGHT = millimetres(8)

export interface Measured {
  /** Height that the maps of the first page can have, in CSS pixels. */
  readonly mapHeight: number
  /** Rows of districts and of modifications that the second page has room for. */
  readonly fit: Fit
}

/**
 * Lays the report out as on paper for a moment, unseen, and measures it: everything else on the first page, and every row on the second.
 *
 * @param report element with the class "report" that holds both sheets, all rows in it
 * @param smallest, largest height of a map
 */
export function measureSheets(report: HTMLElement, smallest: number, largest: number): Measured {
  report.classList.add('measuring')
  try {
    const [one, two] = report.querySelectorAll<HTMLElement>('.sheet')
    const frames = [...one.querySelectorAll<HTMLElement>('.frame')]
    const frameHeight = Math.max(0, ...frames.map((frame) => frame.getBoundingClientRect().height))
    const mapHeight = roomOf(one) - (heightOf(one) - frameHeight) - SAFETY
    const rows = (list: string) =>
      [...two.querySelectorAll<HTMLElement>(`${list} [data-row]`)].map((row) => row.getBoundingClientRect().height)
    const [districts, changes] = [rows('[data-table]'), rows('[data-list]')]
    const sum = (heights: readonly number[]) => heights.reduce((total, height) => total + height, 0)
    const rests = [...two.querySelectorAll<HTMLElement>('[data-rest]')].map(
      (rest) => rest.getBoundingClientRect().height,
    )
    const fixed = heightOf(two) - sum(districts) - sum(changes) - sum(rests)
    return {
      mapHeight: Math.max(smallest, Math.min(largest, mapHeight)),
      fit: fitRows(districts, changes, roomOf(two) - fixed - SAFETY, REST_HEIGHT),
    }
  } finally {
    report.classList.remove('measuring')
  }
}

/** Between the margins of a sheet, above its footer. */
function roomOf(sheet: HTMLElement): number {
  const style = getComputedStyle(sheet)
  const footer = sheet.querySelector<HTMLElement>('footer')?.getBoundingClientRect().height ?? 0
  return sheet.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom) - footer
}

function heightOf(sheet: HTMLElement): number {
  return sheet.querySelector<HTMLElement>('.flow')?.scrollHeight ?? 0
}
