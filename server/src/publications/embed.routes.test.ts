import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../http/config.service.ts'
import { buildEmbedOnlyApp } from '../http/embed-only-app.service.ts'
import { packFile, packJson } from './freeze-files.writer.ts'
import { PublicationMirror } from './mirror.service.ts'
import type { ShownState } from './shown-state.store.ts'
import { PublishedFilesService } from './published-files.service.ts'

const ID = 'abcdefgh2345'
const GONE = 'gonegonegone'
const MAP = Uint8Array.from({ length: 1000 }, (_, i) => i % 251)
const TABLE = { rows: Array.from({ length: 200 }, (_, i) => `Stadtteil ${i}`) }
const STATE: ShownState = {
  id: ID,
  regionKey: 'tiny',
  version: 2,
  publishedAt: '2026-11-26T04:00:00.000Z',
  title: { de: 'Karte „Süd“ <b>', en: 'Map' },
  withdrawnReason: null,
  contact: { name: 'Amt', url: '', email: '' },
  language: 'browser',
  allowedParents: ['https://www.example.org', 'https://intern.example.org:8443'],
  allowCorrections: true,
}

/** Served as after a restart without a database: everything comes from the copies on disk. */
describe('published maps without a database', () => {
  let folder: string
  let app: FastifyInstance

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-embed-'))
    const mirror = new PublicationMirror(path.join(folder, 'publications'))
    const writer = new PublishedFilesService({ db: null, mirror })
    const files = [packJson('publication.json', { version: 2, publishedAt: '2026-11-25T12:00:00.000Z' }), packJson('table.json', TABLE), packFile('map.pmtiles', 'application/vnd.pmtiles', MAP)] // prettier-ignore
    await writer.keep(ID, 2, files)
    await writer.keep(GONE, 1, files)
    await mirror.writeState(STATE)
    await mirror.writeState({ ...STATE, id: GONE, version: 1, withdrawnReason: 'Veraltet.' })
    const embedFolder = path.join(folder, 'build-embed')
    mkdirSync(path.join(embedFolder, '_assets'), { recursive: true })
    writeFileSync(
      path.join(embedFolder, '_assets', 'main-a1.js'),
      `export const a = ${JSON.stringify('x'.repeat(3000))}`,
    )
    writeFileSync(path.join(embedFolder, 'component.js'), '(()=>{})()')
    writeFileSync(
      path.join(embedFolder, 'index.html'),
      '<!doctype html><html lang="de"><head><title>Karte</title><script type="module" crossorigin src="./_assets/main-a1.js"></script></head><body></body></html>',
    )
    const config = readConfig({ data: folder }, { PUBLIC_URL: 'https://karten.example.org', LOG_LEVEL: 'silent' })
    app = await buildEmbedOnlyApp(config, () => config.publicUrl!, { embedFolder })
  })
  afterAll(async () => {
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
  const map = (range: string, headers: Record<string, string> = {}) =>
    get(`/embed/${ID}/v/2/map.pmtiles`, { range, ...headers })

  it('are pages that only the websites on the list may show, under a policy without inline scripts', async () => {
    const page = await get(`/embed/${ID}`, { 'accept-language': 'en-GB,en;q=0.9' })
    expect(page.statusCode).toBe(200)
    const policy = page.headers['content-security-policy'] as string
    expect(policy).toContain("frame-ancestors 'self' https://www.example.org https://intern.example.org:8443")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|http:/)
    expect(page.headers['x-frame-options']).toBeUndefined()
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(page.headers['origin-agent-cluster']).toBeUndefined()
    expect(page.headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect(page.body).toContain('<html lang="en"')
    expect(page.body).toContain('<title>Map</title>')
    expect(page.body).toContain('src="./_assets/main-a1.js"')
    expect((await get(`/embed/${ID}?lang=de`)).body).toContain('<title>Karte „Süd“ &lt;b&gt;</title>')
    const [, address] = /type="application\/json\+oembed" href="([^"]+)"/.exec(page.body)!
    expect(address.replaceAll('&amp;', '&')).toBe(
      `https://karten.example.org/api/v1/oembed?format=json&url=${encodeURIComponent(`https://karten.example.org/embed/${ID}?lang=en`)}`,
    )
    expect((await get(`/embed/${ID}/?lang=en`)).headers.location).toBe(`../${ID}?lang=en`)
    expect((await get(`/embed/${ID}/v/2`)).body).toContain('src="../../_assets/main-a1.js"')
    expect((await get(`/embed/${ID}/v/2/`)).headers.location).toBe('../2')
    expect((await get(`/embed/${ID}/v/7`)).statusCode).toBe(503)
  })

  it('tell a page by its tag, which changes with the list of websites', async () => {
    const page = await get(`/embed/${ID}`)
    const known = { 'if-none-match': page.headers.etag as string }
    expect((await get(`/embed/${ID}`, known)).statusCode).toBe(304)
    const changed = new PublicationMirror(path.join(folder, 'publications'))
    const id = 'changedlist2'
    await changed.writeState({ ...STATE, id, allowedParents: [] })
    const other = await get(`/embed/${id}`)
    expect(other.headers['content-security-policy']).toMatch(/frame-ancestors 'self'$/)
    expect(other.headers.etag).not.toBe(page.headers.etag)
  })

  it('say which version is shown, for at most a minute', async () => {
    const current = await get(`/embed/${ID}/current.json`)
    expect(current.json()).toEqual({
      format: 1,
      id: ID,
      version: 2,
      publishedAt: STATE.publishedAt,
      base: 'v/2/',
      allowedParents: STATE.allowedParents,
      reportUrl: 'https://karten.example.org/report/tiny',
      preview: false,
    })
    expect(current.headers['cache-control']).toBe('public, max-age=30')
    expect(current.headers['access-control-allow-origin']).toBe('*')
    expect((await get(`/embed/${ID}/v/2/current.json`)).json()).toMatchObject({
      version: 2,
      base: './',
      publishedAt: '2026-11-25T12:00:00.000Z',
    })
  })

  it('have files that never change, packed where that pays, told by tags of their own', async () => {
    const address = `/embed/${ID}/v/2/table.json`
    const packed = await get(address, { 'accept-encoding': 'br, gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toEqual(TABLE)
    const plain = await get(address, { 'accept-encoding': 'gzip;q=0' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.json()).toEqual(TABLE)
    expect(plain.headers.etag).not.toBe(packed.headers.etag)
    for (const tags of [`"other", ${plain.headers.etag as string}`, `W/${packed.headers.etag as string}`, '*']) {
      const known = await get(address, { 'if-none-match': tags })
      expect([known.statusCode, known.body]).toEqual([304, ''])
    }
    const head = await app.inject({ method: 'HEAD', url: address })
    expect([head.statusCode, head.body, Number(head.headers['content-length'])]).toEqual([
      200,
      '',
      plain.rawPayload.length,
    ])
  })

  it('are read by byte ranges', async () => {
    const bytes = (from: number, to: number) => Buffer.from(MAP.subarray(from, to + 1))
    for (const [range, from, to] of [
      ['bytes=0-126', 0, 126],
      ['bytes=990-', 990, 999],
      ['bytes=-10', 990, 999],
      ['bytes=-5000', 0, 999],
      ['bytes=5-99999999999', 5, 999],
    ] as const) {
      const piece = await map(range, { 'accept-encoding': 'gzip' })
      expect([piece.statusCode, piece.headers['content-range']], range).toEqual([206, `bytes ${from}-${to}/1000`])
      expect(piece.headers['content-encoding']).toBeUndefined()
      expect(piece.rawPayload.equals(bytes(from, to)), range).toBe(true)
    }
    for (const range of ['bytes=1000-', 'bytes=99999999999-', 'bytes=-0']) {
      const beyond = await map(range)
      expect([beyond.statusCode, beyond.headers['content-range'], beyond.body], range).toEqual([
        416,
        'bytes */1000',
        '',
      ])
    }
    for (const range of ['bytes=0-1,5-6', 'bytes=9-3', 'lines=1-2', 'bytes=a-b', 'bytes=-']) {
      const whole = await map(range)
      expect([whole.statusCode, whole.rawPayload.length], range).toEqual([200, 1000])
    }
    const { etag } = (await map('bytes=0-1')).headers
    expect((await map('bytes=0-1', { 'if-range': etag as string })).statusCode).toBe(206)
    expect((await map('bytes=0-1', { 'if-range': '"older"' })).statusCode).toBe(200)
    // A piece of a packed file is a piece of what was packed.
    const piece = await get(`/embed/${ID}/v/2/table.json`, { range: 'bytes=1-6', 'accept-encoding': 'gzip' })
    expect([piece.statusCode, piece.headers['content-encoding'], piece.body]).toEqual([206, undefined, '"rows"'])
    const asked = await app.inject({ method: 'OPTIONS', url: `/embed/${ID}/v/2/map.pmtiles` })
    expect([asked.statusCode, asked.headers['access-control-allow-headers']]).toEqual([204, 'range, if-range, if-none-match, cache-control']) // prettier-ignore
  })

  it('that were withdrawn say so at every address, on a page without scripts', async () => {
    const page = await get(`/embed/${GONE}?lang=en`)
    expect(page.statusCode).toBe(410)
    expect(page.body).toContain('This map was withdrawn')
    expect(page.body).toContain('Diese Karte wurde zurückgezogen')
    expect(page.body).toContain('Veraltet.')
    expect(page.body).not.toMatch(/<script| on\w+=/)
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; style-src 'sha256-/)
    for (const file of ['current.json', 'v/1/table.json', 'v/1/map.pmtiles'])
      expect((await get(`/embed/${GONE}/${file}`)).json()).toMatchObject({ status: 410, code: 'publication-withdrawn' })
  })

  it('that are not known wait for the database, and addresses that are none are pages too', async () => {
    const unknown = await get('/embed/zzzzzzzzzzzz')
    expect([unknown.statusCode, unknown.headers['retry-after']]).toEqual([503, '30'])
    expect((await get('/embed/zzzzzzzzzzzz/current.json')).json()).toMatchObject({ status: 503, code: 'database-away' })
    expect((await get('/api/v1/regions')).json()).toMatchObject({ status: 503, code: 'database-away' })
    for (const odd of ['/embed/0x5', '/embed/ABCDEFGH2345', '/embed/..%2f..%2fetc', '/embed/%00'])
      expect((await get(odd)).statusCode, odd).toBe(404)
    for (const odd of [
      'v/1/table.json',
      'v/2/..%2f..%2fstate.json',
      'v/02/table.json',
      'v/2/state.json',
      'v/2/table.json.gz',
      'v/2/TABLE.json',
    ])
      expect((await get(`/embed/${ID}/${odd}`)).statusCode, odd).toBeGreaterThanOrEqual(404)
  })

  it('share scripts, which are packed once and found under hashed names only', async () => {
    const script = await get('/embed/_assets/main-a1.js', { 'accept-encoding': 'gzip, br' })
    expect([script.statusCode, script.headers['content-encoding']]).toEqual([200, 'br'])
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await get('/embed/_assets/..%2findex.html')).statusCode).toBe(404)
    expect((await get('/embed/_assets/none.js')).statusCode).toBe(404)
    const component = await get('/embed/component.js')
    expect([component.statusCode, component.headers['cache-control']]).toEqual([200, 'public, max-age=3600'])
  })
})
