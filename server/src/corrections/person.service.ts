import type { AuditService } from '../accounts/audit.service.ts'
import type { Person } from '../contract/account.ts'
import type { PersonReports } from '../contract/correction.ts'
import type { Database } from '../db/database.store.ts'
import { erasePerson, listReportsOfPerson } from './contact.store.ts'

/** What a person may ask of the operator (articles 15 and 17 GDPR). The audit trail keeps that it was done and never for whom. */
export class PersonService {
  readonly #database: Database
  readonly #audit: AuditService

  constructor(database: Database, audit: AuditService) {
    this.#database = database
    this.#audit = audit
  }

  async export(by: Person, email: string): Promise<PersonReports> {
    return this.#database.db.transaction().execute(async (tx) => {
      const reports = await listReportsOfPerson(tx, email)
      const after = { reports: reports.length }
      await this.#audit.record({ person: by, action: 'correction.person-export', regionKey: null, subject: null, after }, tx) // prettier-ignore
      return { reports }
    })
  }

  /** Returns how many reports lost their person. */
  async erase(by: Person, email: string): Promise<number> {
    return this.#database.db.transaction().execute(async (tx) => {
      const count = await erasePerson(tx, email)
      const after = { reports: count }
      await this.#audit.record({ person: by, action: 'correction.person-erase', regionKey: null, subject: null, after }, tx) // prettier-ignore
      return count
    })
  }
}
