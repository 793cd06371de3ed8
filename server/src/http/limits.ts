/**
 * How much one visitor may ask of the server: every limit of a route class in one place. Limits of one request's content (corners of an area, points
 * of a search) stand with their contract; docs/limits.md has all of them in one table, which a test compares.
 */

/** Requests per minute and visitor, for each route of the class; what is not listed shares `REQUESTS_PER_MINUTE`. */
export const RATE_LIMITS = {
  /** Starting jobs: analyses, searches for sites, profiles, freezing a publication. */
  job: { perMinute: 30, what: 'starting a job (analysis, search for sites, profiles, publishing)' },
  explain: { perMinute: 600, what: 'explaining a cell' },
  export: { perMinute: 60, what: 'files to download' },
  write: { perMinute: 120, what: 'saving scenarios, drafts and links' },
  whatIf: { perMinute: 1200, what: 'what-if answers' },
  street: { perMinute: 600, what: 'the street at a position' },
  isochrone: { perMinute: 240, what: 'walking areas' },
  report: { perMinute: 20, what: 'reports by anybody (barriers, corrections)' },
  link: { perMinute: 60, what: 'opening links (to set a password, to a draft), signing in by another service' },
  check: { perMinute: 10, what: 'checking the whole audit trail' },
} as const
export type RateClass = keyof typeof RATE_LIMITS

/** For `config` of a route. */
export function perMinute(rateClass: RateClass): { rateLimit: { max: number; timeWindow: '1 minute' } } {
  return { rateLimit: { max: RATE_LIMITS[rateClass].perMinute, timeWindow: '1 minute' } }
}

/** What the description of the API says about a route's limits. */
export function describeLimits({ config, bodyLimit, method }: LimitedRoute): Record<string, number> {
  const max = (config as { rateLimit?: { max?: unknown } } | undefined)?.rateLimit?.max
  const hasBody = ['POST', 'PUT'].some((name) => [method].flat().includes(name))
  return {
    ...(typeof max === 'number' ? { 'x-requests-per-minute': max } : {}),
    ...(hasBody ? { 'x-body-bytes': bodyLimit ?? BODY_LIMITS.usual } : {}),
  }
}
interface LimitedRoute {
  readonly method: string | readonly string[]
  readonly bodyLimit?: number
  readonly config?: object
}

/** Bytes of a request's body. */
export const BODY_LIMITS = {
  /** Of every route that does not say more. */
  usual: 64 << 10,
  /** A scenario with 500 modifications, or a question with two of them. */
  scenario: 4 << 20,
  /** A draft of a publication: texts in two languages. */
  publication: 512 << 10,
  /** A logo of 1 MB, as text in JSON. */
  profiles: 1_600_000,
  /** Lists of points that are too long are refused by name, so they must come in. */
  siting: 8 << 20,
} as const

/** Requests for published maps that a visitor may make for each other one: many visitors of a town hall share an address, and files cost little. */
export const PUBLISHED_FACTOR = 20

/** Jobs that one visitor may have waiting or running. */
export const JOBS_PER_PERSON = 8

/** Milliseconds. */
export const TIMEOUTS = {
  /** For a request to arrive whole. */
  request: 30_000,
  /** Without a byte in either direction. */
  connection: 60_000,
  /** Between two requests of a connection; longer than proxies wait, so that it is they who close. */
  keepAlive: 72_000,
  /** For an answer of the API to be on its way; longer work is a job. */
  handler: 120_000,
} as const

/** Open connections; more are closed at once. A proxy in front keeps few. */
export const CONNECTION_LIMIT = 10_000
