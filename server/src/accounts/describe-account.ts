import type { AccountBody, AuditEntryBody, SessionEntry } from '../contract/account.ts'
import type { Account } from './account.ts'
import type { AuditEntry } from './audit-entry.ts'
import { IDLE_MILLISECONDS, type StoredSession } from './session.ts'

export function describeAccount({ regionKeys, facilityIds, ...account }: Account): AccountBody {
  return { ...account, regionKeys: regionKeys === 'all' ? 'all' : [...regionKeys], facilityIds: [...facilityIds] }
}

/** @param currentId the session that asks */
export function describeSessionEntry(session: StoredSession, currentId: string | null): SessionEntry {
  const { id, method, createdAt, lastSeenAt, expiresAt } = session
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString()
  return {
    id,
    method,
    createdAt: time(createdAt),
    lastSeenAt: time(lastSeenAt),
    idleExpiresAt: time(Math.min(expiresAt, lastSeenAt + IDLE_MILLISECONDS)),
    expiresAt: time(expiresAt),
    current: id === currentId,
  }
}

export function describeAuditEntry({ previousHash: _, ...entry }: AuditEntry): AuditEntryBody {
  return entry
}
