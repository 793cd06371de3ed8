import { timingSafeEqual } from 'node:crypto'

/** Only commands on the same machine know the token: it is in the lock file beside the embedded database. */
export function isControlToken(given: unknown, expected: string | undefined): boolean {
  if (typeof given !== 'string' || expected === undefined) return false
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
