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

/** A role that an account can have. */
export type AccountRole = Exclude<Role, 'public'>
const AccountRoleSchema = Type.Unsafe<AccountRole>({ type: 'string', enum: ROLES.slice(1) })

const Login = Type.String({ minLength: 1, maxLength: 254 })
const PersonName = Type.String({ minLength: 1, maxLength: 120 })
const Organisation = Type.String({ minLength: 1, maxLength: 200 })
const FacilityIds = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 1000, uniqueItems: true })
/** Longer than any that is taken, so that a long one is refused in words. */
const Password = Type.String({ minLength: 1, maxLength: 1000 })
const SecretTokenText = Type.String({ minLength: 1, maxLength: 200 })

/** Somebody who may sign in, as admins see it. */
export const AccountBody = Type.Object({
  id: Type.String(),
  /** Name for signing in, in lower case. */
  login: Type.String(),
  name: Type.String(),
  role: AccountRoleSchema,
  regionKeys: RegionKeys,
  /** For providers: whom they speak for, and places of their own. */
  organisation: OrNull(Type.String()),
  facilityIds: Type.Array(Type.String()),
  hasPassword: Type.Boolean(),
  /** Whether a person of the identity provider is bound to it. */
  hasOidc: Type.Boolean(),
  disabledAt: OrNull(Time),
  createdAt: Time,
  lastLoginAt: OrNull(Time),
})
export type AccountBody = Static<typeof AccountBody>
export const AccountList = Type.Object({ accounts: Type.Array(AccountBody) })

const accountContent = {
  name: PersonName,
  role: AccountRoleSchema,
  /** An admin's role counts in all regions. */
  regionKeys: RegionKeys,
  organisation: Type.Optional(OrNull(Organisation)),
  facilityIds: Type.Optional(FacilityIds),
}
export const NewAccount = Type.Object({ login: Login, ...accountContent }, { additionalProperties: false })
export type NewAccount = Static<typeof NewAccount>
/** What is left out stays. */
export const AccountChange = Type.Partial(Type.Object({ ...accountContent, disabled: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
})
export type AccountChange = Static<typeof AccountChange>

/** Shown once: whoever has the address sets the password. */
export const PasswordLinkBody = Type.Object({ url: Type.String(), expiresAt: Time })
export type PasswordLinkBody = Static<typeof PasswordLinkBody>
/** Whom a link to set a password is for. */
export const PasswordLinkOwner = Type.Object({ login: Type.String(), name: Type.String() })

export const SignIn = Type.Object({ login: Login, password: Password }, { additionalProperties: false })
export const PasswordChange = Type.Object({ current: Password, password: Password }, { additionalProperties: false })
export const PasswordLinkOpening = Type.Object({ token: SecretTokenText }, { additionalProperties: false })
export const PasswordLinkUse = Type.Object(
  { token: SecretTokenText, password: Password },
  { additionalProperties: false },
)

/** An open session. No address and no program of the visitor is kept. */
export const SessionEntry = Type.Object({
  id: Type.String(),
  method: Type.Unsafe<'password' | 'oidc'>({ type: 'string', enum: ['password', 'oidc'] }),
  createdAt: Time,
  lastSeenAt: Time,
  /** When it ends if it is not used any more. */
  idleExpiresAt: Time,
  expiresAt: Time,
  /** Whether it is the one that asks. */
  current: Type.Boolean(),
})
export type SessionEntry = Static<typeof SessionEntry>
export const SessionList = Type.Object({ sessions: Type.Array(SessionEntry) })
export const SessionsEnded = Type.Object({ ended: Type.Integer({ minimum: 0 }) })

/** One entry of the audit trail. */
export const AuditEntryBody = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  at: Time,
  accountId: OrNull(Type.String()),
  person: Type.String(),
  role: Type.String(),
  /** Words like `publication.publish`. */
  action: Type.String(),
  regionKey: OrNull(Type.String()),
  subject: OrNull(Type.String()),
  /** JSON as text; null: nothing. */
  before: OrNull(Type.String()),
  after: OrNull(Type.String()),
  hash: Type.String(),
})
export type AuditEntryBody = Static<typeof AuditEntryBody>
export const AuditList = Type.Object({
  entries: Type.Array(AuditEntryBody),
  /** `before` of the next page; null: these are the last. */
  next: OrNull(Type.Integer()),
})
export type AuditList = Static<typeof AuditList>
/** What checking the hash chain found. */
export const AuditCheckBody = Type.Object({
  count: Type.Integer(),
  head: Type.Object({ number: Type.Integer(), hash: Type.String() }),
  fault: OrNull(
    Type.Object({
      number: Type.Integer(),
      reason: Type.Unsafe<'gap' | 'link' | 'content' | 'head'>({
        type: 'string',
        enum: ['gap', 'link', 'content', 'head'],
      }),
    }),
  ),
})
export type AuditCheckBody = Static<typeof AuditCheckBody>
