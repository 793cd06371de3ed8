import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type {
  PlacesFile,
  Publication,
  PublicationDefinition,
  PublicationFile,
  TableFile,
} from '../contract/publication.ts'
import type { DistrictResults } from '../contract/result.ts'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { readRegionPack } from '../scenario/region-pack.ts'
import { createWhatIfEngine } from '../scenario/what-if-engine.ts'
import { TINY, writeTinyRegion } from '../testing/tiny-region.builder.ts'
import { PublicationMirror } from './mirror.service.ts'
import { PublishedFilesService } from './published-files.service.ts'
import { DEFINITION } from './testing/definition.builder.ts'

const EDITOR = { accountId: null, name: 'Edi', role: 'editor', regionKeys: 'all' } as const
const LIST = '/api/v1/regions/tiny/publications'
describe.each(TEST_DATABASES)('publications on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`are not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let runId: string
  /** Published once; tests that only look take this one. */
  let shown: string

  const send = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  const create = async (changes: Partial<PublicationDefinition> = {}): Promise<Publication> => {
    const response = await send('POST', LIST, { definition: { ...DEFINITION, ...changes } })
    expect(response.statusCode, response.body).toBe(201)
    return response.json() as Publication
  }
  /** Freezes and waits; gives the job. */
  const freeze = async (id: string, verb: 'publish' | 'preview' = 'publish', headers: Record<string, string> = {}) => {
    const response = await send('POST', `${LIST}/${id}/${verb}`, undefined, headers)
    expect(response.statusCode, response.body).toBe(202)
    for (;;) {
      const job = (await send('GET', response.headers.location as string, undefined, headers)).json()
      if (job.finishedAt !== null) return job
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }
  const publish = async (changes: Partial<PublicationDefinition> = {}): Promise<string> => {
    const { id } = await create(changes)
    expect(await freeze(id)).toMatchObject({ status: 'successful', result: { publication: id, version: 1 } })
    return id
  }
  const file = async <T>(id: string, name: string, version = 1): Promise<T> => {
    const response = await send('GET', `/embed/${id}/v/${version}/${name}`)
    expect(response.statusCode, response.body).toBe(200)
    return response.json() as T
  }

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-tiny-'))
    services = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    await services.imports.run(writeTinyRegion(folder).manifestFile, null)
    runId = (await services.analyses.run('tiny', 'standard', ['pharmacy', 'library'])).runId
    app = await buildApp(services)
    shown = await publish()
  }, 180_000)

  afterAll(async () => {
    await services?.jobs.close()
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are drafts first: saved whole, never overwritten unseen, and nobody else sees them', async () => {
    const draft = await create()
    expect(draft).toMatchObject({ state: 'draft', draftVersion: 1, version: null, definition: DEFINITION })
    const [a, b] = await Promise.all([
      send('PUT', `${LIST}/${draft.id}`, { draftVersion: 1, definition: { ...DEFINITION, groups: ['all'] } }),
      send('PUT', `${LIST}/${draft.id}`, { draftVersion: 1, definition: { ...DEFINITION, accent: 'red' } }),
    ])
    expect([a.statusCode, b.statusCode].sort()).toEqual([200, 409])
    expect((a.statusCode === 409 ? a : b).json()).toMatchObject({ code: 'publication-changed' })
    expect((await send('GET', `/embed/${draft.id}`)).statusCode).toBe(404)
    expect((await send('GET', `/embed/${draft.id}/current.json`)).statusCode).toBe(404)
    expect((await send('GET', `/embed/${draft.id}/v/1/table.json`)).statusCode).toBe(404)
  })

  it('refuse what the region does not have, by name', async () => {
    const faults: [Partial<PublicationDefinition>, number, RegExp][] = [
      [{ categories: [{ id: 'palace', minutes: [10] }] }, 404, /palace/],
      [{ categories: [DEFINITION.categories[0], DEFINITION.categories[0]] }, 400, /twice/],
      [{ groups: ['martians'] }, 404, /martians/],
      [{ levelId: 'galaxy' }, 404, /galaxy/],
      [{ districtIds: ['nowhere'] }, 400, /nowhere/],
      [{ extent: [11.3, 51.9, 11.3, 51.9] }, 400, /extent/],
      [{ extent: [-200, 0, 0, 1] }, 400, /extent/],
      [{ title: { de: ' ', en: '\u202e' } }, 400, /title/],
      [{ title: { de: 'x'.repeat(121), en: '' } }, 400, /title/],
      [{ summary: { de: 'x'.repeat(10_001), en: '' } }, 400, /summary/],
      [{ allowedParents: ['https://example.org/path'] }, 400, /allowedParents/],
      [{ allowedParents: ["https://example.org; script-src 'unsafe-inline'"] }, 400, /allowedParents/],
      [{ allowedParents: ['*'] }, 400, /allowedParents/],
      [{ contact: { name: '', url: 'javascript:alert(1)', email: '' } }, 400, /contact/],
      [{ palette: 'rainbow' as 'sunset' }, 400, /palette/],
      [{ categories: Array.from({ length: 13 }, (_, i) => ({ id: `k${i}`, minutes: [5] })) }, 400, /categories/],
      [{ categories: [{ id: 'pharmacy', minutes: [1, 2, 3, 4, 5] }] }, 400, /minutes/],
    ]
    for (const [changes, status, detail] of faults) {
      const response = await send('POST', LIST, { definition: { ...DEFINITION, ...changes } })
      expect(response.statusCode, JSON.stringify(changes)).toBe(status)
      expect(response.json().detail).toMatch(detail)
    }
  })

  it('show the numbers of the API, row by row, and add up', async () => {
    const table = await file<TableFile>(shown, 'table.json')
    expect(table.rows.map(({ kind, name }) => [kind, name.de])).toEqual([
      ['district', 'Westend'],
      ['district', 'Ostheim'],
      ['total', 'Kleinstadt'],
    ])
    expect(table.blocks).toHaveLength(6)
    for (const block of table.blocks) {
      const { categoryId, minutes, groupId } = block
      const query = `categories=${categoryId}&group=${groupId}&minutes=${minutes}&level=stadtteil`
      const api = (await send('GET', `/api/v1/regions/tiny/runs/${runId}/districts?${query}`)).json() as DistrictResults
      const { people } = table.people.find((entry) => entry.groupId === groupId)!
      const { count } = table.places.find((entry) => entry.categoryId === categoryId)!
      const rows = table.rows.map((row, i) => ({
        districtId: row.id,
        people: people[i],
        served: block.served[i],
        unserved: block.unserved[i],
        unknown: block.unknown[i],
        uncertain: block.uncertain[i],
        share: block.share[i],
        meanMinutes: block.meanMinutes[i],
        facilityCount: count[i],
        reason: block.reason[i],
      }))
      expect([...api.rows, api.total], query).toMatchObject(rows)
      const last = rows.length - 1
      const sum = (values: readonly (number | null)[]) => values.slice(0, last).reduce<number>((t, v) => t + v!, 0)
      for (const column of [people, block.served, block.unserved]) expect(sum(column)).toBe(column[last])
      rows.forEach((row) => expect(row.served! + row.unserved!).toBe(row.people))
    }
  })

  it('of some districts join all others in one row, and their texts are text whatever they look like', async () => {
    const hostile = '<img src=x onerror=alert(1)> </title><script>1</script> \u202eabc\u2066 "quotes" & \u0007'
    const id = await publish({
      districtIds: ['1'],
      allowWhatIf: false,
      showPlaces: false,
      title: { de: hostile, en: '' },
      summary: { de: 'x'.repeat(10_000), en: '=1+1' },
      plainText: { de: 'Absatz\r\n\r\nzwei', en: '' },
    })
    const table = await file<TableFile>(id, 'table.json')
    expect(table.rows.map(({ kind, id: district }) => [kind, district])).toEqual([
      ['district', '1'],
      ['elsewhere', null],
      ['total', null],
    ])
    const [{ people }] = table.people
    expect(people[0]! + people[1]!).toBe(people[2])
    expect(people[2]).toBe(TINY.columns * TINY.rows * TINY.peoplePerSquare)
    const about = await file<PublicationFile>(id, 'publication.json')
    expect(about.files.map(({ name }) => name)).not.toContain('pack.nrc')
    expect((await send('GET', `/embed/${id}/v/1/pack.nrc`)).statusCode).toBe(404)
    expect((await file<PlacesFile>(id, 'places.json')).places).toEqual([])
    expect(about.title.de).toBe('<img src=x onerror=alert(1)> </title><script>1</script> abc "quotes" &')
    expect(about.summary.de).toHaveLength(10_000)
    expect(about.plainText.de).toBe('Absatz\n\nzwei')
    const address = encodeURIComponent(`http://127.0.0.1:3000/embed/${id}`)
    const { html } = (await send('GET', `/api/v1/oembed?url=${address}`)).json()
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('let visitors try things out from the very numbers of the table', async () => {
    const table = await file<TableFile>(shown, 'table.json')
    const engine = createWhatIfEngine(readRegionPack((await send('GET', `/embed/${shown}/v/1/pack.nrc`)).rawPayload))
    const side = { profile: 'standard', modifications: [] } as const
    for (const { categoryId, minutes, groupId, served, meanMinutes } of table.blocks) {
      const question: WhatIfQuestion = { profile: 'standard', categoryIds: [categoryId], mode: 'any', rank: 1, groupId, levelId: 'stadtteil', minutes } // prettier-ignore
      const { total, rows } = engine.effect(side, side, question).effect
      const last = table.rows.length - 1
      expect([total.before.served, total.before.meanMinutes]).toEqual([served[last], meanMinutes[last]])
      expect(rows.map((row) => row.before.served)).toEqual(served.slice(0, last))
    }
  })

  it('name sources, licence, dates, method and every file', async () => {
    const id = shown
    const about = await file<PublicationFile>(id, 'publication.json')
    expect(about).toMatchObject({
      kind: 'nahraum-publication',
      format: 1,
      id,
      version: 1,
      title: DEFINITION.title,
      plainText: { de: 'Einfach gesagt.', en: 'Einfach gesagt.' },
      method: { runId },
      scenario: null,
      disclosure: { rule: 'published', minimum: null },
    })
    expect(about.sources[0]).toMatchObject({ licence: 'CC0-1.0', keyDate: '2026-01-01' })
    expect(about.sources[0].sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(about.categories[0].legends[1]).toMatchObject({ minutes: 10, breaks: [5, 10, 15, 20, 30], servedClasses: 2 })
    expect(about.files.map(({ name }) => name)).toEqual([
      'table.json', 'districts.json', 'cells.nrc', 'places.json', 'search.json', 'map.pmtiles', 'pack.nrc',
    ]) // prettier-ignore
  })

  it('freeze to the same bytes from the same inputs, and never change an address', async () => {
    const id = shown
    const first = await file<PublicationFile>(id, 'publication.json')
    expect(await freeze(id)).toMatchObject({ status: 'successful', result: { version: 2 } })
    const second = await file<PublicationFile>(id, 'publication.json', 2)
    expect(second.files).toEqual(first.files)
    expect(await file<PublicationFile>(id, 'publication.json')).toEqual(first)
    const current = (await send('GET', `/embed/${id}/current.json`)).json()
    expect(current).toMatchObject({ version: 2, base: 'v/2/', publishedAt: second.publishedAt, allowedParents: ['https://www.example.org'] }) // prettier-ignore
    // Who may show it changes without a new version, at once.
    const parents = { ...DEFINITION, allowedParents: ['https://neu.example.org'] }
    await send('PUT', `${LIST}/${id}`, { draftVersion: 1, definition: parents })
    const changed = (await send('GET', `/embed/${id}/current.json`)).json()
    expect(changed).toMatchObject({ version: 2, allowedParents: ['https://neu.example.org'] })
    // A job that is cancelled leaves the version before.
    const cancelled = (await send('POST', `${LIST}/${id}/publish`)).json()
    expect((await send('DELETE', `/api/v1/jobs/${cancelled.id}`)).json()).toMatchObject({ status: 'dismissed' })
    const { versions } = (await send('GET', `${LIST}/${id}/versions`)).json()
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1])
    await expect(
      sql`update nahraum.publication_version set import_id = 'x' where publication_id = ${id}`.execute(
        test.database.db,
      ),
    ).rejects.toThrow(/never changed/)
  })

  it('are withdrawn with a reason at every address, and shown again', async () => {
    const id = shown
    const reason = 'Die <b>Daten</b> der Apotheken waren veraltet.'
    expect((await send('POST', `${LIST}/${id}/withdraw`, { reason })).json()).toMatchObject({ state: 'withdrawn' })
    const page = await send('GET', `/embed/${id}`)
    expect(page.statusCode).toBe(410)
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain('Die &lt;b&gt;Daten&lt;/b&gt; der Apotheken')
    expect(page.body).toContain('amt@example.org')
    expect(page.body).not.toMatch(/<script| on\w+=/)
    for (const address of ['current.json', 'v/1/table.json'])
      expect((await send('GET', `/embed/${id}/${address}`)).json()).toMatchObject({ status: 410, detail: reason })
    expect((await send('POST', `${LIST}/${id}/publish`)).json()).toMatchObject({ code: 'publication-not-shown' })
    expect((await send('DELETE', `${LIST}/${id}`)).statusCode).toBe(200)
    expect((await send('POST', `${LIST}/${id}/restore`)).json()).toMatchObject({ state: 'withdrawn', deletedAt: null })
    expect((await send('POST', `${LIST}/${id}/restore`)).json()).toMatchObject({ state: 'published' })
    expect((await send('GET', `/embed/${id}/v/1/table.json`)).statusCode).toBe(200)
    expect((await send('DELETE', `${LIST}/${id}`)).json()).toMatchObject({ status: 409, code: 'publication-shown' })
  })

  it('of a scenario show its figures and say so', async () => {
    const [lng, lat] = [TINY.base[0] + 0.02, TINY.base[1] + 0.005]
    const scenario = await services.scenarios.create('tiny', {
      name: 'Zweite Apotheke',
      modifications: [
        {
          id: 'm1',
          kind: 'add-facility',
          lng,
          lat,
          name: 'Neu',
          categoryIds: ['pharmacy'],
          note: 'intern: Eigentümer fragen',
        },
      ],
    })
    const then = await publish({ scenarioId: scenario.id, allowWhatIf: false })
    const served = async (id: string) =>
      (await file<TableFile>(id, 'table.json')).blocks.find((b) => b.minutes === 10)!.served
    const [[, eastToday], [, eastThen]] = [await served(shown), await served(then)]
    expect(eastToday).toBe(0)
    expect(eastThen).toBeGreaterThan(0)
    const about = await send('GET', `/embed/${then}/v/1/publication.json`)
    expect(about.json().scenario).toMatchObject({
      id: scenario.id,
      name: 'Zweite Apotheke',
      modifications: [{ id: 'm1' }],
    })
    expect(about.body).not.toContain('Eigentümer')
    const { places } = await file<PlacesFile>(then, 'places.json')
    expect(places.filter((place) => place.planned)).toMatchObject([{ name: 'Neu' }])

    // What is frozen stays when the scenario goes; the draft says that it cannot be frozen again.
    await services.scenarios.markDeleted('tiny', scenario.id, true)
    expect((await freeze(then)).message.de).toMatch(new RegExp(`${scenario.id} gibt es nicht mehr`))
    expect(await file<PlacesFile>(then, 'places.json')).toEqual({ format: 1, places })
    expect((await send('GET', `${LIST}/${then}`)).json()).toMatchObject({ version: 1, state: 'published' })
  })

  it('made from a run that does not exist are refused by name, and nothing is stored', async () => {
    const { id } = await create({ runId: '0123456789abcdef' })
    expect(await freeze(id)).toMatchObject({ status: 'failed', result: null })
    const other = await create({ profile: 'wheelchair' })
    expect((await freeze(other.id)).message.de).toMatch(/„wheelchair“ gibt es keine veröffentlichte Auswertung/)
    expect((await send('GET', `${LIST}/${id}/versions`)).json()).toEqual({ versions: [] })
  })

  it('leave who did what in the audit trail', async () => {
    const { id } = await create()
    await send('PUT', `${LIST}/${id}`, { draftVersion: 1, definition: { ...DEFINITION, accent: 'blue' } })
    await send('DELETE', `${LIST}/${id}`)
    const entries = await services.audit.list({ regionKey: 'tiny' }, 500)
    const actionsOn = (publication: string) =>
      entries
        .filter(({ subject }) => subject === `publication/${publication}`)
        .map(({ action }) => action.split('.')[1])
    expect(actionsOn(id)).toEqual(['delete', 'update', 'create'])
    expect(actionsOn(shown)).toEqual([
      'restore',
      'restore',
      'delete',
      'withdraw',
      'update',
      'publish',
      'publish',
      'create',
    ])
  })

  it('are previewed by their editors alone, from memory', async () => {
    const { id } = await create()
    const { result } = await freeze(id, 'preview')
    expect(result.address).toMatch(new RegExp(`^/embed/${id}/preview/[\\w-]{22}$`))
    const current = (await send('GET', `${result.address}/current.json`)).json()
    expect(current).toMatchObject({ version: 0, preview: true, base: 'v/0/' })
    expect((await send('GET', `${result.address}/v/0/table.json`)).json().blocks).toHaveLength(6)
    expect((await send('GET', `/embed/${id}/preview/${'x'.repeat(22)}/current.json`)).statusCode).toBe(404)
    expect((await send('GET', `/embed/${id}`)).statusCode).toBe(404)
    expect((await send('GET', `${LIST}/${id}/versions`)).json()).toEqual({ versions: [] })
  })

  it('are seen by whoever has a link to the draft, for as long as the link counts', async () => {
    const { id } = await create()
    const wanted = { regionKey: 'tiny', kind: 'publication', subjectId: id, label: '', days: 1 } as const
    const share = async () => {
      const { token, link } = await services.shareLinks.create(EDITOR, wanted)
      // What a proxy passed on does not come from this machine: nobody is signed in.
      return { id: link.id, headers: { 'x-share-token': token, 'x-forwarded-for': '203.0.113.9' } }
    }
    const [one, other] = [await share(), await share()]
    const look = async ({ headers }: typeof one) => {
      const { status, result } = await freeze(id, 'preview', headers)
      expect(status).toBe('successful')
      return result as { address: string; madeAt: string; expiresAt: string }
    }
    const status = async (url: string, method: 'GET' | 'POST' | 'PUT' = 'GET', headers = one.headers as object) =>
      (await send(method, url, undefined, headers as Record<string, string>)).statusCode

    const seen = await look(one)
    expect((await send('GET', `${seen.address}/current.json`)).json()).toMatchObject({ version: 0, preview: true })
    // Frozen once, with an address for each link that does not change.
    expect(await look(one)).toEqual(seen)
    const others = await look(other)
    expect(others.madeAt).toBe(seen.madeAt)
    expect(others.address).not.toBe(seen.address)
    // An editor asks anew; links show that from then on.
    expect((await freeze(id, 'preview')).result.madeAt).not.toBe(seen.madeAt)
    expect((await look(one)).madeAt).not.toBe(seen.madeAt)

    // The link opens nothing else, in nobody's name.
    expect(await status(`${LIST}/${id}/publish`, 'POST')).toBe(401)
    expect(await status(`${LIST}/${id}/versions`)).toBe(401)
    expect(await status(`${LIST}/${shown}/preview`, 'POST')).toBe(401)
    expect((await send('POST', `${LIST}/${id}/preview`, undefined, { ...one.headers, origin: 'https://evil.example' })).json()).toMatchObject({ status: 403, code: 'other-origin' }) // prettier-ignore

    // Taken back, it stops at once, with what it had opened; what another link opened goes on.
    await services.shareLinks.revoke(EDITOR, 'tiny', one.id)
    expect(await status(`${LIST}/${id}/preview`, 'POST')).toBe(410)
    for (const file of ['', '/current.json', '/v/0/table.json'])
      expect(await status(`${seen.address}${file}`), file).toBe(404)
    expect(await status(`${others.address}/v/0/table.json`)).toBe(200)
    await sql`update nahraum.share_link set expires_at = now() where id = ${other.id}`.execute(test.database.db)
    expect(await status(`${others.address}/v/0/table.json`)).toBe(404)
  })

  it('may be cancelled by whoever waits for a preview by a link, and by editors only otherwise', async () => {
    const { id } = await create()
    const { token } = await services.shareLinks.create(EDITOR, { regionKey: 'tiny', kind: 'publication', subjectId: id, label: '', days: 1 }) // prettier-ignore
    const headers = { 'x-share-token': token, 'x-forwarded-for': '203.0.113.9' }
    let release: (result: Record<string, unknown>) => void = () => {}
    const held = new Promise<Record<string, unknown>>((resolve) => (release = resolve))
    const { job: before } = await services.jobs.start('publish', 'tiny', () => held)
    const waiting = (await send('POST', `${LIST}/${id}/preview`, undefined, headers)).json()
    expect((await send('POST', `${LIST}/${id}/preview`, undefined, headers)).json()).toEqual(waiting)
    expect((await send('DELETE', `/api/v1/jobs/${before.id}`, undefined, headers)).statusCode).toBe(401)
    const dismiss = vi.spyOn(services.jobs, 'dismiss')
    const cancelled = send('DELETE', `/api/v1/jobs/${waiting.id}`, undefined, headers).then((response) => response)
    await vi.waitFor(() => expect(dismiss).toHaveBeenCalledWith(waiting.id), { timeout: 10_000 })
    release({})
    expect((await cancelled).json()).toMatchObject({ status: 'dismissed' })
    dismiss.mockRestore()
  })

  it('are served from copies on disk that are whole, or from the database', async () => {
    const copy = path.join(test.dataFolder, 'publications', shown)
    expect(JSON.parse(readFileSync(path.join(copy, 'state.json'), 'utf8'))).toMatchObject({ id: shown, version: 2 })
    const readAnew = () => {
      const mirror = new PublicationMirror(path.join(test.dataFolder, 'publications'))
      return new PublishedFilesService({ db: test.database.db, mirror }).findFile(shown, 1, 'table.json')
    }
    const whole = await readAnew()
    const file = path.join(copy, '1', 'table.json.gz')
    writeFileSync(file, 'half a fi')
    expect(await readAnew()).toEqual(whole)
    rmSync(copy, { recursive: true })
    expect(await readAnew()).toEqual(whole)
    expect(readFileSync(file)).toEqual(whole!.stored)
  })
})
