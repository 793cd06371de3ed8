import type { Role } from '../api/contract.ts'

/** From nothing to everything: each includes those before. */
const ORDER: readonly Role[] = ['public', 'provider', 'editor', 'admin']

type Person = { readonly role: Role; readonly regionKeys: readonly string[] | 'all' }

/**
 * Whether a person has a role, in a region or (null) at all. Only for what the page shows: the server decides by itself what it does.
 */
export function hasRole(person: Person, wanted: Role, regionKey: string | null): boolean {
  const counts = regionKey === null || person.regionKeys === 'all' || person.regionKeys.includes(regionKey)
  return ORDER.indexOf(counts ? person.role : 'public') >= ORDER.indexOf(wanted)
}
