import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_DATABASES, type TestDatabase } from '../db/testing/test-databases.service.ts'
import { buildApp } from '../http/app.ts'
import { readConfig } from '../http/config.service.ts'
import { createServices } from '../http/create-services.service.ts'
import { ensureAdmin } from './first-admin.service.ts'
import { call } from './testing/call.ts'

const SECRET = 'drei Pferde und ein Karren'

describe('nahraum user and nahraum audit', () => {
  let test: TestDatabase
  let app: FastifyInstance | undefined
  let folder: string

  beforeAll(async () => {
    test = await TEST_DATABASES[0].open()
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-user-'))
  }, 180_000)
  afterAll(async () => {
    await app?.close()
    await test.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const nahraum = (args: string, input = '') => call([...args.split(' '), '--data', test.dataFolder], input)
  it('a server that others reach does not start without an admin, and makes one from the settings at the first start', async () => {
    const publicUrl = 'https://karte.example.org'
    const start = (env: Record<string, string>) =>
      ensureAdmin(createServices(readConfig({ data: test.dataFolder }, env), test.database), () => {})
    await expect(start({})).resolves.toBeUndefined()
    await expect(start({ PUBLIC_URL: publicUrl })).rejects.toThrow(/nahraum user add NAME --role admin/)
    expect(() => readConfig({}, { NAHRAUM_ADMIN_NAME: 'anna' })).toThrow(/together or not at all/)
    const file = path.join(folder, 'password')
    const first = { PUBLIC_URL: publicUrl, NAHRAUM_ADMIN_NAME: 'anna', NAHRAUM_ADMIN_PASSWORD_FILE: file }
    await expect(start(first)).rejects.toThrow(/cannot be read \(ENOENT\)/)
    writeFileSync(file, 'kurz\n')
    await expect(start(first)).rejects.toThrow(/NAHRAUM_ADMIN_NAME.*at least 12 characters/)
    writeFileSync(file, `${SECRET}\r\n`)
    await start(first)
    const services = createServices(readConfig({ data: test.dataFolder }, {}), test.database)
    expect(await services.accounts.findByPassword('anna', SECRET)).toMatchObject({ role: 'admin', regionKeys: 'all' })
    // Once there is an account, the settings do nothing any more.
    writeFileSync(file, 'ein ganz anderes Kennwort\n')
    await start(first)
    expect(await services.accounts.findByPassword('anna', 'ein ganz anderes Kennwort')).toBeUndefined()
  })

  it('hands the work over to the running server, which knows of it at once', async () => {
    const services = createServices(readConfig({ data: test.dataFolder, port: '0' }, {}), test.database)
    app = await buildApp(services)
    test.database.lock?.announce(`${await app.listen({ host: '127.0.0.1', port: 0 })}/api/v1`)
    expect(await nahraum('user add Emil@Stadt.example --name Emil --role editor --regions aachen,demo --password-stdin', `${SECRET}\n`)).toMatchObject({ code: 0, stderr: '' }) // prettier-ignore
    expect(await services.accounts.findByPassword('emil@stadt.example', SECRET)).toMatchObject({ regionKeys: ['aachen', 'demo'] }) // prettier-ignore
    expect((await services.accounts.findByLogin('emil@stadt.example'))?.lastLoginAt, 'nobody signed in').toBeNull()
    const added = await nahraum('user add traeger --role provider --organisation AWO')
    expect(added.stdout).toMatch(
      /Made the account "traeger" \(provider\)\.\nLink to set the password.*\nhttp.*#[\w-]{43}\n/,
    )
    expect(
      (await nahraum('user list')).stdout.split('\n').map((line) => line.split(' · ').slice(0, 3).join(' ')),
    ).toEqual(['anna admin all regions', 'emil@stadt.example editor aachen, demo', 'traeger provider all regions', ''])
    expect(await nahraum('user add TRAEGER')).toMatchObject({ code: 1, stderr: 'Error: There is an account with the name "traeger" already.\n' }) // prettier-ignore
    expect((await nahraum('user remove anna')).stderr).toContain('last account that may administrate')
    expect((await nahraum('user role emil@stadt.example --role admin')).code).toBe(0)
    expect((await nahraum('user remove anna')).code).toBe(0)
    expect((await nahraum('user password nobody')).stderr).toContain('nahraum user list')
    expect((await nahraum('audit verify')).stdout).toMatch(
      /^\d+ entries, all as they were written\. Last: \d+:[0-9a-f]{64}\n$/,
    )
    const check = await nahraum(`audit verify --known 9999:${'0'.repeat(64)}`)
    expect([check.code, check.stdout]).toEqual([1, expect.stringMatching(/^Entry 9999: Entries are missing/)])
    const listed = await nahraum('audit list --action account.role --limit 5')
    expect(listed.stdout).toMatch(/^\d+ · \S+Z · Kommandozeile \(admin\) · account\.role · – · account\/[0-9a-f]{16} · - \{.*"role":"editor".*\} · \+ \{.*"role":"admin".*\}\n$/) // prettier-ignore
    await app.close()
    app = undefined
  })

  it('works in its own process where no server runs', async () => {
    await test.database.close()
    expect(await nahraum('user password traeger --password-stdin', `${SECRET} 2`)).toMatchObject({ code: 0 })
  }, 180_000)

  it.each([
    ['user', '"user" is followed by one of: add, list, role, password, remove.'],
    ['user list --role admin', '"user list" has no option --role.'],
    ['user add x --role chef', '--role must be one of provider, editor, admin, not "chef".'],
    ['user add x --regions Aachen', '"Aachen" is no key of a region.'],
    ['user role x', '--role is missing.'],
    ['audit', '"audit" is followed by list or verify.'],
    ['audit verify --known 5', '--known has the form NUMBER:HASH'],
    ['audit list --limit 0', '--limit must be a number from 1 to 100000'],
  ])('"nahraum %s" is wrong usage', async (args, text) => {
    const { code, stderr } = await call(args.split(' '))
    expect([code, stderr.includes(text)], stderr).toEqual([2, true])
  })
})
