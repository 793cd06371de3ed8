import { m } from '#messages'
import { formats } from '../text/current-formats.ts'
import type { QuestionFault, SitesQuestion } from './sites-question.ts'

/** Where sites may lie, in a few words. */
export function candidatesPhrase({ cells, addresses, kindIds, points, areas, forbidden }: SitesQuestion): string {
  const counted = (message: (input: { n: number; text: string }) => string, n: number) =>
    n === 0 ? [] : [message({ n, text: formats().integer(n) })]
  const sources = [
    ...(cells ? [m.sites_short_cells()] : []),
    ...(addresses ? [m.sites_short_addresses()] : []),
    ...counted(m.sites_short_kinds, kindIds.length),
    ...counted(m.sites_short_points, points.length),
  ]
  if (sources.length === 0) return m.sites_short_nowhere()
  const limits = [...counted(m.sites_short_areas, areas.length), ...counted(m.sites_short_forbidden, forbidden.length)]
  return [formats().list(sources, 'conjunction'), ...limits].join(', ')
}

const faults: Readonly<Record<QuestionFault, () => string>> = {
  'score-mode': m.sites_fault_score,
  rank: m.sites_fault_rank,
  'no-level': m.sites_fault_level,
  'no-candidates': m.sites_fault_candidates,
  crossing: m.sites_fault_crossing,
  'sites-range': m.sites_fault_sites,
  'capacity-range': m.sites_fault_capacity,
  'need-missing': m.sites_fault_need,
}
/** What is missing and what to do. */
export const faultText = (fault: QuestionFault): string => faults[fault]()
