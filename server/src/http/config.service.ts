import path from 'node:path'
import type { OperatorBody } from '../contract/operator.ts'
import type { CorrectionSettings } from '../corrections/report.service.ts'
import { readOidc, type OidcSettings } from '../accounts/oidc-settings.ts'
import { ExpectedError } from '../problems/expected-error.ts'
import { readOperator } from './operator-settings.ts'

const LOG_LEVELS = ['silent', 'error', 'info', 'debug'] as const

/** Settings of the server, read once from options and environment. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly dataFolder: string
  readonly databaseUrl: string | null
  /** Address under which the service is reached; null: only from this machine. Links never come from a request's Host header. */
  readonly publicUrl: string | null
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** Whether others than the people at this machine may reach the service; then only the command line starts analyses. */
  readonly isPublic: boolean
  /** Addresses of reverse proxies whose word about the visitor's address is taken; empty: nobody's. */
  readonly trustedProxies: readonly string[]
  /** Requests per minute and address. */
  readonly requestsPerMinute: number
  /** What is taken in as reports, and how long contacts are kept. */
  readonly corrections: CorrectionSettings
  /** Signing in by the accounts of the municipality; null: by passwords only. */
  readonly oidc: OidcSettings | null
  /** An admin that the first start makes where there is no account yet; the password is the first line of a file. */
  readonly firstAdmin: { readonly login: string; readonly passwordFile: string } | null
  /** What the pages say about whoever runs this. */
  readonly operator: OperatorBody
}

export interface ConfigOptions {
  readonly port?: string
  readonly host?: string
  readonly data?: string
}

const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host)

function readFirstAdmin(login = '', passwordFile = '', faults: string[]): Config['firstAdmin'] {
  if (login === '' && passwordFile === '') return null
  if (login === '' || passwordFile === '')
    faults.push('NAHRAUM_ADMIN_NAME and NAHRAUM_ADMIN_PASSWORD_FILE are given together or not at all')
  return { login, passwordFile: path.resolve(passwordFile) }
}

/** Throws one error that names every fault. */
export function readConfig(options: ConfigOptions, env: NodeJS.ProcessEnv): Config {
  const faults: string[] = []
  const integer = (
    name: string,
    value: string | undefined,
    fallback: number,
    minimum: number,
    maximum: number,
  ): number => {
    if (value === undefined || value === '') return fallback
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= minimum && number <= maximum) return number
    faults.push(`${name} must be a whole number from ${minimum} to ${maximum}, not "${value}"`)
    return fallback
  }
  const address = (name: string, value: string | undefined, protocols: readonly string[]): string | null => {
    if (value === undefined || value === '') return null
    const protocol = URL.canParse(value) ? new URL(value).protocol : ''
    if (protocols.includes(protocol)) return value.replace(/\/+$/, '')
    faults.push(`${name} must be an address starting with ${protocols.map((p) => `${p}//`).join(' or ')}`)
    return null
  }
  const logLevel = env.LOG_LEVEL ?? 'error'
  if (!(LOG_LEVELS as readonly string[]).includes(logLevel))
    faults.push(`LOG_LEVEL must be ${LOG_LEVELS.join(', ')}, not "${logLevel}"`)
  const host = options.host ?? env.HOST ?? '127.0.0.1'
  const publicUrl = address('PUBLIC_URL', env.PUBLIC_URL, ['http:', 'https:'])
  if (publicUrl !== null && new URL(publicUrl).href !== `${new URL(publicUrl).origin}/`)
    faults.push('PUBLIC_URL must be the address of a host alone, without a path, a name or a question')
  if (publicUrl === null && !isLoopback(host))
    faults.push(
      `PUBLIC_URL must say under which address people reach the service, because HOST "${host}" is open to others; links are never made from what a request says`,
    )
  const config: Config = {
    host,
    port: integer('port', options.port ?? env.PORT, 3000, 0, 65535),
    dataFolder: path.resolve(options.data ?? env.NAHRAUM_DATA ?? '.data'),
    databaseUrl: address('DATABASE_URL', env.DATABASE_URL, ['postgres:', 'postgresql:']),
    publicUrl,
    isPublic: publicUrl !== null || !isLoopback(host),
    logLevel: logLevel as Config['logLevel'],
    trustedProxies: (env.TRUST_PROXY ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
    requestsPerMinute: integer('REQUESTS_PER_MINUTE', env.REQUESTS_PER_MINUTE, 6000, 1, 10_000_000),
    corrections: {
      contactDays: integer('CORRECTION_CONTACT_DAYS', env.CORRECTION_CONTACT_DAYS, 90, 1, 3650),
      perDay: integer('CORRECTIONS_PER_DAY', env.CORRECTIONS_PER_DAY, 200, 0, 100_000),
      perAddress: integer('CORRECTIONS_PER_ADDRESS', env.CORRECTIONS_PER_ADDRESS, 20, 1, 100_000),
      queue: integer('CORRECTION_QUEUE', env.CORRECTION_QUEUE, 1000, 1, 1_000_000),
    },
    firstAdmin: readFirstAdmin(env.NAHRAUM_ADMIN_NAME, env.NAHRAUM_ADMIN_PASSWORD_FILE, faults),
    oidc: readOidc(env, (fault) => faults.push(fault)),
    operator: readOperator(env, (fault) => faults.push(fault)),
  }
  if (faults.length > 0)
    throw new ExpectedError({ de: `Einstellungen: ${faults.join('; ')}.`, en: `Settings: ${faults.join('; ')}.` })
  return config
}
