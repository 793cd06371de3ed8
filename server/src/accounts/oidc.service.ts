import { readFileSync } from 'node:fs'
import { LRUCache } from 'lru-cache'
import type { Configuration } from 'openid-client'
import { ExpectedError } from '../problems/expected-error.ts'
import { TextProblem } from '../problems/text-problem.ts'
import { cleanName, foldLogin, type Account } from './account.ts'
import type { AccountService } from './account.service.ts'
import { findRole, type OidcSettings } from './oidc-settings.ts'
import { createToken } from './secret-token.service.ts'

/** How long somebody may take at the identity provider. */
export const SIGN_IN_MINUTES = 10

interface Started {
  readonly verifier: string
  readonly nonce: string
  readonly state: string
  readonly returnTo: string
}

/** What is needed of the library; loaded when somebody first signs in this way. */
type Client = typeof import('openid-client')

/**
 * Signing in by OpenID Connect: authorization code with PKCE, state and nonce. What the identity provider says about roles counts at every sign-in:
 * who has lost the group there has lost the role here.
 */
export class OidcService {
  readonly #settings: OidcSettings
  readonly #accounts: AccountService
  readonly #redirectUri: () => string
  /** Sign-ins that have begun, by the secret in the browser's cookie. */
  readonly #started = new LRUCache<string, Started>({ max: 1000, ttl: SIGN_IN_MINUTES * 60_000 })
  #configuration: Promise<Configuration> | null = null

  constructor(settings: OidcSettings, accounts: AccountService, redirectUri: () => string) {
    this.#settings = settings
    this.#accounts = accounts
    this.#redirectUri = redirectUri
  }

  get label(): string {
    return this.#settings.label
  }

  /**
   * Where to send the browser, and the secret that it brings back: only the browser that began may finish.
   * Throws `identity-provider-away`.
   */
  async begin(returnTo: string): Promise<{ url: string; secret: string }> {
    const client = await import('openid-client')
    const configuration = await this.#configure(client)
    const verifier = client.randomPKCECodeVerifier()
    const [nonce, state] = [client.randomNonce(), client.randomState()]
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#redirectUri(),
      scope: this.#settings.scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce,
      state,
    })
    const { token: secret } = createToken()
    this.#started.set(secret, { verifier, nonce, state, returnTo })
    return { url: url.href, secret }
  }

  /**
   * The account that the answer of the identity provider stands for, made or changed to what it says.
   * Throws `sign-in-failed` (not begun here, used before, wrong), `no-role` and `identity-provider-away`.
   *
   * @param query what stands behind `?` of the address that the browser was sent back to
   */
  async finish(secret: string | null, query: string): Promise<{ account: Account; returnTo: string }> {
    const started = secret === null ? undefined : this.#started.get(secret)
    if (secret === null || started === undefined) throw signInFailed()
    this.#started.delete(secret)
    const client = await import('openid-client')
    const configuration = await this.#configure(client)
    const address = new URL(this.#redirectUri())
    address.search = query
    let claims: Record<string, unknown> & { sub: string; iss: string }
    try {
      const tokens = await client.authorizationCodeGrant(configuration, address, {
        pkceCodeVerifier: started.verifier,
        expectedNonce: started.nonce,
        expectedState: started.state,
        idTokenExpected: true,
      })
      claims = { ...tokens.claims()! }
    } catch (error) {
      throw signInFailed(error)
    }
    const given = findRole(this.#settings, claims)
    if (given === null) {
      throw new TextProblem('no-role', {
        de: 'Sie sind angemeldet, haben hier aber keine Rolle. Ihre Verwaltung kann Sie in eine der Gruppen aufnehmen, die Nahraum kennt.',
        en: 'You are signed in, but have no role here. Your administration can add you to one of the groups that Nahraum knows.',
      })
    }
    return { account: await this.#account(claims, given), returnTo: started.returnTo }
  }

  async #account(
    claims: Readonly<Record<string, unknown>> & { readonly sub: string; readonly iss: string },
    given: NonNullable<ReturnType<typeof findRole>>,
  ): Promise<Account> {
    const { sub: subject, iss: issuer } = claims
    const text = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '')
    const login = [text('preferred_username'), text('email')].map(foldLogin).find((folded) => folded !== null)
    const name = (cleanName(text('name')) ?? login ?? 'OpenID Connect').slice(0, 120)
    const known = await this.#accounts.findBySubject(issuer, subject)
    if (known === undefined) {
      const content = { ...given, name, organisation: null, facilityIds: [], disabled: false }
      // A local account of the same name is somebody else until an admin says otherwise: the provider does not vouch for it.
      const isTaken = login !== undefined && (await this.#accounts.findByLogin(login)) !== undefined
      const free = login === undefined || isTaken ? `oidc-${createToken().token.slice(0, 12)}` : login
      return this.#accounts.create('itself', free, content, { oidc: { issuer, subject } })
    }
    if (known.disabledAt !== null) {
      throw new TextProblem('no-role', { de: 'Dieses Konto ist gesperrt.', en: 'This account is disabled.' })
    }
    const isSame = known.role === given.role && known.name === name && String(known.regionKeys) === String(given.regionKeys) // prettier-ignore
    if (isSame) return known
    const { id, role, regionKeys } = known
    return this.#accounts.change({ accountId: id, name: 'OpenID Connect', role, regionKeys }, id, { ...given, name })
  }

  /** Asks the identity provider once what it offers; a failure is not kept. */
  #configure(client: Client): Promise<Configuration> {
    this.#configuration ??= this.#discover(client).catch((error: unknown) => {
      this.#configuration = null
      throw error
    })
    return this.#configuration
  }

  async #discover(client: Client): Promise<Configuration> {
    const { issuer, clientId, clientSecretFile } = this.#settings
    const secret = clientSecretFile === null ? null : readSecret(clientSecretFile)
    // Without being told the library takes the token endpoint's TLS for a signature.
    const checks = [client.enableNonRepudiationChecks]
    // Plain http: only on this machine, see `readOidc`.
    const execute = issuer.startsWith('http:') ? [...checks, client.allowInsecureRequests] : checks
    try {
      return await client.discovery(
        new URL(issuer),
        clientId,
        undefined,
        secret === null ? client.None() : client.ClientSecretBasic(secret),
        { execute, timeout: 10 },
      )
    } catch (error) {
      const problem = new TextProblem('identity-provider-away', {
        de: 'Die Anmeldung der Verwaltung (OpenID Connect) antwortet nicht. Versuchen Sie es in ein paar Minuten noch einmal.',
        en: 'The identity provider (OpenID Connect) does not answer. Try again in a few minutes.',
      })
      throw Object.assign(problem, { cause: error })
    }
  }
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ExpectedError({
      de: `OIDC_CLIENT_SECRET_FILE: Die Datei ${file} lässt sich nicht lesen (${code}).`,
      en: `OIDC_CLIENT_SECRET_FILE: the file ${file} cannot be read (${code}).`,
    })
  }
}

function signInFailed(cause?: unknown): TextProblem {
  const problem = new TextProblem('sign-in-failed', {
    de: 'Die Anmeldung wurde nicht abgeschlossen: Sie wurde abgebrochen, dauerte länger als zehn Minuten oder wurde in einem anderen Fenster begonnen. Beginnen Sie noch einmal.',
    en: 'Signing in was not completed: it was cancelled, took longer than ten minutes or was begun in another window. Begin again.',
  })
  return Object.assign(problem, { cause })
}
