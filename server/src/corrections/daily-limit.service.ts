import { createHash, randomBytes } from 'node:crypto'

/**
 * Counts what comes from one address on one day. Addresses are kept in memory only, as hashes with a salt that changes every day: nobody can tell later
 * who has reported.
 */
export class DailyLimit {
  readonly #limit: number
  readonly #now: () => Date
  #day = ''
  #salt = randomBytes(16)
  readonly #counts = new Map<string, number>()

  constructor(limit: number, now: () => Date) {
    this.#limit = limit
    this.#now = now
  }

  /** Whether one more is within the limit; it is counted then. */
  take(key: string, address: string): boolean {
    const day = this.#now().toISOString().slice(0, 10)
    if (day !== this.#day) {
      this.#day = day
      this.#salt = randomBytes(16)
      this.#counts.clear()
    }
    const hash = createHash('sha256')
      .update(this.#salt)
      .update(`${key}\n${networkOf(address)}`)
      .digest('base64url')
    const count = this.#counts.get(hash) ?? 0
    if (count >= this.#limit) return false
    this.#counts.set(hash, count + 1)
    return true
  }
}

/** A household has one IPv4 address, or 64 bits of IPv6 with countless addresses in them. */
function networkOf(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address
}
