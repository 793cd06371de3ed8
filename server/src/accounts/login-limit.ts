/** Failed tries within the last minute, by key. The clock is the caller's. */
export class LoginLimit {
  readonly #limit: number
  readonly #windowMilliseconds: number
  readonly #tries = new Map<string, number[]>()

  constructor(limit: number, windowMilliseconds: number) {
    this.#limit = limit
    this.#windowMilliseconds = windowMilliseconds
  }

  /**
   * Counts a try before it is made, so that many at once are counted as well.
   *
   * @param keys what the limit counts for, each by itself: an address, an account
   * @returns seconds to wait where one of them has had its tries, else 0
   */
  take(keys: readonly string[], nowMilliseconds: number): number {
    this.#forgetOld(nowMilliseconds)
    const full = keys.map((key) => this.#tries.get(key) ?? []).filter((tries) => tries.length >= this.#limit)
    if (full.length > 0) {
      const free = Math.max(...full.map((tries) => tries[0] + this.#windowMilliseconds))
      return Math.max(1, Math.ceil((free - nowMilliseconds) / 1000))
    }
    for (const key of keys) this.#tries.set(key, [...(this.#tries.get(key) ?? []), nowMilliseconds])
    return 0
  }

  /** The try was right: it does not count. */
  giveBack(keys: readonly string[]): void {
    for (const key of keys) this.#tries.get(key)?.pop()
  }

  #forgetOld(now: number): void {
    for (const [key, tries] of this.#tries) {
      const recent = tries.filter((at) => at > now - this.#windowMilliseconds)
      if (recent.length > 0) this.#tries.set(key, recent)
      else this.#tries.delete(key)
    }
  }
}

/** What an address counts as: IPv6 by its /64, which one household or office has. */
export function formatAddressKey(address: string): string {
  const bare = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  if (!bare.includes(':')) return bare
  const [head, tail] = bare.split('%')[0].split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return `${[...before, ...zeros, ...after]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
