import { createHash } from 'node:crypto'
import type { Person } from '../contract/account.ts'
import type { Queryable } from '../db/database.store.ts'
import { formatHashedText, NO_HASH, type AuditEntry, type AuditFacts } from './audit-entry.ts'
import {
  insertAuditEntry,
  listAuditEntries,
  listAuditEntriesFrom,
  lockAuditHead,
  type AuditFilter,
} from './audit.store.ts'
import { formatCanonicalJson } from './canonical-json.ts'

/** What somebody did; `before` and `after` are any JSON, without passwords, tokens and contact data. */
export interface AuditRecord {
  readonly person: Person
  /** Words like `publication.publish`: lower case, with at least one dot. */
  readonly action: string
  readonly regionKey: string | null
  /** What it was done to, e.g. `publication/abc`. */
  readonly subject: string | null
  readonly before?: unknown
  readonly after?: unknown
}

/** What checking the chain found. */
export interface AuditCheck {
  /** Entries that were checked. */
  readonly count: number
  /** Number and hash of the last entry, to be kept elsewhere: only with it can missing entries at the end be noticed. */
  readonly head: { readonly number: number; readonly hash: string }
  /** The first entry that is not as it was written; null: all are. */
  readonly fault: { readonly number: number; readonly reason: AuditFault } | null
}
/** `gap`: entries are missing before it. `link`: it does not follow on the entry before. `content`: its own facts were changed. `head`: it is not the entry known from elsewhere. */
export type AuditFault = 'gap' | 'link' | 'content' | 'head'

/** Longer values are cut: the trail says what changed, it is no second store. */
const VALUE_LENGTH = 20_000
const PAGE_ENTRIES = 1000

/** The audit trail: append-only, each entry bound to the one before by its hash. */
export class AuditService {
  readonly #db: Queryable

  constructor(db: Queryable) {
    this.#db = db
  }

  /**
   * Adds an entry. Given the transaction of what is recorded, both are stored or neither; without one it stands alone.
   * Throws when it cannot be stored: then what was done should not be told as done either.
   */
  async record(record: AuditRecord, tx?: Queryable): Promise<AuditEntry> {
    const at = new Date()
    const append = async (transaction: Queryable): Promise<AuditEntry> => {
      const head = await lockAuditHead(transaction)
      const { person, action, regionKey, subject } = record
      const facts: AuditFacts = {
        number: head.number + 1,
        at: at.toISOString(),
        accountId: person.accountId,
        person: withoutNul(person.name),
        role: person.role,
        action,
        regionKey,
        subject: subject === null ? null : withoutNul(subject),
        before: formatValue(record.before),
        after: formatValue(record.after),
      }
      const entry: AuditEntry = { ...facts, previousHash: head.hash, hash: hashEntry(head.hash, facts) }
      await insertAuditEntry(transaction, entry)
      return entry
    }
    return tx?.isTransaction ? append(tx) : (tx ?? this.#db).transaction().execute(append)
  }

  /** The newest entries first; `before` of the filter asks for the next page. */
  list(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
    return listAuditEntries(this.#db, filter, limit)
  }

  /** Every entry of a filter, page by page, the newest first. */
  async *each(filter: AuditFilter): AsyncGenerator<AuditEntry> {
    let { before } = filter
    for (;;) {
      const page = await this.list({ ...filter, before }, PAGE_ENTRIES)
      yield* page
      if (page.length < PAGE_ENTRIES) return
      before = page[page.length - 1].number
    }
  }

  /**
   * Recomputes the whole chain.
   *
   * @param known an entry's number and hash that were noted before: it must still be there
   */
  async verify(known?: { readonly number: number; readonly hash: string }): Promise<AuditCheck> {
    let head = { number: 0, hash: NO_HASH }
    const found = (number: number, reason: AuditFault): AuditCheck => ({
      count: head.number,
      head,
      fault: { number, reason },
    })
    for (;;) {
      const page = await listAuditEntriesFrom(this.#db, head.number + 1, PAGE_ENTRIES)
      for (const entry of page) {
        if (entry.number !== head.number + 1) return found(entry.number, 'gap')
        if (entry.previousHash !== head.hash) return found(entry.number, 'link')
        if (entry.hash !== hashEntry(head.hash, entry)) return found(entry.number, 'content')
        if (entry.number === known?.number && entry.hash !== known.hash) return found(entry.number, 'head')
        head = { number: entry.number, hash: entry.hash }
      }
      if (page.length < PAGE_ENTRIES) break
    }
    if (known !== undefined && known.number > head.number) return found(known.number, 'gap')
    return { count: head.number, head, fault: null }
  }
}

function hashEntry(previousHash: string, facts: AuditFacts): string {
  return createHash('sha256').update(formatHashedText(previousHash, facts)).digest('hex')
}

function formatValue(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const text = formatCanonicalJson(value)
  return text.length <= VALUE_LENGTH
    ? text
    : formatCanonicalJson({ cut: text.length, sha256: createHash('sha256').update(text).digest('hex') })
}

/** The database has no place for U+0000 in texts; in JSON it stands escaped. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD')
}
