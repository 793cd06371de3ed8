import { Type, type Static } from 'typebox'

/** Who may do more comes later: everybody may do what stands before. */
export const ROLES = ['public', 'provider', 'editor', 'admin'] as const
export const Role = Type.Union(ROLES.map((role) => Type.Literal(role)))
export type Role = Static<typeof Role>

/** Whether a role includes another. */
export function includesRole(held: Role, wanted: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(wanted)
}
