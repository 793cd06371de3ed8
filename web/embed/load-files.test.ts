import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPublishedFiles, EmbedFailure, fetchBytes, loadCurrent, parseFile } from './load-files.ts'
import { loadPublication } from './load-publication.ts'
import { current, districts, publication, table } from './testing/fixtures.ts'

const folder = 'https://karte.example/embed/abcdefgh2345/'
const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
async function describeFile(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { name, type: 'application/json', bytes: bytes.length, gzipBytes: null, sha256 }
}
/** Answers by the end of the address; a number is a status. */
function serve(answers: Readonly<Record<string, unknown>>): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    asked.push(address)
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
    const found = Object.entries(answers).find(([name]) => address.endsWith(name))?.[1]
    if (found === undefined) throw new TypeError('Failed to fetch')
    if (typeof found === 'number') return new Response(null, { status: found })
    return new Response(found instanceof Uint8Array ? found.slice() : bytesOf(found))
  })
  return asked
}
const faultOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => (error instanceof EmbedFailure ? error.fault : error),
  )

afterEach(() => vi.unstubAllGlobals())

async function serveAll(changes: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
  const [tableBytes, districtBytes] = [bytesOf(table), bytesOf(districts)]
  const files = [await describeFile('table.json', tableBytes), await describeFile('districts.json', districtBytes)]
  return serve({
    'current.json': current,
    'publication.json': { ...publication, files },
    'table.json': tableBytes,
    'districts.json': districtBytes,
    ...changes,
  })
}

describe('what the first view needs', () => {
  it('comes in two round trips, from the version that is shown', async () => {
    const asked = await serveAll()
    const loaded = await loadPublication(folder)
    expect(loaded.table).toEqual(table)
    expect(asked).toEqual([
      `${folder}current.json`,
      `${folder}v/3/publication.json`,
      `${folder}v/3/table.json`,
      `${folder}v/3/districts.json`,
    ])
  })

  it('is refused where one byte of a figure was changed', async () => {
    await serveAll({ 'table.json': bytesOf(JSON.stringify(table).replace('180', '181')) })
    expect(await faultOf(loadPublication(folder))).toBe('damaged')
  })

  it('is refused where a file is cut off, missing, or of another form', async () => {
    await serveAll({ 'districts.json': bytesOf(districts).slice(0, 50) })
    expect(await faultOf(loadPublication(folder))).toBe('damaged')
    await serveAll({ 'table.json': 404 })
    expect(await faultOf(loadPublication(folder))).toBe('missing')
    await serveAll({ 'publication.json': '<!doctype html>' })
    expect(await faultOf(loadPublication(folder))).toBe('damaged')
    await serveAll({ 'publication.json': { ...publication, format: 2 } })
    expect(await faultOf(loadPublication(folder))).toBe('other-format')
  })

  it('tells a withdrawn map from one that is not there and from a server that is away', async () => {
    for (const [status, fault] of [
      [410, 'withdrawn'],
      [404, 'missing'],
      [503, 'unreachable'],
    ]) {
      // prettier-ignore
      serve({ 'current.json': status })
      expect(await faultOf(loadCurrent(folder))).toBe(fault)
    }
    serve({})
    expect(await faultOf(loadCurrent(folder))).toBe('unreachable')
  })
})

describe('files', () => {
  it('tell how much has come', async () => {
    serve({ 'pack.nrc': new Uint8Array(1000) })
    const told: number[] = []
    const bytes = await fetchBytes(`${folder}pack.nrc`, 'pack.nrc', { onProgress: (count) => told.push(count) })
    expect(bytes).toHaveLength(1000)
    expect(told.at(-1)).toBe(1000)
  })

  it('that the publication does not name are not asked for', async () => {
    const asked = serve({})
    expect(await faultOf(createPublishedFiles(folder, []).load('secret.json'))).toBe('missing')
    expect(asked).toEqual([])
  })

  it('are no JSON objects in many ways', () => {
    for (const content of ['', '[]', 'null', '7', '"x"', '{}', '{"format":"1"}', '{"format":1'])
      expect(() => parseFile(bytesOf(content), 'table.json')).toThrow(EmbedFailure)
    expect(() => parseFile(Uint8Array.of(0xff, 0xfe), 'table.json')).toThrow(EmbedFailure)
  })
})
