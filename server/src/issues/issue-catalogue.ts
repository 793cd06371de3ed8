import type { LocalText } from '../contract/common.ts'
import { addressIssues } from './catalogue/addresses.ts'
import { basemapIssues } from './catalogue/basemap.ts'
import { commandLineIssues } from './catalogue/command-line.ts'
import { correctionIssues } from './catalogue/corrections.ts'
import { csvIssues } from './catalogue/csv.ts'
import { districtIssues } from './catalogue/districts.ts'
import { facilityIssues } from './catalogue/facilities.ts'
import { networkIssues } from './catalogue/network.ts'
import { osmIssues } from './catalogue/osm.ts'
import { populationIssues } from './catalogue/population.ts'
import { regionIssues } from './catalogue/region.ts'

/** Every kind of import issue and error in both languages; `{count}` stands for the number. One list for API, pages and documents. */
export const ISSUE_TEXTS: Readonly<Record<string, LocalText>> = {
  ...regionIssues,
  ...osmIssues,
  ...networkIssues,
  ...districtIssues,
  ...csvIssues,
  ...populationIssues,
  ...facilityIssues,
  ...addressIssues,
  ...basemapIssues,
  ...correctionIssues,
  ...commandLineIssues,
}

/** The text of an issue; a kind without one is a programming error that a test finds. */
export function describeIssue(kind: string, count: number): LocalText {
  const text = ISSUE_TEXTS[kind]
  if (!text) throw new RangeError(`the issue kind "${kind}" has no text`)
  return {
    de: text.de.replaceAll('{count}', formatCount(count, '.')),
    en: text.en.replaceAll('{count}', formatCount(count, ',')),
  }
}

function formatCount(count: number, separator: string): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, separator)
}
