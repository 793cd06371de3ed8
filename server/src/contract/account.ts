import { Type, type Static } from 'typebox'
import { RegionKey } from './common.ts'

/** Who may do more comes later: everybody may do what stands before. */
export const ROLES = ['public', 'provider', 'editor', 'admin'] as const
export type Role = (typeof ROLES)[number]
export const Role = Type.Unsafe<Role>({ type: 'string', enum: [...ROLES] })

/** Whether a role includes another. */
export function includesRole(held: Role, wanted: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(wanted)
}

/** Who is asking. */
export interface Person {
  /** Null for the public, in the local demo and for the command line. */
  readonly accountId: string | null
  readonly name: string
  readonly role: Role
  /** Regions that the role counts for; elsewhere the person is public. */
  readonly regionKeys: readonly string[] | 'all'
}

/** What somebody may do in a region; null: where no region is meant, the role as such. */
export function roleIn({ role, regionKeys }: Person, regionKey: string | null): Role {
  return regionKey === null || regionKeys === 'all' || regionKeys.includes(regionKey) ? role : 'public'
}

const RegionKeys = Type.Union([Type.Array(RegionKey, { maxItems: 200 }), Type.Literal('all')])
const Time = Type.String({ description: 'ISO 8601, UTC' })
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** Who one is, and which ways there are to sign in; what a page asks first. */
export const SessionBody = Type.Object({
  person: Type.Object({
    accountId: OrNull(Type.String()),
    name: Type.String(),
    role: Role,
    regionKeys: RegionKeys,
    /** For providers. */
    organisation: OrNull(Type.String()),
  }),
  /** True: nobody signs in here, because only this machine reaches the server and there is no account. */
  demo: Type.Boolean(),
  /** When the session ends even if it is used, and when it ends if it is not; null without a session. */
  expiresAt: OrNull(Time),
  idleExpiresAt: OrNull(Time),
  signIn: Type.Object({
    password: Type.Boolean(),
    /** Where to send the browser to sign in by OpenID Connect, and what to write on the button; null: not set up. */
    oidc: OrNull(Type.Object({ label: Type.String(), url: Type.String() })),
  }),
})
export type SessionBody = Static<typeof SessionBody>
