/** Publishes a map of the demo town over the API, as the editor's page does; for journeys and for measuring. */
import type { JobBody } from '../../server/src/contract/result.ts'
import type { Publication, PublicationDefinition } from '../../server/src/contract/publication.ts'
import type { Region } from '../../server/src/contract/region.ts'

export interface PublishedMap {
  readonly id: string
  /** `/embed/{id}`, absolute. */
  readonly address: string
}

async function send<T>(method: string, address: string, body?: unknown): Promise<T> {
  const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(address, { method, ...json })
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** Every district, two groups, two kinds, what-if, addresses and corrections; `changes` of that. */
export async function publishMap(
  server: string,
  changes: Partial<PublicationDefinition> = {},
  regionKey = 'demo',
): Promise<PublishedMap> {
  const path = `${server.replace(/\/$/, '')}/api/v1/regions/${regionKey}`
  const region = await send<Region>('GET', path)
  const definition: PublicationDefinition = {
    title: { de: 'Wie weit ist es zur Apotheke?', en: 'How far is the pharmacy?' },
    summary: { de: 'Wo Menschen weit gehen müssen.', en: 'Where people have far to go.' },
    plainText: { de: 'Das ist eine Karte.\n\nHell heißt: nah.', en: 'This is a map.\n\nBright means: near.' },
    language: 'browser',
    profile: region.runs[0].profile,
    scenarioId: null,
    runId: null,
    categories: [
      { id: 'pharmacy', minutes: [10, 15] },
      { id: 'senior_meeting_place', minutes: [10] },
    ],
    groups: region.groups.slice(0, 2).map(({ id }) => id),
    levelId: region.levels[0].id,
    districtIds: null,
    extent: null,
    accent: 'petrol',
    palette: 'sunset',
    showPlaces: true,
    allowWhatIf: true,
    allowCorrections: true,
    allowedParents: [],
    contact: { name: 'Amt für Stadtentwicklung', url: '', email: 'karte@musterstadt.example' },
    ...changes,
  }
  const made = await send<Publication>('POST', `${path}/publications`, { definition })
  let job = await send<JobBody>('POST', `${path}/publications/${made.id}/publish`)
  while (job.status === 'accepted' || job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 200))
    job = await send<JobBody>('GET', `${server.replace(/\/$/, '')}/api/v1/jobs/${job.id}`)
  }
  if (job.status !== 'successful') throw new Error(`publishing ended as ${job.status}: ${JSON.stringify(job.message)}`)
  return { id: made.id, address: `${server.replace(/\/$/, '')}/embed/${made.id}` }
}
