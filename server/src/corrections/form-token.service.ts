import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { TextProblem } from '../problems/text-problem.ts'

const VALID_MILLISECONDS = 12 * 3600 * 1000
/** People need longer than this to describe a place. */
export const MINIMUM_SECONDS = 3
/** Used tokens that are remembered; forgotten ones have expired long before, as far as quotas allow reports at all. */
const USED_LIMIT = 200_000

/**
 * Forms are handed out signed and taken back once: a report cannot be sent by a script that has not asked for a form and waited, nor twice. Secret and
 * used tokens live in memory: after a restart a form is asked for again, which the page does by itself.
 */
export class FormTokens {
  readonly #secret = randomBytes(32)
  readonly #used = new Map<string, number>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  create(regionKey: string): string {
    const payload = `${this.#now().getTime().toString(36)}.${randomBytes(12).toString('base64url')}`
    return `${payload}.${this.#sign(regionKey, payload)}`
  }

  /** Takes the token back. Throws `form-expired` for one that is forged, old, of another region, too young or used. */
  use(regionKey: string, token: string): void {
    const match = /^([0-9a-z]{1,12})\.([\w-]{16})\.([\w-]{43})$/.exec(token)
    const now = this.#now().getTime()
    const payload = match ? `${match[1]}.${match[2]}` : ''
    const isOurs = match !== null && isEqual(match[3], this.#sign(regionKey, payload))
    const age = match ? now - parseInt(match[1], 36) : 0
    if (!isOurs || age > VALID_MILLISECONDS || this.#used.has(payload)) {
      throw new TextProblem('form-expired', {
        de: 'Dieses Formular ist abgelaufen oder wurde schon abgeschickt. Bitte noch einmal absenden; Ihre Eingaben bleiben stehen.',
        en: 'This form has expired or was sent before. Send it again; what you wrote stays.',
      })
    }
    if (age < MINIMUM_SECONDS * 1000) {
      throw new TextProblem('form-expired', {
        de: 'Das ging sehr schnell. Bitte prüfen Sie Ihre Angaben und senden Sie sie noch einmal ab.',
        en: 'That was very quick. Check what you wrote and send it again.',
      })
    }
    this.#used.set(payload, now)
    this.#forget(now)
  }

  #sign(regionKey: string, payload: string): string {
    return createHmac('sha256', this.#secret).update(`${regionKey}\n${payload}`).digest('base64url')
  }

  /** The oldest come first. */
  #forget(now: number): void {
    for (const [payload, usedAt] of this.#used) {
      if (now - usedAt <= VALID_MILLISECONDS && this.#used.size <= USED_LIMIT) break
      this.#used.delete(payload)
    }
  }
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
