import type { Person } from '../contract/account.ts'

export type AccountRole = 'provider' | 'editor' | 'admin'

/** Somebody who may sign in. */
export interface Account {
  readonly id: string
  /** Folded name for signing in, see `foldLogin`. */
  readonly login: string
  readonly name: string
  readonly role: AccountRole
  readonly regionKeys: readonly string[] | 'all'
  /** For providers: whom they speak for, and places of their own by id. */
  readonly organisation: string | null
  readonly facilityIds: readonly string[]
  readonly hasPassword: boolean
  /** Whether a person of the identity provider is bound to it. */
  readonly hasOidc: boolean
  /** ISO 8601, or null: it may be used. */
  readonly disabledAt: string | null
  readonly createdAt: string
  readonly lastLoginAt: string | null
}

/** What can be written of an account. */
export interface AccountContent {
  readonly name: string
  readonly role: AccountRole
  readonly regionKeys: readonly string[] | 'all'
  readonly organisation: string | null
  readonly facilityIds: readonly string[]
  readonly disabled: boolean
}

export const PUBLIC_PERSON: Person = { accountId: null, name: '', role: 'public', regionKeys: [] }
/** Nobody signs in where only this machine reaches the server and there is no account. */
export const DEMO_PERSON: Person = { accountId: null, name: 'Demo', role: 'admin', regionKeys: 'all' }
/** A command that handed its work over to the running server, or works by itself. */
export const COMMAND_LINE_PERSON: Person = { accountId: null, name: 'Kommandozeile', role: 'admin', regionKeys: 'all' }

export function toPerson({ id, name, role, regionKeys }: Account): Person {
  return { accountId: id, name, role, regionKeys }
}

/** A name as people read it: one line, nothing invisible that could make it look like another; null where nothing is left of it. */
export function cleanName(text: string): string | null {
  const clean = text.normalize('NFC').replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim()
  return clean === '' ? null : clean
}

/** One spelling for every way to type a name for signing in; null where it cannot be one: empty, longer than 254, with blanks or control characters. */
export function foldLogin(text: string): string | null {
  const folded = text.normalize('NFKC').trim().toLowerCase()
  return folded.length >= 1 && folded.length <= 254 && !/[\s\p{C}]/u.test(folded) ? folded : null
}
