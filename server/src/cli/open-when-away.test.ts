import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packJson } from '../publications/freeze-files.writer.ts'
import { PublicationMirror } from '../publications/mirror.service.ts'
import { PublishedFilesService } from '../publications/published-files.service.ts'

const CLI = fileURLToPath(new URL('main.ts', import.meta.url))
const ID = 'abcdefgh2345'

/** A port where nothing listens. */
const findClosedPort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

describe('a server that starts before its database', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'nahraum-away-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const start = async () => {
    const DATABASE_URL = `postgres://nahraum:x@127.0.0.1:${await findClosedPort()}/nahraum`
    const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--data', folder], {
      env: { ...process.env, DATABASE_URL },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const address = new Promise<string | undefined>((resolve) => {
      child.stderr.on('data', (text: Buffer) => {
        said += text.toString()
        const found = /http:\/\/[\d.]+:\d+/.exec(said)
        if (found) resolve(found[0])
      })
      child.once('exit', () => resolve(undefined))
    })
    return { child, exit, address, said: () => said }
  }

  it('shows published maps from their copies, tells everybody else to wait, and ends when asked', async () => {
    const mirror = new PublicationMirror(path.join(folder, 'publications'))
    await new PublishedFilesService({ db: null, mirror }).keep(ID, 1, [packJson('table.json', { rows: [] })])
    await mirror.writeState({
      id: ID,
      regionKey: 'tiny',
      version: 1,
      publishedAt: '2026-11-26T04:00:00.000Z',
      title: { de: 'Karte', en: 'Map' },
      withdrawnReason: null,
      contact: { name: '', url: '', email: '' },
      language: 'de',
      allowedParents: [],
      allowCorrections: false,
    })
    const { child, exit, address } = await start()
    const at = (await address)!
    expect(await (await fetch(`${at}/embed/${ID}/v/1/table.json`)).json()).toEqual({ rows: [] })
    const api = await fetch(`${at}/api/v1/regions`)
    expect([api.status, api.headers.get('retry-after')]).toEqual([503, '30'])
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
  }, 60_000)

  it('says what is wrong and ends where nothing was published from its folder', async () => {
    const { exit, said } = await start()
    expect(await exit).not.toBe(0)
    expect(said()).toMatch(/DATABASE_URL/)
  }, 60_000)
})
