import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDistrictFile } from '../districts/districts.reader.ts'
import { parseCatalogue } from '../facilities/catalogue.ts'
import { extractFacilities } from '../facilities/extract-facilities.ts'
import type { Facility } from '../facilities/facility.ts'
import { readFacilityList } from '../facilities/facility-list.reader.ts'
import { distanceMetres } from '../geo/distance.ts'
import { createProjection } from '../geo/projection.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import { buildStreetNetwork } from '../network/build-street-network.ts'
import type { OsmExtract } from '../osm/osm-extract.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { readCensusGrid } from '../population/census-grid.reader.ts'
import { createRecipe } from './create-recipe.ts'
import { createDemoTown, writeDemoTown, type DemoTownFiles } from './demo-town.writer.ts'
import type { TownRecipe } from './recipe.ts'

const DATA = new URL('../../../data/', import.meta.url)
const recipe = JSON.parse(readFileSync(new URL('demo-town/auenstedt.json', DATA), 'utf8')) as TownRecipe
const manifest = JSON.parse(readFileSync(new URL('regions/demo.json', DATA), 'utf8')) as {
  sources: {
    kind: string
    file: string
    level?: string
    idProperty: string
    nameProperty: string
    figures: Record<string, string>
    categories: Record<string, string>
  }[]
}
const catalogue = parseCatalogue(JSON.parse(readFileSync(new URL('catalogue.json', DATA), 'utf8')))

let town: DemoTownFiles
let extract: OsmExtract
beforeAll(() => {
  town = createDemoTown(recipe)
  extract = readOsmPbf(town.files['town.osm.pbf'])
})

function collectIssues(): { readonly sink: IssueSink; readonly kinds: string[] } {
  const kinds: string[] = []
  return { kinds, sink: { add: (kind) => void kinds.push(kind) } }
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('the street file', () => {
  it('is small and says when it is from and where it lies', () => {
    expect(town.files['town.osm.pbf'].length).toBeLessThan(2_000_000)
    expect(extract.timestamp).toBe('2025-01-01T00:00:00Z')
    expect(extract.bounds?.west).toBeGreaterThan(11)
    expect(extract.bounds?.east).toBeLessThan(12)
  })

  it('has no way to a missing node, and every way has at least two nodes', () => {
    expect(extract.wayNodes.includes(0xffffffff)).toBe(false)
    const shortest = extract.wayTags.map((_, way) => extract.wayFirstNode[way + 1] - extract.wayFirstNode[way])
    expect(shortest.filter((count) => count < 2)).toEqual([])
  })

  it('says on the map that the town is made up', () => {
    const names = [...extract.nodeTags.values()].filter((tags) => tags.place === 'town').map((tags) => tags.name)
    expect(names).toEqual(['Auenstedt (erfunden)'])
  })

  it('builds one network and one small island', () => {
    const { sink } = collectIssues()
    const network = buildStreetNetwork(extract, sink)
    const parent = Uint32Array.from({ length: network.nodeCount }, (_, node) => node)
    const rootOf = (node: number): number => {
      while (parent[node] !== node) node = parent[node]
      return node
    }
    for (let edge = 0; edge < network.edgeCount; edge++) {
      parent[rootOf(network.edgeFrom[edge])] = rootOf(network.edgeTo[edge])
    }
    const sizes = new Map<number, number>()
    for (let node = 0; node < network.nodeCount; node++) sizes.set(rootOf(node), (sizes.get(rootOf(node)) ?? 0) + 1)
    expect([...sizes.values()].sort((a, b) => a - b)).toEqual([2, network.nodeCount - 2])
  })

  it('has what a walker meets: steps, kerbs, crossings, signals, bollards, tunnel and bridge, sett, inclines', () => {
    const wayHas = (key: string, value: string): boolean => extract.wayTags.some((tags) => tags[key] === value)
    const nodeHas = (key: string, value: string): boolean =>
      [...extract.nodeTags.values()].some((tags) => tags[key] === value)
    expect(wayHas('highway', 'steps')).toBe(true)
    expect(wayHas('surface', 'sett')).toBe(true)
    expect(wayHas('bridge', 'yes') && wayHas('tunnel', 'yes')).toBe(true)
    expect(extract.wayTags.some((tags) => tags.incline !== undefined)).toBe(true)
    expect(nodeHas('kerb', 'raised') && nodeHas('kerb', 'lowered')).toBe(true)
    expect(nodeHas('crossing', 'traffic_signals') && nodeHas('crossing', 'uncontrolled')).toBe(true)
    expect(nodeHas('barrier', 'bollard')).toBe(true)
    expect(extract.relations.some((relation) => relation.tags.type === 'multipolygon')).toBe(true)
  })
})

describe('the district files', () => {
  it('are read without an issue: 16 Stadtteile in metres and 4 Stadtbezirke in degrees', () => {
    const { sink, kinds } = collectIssues()
    const counts = manifest.sources
      .filter((source) => source.kind === 'districts')
      .map((source) => {
        const { districts, countIn } = readDistrictFile(
          decode(town.files[source.file]),
          {
            level: source.level ?? '',
            idProperty: source.idProperty,
            nameProperty: source.nameProperty,
            figureProperties: Object.values(source.figures),
            source: source.file,
          },
          sink,
        )
        const people = districts.reduce((sum, district) => sum + district.figures.einwohner, 0)
        return [countIn, districts.length, people]
      })
    expect(counts).toEqual([
      [16, 16, 60_240],
      [4, 4, 60_240],
    ])
    expect(kinds).toEqual([])
  })
})

describe('the census grid', () => {
  it('has all people but the few that are suppressed', () => {
    const { sink } = collectIssues()
    const columns = { all: 'Einwohner', '65plus': 'Ab65', '80plus': 'Ab80', under18: 'Unter18' }
    const grid = readCensusGrid(town.files['population.csv'], { source: 'population', columns }, sink)
    const people = grid.people[0].reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
    expect(grid.rowsRejected).toBe(0)
    expect(Math.abs(people - 60_240)).toBeLessThan(60_240 * 0.02)
    expect(grid.missingSquares[0]).toBeGreaterThan(0)
    expect(grid.missingSquares[2]).toBeGreaterThan(grid.missingSquares[0])
  })
})

describe('the list of social places', () => {
  it('is read in the way of an office: Windows-1252, German headers and kinds, one row without a position', () => {
    const { sink, kinds } = collectIssues()
    const { facilities } = readFacilityList(
      town.files['facilities.csv'],
      { key: 'social', catalogue, source: 'facilities/social' },
      sink,
    )
    expect(facilities.length).toBeGreaterThan(60)
    expect(kinds).toEqual(['list-coordinates-missing'])
    expect(facilities.find((facility) => facility.categoryIds[0] === 'care_support_point')?.name).toMatch(
      /^Pflegestützpunkt /,
    )
  })

  it('has only kinds that the manifest names', () => {
    const kinds = manifest.sources.find((source) => source.kind === 'facilities')?.categories ?? {}
    const used = new Set(town.plan.places.flatMap((place) => (place.art === null ? [] : [place.art])))
    expect([...used].filter((art) => kinds[art] === undefined)).toEqual([])
    expect(Object.values(kinds).filter((id) => !catalogue.categories.some((category) => category.id === id))).toEqual(
      [],
    )
  })
})

describe('the planted gaps', () => {
  it('hold for the places that the catalogue finds in the files', () => {
    const { sink } = collectIssues()
    const facilities: Facility[] = [
      ...extractFacilities(extract, catalogue, sink).facilities,
      ...readFacilityList(town.files['facilities.csv'], { key: 'social', catalogue, source: 'facilities/social' }, sink)
        .facilities,
    ]
    const { plan } = town
    const plane = createProjection(25832)
    for (const gap of plan.plantedGaps.filter(({ statement }) => statement === 'nobody')) {
      const district = recipe.districts.findIndex(({ id }) => id === gap.districtId)
      const houses = plan.built.buildings
        .filter((building, b) => plan.town.blocks[building.block].district === district && plan.people.all[b] > 0)
        .map(({ front }) => plane.toLngLat(recipe.easting + front[0], recipe.northing + front[1]))
      const found = facilities.filter((facility) => facility.categoryIds.includes(gap.categoryId))
      expect(found.length).toBeGreaterThan(0)
      for (const facility of found) {
        for (const [lng, lat] of facility.accessPoints) {
          const nearest = Math.min(...houses.map((house) => distanceMetres(lng, lat, house[0], house[1])))
          // Grid metres and ground metres differ by up to one per mille, doors and fronts by a step.
          expect(nearest, `${gap.categoryId} ${facility.name}`).toBeGreaterThan(gap.metres * 0.998 - 3)
        }
      }
    }
  })
})

describe('writing', () => {
  it('gives the same bytes for the same seed and others for another', () => {
    const small = createRecipe({ seed: 'one', people: 2000 })
    const first = createDemoTown(small).files
    expect(createDemoTown(createRecipe({ seed: 'one', people: 2000 })).files).toEqual(first)
    const other = createDemoTown(createRecipe({ seed: 'two', people: 2000 })).files
    for (const name of Object.keys(first)) expect(other[name]).not.toEqual(first[name])
  })

  it('puts five files into a folder that need not exist', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-town-'))
    try {
      const inner = join(folder, 'region')
      const { files } = await writeDemoTown(inner, createRecipe({ seed: 'files', people: 2000 }))
      expect(Object.keys(files)).toEqual([
        'town.osm.pbf',
        'districts.geojson',
        'stadtbezirke.geojson',
        'population.csv',
        'facilities.csv',
      ])
      for (const name of Object.keys(files))
        expect(new Uint8Array(readFileSync(join(inner, name)))).toEqual(files[name])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
