import type { StreetsNear } from '../contract/common.ts'

/**
 * Every answer that is not a success, written once: code, status, title and what to do.
 * Sent as RFC 9457 `application/problem+json`; the OpenAPI description is made from the same list.
 */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    remedy: 'Correct the parameter that "detail" names.',
  },
  'unknown-region': { status: 404, title: 'No such region', remedy: 'GET /api/v1/regions lists the regions.' },
  'unknown-import': {
    status: 404,
    title: 'No such import of the region',
    remedy: 'GET /api/v1/regions/{region}/imports lists the imports that are kept.',
  },
  'not-comparable': {
    status: 422,
    title: 'The two imports cannot be compared',
    remedy: 'They have hexagons of different sizes: import the older data again with this version.',
  },
  'unknown-run': { status: 404, title: 'No such run', remedy: 'GET /api/v1/regions/{region}/runs lists the runs.' },
  'unknown-category': {
    status: 404,
    title: 'No such kind of place',
    remedy: 'GET /api/v1/regions/{region}/categories lists the kinds.',
  },
  'unknown-group': {
    status: 404,
    title: 'No such population group',
    remedy: 'GET /api/v1/regions/{region} lists the groups.',
  },
  'unknown-level': {
    status: 404,
    title: 'No such district level',
    remedy: 'GET /api/v1/regions/{region} lists the levels.',
  },
  'unknown-job': { status: 404, title: 'No such job', remedy: 'Jobs are listed where they were started.' },
  'unknown-scenario': {
    status: 404,
    title: 'No such scenario',
    remedy: 'GET /api/v1/regions/{region}/scenarios lists the scenarios; deleted=true those that can be restored.',
  },
  'unknown-facility': {
    status: 404,
    title: 'No such place',
    remedy: 'GET /api/v1/regions/{region}/facilities lists the places with their ids.',
  },
  'scenario-changed': {
    status: 409,
    title: 'Somebody else has saved the scenario meanwhile',
    remedy: 'Read the current version and merge, or save yours as a copy; nothing is lost.',
  },
  'scenario-deleted': {
    status: 409,
    title: 'The scenario was deleted',
    remedy: 'Restore it (POST …/restore), or save yours as a copy.',
  },
  'other-region': {
    status: 409,
    title: 'The scenario belongs to another region',
    remedy: 'Open it in the region that it names; positions and places of one region mean nothing in another.',
  },
  'newer-format': {
    status: 409,
    title: 'The scenario was written by a newer version',
    remedy: 'Update this installation, or save the scenario in the form that this version reads.',
  },
  'unknown-tile-set': {
    status: 404,
    title: 'No such tile set',
    remedy: 'The region names the addresses of its tile sets.',
  },
  'tile-outside': {
    status: 404,
    title: 'The tile lies outside the tile set',
    remedy: 'Keep to bounds, minzoom and maxzoom of the TileJSON document.',
  },
  'not-found': { status: 404, title: 'Nothing is here', remedy: 'GET /api/v1/openapi.json describes every address.' },
  'outside-region': {
    status: 404,
    title: 'The position lies outside the region',
    remedy: 'Choose a position within the region’s bounds.',
  },
  'no-street': {
    status: 404,
    title: 'No street that this walking profile can use is near',
    remedy: 'Choose a position nearer to a street, or another walking profile; "detail" names the nearest one.',
  },
  'not-analysed': {
    status: 409,
    title: 'The region has not been analysed with this profile',
    remedy: 'POST /api/v1/regions/{region}/runs starts the analysis.',
  },
  'job-finished': {
    status: 409,
    title: 'The job has finished already',
    remedy: 'Read its result; a finished job cannot be cancelled.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    remedy: 'This is possible only on the machine that the server runs on: use the command line there.',
  },
  'too-large': { status: 413, title: 'The request is too large', remedy: 'Send less at once.' },
  'unsupported-media': { status: 415, title: 'The content type is not supported', remedy: 'Send application/json.' },
  'too-many-requests': { status: 429, title: 'Too many requests', remedy: 'Wait for the time that Retry-After gives.' },
  'too-many-jobs': {
    status: 429,
    title: 'Too many jobs are waiting',
    remedy: 'Wait until one has finished, or cancel one.',
  },
  'took-too-long': {
    status: 422,
    title: 'The computation took too long and was ended',
    remedy: 'Ask for less at once: fewer modifications or candidates, or a smaller area. Nothing was changed.',
  },
  'database-away': {
    status: 503,
    title: 'The database does not answer',
    remedy: 'Try again in a few seconds; maps that are open go on working.',
  },
  internal: {
    status: 500,
    title: 'The server made a mistake',
    remedy: 'Report the instance id to the operator; the log has the details.',
  },
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** A rejected request; thrown anywhere behind a route. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** Seconds after which trying again makes sense. */
  readonly retryAfterSeconds: number | undefined
  /** With `no-street`: what streets there are instead. */
  readonly streets: StreetsNear | undefined

  constructor(code: ProblemCode, detail: string, retryAfterSeconds?: number, streets?: StreetsNear) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
    this.streets = streets
  }

  get status(): number {
    return PROBLEMS[this.code].status
  }
}
