import { LRUCache } from 'lru-cache'
import type { Database } from '../db/database.store.ts'
import type { Account } from './account.ts'
import {
  deleteSession,
  deleteSessions,
  findSession,
  insertSession,
  listSessions,
  touchSession,
} from './session.store.ts'
import { endOf, IDLE_MILLISECONDS, LIFE_MILLISECONDS, type StoredSession } from './session.ts'
import { createToken, hashToken } from './secret-token.service.ts'

/** Use is written down at most this often. */
const TOUCH_MILLISECONDS = 5 * 60_000
/** How long another server process on the same PostgreSQL may still take a session that was ended here. */
const SHARED_DATABASE_MILLISECONDS = 5_000

export interface OpenSession {
  readonly session: StoredSession
  readonly account: Account
}

/**
 * Sessions of signed-in people, kept in memory between requests, so that a busy or absent database holds nobody up. What is ended or changed
 * through this process counts at once; with PostgreSQL and several processes, in the others after five seconds.
 */
export class SessionService {
  readonly #database: Database
  readonly #now: () => number
  readonly #cache: LRUCache<string, OpenSession>
  /** Counts what was ended or changed: what was read before is not kept afterwards. */
  #changes = 0

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database
    this.#now = now
    const ttl = database.kind === 'postgresql' ? { ttl: SHARED_DATABASE_MILLISECONDS } : {}
    this.#cache = new LRUCache<string, OpenSession>({ max: 10_000, ...ttl })
  }

  /** Begins a session; the token goes into the cookie and is kept nowhere. */
  async open(account: Account, method: 'password' | 'oidc'): Promise<{ token: string; session: StoredSession }> {
    const now = this.#now()
    const { token, hash } = createToken()
    const facts = { accountId: account.id, method, createdAt: now, lastSeenAt: now, expiresAt: now + LIFE_MILLISECONDS }
    const session = await insertSession(this.#database.db, hash, facts, now - IDLE_MILLISECONDS)
    return { token, session }
  }

  /** The session of a cookie, or null: unknown, over, or of a disabled account. */
  async find(token: string): Promise<OpenSession | null> {
    const hash = hashToken(token)
    if (hash === null) return null
    const key = Buffer.from(hash).toString('base64')
    const changes = this.#changes
    const cached = this.#cache.get(key)
    const found = cached ?? (await findSession(this.#database.db, hash))
    const now = this.#now()
    if (!found || found.account.disabledAt !== null || endOf(found.session) <= now) {
      this.#cache.delete(key)
      return null
    }
    const isOld = now - found.session.lastSeenAt > TOUCH_MILLISECONDS
    const current = isOld ? { ...found, session: { ...found.session, lastSeenAt: now } } : found
    // Being used does not keep it longer: another process may have ended it.
    if ((isOld || !cached) && changes === this.#changes) this.#cache.set(key, current)
    if (isOld) touchSession(this.#database.db, found.session.id, now).catch(() => {}) // at the next request then
    return current
  }

  /** Open sessions of an account, the one used last first. */
  async list(accountId: string): Promise<StoredSession[]> {
    const now = this.#now()
    return (await listSessions(this.#database.db, accountId)).filter((session) => endOf(session) > now)
  }

  /** Whether the account had this session. */
  async close(accountId: string, id: string): Promise<boolean> {
    const wasOpen = await deleteSession(this.#database.db, accountId, id)
    this.forget(accountId)
    return wasOpen
  }

  /** Signs an account out everywhere, or everywhere else. Returns how many sessions ended. */
  async closeAll(accountId: string, except: string | null = null): Promise<number> {
    const count = await deleteSessions(this.#database.db, accountId, except)
    this.forget(accountId)
    return count
  }

  /** Looks at an account's sessions anew at their next request. */
  forget(accountId: string): void {
    this.#changes++
    for (const [key, { account }] of this.#cache.entries()) if (account.id === accountId) this.#cache.delete(key)
  }
}
