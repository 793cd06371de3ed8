import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CorrectionChange, CorrectionDetail, CorrectionList, ReportForm, ReportReceipt, ReportStatus } from '../contract/correction.ts' // prettier-ignore
import type { ImportIssues, Region } from '../contract/region.ts'
import type { DistrictResults } from '../contract/result.ts'
import type { Effect } from '../contract/scenario.ts'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import type { Services } from '../http/services.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { ReportService } from './report.service.ts'
import { CorrectedRegionService } from './corrected-region.service.ts'

// Imports and analyses, each in a thread of its own.
vi.setConfig({ testTimeout: 180_000 })

const NOTHING = { name: null, address: null, openingHours: null, wheelchair: null, provider: null, capacity: null }

describe.each(TEST_DATABASES)('corrections on the $kind database', ({ missing, open }) => {
  if (missing) {
    it.skip(`is not tested here: ${missing}`, () => {})
    return
  }
  let test: TestDatabase
  let services: Services
  let app: FastifyInstance
  let folder: string
  let tiny: TinyRegion
  let firstRun: string
  let now = Date.now()

  beforeAll(async () => {
    test = await open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-corrections-'))
    tiny = writeTinyRegion(folder)
    const made = createServices(readConfig({ data: test.dataFolder, port: '3000' }, {}), test.database)
    const clock = () => new Date(now)
    const corrected = new CorrectedRegionService(test.database, made.regions, made.catalogue)
    const settings = { contactDays: 90, perDay: 60, perAddress: 1000, queue: 50 }
    services = {
      ...made,
      reports: new ReportService(test.database, made.regions, corrected, made.catalogue, settings, clock),
    }
    await services.imports.run(tiny.manifestFile, null)
    firstRun = (await analyse()).runId
    app = await buildApp(services)
  }, 180_000)

  afterAll(async () => {
    await app?.close()
    await test?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The one kind that matters here: the others would only cost time. */
  const analyse = () => services.analyses.run('tiny', 'standard', ['pharmacy'])
  const base = '/api/v1/regions/tiny/corrections'
  let visitor = 0
  /** Everybody comes from another address, as citizens do. */
  const call = async (method: 'GET' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, payload, remoteAddress: `10.0.${(visitor >> 8) & 255}.${visitor++ & 255}` })
  async function json<T>(method: 'GET' | 'POST', url: string, payload?: object, status = 200): Promise<T> {
    const response = await call(method, url, payload)
    expect(response.statusCode, `${url}: ${response.body}`).toBe(status)
    return response.json() as T
  }
  const fetchForm = async () => (await json<ReportForm>('GET', `${base}/form`)).token
  async function send(change: CorrectionChange | object, more: object = {}) {
    const form = await fetchForm()
    now += 10_000
    return call('POST', base, { change, form, ...more })
  }
  async function report(change: CorrectionChange | object, more: object = {}): Promise<ReportReceipt> {
    const response = await send(change, more)
    expect(response.statusCode, response.body).toBe(201)
    return response.json() as ReportReceipt
  }
  const status = (token: string) => json<ReportStatus>('POST', '/api/v1/corrections/status', { token })
  const list = (query = '') => json<CorrectionList>('GET', `${base}${query}`)
  async function findByNumber(number: number) {
    const found = (await list()).corrections.find((item) => item.number === number)
    expect(found).toBeDefined()
    return found!
  }
  const decide = (id: string, verb: string, body: object) => json<CorrectionDetail>('POST', `${base}/${id}/${verb}`, body) // prettier-ignore
  const served = async (run: string) => {
    const results = await json<DistrictResults>('GET', `/api/v1/regions/tiny/runs/${run}/districts?categories=pharmacy&group=all&minutes=10`) // prettier-ignore
    return results.total.served
  }
  const newPharmacy = (column: number, row: number): CorrectionChange => {
    const [lng, lat] = tiny.position(column, row)
    return { kind: 'missing', lng, lat, ...NOTHING, name: 'Apotheke 2', categoryIds: ['pharmacy'] }
  }

  it('takes a report without an account, shows its status by the link only, and counts it with the next run', async () => {
    const before = await json<Region>('GET', '/api/v1/regions/tiny')
    const { number, token, others } = await report(newPharmacy(8, 2), {
      comment: '<b>Neu</b> seit\u202e Mai\u0000\nbitte prüfen',
      contact: { name: 'Erika Muster', email: 'erika@example.org' },
    })
    expect([number, others]).toEqual([1, 0])
    expect(await status(token)).toMatchObject({
      number: 1,
      status: 'open',
      comment: '<b>Neu</b> seit Mai\nbitte prüfen',
      counts: false,
      hasContact: true,
    })
    const { id, version } = await findByNumber(1)
    expect(await findByNumber(1)).toMatchObject({ standing: 'applies', reported: null, current: null, districtName: 'Ostheim' }) // prettier-ignore

    // What accepting would change is what the next run says.
    const question = { profile: 'standard', groupId: 'all', minutes: 10 }
    const { effect } = await json<{ effect: Effect }>('POST', `${base}/${id}/effect`, { question })
    expect(effect.total.gained).toBeGreaterThan(0)
    expect(effect.total.before.served).toBe(await served(firstRun))

    await services.analyses.run('tiny', 'pram', ['pharmacy'])
    expect(await decide(id, 'accept', { version })).toMatchObject({ status: 'accepted', counts: false })
    expect(await list()).toMatchObject({ waiting: 1, counts: { accepted: 1 }, missingProfiles: [] })
    // Nothing that the map shows has changed yet.
    expect((await json<Region>('GET', '/api/v1/regions/tiny')).version).toBe(before.version)

    const { runId } = await analyse()
    expect(await served(runId)).toBe(effect.total.after.served)
    const after = await json<Region>('GET', '/api/v1/regions/tiny')
    expect(after.facilityCount).toBe(before.facilityCount + 1)
    expect(after.sources.at(-1)).toMatchObject({ kind: 'corrections', countIn: 1, countOut: 1, countRejected: 0 })
    expect(await status(token)).toMatchObject({ status: 'accepted', counts: true })
    // The other profile's results belong to the data before.
    expect(await list()).toMatchObject({ waiting: 0, profiles: ['standard'], missingProfiles: ['pram'] })
    const { issues } = await json<ImportIssues>('GET', '/api/v1/regions/tiny/issues')
    expect(issues).toContainEqual(expect.objectContaining({ kind: 'correction-applies', examples: ['1: Apotheke 2'] })) // prettier-ignore
    // Basemap, addresses and people are there as before.
    const counts = await sql<{ n: number }>`select count(distinct n)::int as n from (
      select count(*) as n from nahraum.cell group by import_id) t`.execute(test.database.db)
    expect(counts.rows[0].n).toBe(1)
  })

  it('goes back to the very import before when the decision is undone, and forward to the same one again', async () => {
    const shown = (await json<Region>('GET', '/api/v1/regions/tiny')).version
    const [{ id, version }] = (await list('?status=accepted')).corrections
    const undone = await decide(id, 'undo', { version })
    expect(undone).toMatchObject({ status: 'open', decidedBy: null })
    expect((await analyse()).runId).toBe(firstRun)
    const back = await json<Region>('GET', '/api/v1/regions/tiny')
    expect(back.facilityCount).toBe(2)
    await decide(id, 'accept', { version: undone.version })
    expect((await analyse()).computed).toBe(false)
    expect((await json<Region>('GET', '/api/v1/regions/tiny')).version).toBe(shown)
  })

  it('goes on counting over files that are imported again, and says by name what does not apply any more', async () => {
    const pharmacy = 'osm/node/1000'
    const { number } = await report({ kind: 'details', facilityId: pharmacy, details: { openingHours: 'Mo-Fr 08:00-18:00' } }) // prettier-ignore
    const { id, version, current } = await findByNumber(number)
    expect(current?.openingHours).toBeNull()
    await decide(id, 'accept', { version })
    // The same files again: nothing but the accepted reports is new.
    const outcome = await services.imports.run(tiny.manifestFile, null)
    expect(outcome.stored).toBe(true)
    const region = await services.regions.get('tiny')
    expect(region.facilities.find((place) => place.id === pharmacy)?.openingHours).toBe('Mo-Fr 08:00-18:00')
    expect((await services.imports.run(tiny.manifestFile, null)).stored).toBe(false)

    const outcomesOver = async (pharmacies: readonly (readonly [number, number])[]) => {
      writeTinyRegion(folder, { pharmacies })
      const { issues } = await services.imports.run(tiny.manifestFile, null)
      return Object.fromEntries(
        issues.filter(({ source }) => source === 'corrections').map(({ kind, examples }) => [kind, examples]),
      )
    }
    const named = `${number}: ${current?.name}`
    // New files have the missing pharmacy, too: it counts once.
    expect(await outcomesOver([[0, 2], [8, 2]])).toEqual({ 'correction-already': ['1: Apotheke 2'], 'correction-applies': [named] }) // prettier-ignore
    expect((await services.regions.get('tiny')).facilities).toHaveLength(3)
    // New files without the other one: what was said about it is left out by name.
    expect(await outcomesOver([])).toEqual({
      'correction-applies': ['1: Apotheke 2'],
      'correction-place-gone': [named],
    })
    writeTinyRegion(folder)
    await services.imports.run(tiny.manifestFile, null)
    await analyse()
  })

  it('joins equal reports, and one decision answers all', async () => {
    const change = { kind: 'obstacle', obstacle: 'blocked' }
    const [lng, lat] = tiny.position(3.5, 1)
    const first = await report({ ...change, lng, lat })
    const second = await report({ ...change, lng: lng + 1e-5, lat })
    expect(second.others).toBe(1)
    expect(await status(first.token)).toMatchObject({ others: 1, status: 'open' })
    const main = await findByNumber(first.number)
    expect(main.joined).toBe(1)
    await decide(main.id, 'reject', { version: main.version, reason: 'Ist schon wieder frei.' })
    expect(await status(second.token)).toMatchObject({ status: 'rejected', reason: 'Ist schon wieder frei.' })
    expect((await call('POST', '/api/v1/corrections/status/withdraw', { token: first.token })).statusCode).toBe(409)
  })

  it('withdraws, and who had joined goes on', async () => {
    const pharmacy = 'osm/node/1000'
    const first = await report({ kind: 'closed', facilityId: pharmacy })
    const second = await report({ kind: 'closed', facilityId: pharmacy })
    const third = await report({ kind: 'closed', facilityId: pharmacy })
    expect(third.others).toBe(2)
    expect(await json<object>('GET', `${base}/about?facility=${encodeURIComponent(pharmacy)}`)).toEqual({
      open: [{ kind: 'closed', count: 3 }],
      confirmedAt: null,
    })
    await json('POST', '/api/v1/corrections/status/withdraw', { token: first.token })
    expect(await status(second.token)).toMatchObject({ status: 'open', others: 1 })
    expect(await status(third.token)).toMatchObject({ status: 'open' })
    await json('POST', '/api/v1/corrections/status/note', { token: third.token, text: 'Schild hängt draußen' })
    expect((await status(third.token)).notes).toHaveLength(1)
    expect((await status(second.token)).notes).toEqual([])
    const main = await findByNumber(second.number)
    await decide(main.id, 'reject', { version: main.version, reason: 'Besteht noch.' })
  })

  it('puts an accepted obstacle on the streets of the next run', async () => {
    const [lng, lat] = tiny.position(0.5, 2)
    const { number } = await report({ kind: 'obstacle', obstacle: 'blocked', lng, lat })
    const { id, version } = await findByNumber(number)
    const question = { profile: 'standard', categoryIds: ['pharmacy'], groupId: 'all', minutes: 10 }
    const { effect } = await json<{ effect: Effect }>('POST', `${base}/${id}/effect`, { question })
    expect(effect.total.gained).toBe(0)
    expect(effect.total.lost).toBeGreaterThan(0)
    const { version: decided } = await decide(id, 'accept', { version })
    const { runId } = await analyse()
    expect(await served(runId)).toBe(effect.total.after.served)
    await decide(id, 'undo', { version: decided })
    await analyse()
  })

  it('refuses what is impossible, forged, replayed or too much, each with a text', async () => {
    const good = newPharmacy(4, 4)
    const library = (await services.regions.get('tiny')).facilities[0]
    const cases: readonly (readonly [number, object, object?])[] = [
      [422, { ...good, lng: 0, lat: 0 }],
      [422, { kind: 'obstacle', obstacle: 'kerb', lng: tiny.position(4.5, 4.5)[0], lat: tiny.position(4.5, 4.5)[1] }],
      [404, { kind: 'closed', facilityId: 'osm/node/1' }],
      [404, { ...good, categoryIds: ['no_such_kind'] }],
      [400, { ...good, name: 'x'.repeat(10_000) }],
      [400, { kind: 'details', facilityId: 'x', details: {} }],
      [
        400,
        { kind: 'details', facilityId: library.id, details: { name: library.name, categoryIds: library.categoryIds } },
      ],
      [400, { kind: 'moved', facilityId: library.id, lng: library.lng, lat: library.lat }],
      [400, { kind: 'unheard-of' }],
      [400, good, { contact: { email: 'not an address' } }],
      [403, good, { website: 'https://spam.example' }],
      [403, good, { form: 'forged' }],
    ]
    for (const [wanted, change, more] of cases) {
      const response = await send(change, more)
      expect(response.statusCode, `${JSON.stringify(change)}: ${response.body}`).toBe(wanted)
    }
    const form = await fetchForm()
    const tooQuick = await call('POST', base, { change: good, form })
    expect(tooQuick.json()).toMatchObject({ code: 'form-expired', text: { de: expect.stringContaining('schnell') } })
    now += 5000
    expect((await call('POST', base, { change: good, form })).statusCode).toBe(201)
    expect((await call('POST', base, { change: good, form })).statusCode, 'replayed').toBe(403)
    const old = await fetchForm()
    now += 13 * 3600 * 1000
    expect((await call('POST', base, { change: good, form: old })).statusCode, 'expired').toBe(403)
    expect((await call('POST', '/api/v1/corrections/status', { token: 'A'.repeat(32) })).statusCode).toBe(404)
  })

  it('keeps formulas and markup as text in the files for OpenStreetMap, without anybody’s name', async () => {
    const { number } = await report({ ...newPharmacy(6, 0), name: '=HYPERLINK("x") <img src=x>' }, { contact: { name: 'Erika Muster' } }) // prettier-ignore
    const { id, version } = await findByNumber(number)
    await decide(id, 'accept', { version })
    const csv = (await call('GET', `${base}/export?format=csv`)).body
    expect(csv).toContain(`"Hier fehlt: =HYPERLINK(""x"") <img src=x>.`)
    const geojson = (await call('GET', `${base}/export`)).json() as { features: { properties: Record<string, unknown> }[] } // prettier-ignore
    const feature = geojson.features.find(({ properties }) => properties.report === number)
    expect(feature?.properties).toMatchObject({ osm_id: null, tags_after: { amenity: 'pharmacy' } })
    expect(csv + JSON.stringify(geojson)).not.toMatch(/Erika|Muster|example\.org|bitte prüfen/)
    const after = await findByNumber(number)
    await decide(id, 'undo', { version: after.version })
  })

  it('deletes contacts ninety days after the decision, not before, and not of what is open', async () => {
    const contacts = async () => (await sql<{ n: number }>`select count(*)::int as n from nahraum.correction_contact`.execute(test.database.db)).rows[0].n // prettier-ignore
    const { number } = await report(newPharmacy(2, 0), { contact: { email: 'heinz@example.org' } })
    const { id, version } = await findByNumber(number)
    const kept = await contacts()
    await services.moderation.reject('tiny', id, { version, reason: 'Nein' }, { accountId: null, name: 'Test', role: 'editor', regionKeys: 'all' }) // prettier-ignore
    now = Date.now() + 89 * 86_400_000
    await services.reports.deleteExpiredContacts()
    expect(await contacts()).toBe(kept)
    now = Date.now() + 91 * 86_400_000
    await services.reports.deleteExpiredContacts()
    const left = await sql<{ status: string }>`select r.status from nahraum.correction_contact c join nahraum.correction r on r.id = c.correction_id`.execute(test.database.db) // prettier-ignore
    expect(left.rows.map((row) => row.status)).not.toContain('rejected')
    now = Date.now()
  })

  it('hands out what it keeps about a person, and forgets the person on request', async () => {
    const contact = { name: 'Otto Beispiel', email: 'Otto@Example.org' }
    const { number, token } = await report(newPharmacy(5, 4), { contact, comment: 'Ich wohne nebenan.' })
    await json('POST', '/api/v1/corrections/status/note', { token, text: 'Otto noch einmal' })
    const by = { accountId: null, name: 'Kommandozeile', role: 'admin', regionKeys: 'all' } as const
    const { reports } = await services.persons.export(by, 'otto@example.org')
    expect(reports).toMatchObject([{ number, contact, comment: 'Ich wohne nebenan.', notes: [{ text: 'Otto noch einmal' }] }]) // prettier-ignore
    expect((await call('POST', '/api/v1/control/persons', { email: 'otto@example.org', action: 'erase' })).statusCode).toBe(403) // prettier-ignore
    expect(await services.persons.erase(by, 'OTTO@example.org')).toBe(1)
    expect((await services.persons.export(by, 'otto@example.org')).reports).toEqual([])
    expect((await call('POST', '/api/v1/corrections/status', { token })).statusCode).toBe(404)
    const { id } = await findByNumber(number)
    const kept = await json<CorrectionDetail>('GET', `${base}/${id}`)
    expect(kept).toMatchObject({ comment: '', contact: null, notes: [], change: { name: 'Apotheke 2' } })
    const trail = await sql<{ all: string }>`select string_agg(concat_ws(' ', action, subject, before, after), ' ') as all from nahraum.audit_entry`.execute(test.database.db) // prettier-ignore
    for (const action of [
      'correction.person-erase',
      'correction.person-export',
      'correction.reject',
      'correction.undo',
    ])
      expect(trail.rows[0].all).toContain(action)
    expect(trail.rows[0].all).not.toMatch(/otto|erika|example\.org/i)
  })

  it('joins reports that an editor takes for the same, and separates them again', async () => {
    const one = await report({ ...newPharmacy(3, 0), name: 'Apotheke Nord' })
    const other = await report({ ...newPharmacy(3, 3), name: 'Apotheke Süd' })
    const [into, joined] = [await findByNumber(one.number), await findByNumber(other.number)]
    const after = await json<CorrectionDetail>('POST', `${base}/${into.id}/join`, { ids: [joined.id] })
    expect(after.joined).toBe(1)
    const mine = await findByNumber(other.number)
    expect(mine).toMatchObject({ status: 'joined', joinedTo: one.number })
    expect((await call('POST', `${base}/${into.id}/join`, { ids: [joined.id] })).statusCode).toBe(409)
    expect(await decide(joined.id, 'undo', { version: mine.version })).toMatchObject({ status: 'open', joinedTo: null })
    const trail = await sql<{ action: string }>`select action from nahraum.audit_entry where subject = ${`correction/${into.id}`}`.execute(test.database.db) // prettier-ignore
    expect(trail.rows.map(({ action }) => action)).toEqual(['correction.join'])
  })

  it('decides only over what was seen', async () => {
    const { number } = await report(newPharmacy(2, 4))
    const { id, version } = await findByNumber(number)
    expect((await call('POST', `${base}/${id}/accept`, { version: version + 1 })).statusCode).toBe(409)
    expect((await call('POST', `${base}/${id}/reject`, { version, reason: ' ' })).statusCode).toBe(400)
    const changed = { ...newPharmacy(2, 4), name: 'Apotheke am Rand' }
    expect(await decide(id, 'accept', { version, change: changed })).toMatchObject({
      accepted: { name: 'Apotheke am Rand' },
      change: { name: 'Apotheke 2' },
    })
    expect((await call('POST', `${base}/${id}/accept`, { version: version + 1 })).statusCode).toBe(409)
    expect((await call('POST', `${base}/${id}/accept`, { version: version + 1, change: { kind: 'closed', facilityId: 'x' } })).statusCode).toBe(409) // prettier-ignore
    const audit = await sql<{ action: string }>`select action from nahraum.audit_entry where subject = ${`correction/${id}`}`.execute(test.database.db) // prettier-ignore
    expect(audit.rows.map((row) => row.action)).toEqual(['correction.accept'])
  })

  it('says when too many wait, and takes no more', async () => {
    let refused = 0
    for (let column = 0; column < 60 && refused === 0; column++) {
      const response = await send({ ...newPharmacy(column % 9, (column * 2) % 5), name: `Apotheke ${column} ${String.fromCharCode(97 + (column % 26)).repeat(5)}` }) // prettier-ignore
      if (response.statusCode === 429) {
        refused = column
        expect(response.json()).toMatchObject({ code: 'queue-full', text: { de: expect.stringContaining('warten') } })
      }
    }
    expect(refused).toBeGreaterThan(0)
    expect(await json<ReportForm>('GET', `${base}/form`)).toMatchObject({ open: false })
  })

  it('leaves everything as it was when the making of the next import breaks off, and makes it the next time', async () => {
    const [waiting] = (await list('?status=open')).corrections.filter(({ standing }) => standing === 'applies')
    await decide(waiting.id, 'accept', { version: waiting.version })
    const count = async () => (await sql<{ n: string }>`select concat_ws(' ', (select count(*) from nahraum.import), (select count(*) from nahraum.cell), (select count(*) from nahraum.facility), (select current_import from nahraum.region where key = 'tiny')) as n`.execute(test.database.db)).rows[0].n // prettier-ignore
    const before = await count()
    const abort = new AbortController()
    const broken = services.analyses.run('tiny', 'standard', ['pharmacy'], ({ step, share }) => {
      if (step === 'corrections' && share > 0.02) abort.abort()
    }, abort.signal) // prettier-ignore
    await expect(broken).rejects.toThrow()
    expect(await count()).toBe(before)
    await analyse()
    expect(await list()).toMatchObject({ waiting: 0 })
  })

  it('keeps reports of one region from those of another', async () => {
    const other = mkdtempSync(path.join(tmpdir(), 'nahraum-other-'))
    await services.imports.run(writeTinyRegion(other, { key: 'other' }).manifestFile, null)
    rmSync(other, { recursive: true, force: true })
    const [{ id, version }] = (await list()).corrections
    const elsewhere = `/api/v1/regions/other/corrections/${id}`
    expect((await call('GET', elsewhere)).json()).toMatchObject({ code: 'unknown-correction' })
    for (const verb of ['accept', 'reject', 'undo']) {
      const response = await call('POST', `${elsewhere}/${verb}`, { version, reason: 'x' })
      expect(response.json(), verb).toMatchObject({ code: 'unknown-correction' })
    }
    expect((await json<CorrectionList>('GET', '/api/v1/regions/other/corrections')).total).toBe(0)
  })

  it('lets a provider confirm places of its own only, and marks its reports', async () => {
    const by = { accountId: null, name: 'Test', role: 'admin', regionKeys: 'all' } as const
    const password = 'drei Pferde und ein Karren'
    const admin = { name: 'Verwaltung', role: 'admin', regionKeys: 'all', organisation: null, facilityIds: [], disabled: false } as const // prettier-ignore
    await services.accounts.create(by, 'verwaltung', admin, { password })
    const content = { name: 'Frau Anders', role: 'provider', regionKeys: ['tiny'], organisation: null, facilityIds: [], disabled: false } as const // prettier-ignore
    const account = await services.accounts.create(by, 'anders', content, { password })
    const person = { accountId: account.id, name: account.name, role: 'provider', regionKeys: ['tiny'] } as const
    expect(await services.providers.listPlaces(person)).toEqual({ places: [] })
    await services.providers.assign(by, 'tiny', account.id, ['osm/node/1000'])
    await expect(services.providers.assign(by, 'other', account.id, [])).rejects.toMatchObject({ code: 'unknown-account' }) // prettier-ignore
    expect((await services.providers.listPlaces(person)).places).toMatchObject([{ place: { id: 'osm/node/1000' }, confirmedAt: null }]) // prettier-ignore
    await services.providers.confirm(person, 'tiny', 'osm/node/1000')
    expect((await services.providers.listPlaces(person)).places[0].confirmedAt).not.toBeNull()
    const foreign = (await services.regions.get('tiny')).facilities.find(({ id }) => id !== 'osm/node/1000')!
    await expect(services.providers.confirm(person, 'tiny', foreign.id)).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await services.providers.findProvider(person, 'tiny', 'osm/node/1000')).toEqual({ accountId: account.id, name: 'Frau Anders' }) // prettier-ignore
    expect(await services.providers.findProvider(person, 'other', 'osm/node/1000')).toBeNull()
    expect((await services.reports.about('tiny', 'osm/node/1000')).confirmedAt).not.toBeNull()
    // With an account there is no demo any more: nobody decides without signing in.
    expect((await call('GET', base)).statusCode).toBe(401)
    expect((await call('GET', `${base}/form`)).statusCode).toBe(200)
  })
})
