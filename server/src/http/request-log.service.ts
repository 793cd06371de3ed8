import type { FastifyError, FastifyRequest } from 'fastify'
import { cutAddress } from './cut-address.ts'
import type { Config } from './config.service.ts'
import { createSecretFilter, formatPathForLog } from './hide-secrets.ts'

/** Where lines of the log go: one JSON object each. */
export interface LogTarget {
  write(line: string): unknown
}

/**
 * Settings of the log. A request is written with its id, method, path and cut address, never with its question, headers, body or the visitor's
 * program; a fault of the program with its stack. Every line passes through a filter for secrets before it leaves.
 */
export function createLogSettings(config: Config, target: LogTarget) {
  if (config.logLevel === 'silent') return false
  const hide = createSecretFilter(listSecrets(config))
  return {
    level: config.logLevel,
    base: null,
    stream: { write: (line: string) => void target.write(hide(line)) },
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: formatPathForLog(request.url ?? ''),
        address: cutAddress(request.ip),
      }),
      res: (reply: { readonly statusCode?: number }) => ({ status: reply.statusCode }),
      err: describeError,
    },
  }
}

/** Only fields that say what happened: drivers hang values, connection settings and whole rows on their errors. */
function describeError(error: FastifyError): { type: string; message: string; code?: string; stack: string } {
  const { name, message, code, stack, cause } = error
  const because = cause instanceof Error ? `\ncaused by: ${cause.stack}` : ''
  return { type: name, message, ...(code === undefined ? {} : { code }), stack: `${stack}${because}` }
}

/** What must not be written anywhere: the password of the database, and every setting whose name says that it is a secret. */
function listSecrets(config: Config): string[] {
  const password = config.databaseUrl === null ? '' : new URL(config.databaseUrl).password
  const collect = (value: unknown, name = ''): string[] => {
    if (typeof value === 'string') return /secret|password|token/i.test(name) ? [value] : []
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, child]) => collect(child, key))
  }
  return [password, decodeURIComponent(password), ...collect(config)].filter((secret) => secret !== '')
}
