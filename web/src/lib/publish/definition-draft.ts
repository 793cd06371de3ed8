import type { PublicationDefinition } from '../api/contract.ts'
import { readStored, writeStored } from '../state/browser-storage.ts'

/** What is kept in this browser of a publication that was not saved yet. */
export interface DefinitionDraft {
  /** Saved draft that it grew from, as it was then. */
  readonly draftVersion: number
  readonly base: PublicationDefinition
  readonly definition: PublicationDefinition
}

const draftFormat = 1
const keyOf = (regionKey: string, id: string) => `nahraum.publication.${regionKey}.${id}`

/** Whether a stored value has the parts of a definition that the editor reads without looking; those of another release do not. */
function isDefinition(value: unknown): value is PublicationDefinition {
  if (typeof value !== 'object' || value === null) return false
  const { title, summary, plainText, contact, categories, groups, allowedParents } = value as Record<string, unknown>
  return (
    [title, summary, plainText].every(
      (text) => typeof text === 'object' && text !== null && 'de' in text && 'en' in text,
    ) &&
    typeof contact === 'object' &&
    contact !== null &&
    [categories, groups, allowedParents].every(Array.isArray)
  )
}

/** The draft of a publication; null where there is none that can be read. */
export function readDefinitionDraft(regionKey: string, id: string): DefinitionDraft | null {
  try {
    const stored = JSON.parse(readStored(keyOf(regionKey, id)) ?? 'null') as Record<string, unknown> | null
    if (stored?.format !== draftFormat) return null
    const { draftVersion, base, definition } = stored
    if (typeof draftVersion !== 'number' || !isDefinition(base) || !isDefinition(definition)) return null
    return { draftVersion, base, definition }
  } catch {
    return null
  }
}

/** Keeps a draft, or forgets it (`null`). */
export function writeDefinitionDraft(regionKey: string, id: string, draft: DefinitionDraft | null): void {
  writeStored(keyOf(regionKey, id), draft && JSON.stringify({ format: draftFormat, ...draft }))
}
