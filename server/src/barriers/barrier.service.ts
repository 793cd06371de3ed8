import type { AuditService } from '../accounts/audit.service.ts'
import type { Person } from '../contract/account.ts'
import { BARRIER_CONTACT_DAYS, BARRIER_LIMITS, type BarrierBody, type NewBarrier } from '../contract/barrier.ts'
import { DailyLimit } from '../corrections/daily-limit.service.ts'
import { FormTokens } from '../corrections/form-token.service.ts'
import type { Queryable } from '../db/database.store.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import {
  changeBarrier,
  countOpenBarriers,
  deleteBarrier,
  forgetOldBarriers,
  insertBarrier,
  listBarriers,
} from './barrier.store.ts'

/** What a form is for; those of corrections carry the key of their region. */
const FORM = 'barrier'

/** Reports of barriers: taken from anybody, few a day, and read by admins. */
export class BarrierService {
  readonly #db: Queryable
  readonly #audit: AuditService
  readonly #forms: FormTokens
  readonly #limit: DailyLimit

  constructor(db: Queryable, audit: AuditService, now: () => Date) {
    this.#db = db
    this.#audit = audit
    this.#forms = new FormTokens(now)
    this.#limit = new DailyLimit(BARRIER_LIMITS.perDay, now)
  }

  createForm(): string {
    return this.#forms.create(FORM)
  }

  /** Stores a report. Throws `form-expired`, `too-many-requests`. */
  async report({ form, ...report }: NewBarrier, address: string): Promise<string> {
    this.#forms.use(FORM, form)
    if (!this.#limit.take(FORM, address)) {
      throw new TextProblem(
        'too-many-requests',
        {
          de: `Von diesem Anschluss kamen heute schon ${BARRIER_LIMITS.perDay} Meldungen. Schreiben Sie bitte an die Kontaktstelle, oder versuchen Sie es morgen wieder.`,
          en: `${BARRIER_LIMITS.perDay} reports came from this connection today already. Write to the contact, or try again tomorrow.`,
        },
        3600,
      )
    }
    if ((await countOpenBarriers(this.#db)) >= BARRIER_LIMITS.open) {
      throw new TextProblem(
        'too-many-requests',
        {
          de: 'Zurzeit warten zu viele Meldungen auf Bearbeitung. Schreiben Sie bitte an die Kontaktstelle.',
          en: 'Too many reports are waiting at the moment. Please write to the contact.',
        },
        3600,
      )
    }
    return insertBarrier(this.#db, report)
  }

  async list(): Promise<BarrierBody[]> {
    await forgetOldBarriers(this.#db, BARRIER_CONTACT_DAYS)
    return listBarriers(this.#db)
  }

  /** Throws `unknown-barrier`. */
  async change(person: Person, id: string, done: boolean, note: string): Promise<BarrierBody> {
    const report = await changeBarrier(this.#db, id, done, note)
    if (!report) throw new Problem('unknown-barrier', `There is no report "${id}".`)
    // Neither the description nor the contact: the trail outlives both.
    await this.#audit.record({ person, action: 'barrier.change', regionKey: null, subject: `barrier/${id}`, after: { done } }) // prettier-ignore
    return report
  }

  /** Throws `unknown-barrier`. */
  async remove(person: Person, id: string): Promise<void> {
    if (!(await deleteBarrier(this.#db, id))) throw new Problem('unknown-barrier', `There is no report "${id}".`)
    await this.#audit.record({ person, action: 'barrier.remove', regionKey: null, subject: `barrier/${id}` })
  }
}
