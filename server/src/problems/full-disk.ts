import type { LocalText } from '../contract/common.ts'

/** Codes of PostgreSQL and of the file system for a disk, or a share of it, that is full. */
const FULL_DISK = /^(53100|ENOSPC|EDQUOT)$/

/** What to say of an error that is none of the program: the disk is full. Null for any other. */
export function describeFullDisk(error: unknown): LocalText | null {
  const code = (error as { readonly code?: unknown } | null)?.code
  if (typeof code !== 'string' || !FULL_DISK.test(code)) return null
  return {
    de: 'Der Speicherplatz ist voll. Bitte Platz schaffen und neu starten.',
    en: 'The disk is full. Make room and start again.',
  }
}
