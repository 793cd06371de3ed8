/** Which lists of sites cannot be meant together: none of them is silently ignored. */
import { UsageError } from './command.ts'

export interface SiteLists {
  /** Null: every site that the matrix or the graph has. */
  readonly candidates: readonly string[] | null
  readonly existing: readonly string[]
  readonly isMovable: boolean
  readonly forced: readonly string[]
  readonly forbidden: readonly string[]
}

/** @throws UsageError with up to five of the ids */
export function refuseContradictions({ candidates, existing, isMovable, forced, forbidden }: SiteLists): void {
  const isForbidden = new Set(forbidden)
  const both = nameSome(forced.filter((id) => isForbidden.has(id)))
  if (both !== null) {
    throw new UsageError({
      de: `In --forced und in --forbidden steht dasselbe: ${both}. Bitte aus einer der beiden Listen streichen.`,
      en: `--forced and --forbidden name the same: ${both}. Remove it from one of them.`,
    })
  }
  const known = candidates === null ? null : new Set([...candidates, ...existing])
  const outside = nameSome(known === null ? [] : forced.filter((id) => !known.has(id)))
  if (outside !== null) {
    throw new UsageError({
      de: `In --forced steht, was in --candidates fehlt: ${outside}. Bitte dort ergänzen oder hier streichen.`,
      en: `--forced names what --candidates does not: ${outside}. Add it there, or remove it here.`,
    })
  }
  const staying = nameSome(isMovable ? [] : existing.filter((id) => isForbidden.has(id)))
  if (staying !== null) {
    throw new UsageError({
      de: `Bestehende Orte bleiben ohnehin, --forbidden kann sie nicht ausschließen: ${staying}. Bitte dort streichen oder mit --movable erlauben, dass sie aufgegeben werden.`,
      en: `Existing places stay in any case, --forbidden cannot exclude them: ${staying}. Remove it there, or allow by --movable that they are given up.`,
    })
  }
}

function nameSome(ids: readonly string[]): string | null {
  if (ids.length === 0) return null
  return ids.slice(0, 5).join(', ') + (ids.length > 5 ? ', …' : '')
}
