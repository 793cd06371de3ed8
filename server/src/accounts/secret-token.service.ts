import { createHash, randomBytes } from 'node:crypto'

/** 256 bits, for addresses and cookies; what is stored is its hash alone. */
const TOKEN_BYTES = 32
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/

export interface SecretToken {
  /** Given out once, in base64url. */
  readonly token: string
  /** SHA-256, stored. A random token needs no slow hash. */
  readonly hash: Uint8Array
}

export function createToken(): SecretToken {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashToken(token)! }
}

/** Null for what cannot be a token. */
export function hashToken(token: unknown): Uint8Array | null {
  if (typeof token !== 'string' || !TOKEN_PATTERN.test(token)) return null
  return createHash('sha256').update(token).digest()
}
