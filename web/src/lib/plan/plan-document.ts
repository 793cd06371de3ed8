import type { Modification, Scenario } from '../api/contract.ts'

/** What a planner writes: everything of a scenario that undo, drafts and merging are about. */
export interface PlanDocument {
  readonly name: string
  readonly description: string
  readonly modifications: readonly Modification[]
}

/** The stored scenario that a document was opened from or saved to, as it was then. */
export interface SavedLink {
  readonly id: string
  readonly version: number
  readonly base: PlanDocument
}

export const emptyDocument: PlanDocument = { name: '', description: '', modifications: [] }

export const documentOf = ({ name, description, modifications }: Scenario): PlanDocument => ({
  name,
  description,
  modifications,
})

/** Equal in content, whatever the order of keys. */
export function isSameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => isSameContent(item, b[i]))
    )
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => isSameContent(left[key], right[key]))
}

/** Whether there is something that a save would add to what is stored. */
export const hasUnsavedChanges = (document: PlanDocument, link: SavedLink | null): boolean =>
  !isSameContent(document, link?.base ?? emptyDocument)
