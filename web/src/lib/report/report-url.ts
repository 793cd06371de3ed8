/**
 * The address of a printed comparison, `/r/{region}/report?…`. The question and the sides are those of the other pages: `what`, `who`, `walk` …, and either
 * `scenario` (today against it) or `a` and `b` as on the comparison page. Of its own it has `draft=1` (what this browser keeps of the scenario and has not
 * saved), `map=pair` (before and after instead of the difference) and `area=region` (the whole region instead of where something changes).
 */
import { parseCompareState, todaySide, type CompareSide } from '../compare/compare-url.ts'

export interface ReportState {
  readonly before: CompareSide
  readonly after: CompareSide
  /** The side after is the draft of this browser, of its scenario or of a new one. */
  readonly isDraft: boolean
  readonly map: 'difference' | 'pair'
  readonly area: 'changes' | 'region'
}

interface Query {
  get(name: string): string | null
}

export function parseReportState(query: Query): ReportState {
  const { a, b } = parseCompareState(query)
  const scenario = query.get('scenario')
  const scenarioId = scenario !== null && /^[0-9a-f]{16}$/.test(scenario) ? scenario : null
  return {
    before: a,
    after: b ?? { ...todaySide, scenarioId },
    isDraft: query.get('draft') === '1',
    map: query.get('map') === 'pair' ? 'pair' : 'difference',
    area: query.get('area') === 'region' ? 'region' : 'changes',
  }
}

const OWN = ['draft', 'map', 'area'] as const

/** The same query with other choices of its own; everything else stays as it is. */
export function changeReportQuery(
  query: URLSearchParams,
  patch: Partial<Pick<ReportState, 'map' | 'area' | 'isDraft'>>,
): string {
  const next = { ...parseReportState(query), ...patch }
  const rest = [...query].filter(([name]) => !OWN.some((own) => own === name))
  const own: [string, string][] = [
    ...(next.isDraft ? [['draft', '1'] as [string, string]] : []),
    ...(next.map === 'pair' ? [['map', 'pair'] as [string, string]] : []),
    ...(next.area === 'region' ? [['area', 'region'] as [string, string]] : []),
  ]
  return new URLSearchParams([...rest, ...own]).toString()
}
