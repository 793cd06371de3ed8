import path from 'node:path'
import { ExpectedError } from '../problems/expected-error.ts'

const LOG_LEVELS = ['silent', 'error', 'info', 'debug'] as const

/** Settings of the server, read once from options and environment. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly dataFolder: string
  readonly databaseUrl: string | null
  /** Address under which the service is reached; links never come from a request's Host header when it is set. */
  readonly publicUrl: string | null
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** Whether others than the people at this machine may reach the service; then only the command line starts analyses. */
  readonly isPublic: boolean
  /** Addresses of reverse proxies whose word about the visitor's address is taken; empty: nobody's. */
  readonly trustedProxies: readonly string[]
  /** Requests per minute and address. */
  readonly requestsPerMinute: number
}

export interface ConfigOptions {
  readonly port?: string
  readonly host?: string
  readonly data?: string
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
  const config: Config = {
    host,
    port: integer('port', options.port ?? env.PORT, 3000, 0, 65535),
    dataFolder: path.resolve(options.data ?? env.NAHRAUM_DATA ?? '.data'),
    databaseUrl: address('DATABASE_URL', env.DATABASE_URL, ['postgres:', 'postgresql:']),
    publicUrl,
    isPublic: publicUrl !== null || !['127.0.0.1', '::1', 'localhost'].includes(host),
    logLevel: logLevel as Config['logLevel'],
    trustedProxies: (env.TRUST_PROXY ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
    requestsPerMinute: integer('REQUESTS_PER_MINUTE', env.REQUESTS_PER_MINUTE, 6000, 1, 10_000_000),
  }
  if (faults.length > 0)
    throw new ExpectedError({ de: `Einstellungen: ${faults.join('; ')}.`, en: `Settings: ${faults.join('; ')}.` })
  return config
}
