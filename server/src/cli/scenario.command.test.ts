import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Effect } from '../contract/scenario.ts'
import { writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { call } from './testing/call.ts'

describe('nahraum scenario apply', () => {
  let folder: string
  let data: string
  let tiny: TinyRegion
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-scenario-'))
    data = path.join(folder, 'data')
    tiny = writeTinyRegion(folder)
    expect(await call(['import', tiny.manifestFile, '--data', data])).toMatchObject({ code: 0 })
  }, 180_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const scenario = () => {
    const [lng, lat] = tiny.position(8, 2)
    const site = { id: 'ost', kind: 'add-facility', lng, lat, name: 'Apotheke Ost', categoryIds: ['pharmacy'] }
    return { region: 'tiny', format: 1, name: 'Ost', modifications: [site] }
  }
  const apply = (text: string, ...options: string[]) =>
    call(['scenario', 'apply', 'tiny', '-', '--category', 'pharmacy', '--data', data, ...options], text)

  it('prints who gains where, and writes the balance of every district', async () => {
    const out = path.join(folder, 'balance.csv')
    const printed = await apply(JSON.stringify(scenario()), '--minutes', '10', '--group', '65plus', '--out', out)
    expect(printed).toMatchObject({ code: 0, stderr: '' })
    expect(printed.stdout).toMatch(/Ost/)
    const effect = JSON.parse(
      (await apply(JSON.stringify(scenario()), '--minutes', '10', '--group', '65plus', '--json')).stdout,
    ) as Effect
    expect(effect.total.gained).toBeGreaterThan(0)
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n')
    expect(lines).toHaveLength(1 + effect.rows.length + 1)
    const total = lines[lines.length - 1].split(',')
    expect(total.slice(2, 6).map(Number)).toEqual([
      effect.total.after.people,
      effect.total.before.served,
      effect.total.after.served,
      effect.total.gained,
    ])
  }, 60_000)

  it('takes the bare list of modifications, and says what does not apply', async () => {
    const file = path.join(folder, 'list.json')
    await writeFile(file, JSON.stringify([{ id: 'weg', kind: 'close-facility', facilityId: 'osm/node/1' }]))
    const args = ['scenario', 'apply', 'tiny', file, '--category', 'pharmacy', '--data', data, '--language', 'en']
    const { code, stderr } = await call(args)
    expect(code).toBe(0)
    expect(stderr).toMatch(/error \(weg\): The place "osm\/node\/1" is not in the data/)
  }, 60_000)

  it('refuses what it cannot use, and says where and what to do', async () => {
    const en = ['--language', 'en']
    expect(await apply('{', ...en)).toMatchObject({ code: 1, stderr: expect.stringMatching(/no readable JSON/) })
    expect(await apply('{"modifications":[{"kind":"fly"}]}', ...en)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/modifications\/0/),
    })
    expect(await apply(JSON.stringify({ ...scenario(), region: 'aachen' }), ...en)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/region "aachen"/),
    })
    expect(await apply(JSON.stringify({ ...scenario(), format: 9 }), ...en)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/format 9/),
    })
    const usage = [
      ['--day', 'morgen'],
      ['--out', 'x.pdf'],
      ['--minutes', '99'],
      ['--group', 'elves'],
      ['--level', 'moon'],
    ]
    for (const option of usage) expect((await apply(JSON.stringify(scenario()), ...option)).code, option[0]).toBe(2)
    expect((await call(['scenario', 'fly', 'tiny', '-', '--category', 'pharmacy', '--data', data], '[]')).code).toBe(2)
  }, 120_000)
})
