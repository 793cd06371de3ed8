/**
 * Who may call each route of docs/openapi.json, said once more and by hand, so that a slip in a route's own statement is noticed
 * (role-matrix.test.ts). A new route needs a row here.
 */

/** `own`: whoever is signed in, for what is their own. `link:…`: editors, and whoever has a valid link to the draft of the address. */
export type Who =
  'public' | 'figures' | 'own' | 'provider' | 'editor' | 'admin' | 'machine' | 'link:scenario' | 'link:publication'

/** What a route that writes leaves in the audit trail; or why nothing. `test`: the file that shows the entry, where this matrix does not. */
export type Trail = { readonly action: string; readonly test?: string } | { readonly none: string }

export interface Outcome {
  readonly who: Who
  /** Every route that is not GET states it. */
  readonly trail?: Trail
}

const read = (who: Who): Outcome => ({ who })
const write = (who: Who, action: string, test?: string): Outcome => ({ who, trail: { action, test } })
const keepsNothing = (who: Who, none: string): Outcome => ({ who, trail: { none } })

const COMPUTES = 'a question: nothing is stored'
const SIGN_IN = 'signing in and out is no change; the time of the last sign-in stands at the account'
const OWN_SESSIONS = 'somebody ends sessions of their own'
const REPORTED = 'a report of the public: it is stored itself, with its time'
const corrections = 'server/src/corrections/corrections.contract.test.ts'
const publications = 'server/src/publications/publications.contract.test.ts'
const barriers = 'server/src/barriers/barrier.test.ts'

export const OUTCOMES: Readonly<Record<string, Outcome>> = {
  'GET /api/v1/health': read('public'),
  'GET /api/v1/operator': read('public'),
  'GET /api/v1/session': read('public'),
  'POST /api/v1/session': keepsNothing('public', SIGN_IN),
  'DELETE /api/v1/session': keepsNothing('public', SIGN_IN),

  'GET /api/v1/session/oidc': read('public'),
  'GET /api/v1/session/oidc/callback': read('public'),

  'GET /api/v1/account/sessions': read('own'),
  'DELETE /api/v1/account/sessions': keepsNothing('own', OWN_SESSIONS),
  'DELETE /api/v1/account/sessions/{session}': keepsNothing('own', OWN_SESSIONS),
  'PUT /api/v1/account/password': write('own', 'account.password'),
  'POST /api/v1/account/password-link': keepsNothing('public', 'looks at a link that stays'),
  'PUT /api/v1/account/password-link': write('public', 'account.password'),

  'GET /api/v1/accounts': read('admin'),
  'POST /api/v1/accounts': write('admin', 'account.create'),
  'GET /api/v1/accounts/{account}': read('admin'),
  'PUT /api/v1/accounts/{account}': write('admin', 'account.role'),
  'DELETE /api/v1/accounts/{account}': write('admin', 'account.remove'),
  'POST /api/v1/accounts/{account}/password-link': write('admin', 'account.password-link'),
  'GET /api/v1/accounts/{account}/sessions': read('admin'),
  'DELETE /api/v1/accounts/{account}/sessions': write('admin', 'account.sign-out'),
  'GET /api/v1/audit': read('admin'),
  'GET /api/v1/audit/entries.csv': read('admin'),
  'GET /api/v1/audit/check': read('admin'),

  'GET /api/v1/regions/{region}/share-links': read('editor'),
  'POST /api/v1/regions/{region}/share-links': write('editor', 'share.create'),
  'DELETE /api/v1/regions/{region}/share-links/{link}': write('editor', 'share.revoke'),
  'GET /api/v1/shared': read('public'),

  'GET /api/v1/barriers/form': read('public'),
  'POST /api/v1/barriers': keepsNothing('public', REPORTED),
  'GET /api/v1/barriers': read('admin'),
  'PUT /api/v1/barriers/{barrier}': write('admin', 'barrier.change', barriers),
  'DELETE /api/v1/barriers/{barrier}': write('admin', 'barrier.remove', 'server/src/barriers/barrier.service.ts'),

  'GET /api/v1/regions': read('public'),
  'GET /api/v1/regions/{region}': read('public'),
  'GET /api/v1/regions/{region}/imports': read('public'),
  'GET /api/v1/regions/{region}/imports/{import}': read('public'),
  'GET /api/v1/regions/{region}/issues': read('public'),
  'GET /api/v1/regions/{region}/categories': read('public'),
  'GET /api/v1/regions/{region}/districts': read('figures'),
  'GET /api/v1/regions/{region}/facilities': read('public'),
  'GET /api/v1/regions/{region}/cells': read('figures'),
  'GET /api/v1/regions/{region}/search': read('public'),
  'GET /api/v1/regions/{region}/runs': read('public'),
  'POST /api/v1/regions/{region}/runs': write('editor', 'analysis.start'),
  'GET /api/v1/regions/{region}/runs/{run}/cells': read('figures'),
  'GET /api/v1/regions/{region}/runs/{run}/districts': read('figures'),
  'GET /api/v1/regions/{region}/runs/{run}/gap-areas': read('figures'),
  'GET /api/v1/regions/{region}/explain': read('figures'),
  'GET /api/v1/regions/{region}/runs/{run}/export/{file}': read('figures'),

  'GET /api/v1/regions/{region}/runs/{run}/profiles': read('figures'),
  'GET /api/v1/regions/{region}/runs/{run}/districts/{level}/{district}/profile': read('figures'),
  'GET /api/v1/regions/{region}/runs/{run}/profile-maps/{level}/{district}': read('figures'),
  'GET /api/v1/regions/{region}/runs/{run}/export-profiles/{file}': read('figures'),
  'POST /api/v1/regions/{region}/runs/{run}/profiles/pdf': keepsNothing('editor', 'makes a file; true figures leave an entry when it is fetched'),
  'GET /api/v1/regions/{region}/profiles/files/{file}': read('editor'),

  'GET /api/v1/regions/{region}/scenarios': read('editor'),
  'POST /api/v1/regions/{region}/scenarios': write('editor', 'scenario.create'),
  'GET /api/v1/regions/{region}/scenarios/{scenario}': read('link:scenario'),
  'PUT /api/v1/regions/{region}/scenarios/{scenario}': write('editor', 'scenario.save'),
  'DELETE /api/v1/regions/{region}/scenarios/{scenario}': write('editor', 'scenario.delete'),
  'GET /api/v1/regions/{region}/scenarios/{scenario}/versions': read('editor'),
  'POST /api/v1/regions/{region}/scenarios/{scenario}/restore': write('editor', 'scenario.restore'),
  'POST /api/v1/regions/{region}/scenarios/{scenario}/copy': write('editor', 'scenario.copy'),
  'POST /api/v1/regions/{region}/what-if/effect': keepsNothing('figures', COMPUTES),
  'POST /api/v1/regions/{region}/what-if/effect/export/{file}': keepsNothing('figures', COMPUTES),
  'POST /api/v1/regions/{region}/what-if/closures': keepsNothing('figures', COMPUTES),
  'POST /api/v1/regions/{region}/what-if/shared-use': keepsNothing('figures', COMPUTES),
  'GET /api/v1/regions/{region}/what-if/pack': read('figures'),
  'GET /api/v1/regions/{region}/street': read('public'),
  'GET /api/v1/regions/{region}/isochrone': read('figures'),
  'POST /api/v1/regions/{region}/isochrone': keepsNothing('figures', COMPUTES),
  'POST /api/v1/regions/{region}/siting': keepsNothing('figures', COMPUTES),
  'POST /api/v1/regions/{region}/siting/files/{file}': keepsNothing('figures', COMPUTES),

  'GET /api/v1/regions/{region}/corrections/form': read('public'),
  'POST /api/v1/regions/{region}/corrections': keepsNothing('public', REPORTED),
  'GET /api/v1/regions/{region}/corrections': read('editor'),
  'GET /api/v1/regions/{region}/corrections/about': read('public'),
  'GET /api/v1/regions/{region}/corrections/export': read('public'),
  'POST /api/v1/corrections/status': keepsNothing('public', 'looks at a report by its secret'),
  'POST /api/v1/corrections/status/note': keepsNothing('public', REPORTED),
  'POST /api/v1/corrections/status/withdraw': keepsNothing('public', REPORTED),
  'GET /api/v1/regions/{region}/corrections/{correction}': read('editor'),
  'POST /api/v1/regions/{region}/corrections/{correction}/effect': keepsNothing('editor', COMPUTES),
  'POST /api/v1/regions/{region}/corrections/{correction}/accept': write('editor', 'correction.accept', corrections),
  'POST /api/v1/regions/{region}/corrections/{correction}/reject': write('editor', 'correction.reject', corrections),
  'POST /api/v1/regions/{region}/corrections/{correction}/undo': write('editor', 'correction.undo', corrections),
  'POST /api/v1/regions/{region}/corrections/{correction}/join': write('editor', 'correction.join', corrections),
  'GET /api/v1/regions/{region}/providers': read('editor'),
  'PUT /api/v1/regions/{region}/providers/{account}': write('editor', 'account.change'),
  'GET /api/v1/provider/places': read('provider'),
  'POST /api/v1/regions/{region}/provider/confirmations': write('provider', 'place.confirm'),

  'GET /api/v1/regions/{region}/publications': read('editor'),
  'POST /api/v1/regions/{region}/publications': write('editor', 'publication.create', publications),
  'GET /api/v1/regions/{region}/publications/{publication}': read('link:publication'),
  'PUT /api/v1/regions/{region}/publications/{publication}': write('editor', 'publication.update', publications),
  'DELETE /api/v1/regions/{region}/publications/{publication}': write('editor', 'publication.delete', publications),
  'GET /api/v1/regions/{region}/publications/{publication}/versions': read('editor'),
  'POST /api/v1/regions/{region}/publications/{publication}/publish': write('editor', 'publication.publish', publications),
  'POST /api/v1/regions/{region}/publications/{publication}/preview': keepsNothing('link:publication', 'freezes a draft in memory; when a link was last used stands at the link'),
  'POST /api/v1/regions/{region}/publications/{publication}/withdraw': write('editor', 'publication.withdraw', publications),
  'POST /api/v1/regions/{region}/publications/{publication}/restore': write('editor', 'publication.restore', publications),
  'GET /api/v1/oembed': read('public'),

  'GET /api/v1/jobs/{job}': read('public'),
  'DELETE /api/v1/jobs/{job}': write('editor', 'job.cancel'),
  'GET /api/v1/jobs/{job}/events': read('public'),
  'POST /api/v1/control/persons': write('machine', 'correction.person-erase', corrections),
  'POST /api/v1/control/imports': write('machine', 'import.start'),
  'POST /api/v1/control/analyses': write('machine', 'analysis.start'),

  'GET /tiles/{region}/{document}': read('public'),
  'GET /tiles/{region}/{set}/{version}/{z}/{x}/{file}': read('public'),
  'GET /embed/{publication}': read('public'),
  'GET /embed/{publication}/current.json': read('public'),
  'GET /embed/{publication}/v/{version}': read('public'),
  'GET /embed/{publication}/v/{version}/{file}': read('public'),
  'GET /embed/{publication}/preview/{token}': read('public'),
} // prettier-ignore
