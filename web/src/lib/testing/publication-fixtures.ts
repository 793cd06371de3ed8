/** A server for one publication, as far as the editor asks for it; conflicts and states are as real. */
import type { JobBody, Publication, PublicationDefinition, PublicationVersion } from '../api/contract.ts'
import { createDefinition } from '../publish/create-definition.ts'
import { catalogue, job, region, run } from './fixtures.ts'

const definition = createDefinition(region, catalogue, { de: 'Treffs zu Fuß', en: 'Meeting places on foot' })

export const publication: Publication = {
  id: 'abcdefgh2345',
  region: region.key,
  title: definition.title,
  state: 'draft',
  draftVersion: 1,
  version: null,
  changedSince: false,
  createdAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
  publishedAt: null,
  withdrawn: null,
  deletedAt: null,
  address: `${location.origin}/embed/abcdefgh2345`,
  definition,
}

export class PublicationServer {
  stored: Publication
  readonly requests: string[] = []
  readonly scenarios = [{ id: '0000000000000001', name: 'Treff am Rand' }]
  versions: PublicationVersion[] = []

  constructor(stored: Publication = publication) {
    this.stored = stored
  }

  /** What somebody else does meanwhile. */
  change(patch: Partial<PublicationDefinition>): void {
    const { draftVersion, definition } = this.stored
    this.stored = { ...this.stored, draftVersion: draftVersion + 1, definition: { ...definition, ...patch } }
  }

  readonly fetch = (path: string, init: RequestInit = {}): Promise<Response> => {
    const method = init.method ?? 'GET'
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {}
    this.requests.push(`${method} ${path}`)
    const [status, answer] = this.#answer(method, path.replace(/^.*\/musterstadt\//, ''), body)
    return Promise.resolve(new Response(JSON.stringify(answer), { status }))
  }

  #answer(method: string, path: string, body: Record<string, unknown>): [number, unknown] {
    const own = `publications/${this.stored.id}`
    if (path.startsWith('scenarios')) return [200, { scenarios: this.scenarios }]
    if (path === 'runs') return [200, { runs: [run] }]
    if (path.startsWith('districts'))
      return [200, { type: 'FeatureCollection', features: ['Aue', 'Berg'].map(feature) }]
    if (path === `${own}/versions`) return [200, { versions: this.versions }]
    if (path === `${own}/preview`) return [202, done({ preview: true, address: `/embed/abcdefgh2345/preview/x`, expiresAt: '2099-01-01T00:00:00Z', warnings: [] })] // prettier-ignore
    if (path === `${own}/publish`) return [202, done(this.#publish())]
    if (path === `${own}/withdraw`) {
      this.stored = { ...this.stored, state: 'withdrawn', withdrawn: { at: '2026-11-24T10:00:00Z', reason: String(body.reason) } } // prettier-ignore
    } else if (path === `${own}/restore`) {
      this.stored = { ...this.stored, state: 'published', withdrawn: null, deletedAt: null }
    } else if (path === own && method === 'PUT') {
      if (this.stored.deletedAt !== null) return problem(409, 'publication-deleted')
      if (body.draftVersion !== this.stored.draftVersion) return problem(409, 'publication-changed')
      this.change(body.definition as PublicationDefinition)
      this.stored = { ...this.stored, title: this.stored.definition.title, changedSince: this.stored.version !== null }
    } else if (path !== own || method !== 'GET') return problem(404, 'not-found')
    return [200, this.stored]
  }

  #publish(): Record<string, unknown> {
    const version = (this.stored.version ?? 0) + 1
    const { title, draftVersion, address } = this.stored
    this.stored = { ...this.stored, state: 'published', version, changedSince: false, publishedAt: '2026-11-23T10:00:00Z' } // prettier-ignore
    this.versions = [
      {
        version, title, draftVersion, publishedAt: '2026-11-23T10:00:00Z', importId: 'i', runId: run.id, scenarioId: null, methodVersion: '1',
        bytes: 1_500_000, files: [], address: `${address}/v/${version}/`,
      },
      ...this.versions,
    ] // prettier-ignore
    return { version, warnings: [{ de: 'Der Treff wurde verschoben.', en: 'The place was moved.' }] }
  }
}

const done = (result: Record<string, unknown>): JobBody => ({
  ...job,
  kind: 'publish',
  status: 'successful',
  share: 1,
  result,
})
const problem = (status: number, code: string): [number, unknown] => [
  status,
  { type: 'about:blank', title: code, status, detail: code, code },
]
const feature = (name: string) => ({
  type: 'Feature',
  properties: { id: name.toLowerCase(), name, level: 'stadtteil', areaSquareMetres: 1, people: {}, center: [9.75, 50.95], bounds: region.bounds },
  geometry: { type: 'Polygon', coordinates: [] },
}) // prettier-ignore
