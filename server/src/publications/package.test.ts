import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TableFile } from '../contract/publication.ts'
import { verifyPackage } from './package.reader.ts'
import { buildPackage, writePackage } from './package.writer.ts'
import { buildSmallPackage, SMALL_TABLE } from './testing/small-package.builder.ts'

let folder: string
let out: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nahraum-package-'))
  out = path.join(folder, 'karte')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const change = (name: string, edit: (bytes: Buffer) => Uint8Array | string): void => {
  const file = path.join(out, name)
  writeFileSync(file, edit(readFileSync(file)))
}
const faultsOf = async (): Promise<string[]> =>
  (await verifyPackage(out)).faults.map(({ file, text }) => `${file}: ${text.en}`)

describe('a package', () => {
  it('is whole as it was written, names everything it needs, and leaves nothing beside it', async () => {
    const written = await writePackage(out, buildSmallPackage())
    expect(written).toMatchObject({ files: 12, keptVersions: [] })
    expect(await verifyPackage(out)).toEqual({
      publication: 'abcdefghijkl',
      version: 1,
      files: 12,
      faults: [],
      foreign: [],
      adjusted: [],
    })
    expect(readdirSync(folder)).toEqual(['karte'])
    expect(JSON.parse(readFileSync(path.join(out, 'current.json'), 'utf8'))).toMatchObject({
      base: 'v/1/',
      preview: false,
    })
  })

  it('has the same bytes each time', () => {
    expect(buildPackage(buildSmallPackage())).toEqual(buildPackage(buildSmallPackage()))
  })

  it('says in the page what it may load, and in the notes and settings who may show it', async () => {
    const title = '<script>alert(1)</script>"\u202e\n'
    await writePackage(out, buildSmallPackage({ title, allowedParents: ['https://stadt.example'] }))
    const page = readFileSync(path.join(out, 'index.html'), 'utf8')
    expect(page).toMatch(/<meta charset="utf-8" \/>\s*<meta http-equiv="content-security-policy" content="default-src/)
    expect(page).not.toContain('<script>alert')
    expect(page).not.toMatch(/unsafe|https?:/)
    const readme = readFileSync(path.join(out, 'README.txt'), 'utf8')
    expect(readme).toContain("frame-ancestors 'self' https://stadt.example")
    expect(readme).not.toContain('\u202e')
    expect(readme).toContain('&lt;script&gt;')
    expect(readFileSync(path.join(out, '.htaccess'), 'utf8')).toContain("frame-ancestors 'self' https://stadt.example")
  })

  it('takes the place of an earlier one at once and keeps its versions, as long as they are whole', async () => {
    await writePackage(out, buildSmallPackage())
    expect((await writePackage(out, buildSmallPackage({ version: 2 }))).keptVersions).toEqual([1])
    expect(await verifyPackage(out)).toMatchObject({ version: 2, faults: [] })
    expect(existsSync(path.join(out, 'v/1/table.json'))).toBe(true)
    change('v/1/table.json', (bytes) => bytes.subarray(1))
    await writePackage(out, buildSmallPackage({ version: 3 }))
    expect(existsSync(path.join(out, 'v/1/table.json'))).toBe(false)
    expect(readdirSync(folder)).toEqual(['karte'])
  })

  it('leaves the settings of the web space as somebody has changed them, and is whole with them', async () => {
    await writePackage(out, buildSmallPackage())
    change('.htaccess', () => '# eigene Regeln')
    rmSync(path.join(out, 'README.txt'))
    expect(await verifyPackage(out)).toMatchObject({ faults: [], adjusted: ['.htaccess', 'README.txt'] })
    expect(await writePackage(out, buildSmallPackage({ version: 2 }))).toMatchObject({ keptSettings: true })
    expect(readFileSync(path.join(out, '.htaccess'), 'utf8')).toBe('# eigene Regeln')
    expect(await verifyPackage(out)).toMatchObject({ faults: [], adjusted: [] })
  })

  it('is written into no folder with anything else in it', async () => {
    mkdirSync(out)
    writeFileSync(path.join(out, 'index.html'), 'Startseite der Stadt')
    await expect(writePackage(out, buildSmallPackage())).rejects.toThrow(/not empty and holds no package/)
    rmSync(out, { recursive: true })
    await writePackage(out, buildSmallPackage())
    await expect(writePackage(out, buildSmallPackage({ id: 'zzzzzzzzzzzz' }))).rejects.toThrow(/another publication/)
    writeFileSync(path.join(out, 'impressum.html'), '…')
    await expect(writePackage(out, buildSmallPackage({ version: 2 }))).rejects.toThrow(
      /no part of the package: impressum/,
    )
    expect(await verifyPackage(out)).toMatchObject({ version: 1, faults: [], foreign: ['impressum.html'] })
    writeFileSync(path.join(folder, 'datei'), '')
    await expect(writePackage(path.join(folder, 'datei'), buildSmallPackage())).rejects.toThrow(/cannot be written/)
    expect(readdirSync(folder).sort()).toEqual(['datei', 'karte'])
  })
})

describe('checking a package', () => {
  it('names files that are missing, cut, changed, or lead out of the folder', async () => {
    await writePackage(out, buildSmallPackage())
    rmSync(path.join(out, 'v/1/places.json'))
    change('v/1/cells.nrc', (bytes) => bytes.subarray(0, 20))
    change('v/1/map.pmtiles', (bytes) => ((bytes[bytes.length - 1] ^= 1), bytes))
    expect(await faultsOf()).toEqual([
      expect.stringMatching(/^v\/1\/cells.nrc: has 20 bytes instead of/),
      'v/1/map.pmtiles: was changed (hash)',
      'v/1/places.json: is missing',
    ])
    change('integrity.json', (bytes) => bytes.toString().replace('"index.html"', '"../index.html"'))
    expect(await faultsOf()).toEqual(['integrity.json: is missing or does not list a package'])
    await expect(verifyPackage(path.join(folder, 'nirgends'))).rejects.toThrow(/ENOENT/)
  })

  it('adds the table up: rows, served and unserved, and finds numbers that must not be shown', async () => {
    const faultsOfTable = async (edit: (table: TableFile) => void, cellPeople?: number[]) => {
      const table = structuredClone(SMALL_TABLE)
      edit(table)
      rmSync(out, { recursive: true, force: true })
      await writePackage(out, buildSmallPackage({ table, cellPeople }))
      return faultsOf()
    }
    expect(await faultsOfTable(() => {})).toEqual([])
    expect(await faultsOfTable(({ blocks }) => (blocks[0].served[0] = 50))).toEqual([
      'v/1/table.json: pharmacy, 10 min, all: the rows add up to 60, the total says 55',
      'v/1/table.json: pharmacy, 10 min, all, Nord: 50 served and 15 not, but 60 in all',
    ])
    expect(
      await faultsOfTable(({ blocks: [block] }) => {
        Object.assign(block, { served: [43, 12, 55], unserved: [17, 28, 45] })
      }),
    ).toEqual([
      'v/1/table.json: pharmacy, 10 min, all, Nord: 43 is no multiple of 5',
      'v/1/table.json: pharmacy, 10 min, all, Nord: 17 is no multiple of 5',
    ])
    expect(
      await faultsOfTable(({ people, blocks: [block] }) => {
        people[0].people = [75, 25, 100]
        Object.assign(block, { served: [60, 10, 70], unserved: [15, 15, 30] })
      }),
    ).toEqual(['v/1/table.json: pharmacy, 10 min, all, Süd: a share of only 25 people'])
    expect(await faultsOfTable(({ blocks }) => blocks[0].share.pop())).toEqual([
      'v/1/table.json: pharmacy, 10 min, all: 2 figures for 3 rows',
    ])
    expect(await faultsOfTable(() => {}, [60, 3, 37])).toEqual([
      'v/1/cells.nrc: people:all, cell 2: 3 is no multiple of 5',
    ])
  })
})
