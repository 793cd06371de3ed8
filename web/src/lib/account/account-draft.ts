import type { AccountBody, AccountRole, NewAccount } from '../api/contract.ts'

/** What a form holds of an account. */
export interface AccountDraft {
  login: string
  name: string
  role: AccountRole
  allRegions: boolean
  regionKeys: string[]
  organisation: string
  /** Ids of places, one a line. */
  facilities: string
}

export const emptyDraft = (role: AccountRole): AccountDraft => ({
  login: '',
  name: '',
  role,
  allRegions: false,
  regionKeys: [],
  organisation: '',
  facilities: '',
})

export const draftOf = (account: AccountBody): AccountDraft => ({
  login: account.login,
  name: account.name,
  role: account.role,
  allRegions: account.regionKeys === 'all',
  regionKeys: account.regionKeys === 'all' ? [] : [...account.regionKeys],
  organisation: account.organisation ?? '',
  facilities: account.facilityIds.join('\n'),
})

/** What is sent of it: an admin's role counts everywhere, organisation and places belong to providers only. */
export function contentOf(draft: AccountDraft): Omit<NewAccount, 'login'> {
  const isProvider = draft.role === 'provider'
  const lines = draft.facilities.split('\n').map((line) => line.trim())
  return {
    name: draft.name.trim(),
    role: draft.role,
    regionKeys: draft.role === 'admin' || draft.allRegions ? 'all' : draft.regionKeys,
    organisation: isProvider && draft.organisation.trim() !== '' ? draft.organisation.trim() : null,
    facilityIds: isProvider ? [...new Set(lines.filter((line) => line !== ''))] : [],
  }
}

/** Whether the role would count nowhere, which is a slip. */
export const countsNowhere = (draft: AccountDraft): boolean => {
  const { regionKeys } = contentOf(draft)
  return regionKeys !== 'all' && regionKeys.length === 0
}
