import { formatCanonicalJson } from './canonical-json.ts'

/** One entry of the audit trail as it is stored, but for its hashes. */
export interface AuditFacts {
  /** 1, 2, 3 … without gaps. */
  readonly number: number
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string
  readonly accountId: string | null
  readonly person: string
  readonly role: string
  /** Words like `publication.publish`. */
  readonly action: string
  readonly regionKey: string | null
  /** What it was done to, e.g. `scenario/0123456789abcdef`. */
  readonly subject: string | null
  /** Canonical JSON; null: nothing. */
  readonly before: string | null
  readonly after: string | null
}

/** An entry with its links, as hexadecimal SHA-256. */
export interface AuditEntry extends AuditFacts {
  readonly previousHash: string
  readonly hash: string
}

/** What comes before the first entry. */
export const NO_HASH = '0'.repeat(64)

/** What the hash of an entry is made of: the hash before, a line feed, and the facts as a JSON list in the order of `AuditFacts`. */
export function formatHashedText(previousHash: string, facts: AuditFacts): string {
  const { number, at, accountId, person, role, action, regionKey, subject, before, after } = facts
  const list = [number, at, accountId, person, role, action, regionKey, subject, before, after]
  return `${previousHash}\n${formatCanonicalJson(list)}`
}
