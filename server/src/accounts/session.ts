/** A session that nobody uses ends after this time, any session after the other. */
export const IDLE_MILLISECONDS = 8 * 3600_000
export const LIFE_MILLISECONDS = 7 * 24 * 3600_000

/** An open session; opens nothing by itself. */
export interface StoredSession {
  readonly id: string
  readonly accountId: string
  readonly method: 'password' | 'oidc'
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastSeenAt: number
  /** When it ends even if it is used. */
  readonly expiresAt: number
}

/** When a session ends if it is not used any more. */
export function endOf({ lastSeenAt, expiresAt }: StoredSession): number {
  return Math.min(expiresAt, lastSeenAt + IDLE_MILLISECONDS)
}
