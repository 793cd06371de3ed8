import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small OpenID provider on loopback, as strict as it must be to show that the client does its part. */
export interface IdentityProvider {
  readonly issuer: string
  /** Claims of whoever signs in next. */
  claims: Record<string, unknown>
  /** Changes the identity token before it is signed, or signs it with another key. */
  forge: { claims?: Record<string, unknown>; foreignKey?: boolean }
  /** What a browser does at the provider: returns the address it is sent back to. */
  signIn(authorizationUrl: string): string
  close(): Promise<void>
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function startIdentityProvider(clientId: string, clientSecret: string): Promise<IdentityProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { challenge: string; nonce: string; redirectUri: string; claims: object }>()
  const createJwt = (claims: object, key: KeyObject): string => {
    const text = `${encode({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${encode(claims)}`
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
  }
  const server: Server = createServer((request, response) => {
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/.well-known/openid-configuration') {
      return json(200, {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      })
    }
    if (request.url === '/jwks')
      return json(200, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] })
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const form = new URLSearchParams(body)
      const code = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const verifier = form.get('code_verifier') ?? ''
      const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
      const isRight =
        code !== undefined &&
        request.headers.authorization === basic &&
        form.get('redirect_uri') === code.redirectUri &&
        createHash('sha256').update(verifier).digest('base64url') === code.challenge
      if (!isRight) return json(400, { error: 'invalid_grant' })
      const now = Math.floor(Date.now() / 1000)
      const claims = { iss: provider.issuer, aud: clientId, iat: now, exp: now + 60, nonce: code.nonce, ...code.claims, ...provider.forge.claims } // prettier-ignore
      const token = createJwt(claims, provider.forge.foreignKey ? foreign.privateKey : own.privateKey)
      return json(200, { access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', id_token: token })
    })
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const provider: IdentityProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    claims: {},
    forge: {},
    signIn(authorizationUrl) {
      const { searchParams } = new URL(authorizationUrl)
      const get = (name: string): string => {
        const value = searchParams.get(name)
        if (value === null || value === '') throw new Error(`the client sent no ${name}`)
        return value
      }
      if (get('code_challenge_method') !== 'S256' || get('response_type') !== 'code' || get('client_id') !== clientId)
        throw new Error('the request is not the one of an authorization code with PKCE')
      const code = randomBytes(16).toString('hex')
      const redirectUri = get('redirect_uri')
      codes.set(code, { challenge: get('code_challenge'), nonce: get('nonce'), redirectUri, claims: provider.claims })
      return `${redirectUri}?${new URLSearchParams({ code, state: get('state'), iss: provider.issuer })}`
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return provider
}
