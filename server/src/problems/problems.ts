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
  'unknown-barrier': {
    status: 404,
    title: 'No such report of a barrier',
    remedy: 'GET /api/v1/barriers lists the reports.',
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
  'unknown-publication': {
    status: 404,
    title: 'No such publication',
    remedy:
      'GET /api/v1/regions/{region}/publications lists the publications; deleted=true those that can be restored.',
  },
  'publication-changed': {
    status: 409,
    title: 'Somebody else has saved the publication meanwhile',
    remedy: 'Read the current draft and merge; nothing is lost.',
  },
  'publication-deleted': { status: 409, title: 'The publication was deleted', remedy: 'Restore it (POST …/restore).' },
  'publication-shown': {
    status: 409,
    title: 'The publication can be seen by everybody',
    remedy: 'Withdraw it first (POST …/withdraw), with a reason for those who look for it.',
  },
  'publication-not-shown': {
    status: 409,
    title: 'Nothing of the publication can be seen',
    remedy: 'Publish a version (POST …/publish), or restore it where it was withdrawn.',
  },
  'publication-withdrawn': {
    status: 410,
    title: 'The publication was withdrawn',
    remedy: '"detail" says why; the page at its address says whom to ask.',
  },
  'publication-source-gone': {
    status: 409,
    title: 'What the publication is made from does not exist any more',
    remedy: 'Choose another run or scenario in the draft. Versions that were published stay as they are.',
  },
  'publication-too-large': {
    status: 422,
    title: 'The publication would become too large',
    remedy: 'Choose a smaller map extent, fewer kinds, groups or thresholds, or leave the what-if out.',
  },
  'not-ours': {
    status: 404,
    title: 'The address is none of a publication of this server',
    remedy: 'Give the address of a published map: {server}/embed/{id}.',
  },
  'format-not-supported': {
    status: 501,
    title: 'The format is not supported',
    remedy: 'Ask for format=json.',
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
  'sign-in-needed': {
    status: 401,
    title: 'Nobody is signed in',
    remedy: 'Sign in at /login; GET /api/v1/session says which ways there are.',
  },
  'sign-in-failed': {
    status: 401,
    title: 'Signing in failed',
    remedy: 'Check name and password. Who has forgotten the password asks an admin for a link to set a new one.',
  },
  'no-role': {
    status: 403,
    title: 'The person has no role here',
    remedy:
      'The administration adds the person to one of the groups that OIDC_ROLES names, or an admin enables the account.',
  },
  'identity-provider-away': {
    status: 503,
    title: 'The identity provider does not answer',
    remedy: 'Try again in a few minutes; the operator checks OIDC_ISSUER.',
  },
  'not-allowed': {
    status: 403,
    title: 'Your account may not do this',
    remedy: 'An admin can give the account another role or further regions.',
  },
  'other-origin': {
    status: 403,
    title: 'The request comes from a page of another site',
    remedy: 'Open the page of this service itself; behind a proxy, PUBLIC_URL must be its address.',
  },
  'unknown-account': { status: 404, title: 'No such account', remedy: 'GET /api/v1/accounts lists the accounts.' },
  'unknown-session': {
    status: 404,
    title: 'No such session',
    remedy: 'GET /api/v1/account/sessions lists the open sessions.',
  },
  'login-taken': {
    status: 409,
    title: 'Another account has this name for signing in',
    remedy: 'Choose another name, or change the account that has it.',
  },
  'last-admin': {
    status: 409,
    title: 'There would be no admin',
    remedy: 'Make another account an admin first; without one nobody could manage accounts.',
  },
  'password-refused': {
    status: 422,
    title: 'The password is not taken',
    remedy: 'Choose another one: "text" says why.',
  },
  'unknown-share-link': {
    status: 404,
    title: 'No such link to a draft',
    remedy: 'GET /api/v1/regions/{region}/share-links lists the links; a whole link is shown once, when it is made.',
  },
  'link-over': {
    status: 410,
    title: 'The link no longer counts',
    remedy: 'It has expired, was used or was taken back; ask whoever sent it for a new one.',
  },
  'too-large': { status: 413, title: 'The request is too large', remedy: 'Send less at once.' },
  'headers-too-large': {
    status: 431,
    title: 'The headers of the request are too large',
    remedy: 'Send shorter headers; delete cookies of this address in the browser.',
  },
  'too-slow': {
    status: 408,
    title: 'The request arrived too slowly',
    remedy: 'Send the whole request within 30 seconds.',
  },
  'timed-out': {
    status: 503,
    title: 'The answer was not ready in time',
    remedy: 'Try again later, or ask for less at once.',
  },
  'unsupported-media': { status: 415, title: 'The content type is not supported', remedy: 'Send application/json.' },
  'too-many-requests': { status: 429, title: 'Too many requests', remedy: 'Wait for the time that Retry-After gives.' },
  'too-many-jobs': {
    status: 429,
    title: 'Too many jobs are waiting',
    remedy: 'Wait until one has finished, or cancel one.',
  },
  'data-changed': {
    status: 409,
    title: 'Other data were imported meanwhile',
    remedy: 'Start the analysis again.',
  },
  'unknown-correction': {
    status: 404,
    title: 'No such report',
    remedy:
      'GET /api/v1/regions/{region}/corrections lists the reports for editors; a link to a status is shown once, when the report is sent.',
  },
  'correction-changed': {
    status: 409,
    title: 'Somebody else has decided on the report meanwhile',
    remedy: 'Read it again and look at the decision.',
  },
  'correction-not-possible': {
    status: 409,
    title: 'The report does not allow this now',
    remedy: 'Read it again: its status and its place say what is possible.',
  },
  'position-outside': {
    status: 422,
    title: 'The position is not in the region',
    remedy: 'Choose a position within the districts of the region.',
  },
  'form-expired': {
    status: 403,
    title: 'The form has expired or was sent before',
    remedy: 'Ask for a new form (GET …/corrections/form) and send it once.',
  },
  'queue-full': {
    status: 429,
    title: 'Too many reports are waiting',
    remedy: 'Try again another day, or write to the operator.',
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
