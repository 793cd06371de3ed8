import type { OpenedShare } from '../api/contract.ts'

/** The page that shows what a link opens; null where the link names an address that is no report of its region. */
export function sharedAddress({ kind, regionKey, subjectId }: OpenedShare): string | null {
  const region = `/r/${encodeURIComponent(regionKey)}`
  if (kind === 'scenario') return `${region}/plan?scenario=${encodeURIComponent(subjectId)}`
  if (kind === 'publication') return `${region}/publish/${encodeURIComponent(subjectId)}`
  return subjectId.startsWith(`${region}/report`) && !subjectId.includes('\\') ? subjectId : null
}
