import type { ImportIssue, IssueSink } from './import-issue.ts'

/** How many places an issue names; all of them are counted. */
export const EXAMPLES_PER_ISSUE = 20

/** A sink that collects equal defects (same kind and source) into one issue each, in order of first appearance. */
export class IssueList implements IssueSink {
  readonly #issues = new Map<string, { -readonly [K in keyof ImportIssue]: ImportIssue[K] } & { examples: string[] }>()

  add(kind: string, severity: ImportIssue['severity'], source: string, example?: string, count = 1): void {
    const key = `${kind}\n${source}`
    let issue = this.#issues.get(key)
    if (!issue) {
      issue = { kind, severity, source, count: 0, examples: [] }
      this.#issues.set(key, issue)
    }
    issue.count += count
    if (example !== undefined && issue.examples.length < EXAMPLES_PER_ISSUE) issue.examples.push(example)
  }

  list(): ImportIssue[] {
    return [...this.#issues.values()].map((issue) => ({ ...issue, examples: [...issue.examples] }))
  }
}
