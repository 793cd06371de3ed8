import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PMTiles } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import type { CoverageRow } from '../contract/result.ts'
import { call, withFolder } from './testing/call.ts'
import { townDistricts, townOsm, townPopulation, townPosition } from './testing/tiny-town.ts'

interface Summary {
  readonly total: CoverageRow
  readonly districts: CoverageRow[]
  readonly inputs: { role: string; sha256: string; countIn: number; countOut: number; countRejected: number }[]
  readonly gapAreas: { name: { de: string }; kind: string; people: number }[]
  readonly facilities: { ofTheseKinds: number; notConnected: string[] }
  readonly population: { groups: { id: string; peopleInside: number }[] }
  readonly notes: { en: string }[]
}
interface CellFeature {
  readonly properties: {
    people: number
    served: number
    unserved: number
    minutes: number | null
    reason: string | null
    state: string
    facility_id: string | null
  }
}

/** Rows of the plain district table as objects; names with commas stand in quotes. */
function parseTable(text: string): Record<string, string>[] {
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
      ),
    )
  return lines.map((fields) => Object.fromEntries(header.map((name, i) => [name, fields[i]])))
}

async function inTown<T>(use: (args: string[], folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const file = async (name: string, content: string | Uint8Array) => {
      await writeFile(path.join(folder, name), content)
      return path.join(folder, name)
    }
    const args = [
      'gaps',
      '--osm',
      await file('town.osm.pbf', townOsm()),
      '--districts',
      await file('districts.geojson', townDistricts()),
      '--population',
      await file('grid.csv', townPopulation()),
    ]
    return use(args, folder)
  })
}
const read = async <T>(folder: string, name: string) =>
  JSON.parse(await readFile(path.join(folder, 'out', name), 'utf8')) as T

describe('nahraum gaps', () => {
  it('says on the terminal what was left out, in the language of the reader', () =>
    inTown(async (args, folder) => {
      const districts = JSON.parse(townDistricts()) as { features: { properties: { id: unknown } }[] }
      districts.features[1].properties.id = districts.features[0].properties.id
      await writeFile(path.join(folder, 'districts.geojson'), JSON.stringify(districts))
      const question = ['--category', 'pharmacy', '--out', path.join(folder, 'out')]
      const { code, stderr } = await call([...args, ...question, '--language', 'de'])
      expect(code).toBe(0)
      expect(stderr).toContain('FEHLER (districts): 1 Gebiete mit schon vergebener Kennung')
      expect(stderr).toContain('as in feature 1')
    }))
  it('turns files into hexagons, districts, gap areas and tiles whose numbers add up exactly', () =>
    inTown(async (args, folder) => {
      const { code, stdout, stderr } = await call([
        ...args,
        '--category',
        'pharmacy',
        '--minutes',
        '5',
        '--out',
        path.join(folder, 'out'),
      ])
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^Pharmacy within 5 minutes \(Adults\): \d+ % of 1,600 people \(all\) are served/)
      expect((await readdir(path.join(folder, 'out'))).sort()).toEqual([
        'cells.geojson',
        'districts.csv',
        'gap-areas.geojson',
        'hexagons.pmtiles',
        'summary.json',
      ])

      const summary = await read<Summary>(folder, 'summary.json')
      const rows = parseTable(await readFile(path.join(folder, 'out', 'districts.csv'), 'utf8'))
      expect(rows.map((row) => [row.district_id, row.name])).toEqual([
        ['1', 'West'],
        ['2', 'Ost, am "Wald"'],
      ])
      for (const row of rows) expect(Number(row.served) + Number(row.unserved)).toBe(Number(row.people))
      for (const column of ['people', 'served', 'unserved'] as const) {
        expect(rows.reduce((sum, row) => sum + Number(row[column]), 0)).toBe(summary.total[column])
      }
      expect(summary.total.people).toBe(1600)
      // Five minutes are 400 m along the streets: a square standing on its corner around (100, 500), 2 · 400² m² of which the
      // town's western border cuts off 300² m². That is 46 % of the western district, less the ways to and from the street.
      expect(Number(rows[0].share)).toBeGreaterThan(0.36)
      expect(Number(rows[0].share)).toBeLessThan(0.48)
      expect(Number(rows[1].share)).toBeLessThan(0.02)

      const { features } = await read<{ features: CellFeature[] }>(folder, 'cells.geojson')
      const sum = (column: 'people' | 'served' | 'unserved') =>
        features.reduce((all, { properties }) => all + properties[column], 0)
      expect([sum('people'), sum('served'), sum('unserved')]).toEqual([
        1600,
        summary.total.served,
        summary.total.unserved,
      ])
      for (const { properties } of features) {
        expect(properties.minutes === null).toBe(properties.reason !== null)
        expect(properties.state === 'served').toBe(properties.minutes !== null && properties.minutes <= 5)
        expect(properties.facility_id).toBe(properties.minutes === null ? null : 'osm/node/9001')
      }
      expect(summary.gapAreas.reduce((all, area) => all + area.people, 0)).toBe(summary.total.unserved)

      const archive = await readFile(path.join(folder, 'out', 'hexagons.pmtiles'))
      const tiles = new PMTiles({
        getKey: () => 'test',
        getBytes: (offset, length) =>
          Promise.resolve({ data: new Uint8Array(archive.subarray(offset, offset + length)).buffer }),
      })
      expect(await tiles.getHeader()).toMatchObject({ specVersion: 3, minZoom: 6, maxZoom: 14 })
      expect(await tiles.getMetadata()).toMatchObject({
        nahraum: { categories: ['pharmacy'], minutes: 5 },
        vector_layers: [{ id: 'hexagon' }],
      })
    }))

  it('names its inputs by hash and count, and gives the same bytes again', () =>
    inTown(async (args, folder) => {
      const out = path.join(folder, 'out')
      const question = [
        ...args,
        '--category',
        'pharmacy',
        '--column',
        'all=Einwohner',
        '--column',
        '65plus=ab65',
        '--group',
        '65plus',
        '--out',
        out,
      ]
      expect((await call(question)).code).toBe(0)
      const first = new Map<string, Buffer>()
      for (const name of await readdir(out)) first.set(name, await readFile(path.join(out, name)))
      const { inputs, total, population } = await read<Summary>(folder, 'summary.json')
      expect(
        inputs.map(({ role, countIn, countOut, countRejected }) => [role, countIn, countOut, countRejected]),
      ).toEqual([
        ['osm', 22, 22, 0],
        ['districts', 2, 2, 0],
        ['population', 100, 100, 0],
      ])
      expect(inputs[0].sha256).toBe(createHash('sha256').update(townOsm()).digest('hex'))
      expect([total.people, ...population.groups.map((group) => group.peopleInside)]).toEqual([400, 1600, 400])
      expect((await call(question)).code).toBe(0)
      for (const [name, bytes] of first) expect((await readFile(path.join(out, name))).equals(bytes)).toBe(true)
    }))

  it('serves more people with a list of further places, and nobody less', () =>
    inTown(async (args, folder) => {
      const [lng, lat] = townPosition(900, 500)
      const list = path.join(folder, 'places.csv')
      await writeFile(
        list,
        `Bezeichnung;Breite;Länge\r\nApotheke am Wald;${String(lat).replace('.', ',')};${String(lng).replace('.', ',')}\r\n`,
        'latin1',
      )
      const question = [
        ...args,
        '--category',
        'pharmacy',
        '--minutes',
        '5',
        '--json',
        '--out',
        path.join(folder, 'out'),
      ]
      const before = JSON.parse((await call(question)).stdout) as Summary
      const after = JSON.parse((await call([...question, '--facilities', list])).stdout) as Summary
      expect([before.facilities.ofTheseKinds, after.facilities.ofTheseKinds]).toEqual([1, 2])
      before.districts.forEach((row, i) => expect(after.districts[i].served).toBeGreaterThanOrEqual(row.served))
      expect(after.districts[1].served).toBeGreaterThan(before.districts[1].served)
      const alone = JSON.parse(
        (await call([...question, '--facilities', list, '--without-osm-places'])).stdout,
      ) as Summary
      expect(alone.facilities.ofTheseKinds).toBe(1)
      expect(alone.total.served + alone.total.unserved).toBe(1600)
    }))

  it('answers a kind that the data does not hold with the reason', () =>
    inTown(async (args, folder) => {
      const { code } = await call([...args, '--category', 'hospice', '--out', path.join(folder, 'out')])
      const summary = await read<Summary>(folder, 'summary.json')
      expect(code).toBe(0)
      expect(summary.total).toMatchObject({
        served: 0,
        unserved: 1600,
        share: 0,
        meanMinutes: null,
        reason: 'no-facility',
      })
      expect(summary.notes.map((note) => note.en)).toContain('The data holds no place of this kind.')
      const { features } = await read<{ features: CellFeature[] }>(folder, 'cells.geojson')
      const people = features.filter(({ properties }) => properties.people > 0)
      expect(new Set(people.map(({ properties }) => properties.reason))).toEqual(new Set(['no-facility']))
    }))

  it('writes nothing where an input cannot be used', () =>
    inTown(async (args, folder) => {
      const out = path.join(folder, 'out')
      const truncated = path.join(folder, 'cut.osm.pbf')
      await writeFile(truncated, townOsm().subarray(0, townOsm().length >> 1))
      const withOption = (option: string, value: string) => args.map((arg, i) => (args[i - 1] === option ? value : arg))
      const faults = [
        [...withOption('--osm', truncated), '--category', 'pharmacy'],
        [...withOption('--districts', truncated), '--category', 'pharmacy'],
        [...withOption('--population', truncated), '--category', 'pharmacy'],
        [...args, '--category', 'pharmacy', '--column', 'all=Leute'],
        [...args, '--category', 'pharmacy', '--facilities', truncated],
      ]
      for (const fault of faults) {
        const { code, stderr } = await call([...fault, '--out', out])
        expect(stderr).toMatch(/^Error: .+\nWhere: .+\nWhat to do: .+\n$/s)
        expect(stderr).not.toContain('.ts:')
        expect(code).toBe(1)
        expect(existsSync(out)).toBe(false)
      }
    }))

  it('says what is wrong with a call', () =>
    inTown(async (args, folder) => {
      const ask = async (...more: string[]) => {
        const { code, stderr } = await call([...args, '--out', path.join(folder, 'out'), ...more])
        expect(code).toBe(2)
        return stderr
      }
      expect(await ask()).toContain('--category is missing.')
      expect(await ask('--category', 'pharmacie')).toContain('Did you mean "pharmacy"?')
      expect(await ask('--category', 'pharmacy', '--group', '65plus')).toContain('--group: "65plus" is not known.')
      expect(await ask('--category', 'pharmacy', '--column', '65+=x')).toContain('--column has the form GROUP=COLUMN')
      expect(await ask('--category', 'pharmacy', '--minutes', '90')).toContain(
        '--minutes must be a number from 0.5 to 60',
      )
      expect(await ask('--category', 'pharmacy', '--without-osm-places')).toContain('a list is needed')
      expect(existsSync(path.join(folder, 'out'))).toBe(false)
    }))

  const aachen = path.resolve(import.meta.dirname, '../../../../shared/data/aachen')
  it.skipIf(!existsSync(aachen))(
    'maps the gaps of Aachen, of which half lies outside the street data, and says so',
    () =>
      withFolder(async (folder) => {
        const source = (name: string) => path.join(aachen, name)
        const { code, stdout } = await call([
          'gaps',
          '--osm',
          source('aachen-2021-08-01.osm.pbf'),
          '--districts',
          source('statistische_bezirke.geojson'),
          '--population',
          source('zensus2011_100m.csv'),
          '--column',
          'all=population_est',
          '--column',
          '65plus=age_65plus_est',
          '--category',
          'pharmacy',
          '--group',
          '65plus',
          '--profile',
          '65plus',
          '--minutes',
          '10',
          '--out',
          path.join(folder, 'out'),
          '--json',
        ])
        expect(code).toBe(0)
        const { total, districts, gapAreas } = JSON.parse(stdout) as Summary
        expect(Math.round(total.people)).toBe(43022)
        for (const row of [...districts, total]) expect(row.served + row.unserved).toBe(row.people)
        expect(districts.reduce((sum, row) => sum + row.served, 0)).toBe(total.served)
        expect(gapAreas.reduce((sum, area) => sum + area.people, 0)).toBe(total.unserved)
        // The inner districts lie inside the extract, Walheim and Lichtenbusch far outside.
        expect(districts.find((row) => row.name === 'Markt')).toMatchObject({ share: 1, unknown: 0 })
        expect(districts.find((row) => row.name === 'Walheim')).toMatchObject({
          share: null,
          shareUpper: 1,
          reason: 'outside-network',
        })
        expect(total.unknown / total.people).toBeGreaterThan(0.3)
        expect(total.shareUpper!).toBeGreaterThan(total.share! + 0.3)
      }),
    60_000,
  )
})
