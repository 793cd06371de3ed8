import type { IssueSink } from '../issues/import-issue.ts'

/** An issue sink that keeps everything, for tests. */
export interface CollectedIssues extends IssueSink {
  /** Examples by kind, in the order in which they came. */
  readonly byKind: Record<string, string[]>
}

export function collectIssues(): CollectedIssues {
  const byKind: Record<string, string[]> = {}
  return {
    byKind,
    add(kind, _severity, _source, example = '', count = 1) {
      byKind[kind] ??= []
      for (let i = 0; i < count; i++) byKind[kind].push(example)
    },
  }
}
