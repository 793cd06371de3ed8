import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createProjection } from '../geo/projection.ts'
import { metresPerDegree } from '../geo/distance.ts'
import { writeOsmPbf, type OsmWriteData } from '../osm/osm-pbf.writer.ts'
import type { RegionManifest } from '../regions/manifest.ts'

/**
 * A region small enough to reckon by hand: 9 × 5 junctions 200 m apart on a straight grid of footways, a pharmacy at the western
 * end, two districts (west and east half), one census square of 100 m per junction with 8 people, 2 of them 65 or older.
 */
export const TINY = {
  base: [11.3, 51.9] as const,
  columns: 9,
  rows: 5,
  spacingMetres: 200,
  peoplePerSquare: 8,
  seniorsPerSquare: 2,
}

export interface TinyRegion {
  readonly manifestFile: string
  readonly manifest: RegionManifest
  /** Position of a junction, degrees. */
  position(column: number, row: number): [number, number]
}

const COMMON = { url: null, sha256: null, licence: 'CC0-1.0', attribution: 'Test', keyDate: '2026-01-01' }

/** A house number at a junction. */
export interface TinyHouse {
  readonly column: number
  readonly row: number
  readonly street: string
  readonly number: string
}

/** Writes all files of the region into a folder. `pharmacies` are junctions (column, row). */
export function writeTinyRegion(
  folder: string,
  options: {
    key?: string
    pharmacies?: readonly (readonly [number, number])[]
    houses?: readonly TinyHouse[]
    /** The grid is a register's: nobody but editors sees its numbers. */
    isRegister?: boolean
  } = {},
): TinyRegion {
  const { key = 'tiny', pharmacies = [[0, 2]], houses = [], isRegister = false } = options
  const scale = metresPerDegree(TINY.base[1])
  const position = (column: number, row: number): [number, number] => [
    TINY.base[0] + (column * TINY.spacingMetres) / scale.lng,
    TINY.base[1] + (row * TINY.spacingMetres) / scale.lat,
  ]
  writeFileSync(path.join(folder, 'tiny.osm.pbf'), writeOsmPbf(streets(position, pharmacies, houses)))
  writeFileSync(path.join(folder, 'districts.geojson'), JSON.stringify(districts(position)))
  writeFileSync(path.join(folder, 'population.csv'), population(position))
  writeFileSync(path.join(folder, 'places.csv'), places(position))
  const manifest: RegionManifest = {
    key,
    name: { de: 'Kleinstadt', en: 'Tiny town' },
    fictional: true,
    levels: [{ id: 'stadtteil', label: { de: 'Stadtteil', en: 'District' } }],
    sources: [
      { kind: 'osm', key: 'osm', file: 'tiny.osm.pbf', title: { de: 'Straßen', en: 'Streets' }, ...COMMON },
      {
        kind: 'districts',
        key: 'districts/stadtteil',
        file: 'districts.geojson',
        title: { de: 'Stadtteile', en: 'Districts' },
        ...COMMON,
        level: 'stadtteil',
        idProperty: 'id',
        nameProperty: 'name',
      },
      {
        kind: 'population',
        key: 'population',
        file: 'population.csv',
        title: { de: 'Gitter', en: 'Grid' },
        ...COMMON,
        cellSizeMetres: 100,
        weighting: 'area',
        ...(isRegister ? { disclosure: { rule: 'register' } } : {}),
        groups: [
          { id: 'all', label: { de: 'alle Menschen', en: 'all people' }, column: 'Einwohner' },
          { id: '65plus', label: { de: 'Menschen ab 65', en: 'people aged 65 and over' }, column: 'Ab65' },
        ],
      },
      {
        kind: 'facilities',
        key: 'facilities/treffs',
        file: 'places.csv',
        title: { de: 'Treffs', en: 'Meeting places' },
        ...COMMON,
      },
    ],
    notes: [{ de: 'Nur zum Testen.', en: 'For tests only.' }],
  }
  const manifestFile = path.join(folder, `${key}.json`)
  writeFileSync(manifestFile, JSON.stringify(manifest))
  return { manifestFile, manifest, position }
}

type Position = TinyRegion['position']

function streets(
  position: Position,
  pharmacies: readonly (readonly [number, number])[],
  houses: readonly TinyHouse[],
): OsmWriteData {
  const id = (column: number, row: number) => 1 + row * TINY.columns + column
  const nodes = []
  const ways = []
  for (let row = 0; row < TINY.rows; row++) {
    for (let column = 0; column < TINY.columns; column++) {
      const [lng, lat] = position(column, row)
      nodes.push({ id: id(column, row), lng, lat })
    }
    ways.push({
      id: 100 + row,
      nodes: Array.from({ length: TINY.columns }, (_, c) => id(c, row)),
      tags: { highway: 'residential', name: `Reihe ${row}` },
    })
  }
  for (let column = 0; column < TINY.columns; column++) {
    ways.push({
      id: 200 + column,
      nodes: Array.from({ length: TINY.rows }, (_, r) => id(column, r)),
      tags: { highway: 'footway' },
    })
  }
  pharmacies.forEach(([column, row], i) => {
    const [lng, lat] = position(column, row)
    nodes.push({ id: 1000 + i, lng, lat, tags: { amenity: 'pharmacy', name: `Apotheke „${i + 1}“ <b>&` } })
  })
  houses.forEach(({ column, row, street, number }, i) => {
    const [lng, lat] = position(column, row)
    nodes.push({ id: 2000 + i, lng, lat, tags: { 'addr:street': street, 'addr:housenumber': number } })
  })
  return { nodes, ways, relations: [] }
}

function districts(position: Position) {
  const box = (west: number, east: number) => {
    const [w, s] = position(west, -1)
    const [e, n] = position(east, TINY.rows)
    return [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ]
  }
  const middle = (TINY.columns - 1) / 2
  const feature = (id: number, name: string, west: number, east: number) => ({
    type: 'Feature',
    properties: { id, name },
    geometry: { type: 'Polygon', coordinates: box(west, east) },
  })
  return {
    type: 'FeatureCollection',
    features: [feature(1, 'Westend', -1, middle), feature(2, 'Ostheim', middle, TINY.columns)],
  }
}

function population(position: Position): string {
  const grid = createProjection(3035)
  const lines = ['Gitter_ID_100m;Einwohner;Ab65']
  const seen = new Set<string>()
  for (let row = 0; row < TINY.rows; row++) {
    for (let column = 0; column < TINY.columns; column++) {
      const [x, y] = grid.fromLngLat(...position(column, row))
      const square = `CRS3035RES100mN${Math.floor(y / 100) * 100}E${Math.floor(x / 100) * 100}`
      if (seen.has(square)) throw new Error(`two junctions share the square ${square}`)
      seen.add(square)
      lines.push(`${square};${TINY.peoplePerSquare};${TINY.seniorsPerSquare}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function places(position: Position): string {
  const [lng, lat] = position(8, 2)
  const decimal = (n: number) => n.toFixed(6).replace('.', ',')
  return `\ufeffBezeichnung;Art;Breite;Länge;Plätze;Träger\r\n"Treff ""Am Markt""";Seniorentreff;${decimal(lat)};${decimal(lng)};40;=Stadt\r\n`
}
