import type { Language } from './command.ts'
import { describeIssue } from '../issues/issue-catalogue.ts'
import type { ImportIssue } from '../issues/import-issue.ts'

const MARKS = {
  de: { error: 'FEHLER', warning: 'Warnung', note: 'Hinweis' },
  en: { error: 'ERROR', warning: 'warning', note: 'note' },
} as const
const EXAMPLES_SHOWN = 3

/** Issues as lines for a terminal, each with its first examples; `…` stands where there are more of them. */
export function formatIssueLines(issues: readonly ImportIssue[], language: Language): string {
  const lines: string[] = []
  for (const { kind, severity, source, count, examples } of issues) {
    lines.push(`${MARKS[language][severity]} (${source}): ${describeIssue(kind, count)[language]}\n`)
    const shown = examples.slice(0, EXAMPLES_SHOWN).join(' · ')
    if (shown !== '') lines.push(`    ${shown}${examples.length > EXAMPLES_SHOWN ? ' …' : ''}\n`)
  }
  return lines.join('')
}
