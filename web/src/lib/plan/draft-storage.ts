import { readStored, writeStored } from '../state/browser-storage.ts'
import type { PlanDocument, SavedLink } from './plan-document.ts'

/** What is kept in this browser of a scenario that was not saved yet. */
export interface Draft {
  readonly link: SavedLink | null
  readonly document: PlanDocument
}

const draftFormat = 1
const keyOf = (regionKey: string, scenarioId: string | null) => `nahraum.draft.${regionKey}.${scenarioId ?? 'new'}`

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
function isDocument(value: unknown): value is PlanDocument {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    typeof value.description === 'string' &&
    Array.isArray(value.modifications) &&
    value.modifications.every((item) => isObject(item) && typeof item.id === 'string' && typeof item.kind === 'string')
  )
}
const isLink = (value: unknown): value is SavedLink =>
  isObject(value) && typeof value.id === 'string' && typeof value.version === 'number' && isDocument(value.base)

/** The draft of a scenario, or of a new one (`null`); null where there is none that can be read. */
export function readDraft(regionKey: string, scenarioId: string | null): Draft | null {
  const text = readStored(keyOf(regionKey, scenarioId))
  if (text === null) return null
  try {
    const stored = JSON.parse(text) as Record<string, unknown>
    const { format, link, document } = stored
    if (format !== draftFormat || !isDocument(document) || !(link === null || isLink(link))) return null
    return { link, document }
  } catch {
    return null
  }
}

/** Keeps a draft, or forgets it (`null`). */
export function writeDraft(regionKey: string, scenarioId: string | null, draft: Draft | null): void {
  writeStored(keyOf(regionKey, scenarioId), draft && JSON.stringify({ format: draftFormat, ...draft }))
}
