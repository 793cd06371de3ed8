import type { PublicationDefinition } from '../api/contract.ts'
import { isSameContent } from '../plan/plan-document.ts'

/** Parts of a definition that are taken as a whole. */
export type DefinitionPart = keyof PublicationDefinition

export interface DefinitionMerge {
  readonly definition: PublicationDefinition
  /** Both have changed these differently; mine was taken. Texts by language: `title.de`. */
  readonly conflicts: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>
const BY_FIELD: readonly DefinitionPart[] = ['title', 'summary', 'plainText', 'contact']

/** Joins two definitions that grew from `base`: what only one has changed is the one's, what both have changed is mine. */
export function mergeDefinitions(
  base: PublicationDefinition,
  mine: PublicationDefinition,
  theirs: PublicationDefinition,
): DefinitionMerge {
  const conflicts: string[] = []
  const take = (name: string, was: unknown, own: unknown, other: unknown): unknown => {
    if (isSameContent(own, was) || isSameContent(own, other)) return other
    if (!isSameContent(other, was)) conflicts.push(name)
    return own
  }
  const merged: Record<string, unknown> = {}
  for (const part of Object.keys(theirs) as DefinitionPart[]) {
    if (!BY_FIELD.includes(part)) {
      merged[part] = take(part, base[part], mine[part], theirs[part])
      continue
    }
    const [was, own, other] = [base[part], mine[part], theirs[part]] as unknown as [Fields, Fields, Fields]
    merged[part] = Object.fromEntries(
      Object.keys(other).map((field) => [field, take(`${part}.${field}`, was[field], own[field], other[field])]),
    )
  }
  return { definition: merged as unknown as PublicationDefinition, conflicts }
}
