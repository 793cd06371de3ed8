import type { Person } from '../contract/account.ts'
import type { Database, Queryable } from '../db/database.store.ts'
import { Problem } from '../problems/problems.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { cleanName, foldLogin, type Account, type AccountContent } from './account.ts'
import {
  countAccounts,
  deleteAccount,
  findAccount,
  findAccountByLogin,
  findAccountBySubject,
  findPasswordLink,
  insertAccount,
  listAccounts,
  lockAccounts,
  markLogin,
  savePasswordHash,
  savePasswordLink,
  takePasswordLink,
  updateAccount,
} from './account.store.ts'
import type { AuditService } from './audit.service.ts'
import { findPasswordFault } from './password-rules.ts'
import type { PasswordService } from './password.service.ts'
import { createToken, hashToken } from './secret-token.service.ts'

/** How long a link to set a password counts. */
export const PASSWORD_LINK_HOURS = 48
/** Other processes may make accounts in a PostgreSQL database; in the embedded one nobody else can. */
const REFRESH_MILLISECONDS = 5_000

/** Makes, changes and removes accounts; every change leaves an entry in the audit trail, in the same transaction. */
export class AccountService {
  readonly #database: Database
  readonly #audit: AuditService
  readonly #passwords: PasswordService
  #any: { readonly known: boolean; readonly at: number } | null = null
  #counting: Promise<boolean> | null = null
  /** Told of every account whose sessions must be looked at anew. */
  onChange: (accountId: string) => void = () => {}

  constructor(database: Database, audit: AuditService, passwords: PasswordService) {
    this.#database = database
    this.#audit = audit
    this.#passwords = passwords
  }

  /** Whether there is any account. Answered from memory once known, so that a busy database holds nothing up. */
  async hasAny(): Promise<boolean> {
    if (this.#any === null) return this.#countAny()
    const mayBeOld = this.#database.kind === 'postgresql' && !this.#any.known
    if (mayBeOld && performance.now() - this.#any.at > REFRESH_MILLISECONDS) this.#countAny().catch(() => {})
    return this.#any.known
  }

  async hasAdmin(): Promise<boolean> {
    return (await countAccounts(this.#database.db)).enabledAdmins > 0
  }

  list(): Promise<Account[]> {
    return listAccounts(this.#database.db)
  }

  find(id: string): Promise<Account | undefined> {
    return findAccount(this.#database.db, id)
  }

  async get(id: string): Promise<Account> {
    return existing(await this.find(id), id)
  }

  async findByLogin(login: string): Promise<Account | undefined> {
    return (await findAccountByLogin(this.#database.db, foldLogin(login) ?? ''))?.account
  }

  findBySubject(issuer: string, subject: string): Promise<Account | undefined> {
    return findAccountBySubject(this.#database.db, issuer, subject)
  }

  /** Throws `login-taken`, `password-refused` or `invalid-request`. Without a password the account gets one by a link. */
  async create(
    by: Person | 'itself',
    login: string,
    content: AccountContent,
    access: { readonly password?: string; readonly oidc?: { readonly issuer: string; readonly subject: string } } = {},
  ): Promise<Account> {
    const folded = foldLogin(login)
    if (folded === null) {
      throw new TextProblem('invalid-request', {
        de: 'Der Anmeldename braucht 1 bis 254 Zeichen ohne Leerzeichen, zum Beispiel eine E-Mail-Adresse.',
        en: 'The name for signing in needs 1 to 254 characters without blanks, for example an e-mail address.',
      })
    }
    const { password, oidc = null } = access
    checkName(content.name)
    checkPassword(password, [folded, content.name])
    const hash = password === undefined ? null : await this.#passwords.hash(password)
    const account = await this.#database.db.transaction().execute(async (tx) => {
      await lockAccounts(tx)
      await checkAdminFirst(tx, content)
      const id = await insertAccount(tx, folded, { ...content, name: cleanName(content.name)! }, oidc)
      if (id === null) {
        throw new TextProblem('login-taken', {
          de: `Den Anmeldenamen „${folded}“ gibt es schon.`,
          en: `There is an account with the name "${folded}" already.`,
        })
      }
      if (hash !== null) await savePasswordHash(tx, id, hash)
      const created = (await findAccount(tx, id))!
      const person = by === 'itself' ? { accountId: id, name: created.name, role: created.role, regionKeys: 'all' as const } : by // prettier-ignore
      await this.#record(tx, person, 'account.create', id, null, toAudit(created))
      return created
    })
    this.#any = { known: true, at: performance.now() }
    return account
  }

  /** Throws `unknown-account`, `last-admin`. */
  async change(by: Person, id: string, change: Partial<AccountContent>): Promise<Account> {
    const account = await this.#database.db.transaction().execute(async (tx) => {
      await lockAccounts(tx)
      const before = existing(await findAccount(tx, id), id)
      const { name, role, regionKeys, organisation, facilityIds } = before
      if (change.name !== undefined) checkName(change.name)
      const content = { name, role, regionKeys, organisation, facilityIds, disabled: before.disabledAt !== null }
      await updateAccount(tx, id, { ...content, ...change, name: cleanName(change.name ?? name)! })
      await checkAdminLeft(tx, before)
      const after = (await findAccount(tx, id))!
      const action = before.role === after.role ? 'account.change' : 'account.role'
      await this.#record(tx, by, action, id, toAudit(before), toAudit(after))
      return after
    })
    this.onChange(id)
    return account
  }

  /** With all its sessions. Throws `unknown-account`, `last-admin`. */
  async remove(by: Person, id: string): Promise<void> {
    await this.#database.db.transaction().execute(async (tx) => {
      await lockAccounts(tx)
      const before = existing(await findAccount(tx, id), id)
      await deleteAccount(tx, id)
      await checkAdminLeft(tx, before)
      await this.#record(tx, by, 'account.remove', id, toAudit(before), null)
    })
    this.onChange(id)
  }

  /** Throws `password-refused`. Sessions are left to the caller. */
  async setPassword(by: Person, id: string, password: string): Promise<void> {
    const account = await this.get(id)
    checkPassword(password, [account.login, account.name])
    const hash = await this.#passwords.hash(password)
    await this.#database.db.transaction().execute(async (tx) => {
      await savePasswordHash(tx, id, hash)
      await this.#record(tx, by, 'account.password', id, null, null)
    })
    this.onChange(id)
  }

  /** The account whose name and password these are, or undefined; takes as long for names that do not exist. */
  async findByPassword(login: string, password: string): Promise<Account | undefined> {
    const found = await findAccountByLogin(this.#database.db, foldLogin(login) ?? '')
    const { matches, isOutdated } = await this.#passwords.verify(password, found?.passwordHash ?? null)
    if (!found || !matches || found.account.disabledAt !== null) return undefined
    if (isOutdated) await savePasswordHash(this.#database.db, found.account.id, await this.#passwords.hash(password))
    return found.account
  }

  markLogin(id: string): Promise<void> {
    return markLogin(this.#database.db, id)
  }

  /** A link by which the person sets a password; the former link no longer counts. */
  async createPasswordLink(by: Person, id: string): Promise<{ token: string; expiresAt: string }> {
    const account = await this.get(id)
    const { token, hash } = createToken()
    const expires = new Date(Date.now() + PASSWORD_LINK_HOURS * 3600_000)
    await this.#database.db.transaction().execute(async (tx) => {
      await savePasswordLink(tx, account.id, hash, expires)
      await this.#record(tx, by, 'account.password-link', id, null, { expiresAt: expires.toISOString() })
    })
    return { token, expiresAt: expires.toISOString() }
  }

  /** Whom a link is for, before a password is typed. Throws `link-over`. */
  async getByPasswordLink(token: unknown): Promise<Account> {
    const hash = hashToken(token)
    const id = hash && (await findPasswordLink(this.#database.db, hash))
    const account = id ? await this.find(id) : undefined
    if (!account || account.disabledAt !== null) throw linkOver()
    return account
  }

  /** Sets a password by a link, which is used up by it; a password that is refused leaves it. Throws `link-over`, `password-refused`. */
  async usePasswordLink(token: unknown, password: string): Promise<Account> {
    const account = await this.getByPasswordLink(token)
    checkPassword(password, [account.login, account.name])
    const hash = await this.#passwords.hash(password)
    await this.#database.db.transaction().execute(async (tx) => {
      if (!(await takePasswordLink(tx, hashToken(token)!))) throw linkOver()
      await savePasswordHash(tx, account.id, hash)
      const { id, name, role } = account
      await this.#record(tx, { accountId: id, name, role, regionKeys: 'all' }, 'account.password', id, null, null)
    })
    this.onChange(account.id)
    return account
  }

  async #record(tx: Queryable, person: Person, action: string, id: string, before: unknown, after: unknown) {
    await this.#audit.record({ person, action, regionKey: null, subject: `account/${id}`, before, after }, tx)
  }

  #countAny(): Promise<boolean> {
    this.#counting ??= countAccounts(this.#database.db)
      .then(({ all }) => {
        this.#any = { known: all > 0, at: performance.now() }
        return all > 0
      })
      .finally(() => (this.#counting = null))
    return this.#counting
  }
}

function existing(account: Account | undefined, id: string): Account {
  if (account) return account
  throw new TextProblem('unknown-account', {
    de: `Es gibt kein Konto „${id.slice(0, 254)}“.`,
    en: `There is no account "${id.slice(0, 254)}".`,
  })
}

/** After a change: whoever was an admin and is none any more must have left one behind. */
async function checkAdminLeft(tx: Queryable, before: Account): Promise<void> {
  if (before.role !== 'admin' || before.disabledAt !== null) return
  if ((await countAccounts(tx)).enabledAdmins > 0) return
  throw new TextProblem('last-admin', {
    de: 'Dies ist das letzte Konto, das verwalten darf. Machen Sie erst ein anderes zum Verwalter.',
    en: 'This is the last account that may administrate. Make another one an admin first.',
  })
}

/** The first account ends the time without signing in: it must be one that can manage the others. */
async function checkAdminFirst(tx: Queryable, { role, disabled }: AccountContent): Promise<void> {
  if ((role === 'admin' && !disabled) || (await countAccounts(tx)).enabledAdmins > 0) return
  throw new TextProblem('last-admin', {
    de: 'Das erste Konto muss eines sein, das verwalten darf (Rolle „admin“); sonst könnte danach niemand Konten verwalten.',
    en: 'The first account must be one that may administrate (role "admin"); else nobody could manage accounts afterwards.',
  })
}

function checkName(name: string): void {
  if (cleanName(name) !== null) return
  throw new TextProblem('invalid-request', {
    de: 'Der Name hat kein sichtbares Zeichen.',
    en: 'The name has no visible character.',
  })
}

function checkPassword(password: string | undefined, names: readonly string[]): void {
  const fault = password === undefined ? null : findPasswordFault(password, names)
  if (fault) throw new TextProblem('password-refused', fault)
}

function linkOver(): Problem {
  return new TextProblem('link-over', {
    de: 'Dieser Link gilt nicht mehr: Er ist abgelaufen, wurde schon benutzt oder durch einen neuen ersetzt. Bitten Sie die Verwaltung um einen neuen.',
    en: 'This link no longer counts: it has expired, was used already or was replaced by a new one. Ask an admin for a new one.',
  })
}

/** What the trail keeps of an account: no hash, no subject of the identity provider. */
function toAudit({ login, name, role, regionKeys, organisation, facilityIds, disabledAt }: Account) {
  return { login, name, role, regionKeys, organisation, facilityIds, disabled: disabledAt !== null }
}
