/**
 * One defect met while importing, shown to people. Repeated defects of one kind are collected: `examples` holds the first
 * few, `count` all of them.
 */
export interface ImportIssue {
  /** Kebab-case kind from the catalogue in `issue-catalogue.ts`, e.g. `district-ring-repaired`. */
  readonly kind: string
  readonly severity: 'error' | 'warning' | 'note'
  /** Which source of the manifest: `osm`, `districts/stadtteil`, `population`, `facilities/…`. */
  readonly source: string
  readonly count: number
  /** Where: row and column, element id, district name …; plain text, never HTML. */
  readonly examples: readonly string[]
}

/** Collects issues while reading; how each reads in German and English is in `issue-catalogue.ts`. */
export interface IssueSink {
  add(kind: string, severity: ImportIssue['severity'], source: string, example?: string, count?: number): void
}
