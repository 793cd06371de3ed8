import type { AccountRole } from './account.ts'

/** How people sign in by OpenID Connect; from the environment. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  /** File with the client's secret in its first line; null: a public client, by PKCE alone. */
  readonly clientSecretFile: string | null
  /** What stands on the button. */
  readonly label: string
  readonly scope: string
  /** Claim of the identity token that holds groups or roles; dots lead into objects, e.g. `realm_access.roles`. */
  readonly roleClaim: string
  /** Which value of the claim gives which role; of several the highest counts. */
  readonly roles: readonly RoleRule[]
}
export interface RoleRule {
  readonly value: string
  readonly role: AccountRole
  readonly regionKeys: readonly string[] | 'all'
}

type Environment = Readonly<Record<string, string | undefined>>

const ROLE_ORDER = ['provider', 'editor', 'admin'] as const satisfies readonly AccountRole[]

/** Null where nothing is set. Faults go to `onFault`. */
export function readOidc(env: Environment, onFault: (fault: string) => void): OidcSettings | null {
  const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: clientId = '', OIDC_ROLES: roles = '' } = env
  const others = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET_FILE', 'OIDC_LABEL', 'OIDC_SCOPE', 'OIDC_ROLE_CLAIM', 'OIDC_ROLES'] // prettier-ignore
  if (issuer === '') {
    const lonely = others.filter((name) => (env[name] ?? '') !== '')
    if (lonely.length > 0) onFault(`${lonely.join(', ')} mean nothing without OIDC_ISSUER`)
    return null
  }
  // Plain http only to a provider on the same machine, as in tests.
  if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(issuer))
    onFault('OIDC_ISSUER must be an address starting with https://')
  if (clientId === '') onFault('OIDC_CLIENT_ID must name this service as the identity provider knows it')
  const rules = parseRules(roles, onFault)
  if (rules.length === 0)
    onFault('OIDC_ROLES must say which value of the claim gives which role, e.g. "nahraum-admin=admin; redaktion=editor:aachen"') // prettier-ignore
  return {
    issuer,
    clientId,
    clientSecretFile: env.OIDC_CLIENT_SECRET_FILE || null,
    label: env.OIDC_LABEL || 'OpenID Connect',
    scope: env.OIDC_SCOPE || 'openid profile email',
    roleClaim: env.OIDC_ROLE_CLAIM || 'groups',
    roles: rules,
  }
}

/** `nahraum-admin=admin; redaktion=editor:aachen,herzogenrath`. */
function parseRules(text: string, onFault: (fault: string) => void): RoleRule[] {
  const parts = text.split(';').map((part) => part.trim())
  return parts.filter(Boolean).flatMap((part) => {
    const [, value, role, regions] = /^(.+)=([a-z]+)(?::([a-z0-9,\s-]+))?$/.exec(part) ?? []
    const known = ROLE_ORDER.find((name) => name === role)
    const keys = regions?.split(',').map((key) => key.trim())
    if (known === undefined || keys?.some((key) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key))) {
      onFault(`OIDC_ROLES: "${part}" is not of the form value=role or value=role:region,region`)
      return []
    }
    return [{ value: value.trim(), role: known, regionKeys: known === 'admin' ? 'all' : (keys ?? 'all') }]
  })
}

/**
 * Role and regions that an identity token gives; null: none. The highest role counts, with the regions of all rules that give it.
 *
 * @param claims what the identity provider says about somebody
 */
export function findRole(
  { roleClaim, roles }: Pick<OidcSettings, 'roleClaim' | 'roles'>,
  claims: Readonly<Record<string, unknown>>,
): Pick<RoleRule, 'role' | 'regionKeys'> | null {
  let held: unknown = Object.hasOwn(claims, roleClaim) ? claims[roleClaim] : undefined
  if (held === undefined) {
    held = claims
    for (const name of roleClaim.split('.'))
      held = typeof held === 'object' && held !== null && Object.hasOwn(held, name) ? (held as Record<string, unknown>)[name] : undefined // prettier-ignore
  }
  const values = new Set([held].flat())
  const matching = roles.filter(({ value }) => values.has(value))
  const role = [...ROLE_ORDER].reverse().find((name) => matching.some((rule) => rule.role === name))
  if (role === undefined) return null
  const regions = matching.filter((rule) => rule.role === role).map(({ regionKeys }) => regionKeys)
  const regionKeys = regions.includes('all') ? 'all' : [...new Set(regions.flatMap((keys) => (keys === 'all' ? [] : keys)))] // prettier-ignore
  return { role, regionKeys }
}
