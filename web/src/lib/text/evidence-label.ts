import { m } from '#messages'

const labels: readonly (readonly [id: string, english: string, label: () => string])[] = [
  ['norm', 'DIN standard', m.evidence_norm],
  ['court_and_law', 'court decision or regulation', m.evidence_court_and_law],
  ['federal_practice', 'BBSR practice', m.evidence_federal_practice],
  ['state_practice', 'practice of a federal state', m.evidence_state_practice],
  ['guideline', 'published guideline', m.evidence_guideline],
  [
    'planning_practice_unverified',
    'widespread in plans, source text not seen',
    m.evidence_planning_practice_unverified,
  ],
  ['law_as_reported', 'legal rule as reported by the press, legal text not seen', m.evidence_law_as_reported],
  ['own_proposal', 'our proposal, to be decided locally', m.evidence_own_proposal],
]

/** How well a threshold is founded: the catalogue's level or its English words, in the page's language. */
export function evidenceLabel(evidence: string): string {
  return labels.find(([id, english]) => evidence === id || evidence === english)?.[2]() ?? evidence
}
