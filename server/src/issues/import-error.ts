/** An import that cannot go on: says what is wrong, where, and what to do. Nothing is stored when it is thrown. */
export class ImportError extends Error {
  /** Kebab-case kind from `issue-catalogue.ts`. */
  readonly kind: string
  /** File, row, column, element … */
  readonly where: string
  readonly remedy: string

  constructor(kind: string, message: string, where: string, remedy: string) {
    super(message)
    this.name = 'ImportError'
    this.kind = kind
    this.where = where
    this.remedy = remedy
  }
}
