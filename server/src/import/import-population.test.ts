import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCatalogue } from '../facilities/catalogue.ts'
import { sumPeople, sumPeopleByCell, sumPeopleByDistrict } from '../population/people-sums.ts'
import type { RegionManifest } from '../regions/manifest.ts'
import { TINY, writeTinyRegion, type TinyRegion } from '../testing/tiny-region.builder.ts'
import { buildRegion } from './build-region.service.ts'

const catalogue = parseCatalogue(
  JSON.parse(readFileSync(new URL('../../../data/catalogue.json', import.meta.url), 'utf8')),
)
const squares = TINY.columns * TINY.rows

describe('a region with a register', () => {
  let folder: string
  let tiny: TinyRegion
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'nahraum-register-'))
    tiny = writeTinyRegion(folder, { isRegister: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const build = (change: (manifest: RegionManifest) => void = () => {}) => {
    const manifest = structuredClone(tiny.manifest)
    change(manifest)
    return buildRegion(manifest, folder, catalogue)
  }

  it('keeps the true people and, over the same cells, those that may be published', () => {
    const { population, publicPopulation, cells, summary } = build()
    expect([sumPeople(population, 0), sumPeople(population, 1)]).toEqual([8 * squares, 2 * squares])
    const shown = publicPopulation!
    expect([sumPeople(shown, 0), sumPeople(shown, 1)]).toEqual([360, 90])
    const [all, seniors] = sumPeopleByCell(shown, cells.cellCount)
    expect(all.filter((people) => people % 5 !== 0)).toHaveLength(0)
    expect(seniors.filter((people, cell) => people % 5 !== 0 || people > all[cell])).toHaveLength(0)
    const [trueByDistrict, shownByDistrict] = [population, shown].map((people) => sumPeopleByDistrict(people, 0, 2))
    trueByDistrict.forEach((sums, group) =>
      sums.forEach((people, district) => expect(Math.abs(shownByDistrict[group][district] - people)).toBeLessThan(10)),
    )
    expect(summary.groups.map(({ people }) => people)).toEqual([360, 90])
  })

  it('has none apart where the numbers are published ones', () => {
    const published = build((manifest) => {
      for (const source of manifest.sources) if (source.kind === 'population') source.disclosure = { rule: 'published' }
    })
    expect(published.publicPopulation).toBeNull()
  })

  it('protects figures of districts before they are spread by what everybody knows', () => {
    const districts = JSON.parse(readFileSync(path.join(folder, 'districts.geojson'), 'utf8')) as {
      features: { properties: Record<string, unknown> }[]
    }
    districts.features.forEach(({ properties }, i) => (properties['ab65'] = [3, 4][i]))
    writeFileSync(path.join(folder, 'figures.geojson'), JSON.stringify(districts))
    const {
      population,
      publicPopulation,
      issues,
      districts: imported,
    } = build((manifest) => {
      for (const source of manifest.sources) {
        if (source.kind === 'population') {
          delete source.disclosure
          source.groups[1].benchmark = { level: 'stadtteil', figure: 'old' }
        }
        if (source.kind !== 'districts') continue
        source.file = 'figures.geojson'
        source.figures = { old: 'ab65' }
        source.disclosure = { rule: 'register', minimum: 5 }
      }
    })
    expect(imported[0].map(({ figures }) => figures['old'])).toEqual([3, 4])
    expect([...sumPeopleByDistrict(population, 0, 2)[1]]).toEqual([3, 4])
    // 3 → 5 (−2), 4 − 2 = 2 → 0
    expect([...sumPeopleByDistrict(publicPopulation!, 0, 2)[1]]).toEqual([5, 0])
    expect(JSON.stringify(issues)).not.toMatch(/65plus, \w+: [1-4]\b/)
  })

  it('puts origins of cells where the protected people are, not where the true ones are', () => {
    const before = build()
    const text = readFileSync(path.join(folder, 'population.csv'), 'utf8')
    // One square fewer by a person: nothing that is shown changes, so neither may the point where its cell starts walking.
    writeFileSync(path.join(folder, 'changed.csv'), text.replace(/;8;2\n$/, ';7;2\n'))
    const after = build((manifest) => {
      for (const source of manifest.sources) if (source.kind === 'population') source.file = 'changed.csv'
    })
    expect(sumPeople(after.population, 0)).toBe(8 * squares - 1)
    expect(after.publicPopulation!.people).toEqual(before.publicPopulation!.people)
    expect([...after.cells.originLng]).toEqual([...before.cells.originLng])
    expect([...after.cells.originLat]).toEqual([...before.cells.originLat])
  })

  it('names rows of a register with faults, and nothing of what they hold', () => {
    const text = readFileSync(path.join(folder, 'population.csv'), 'utf8')
    writeFileSync(path.join(folder, 'faulty.csv'), `${text}CRS3035RES100mNxE1;3;1\n`)
    const { issues } = build((manifest) => {
      for (const source of manifest.sources) if (source.kind === 'population') source.file = 'faulty.csv'
    })
    const faults = issues.filter(({ source, severity }) => source === 'population' && severity === 'error')
    expect(faults.length).toBeGreaterThan(0)
    for (const { examples } of faults) for (const example of examples) expect(example).toMatch(/^row \d+$/)
  })
})
