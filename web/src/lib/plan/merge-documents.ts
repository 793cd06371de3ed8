import type { Modification } from '../api/contract.ts'
import { isSameContent, type PlanDocument } from './plan-document.ts'

/** Something that both sides changed differently, and whose version was taken. */
export interface MergeConflict {
  /** Null: the name or description. */
  readonly modificationId: string | null
  /** `both-changed`: mine was taken; `they-deleted`, `i-deleted`: the changed one was kept. */
  readonly reason: 'both-changed' | 'they-deleted' | 'i-deleted'
}

export interface Merge {
  readonly document: PlanDocument
  readonly conflicts: readonly MergeConflict[]
}

/**
 * Joins two documents that grew from `base`: theirs with everything that I added, changed or deleted, in their order and mine at
 * the end. Where both changed the same thing, mine is taken; where one deleted what the other changed, the change is kept.
 * Symmetric but for the order and that choice; with `mine` or `theirs` equal to `base` the result is the other one.
 */
export function mergeDocuments(base: PlanDocument, mine: PlanDocument, theirs: PlanDocument): Merge {
  const conflicts: MergeConflict[] = []
  const indexOf = (list: readonly Modification[]) => new Map(list.map((item) => [item.id, item]))
  const [known, own, other] = [base, mine, theirs].map(({ modifications }) => indexOf(modifications))
  const merged: Modification[] = []
  for (const item of theirs.modifications) {
    const before = known.get(item.id)
    const ours = own.get(item.id)
    if (ours === undefined) {
      if (before !== undefined && isSameContent(before, item)) continue
      if (before !== undefined) conflicts.push({ modificationId: item.id, reason: 'i-deleted' })
      merged.push(item)
    } else if (isSameContent(ours, item) || isSameContent(ours, before)) merged.push(item)
    else {
      if (!isSameContent(item, before)) conflicts.push({ modificationId: item.id, reason: 'both-changed' })
      merged.push(ours)
    }
  }
  for (const item of mine.modifications) {
    if (other.has(item.id)) continue
    const before = known.get(item.id)
    if (before !== undefined && isSameContent(before, item)) continue
    if (before !== undefined) conflicts.push({ modificationId: item.id, reason: 'they-deleted' })
    merged.push(item)
  }
  const takeText = (key: 'name' | 'description'): string => {
    if (mine[key] === base[key] || mine[key] === theirs[key]) return theirs[key]
    if (theirs[key] !== base[key]) conflicts.push({ modificationId: null, reason: 'both-changed' })
    return mine[key]
  }
  return {
    document: { name: takeText('name'), description: takeText('description'), modifications: merged },
    conflicts,
  }
}
