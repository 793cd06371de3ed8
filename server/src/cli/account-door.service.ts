import type { AccountContent } from '../accounts/account.ts'
import { COMMAND_LINE_PERSON } from '../accounts/account.ts'
import { describeAccount, describeAuditEntry } from '../accounts/describe-account.ts'
import type {
  AccountBody,
  AccountChange,
  AuditCheckBody,
  AuditEntryBody,
  AuditList,
  NewAccount,
  PasswordLinkBody,
} from '../contract/account.ts'
import type { LocalText } from '../contract/common.ts'
import { FolderInUseError, type LockHolder } from '../db/directory-lock.service.ts'
import type { ConfigOptions } from '../http/config.service.ts'
import type { Services } from '../http/services.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { withServices } from './hand-over.service.ts'

/** What the commands do with accounts, here or in the running server that has the embedded database. */
export interface AccountDoor {
  list(): Promise<AccountBody[]>
  /** @param password null: by the link that is returned */
  add(account: NewAccount, password: string | null): Promise<PasswordLinkBody | null>
  change(id: string, change: AccountChange): Promise<void>
  setPassword(id: string, password: string | null): Promise<PasswordLinkBody | null>
  remove(id: string): Promise<void>
  listAudit(action: string | undefined, limit: number): Promise<AuditEntryBody[]>
  verifyAudit(known: { number: number; hash: string } | undefined): Promise<AuditCheckBody>
}

export async function withAccounts<T>(options: ConfigOptions, work: (door: AccountDoor) => Promise<T>): Promise<T> {
  try {
    return await withServices(options, (services) => work(openHere(services)))
  } catch (error) {
    if (!(error instanceof FolderInUseError) || error.holder.controlUrl === null) throw error
    return work(openThere(error.holder))
  }
}

function openHere(services: Services): AccountDoor {
  const { accounts, audit, sessions } = services
  const by = COMMAND_LINE_PERSON
  const createLink = async (id: string): Promise<PasswordLinkBody> => {
    const { token, expiresAt } = await accounts.createPasswordLink(by, id)
    return { url: `${services.publicUrl()}/login/password#${token}`, expiresAt }
  }
  return {
    list: async () => (await accounts.list()).map(describeAccount),
    async add({ login, organisation = null, facilityIds = [], ...content }, password) {
      const whole: AccountContent = { ...content, organisation, facilityIds, disabled: false }
      const { id } = await accounts.create(by, login, whole, password === null ? {} : { password })
      return password === null ? createLink(id) : null
    },
    async change(id, change) {
      await accounts.change(by, id, change)
      if (change.disabled) await sessions.closeAll(id)
    },
    async setPassword(id, password) {
      if (password === null) return createLink(id)
      await accounts.setPassword(by, id, password)
      await sessions.closeAll(id)
      return null
    },
    remove: (id) => accounts.remove(by, id),
    listAudit: async (action, limit) => (await audit.list({ action }, limit)).map(describeAuditEntry),
    verifyAudit: (known) => audit.verify(known),
  }
}

/** The same over the API of the running server, by the control token of its lock file. */
function openThere({ controlUrl, controlToken }: LockHolder): AccountDoor {
  async function ask<T>(method: string, address: string, body?: object): Promise<T> {
    const response = await fetch(`${controlUrl}${address}`, {
      method,
      headers: { 'x-control-token': controlToken, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (response.status === 204) return undefined as T
    const answer = (await response.json()) as T & { detail?: string; text?: LocalText }
    if (response.ok) return answer
    const detail = answer.detail ?? `the running server answered ${response.status}`
    throw new ExpectedError(answer.text ?? { de: detail, en: detail })
  }
  const usePassword = async (link: PasswordLinkBody, password: string | null): Promise<PasswordLinkBody | null> => {
    if (password === null) return link
    await ask('PUT', '/account/password-link', { token: link.url.split('#')[1], password })
    return null
  }
  return {
    list: async () => (await ask<{ accounts: AccountBody[] }>('GET', '/accounts')).accounts,
    async add(account, password) {
      const made = await ask<{ passwordLink: PasswordLinkBody }>('POST', '/accounts', account)
      return usePassword(made.passwordLink, password)
    },
    change: async (id, change) => void (await ask('PUT', `/accounts/${id}`, change)),
    setPassword: async (id, password) =>
      usePassword(await ask<PasswordLinkBody>('POST', `/accounts/${id}/password-link`), password),
    remove: (id) => ask('DELETE', `/accounts/${id}`),
    async listAudit(action, limit) {
      const entries: AuditEntryBody[] = []
      for (let before: number | null | undefined; before !== null && entries.length < limit;) {
        const query = new URLSearchParams({ ...(action && { action }), ...(before && { before: String(before) }) })
        const page = await ask<AuditList>('GET', `/audit?${query}`)
        entries.push(...page.entries)
        before = page.next
      }
      return entries.slice(0, limit)
    },
    verifyAudit: (known) => ask('GET', `/audit/check${known ? `?known=${known.number}:${known.hash}` : ''}`),
  }
}
