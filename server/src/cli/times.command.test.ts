import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, withFolder } from './testing/call.ts'
import { townOsm, townPosition } from './testing/tiny-town.ts'

const point = (id: string, east: number, north: number) => [id, ...townPosition(east, north)].join(',')

async function inTown<T>(use: (osm: string, folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const osm = path.join(folder, 'town.osm.pbf')
    await writeFile(osm, townOsm())
    return use(osm, folder)
  })
}

describe('nahraum times', () => {
  it('walks along the streets and gives a reason where there is no way', () =>
    inTown(async (osm, folder) => {
      const destinations = path.join(folder, 'd.csv')
      await writeFile(
        destinations,
        ['id,lon,lat', point('near', 300, 0), point('corner', 100, 200), point('field', 1280, 1280), 'far,9,50'].join(
          '\n',
        ),
      )
      const { code, stdout, stderr } = await call(
        ['times', '--osm', osm, '--origins', '-', '--destinations', destinations, '--profile', '65plus'],
        ['id,lon,lat', point('home', 0, 0)].join('\n'),
      )
      expect([code, stderr]).toEqual([0, '4 pairs: 2 with a walking time, 2 with a reason.\n'])
      const rows = stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(','))
      expect(rows[0]).toEqual(['origin', 'destination', 'seconds', 'metres', 'reason'])
      // At 1 m/s; the plane of EPSG:3035 stretches distances by less than 1 % here.
      expect(Number(rows[1][2]) / 300).toBeCloseTo(1, 1)
      expect(Number(rows[1][3]) / 300).toBeCloseTo(1, 1)
      expect(Number(rows[2][3]) / Number(rows[1][3])).toBeCloseTo(1, 2)
      expect(rows.slice(3)).toEqual([
        ['home', 'field', '', '', 'destination-no-street'],
        ['home', 'far', '', '', 'destination-outside-network'],
      ])
    }))
  it('gives ids back exactly as they were given, so that tables can be joined again', () =>
    inTown(async (osm, folder) => {
      const points = path.join(folder, 'p.csv')
      await writeFile(
        points,
        ['id,lon,lat', point('=x', 0, 0), point('"-5, Süd"', 100, 0), point('@1', 200, 0)].join('\n'),
      )
      const { stdout } = await call(['times', '--osm', osm, '--origins', points, '--destinations', points])
      const origins = new Set(
        stdout
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((line) => /^("[^"]*"|[^,]*),/.exec(line)?.[1]),
      )
      expect([...origins]).toEqual(['=x', '"-5, Süd"', '@1'])
    }))
  it('needs no time from a point to itself, however far from the street it is', () =>
    inTown(async (osm, folder) => {
      const points = path.join(folder, 'p.csv')
      await writeFile(points, ['id,lon,lat', point('yard', 150, 140), point('twin', 150, 140)].join('\n'))
      const { stdout } = await call([
        'times',
        '--osm',
        osm,
        '--origins',
        points,
        '--destinations',
        points,
        '--cutoff',
        '0',
      ])
      expect(stdout.split('\n').slice(1, 5)).toEqual([
        'yard,yard,0,0,',
        'yard,twin,0,0,',
        'twin,yard,0,0,',
        'twin,twin,0,0,',
      ])
    }))
  it('names the street file and the byte where it is broken', () =>
    inTown(async (osm, folder) => {
      const cut = path.join(folder, 'cut.osm.pbf')
      await writeFile(cut, (await readFile(osm)).subarray(0, 300))
      const points = path.join(folder, 'p.csv')
      await writeFile(points, ['id,lon,lat', point('a', 0, 0)].join('\n'))
      const { code, stderr } = await call(['times', '--osm', cut, '--origins', points, '--destinations', points])
      expect([code, /^Where: (.*), byte \d+$/m.exec(stderr)?.[1]]).toEqual([1, cut])
    }))
  it('counts a walk at the cutoff and leaves out longer ones, with their reason', () =>
    inTown(async (osm, folder) => {
      const points = path.join(folder, 'p.csv')
      await writeFile(points, ['id,lon,lat', point('a', 0, 0), point('b', 0, 300)].join('\n'))
      const { stdout } = await call([
        'times',
        '--osm',
        osm,
        '--origins',
        points,
        '--destinations',
        points,
        '--cutoff',
        '3',
        '--json',
      ])
      expect(JSON.parse(stdout)).toMatchObject({
        profile: 'standard',
        cutoffMinutes: 3,
        pairs: [
          { origin: 'a', destination: 'a', seconds: 0, metres: 0, reason: null },
          { origin: 'a', destination: 'b', seconds: null, metres: null, reason: 'beyond-cutoff' },
          { origin: 'b', destination: 'a', seconds: null, reason: 'beyond-cutoff' },
          { origin: 'b', destination: 'b', seconds: 0 },
        ],
      })
    }))
  it('writes a file only when all went well', () =>
    inTown(async (osm, folder) => {
      const good = path.join(folder, 'good.csv')
      const bad = path.join(folder, 'bad.csv')
      const out = path.join(folder, 'out.csv')
      await writeFile(good, ['id,lon,lat', point('a', 0, 0)].join('\n'))
      await writeFile(bad, 'id,lon,lat\na,x,y\n')
      expect((await call(['times', '--osm', osm, '--origins', good, '--destinations', bad, '--out', out])).code).toBe(1)
      expect((await readdir(folder)).sort()).toEqual(['bad.csv', 'good.csv', 'town.osm.pbf'])
      expect((await call(['times', '--osm', osm, '--origins', good, '--destinations', good, '--out', out])).code).toBe(
        0,
      )
      expect(await readFile(out, 'utf8')).toBe('origin,destination,seconds,metres,reason\na,a,0,0,\n')
    }))
  it('says what is wrong with its input and where', () =>
    inTown(async (osm, folder) => {
      const swapped = path.join(folder, 's.csv')
      const [lng, lat] = townPosition(0, 0)
      await writeFile(swapped, `id,lon,lat\na,${lat},${lng}\n`)
      const { code, stderr } = await call(['times', '--osm', osm, '--origins', swapped, '--destinations', swapped])
      expect(code).toBe(1)
      expect(stderr).toContain('are swapped')
      expect(stderr).toMatch(/^Where: .*s\.csv, \w+ 2$/m)
      const notPbf = await call(['times', '--osm', swapped, '--origins', swapped, '--destinations', swapped])
      expect([notPbf.code, notPbf.stderr.startsWith('Error: ')]).toEqual([1, true])
      expect((await call(['times', '--osm', '-', '--origins', '-', '--destinations', swapped])).stderr).toContain(
        '--osm and --origins',
      )
      expect(
        (await call(['times', '--osm', osm, '--origins', swapped, '--destinations', swapped, '--profile', '66plus']))
          .stderr,
      ).toContain('Did you mean "65plus"?')
    }))

  const aachen = '../../../../shared/data/aachen/aachen-mini.osm.pbf'
  const extract = path.resolve(import.meta.dirname, aachen)
  it.skipIf(!existsSync(extract))('finds ways in Aachen that are at least as long as the straight line', () =>
    withFolder(async (folder) => {
      const points = path.join(folder, 'p.csv')
      await writeFile(points, 'id;lon;lat\nDom;6,0839;50,7747\nMarkt;6,0838;50,7763\nElisenbrunnen;6,0869;50,7739\n')
      const { code, stdout } = await call([
        'times',
        '--osm',
        extract,
        '--origins',
        points,
        '--destinations',
        points,
        '--json',
      ])
      expect(code).toBe(0)
      const { pairs } = JSON.parse(stdout) as {
        pairs: { origin: string; destination: string; seconds: number; metres: number }[]
      }
      expect(pairs).toHaveLength(9)
      const walk = pairs.find((pair) => pair.origin === 'Markt' && pair.destination === 'Elisenbrunnen')!
      expect(walk.metres).toBeGreaterThan(345)
      expect(walk.metres).toBeLessThan(700)
      expect(walk.seconds).toBeGreaterThan(walk.metres / 1.34)
    }),
  )
})
