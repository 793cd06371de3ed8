import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Problem } from '../problems/problems.ts'

/** Cost of one hash; OWASP's first recommendation for argon2id. */
export interface PasswordCost {
  readonly memoryKibibytes: number
  readonly passes: number
  readonly lanes: number
}
export const PASSWORD_COST: PasswordCost = { memoryKibibytes: 47_104, passes: 1, lanes: 1 }

const SALT_BYTES = 16
const HASH_BYTES = 32
/** Hashes computed at once, and requests that may wait: each takes 46 MiB and a core for a tenth of a second. */
const AT_ONCE = 2
const WAITING = 50

const argon2Async = promisify(argon2)
const compute = (password: string, nonce: Uint8Array, cost: PasswordCost, tagLength: number): Promise<Uint8Array> =>
  argon2Async('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    memory: cost.memoryKibibytes,
    passes: cost.passes,
    parallelism: cost.lanes,
    tagLength,
  })

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** Hashes passwords by argon2id, few at a time. */
export class PasswordService {
  readonly #cost: PasswordCost
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(cost: PasswordCost = PASSWORD_COST) {
    this.#cost = cost
  }

  /** In PHC form, with a salt of its own. */
  async hash(password: string): Promise<string> {
    const { memoryKibibytes, passes, lanes } = this.#cost
    const salt = randomBytes(SALT_BYTES)
    const hash = await this.#queued(() => compute(password, salt, this.#cost, HASH_BYTES))
    return `$argon2id$v=19$m=${memoryKibibytes},t=${passes},p=${lanes}$${encode(salt)}$${encode(hash)}`
  }

  /**
   * Whether a password is the one of a stored hash. Without a hash the same work is done, so that the time does not tell whether there is one.
   * `isOutdated`: it was hashed at another cost and should be hashed again.
   */
  async verify(password: string, stored: string | null): Promise<{ matches: boolean; isOutdated: boolean }> {
    const parsed = stored === null ? null : parseHash(stored)
    const { cost, salt, hash } = parsed ?? { cost: this.#cost, salt: randomBytes(SALT_BYTES), hash: null }
    const computed = await this.#queued(() => compute(password, salt, cost, hash?.length ?? HASH_BYTES))
    const matches = hash !== null && timingSafeEqual(computed, hash)
    return { matches, isOutdated: matches && JSON.stringify(cost) !== JSON.stringify(this.#cost) }
  }

  async #queued<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= WAITING)
        throw new Problem('too-many-requests', 'Too many people are signing in at the same moment.', 5)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#running++
    try {
      return await work()
    } finally {
      // Whoever waits takes this place; else it is free.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}

function parseHash(stored: string): { cost: PasswordCost; salt: Uint8Array; hash: Uint8Array } {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored)
  if (!found) throw new Error('A stored password hash has an unknown form.')
  const [, memory, passes, lanes, salt, hash] = found
  return {
    cost: { memoryKibibytes: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}
