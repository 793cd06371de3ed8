import { VectorTile } from '@mapbox/vector-tile'
import type { Feature } from 'geojson'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import type { Ring } from '../geo/bounds.ts'
import { buildDistrictTiles } from './district-tiles.ts'
import { buildFacilityTiles } from './facility-tiles.ts'
import { buildGapTiles } from './gap-tiles.ts'
import { findTileFaults } from './testing/check-mvt.ts'
import { listTiles, TILE_BUFFER, tileBounds, tileRange, type TileAddress } from './tile-math.ts'
import { cutVectorTiles, type VectorTiles } from './vector-tiles.ts'

const square = (lng: number, lat: number, side: number): Ring => [
  [lng, lat],
  [lng + side, lat],
  [lng + side, lat + side],
  [lng, lat + side],
  [lng, lat],
]

/** A tile as text, one feature a line: what a golden file would hold. */
function describeTile(tiles: VectorTiles, { z, x, y }: TileAddress): string[] {
  const tile = tiles.get(z, x, y)
  if (tile === null) return []
  expect(findTileFaults(tile, TILE_BUFFER)).toEqual([])
  return Object.entries(new VectorTile(new PbfReader(tile)).layers).flatMap(([name, layer]) =>
    Array.from({ length: layer.length }, (_, i) => {
      const feature = layer.feature(i)
      return `${name} ${feature.id} ${JSON.stringify(feature.properties)}`
    }),
  )
}

function addressOf(z: number, lng: number, lat: number): TileAddress {
  const range = tileRange({ west: lng, east: lng, south: lat, north: lat }, z)
  return { z, x: range.minX, y: range.minY }
}

describe('tiles of districts, facilities and gaps', () => {
  it('hold districts with a label each', () => {
    const tiles = buildDistrictTiles([
      {
        id: '11',
        name: 'Markt',
        levelId: 'bezirk',
        geometry: [[square(6.08, 50.77, 0.01)]],
        areaSquareMetres: 784_000,
      },
      {
        id: '12',
        name: 'Ponttor',
        levelId: 'bezirk',
        geometry: [[square(6.09, 50.77, 0.01)]],
        areaSquareMetres: 784_000,
      },
    ])
    expect(describeTile(tiles, addressOf(12, 6.09, 50.775))).toEqual([
      'district 0 {"id":"11","name":"Markt","level":"bezirk"}',
      'district 1 {"id":"12","name":"Ponttor","level":"bezirk"}',
      'district_label 0 {"id":"11","name":"Markt","level":"bezirk","area":0.78}',
      'district_label 1 {"id":"12","name":"Ponttor","level":"bezirk","area":0.78}',
    ])
    expect(tiles.get(12, 0, 0)).toBeNull()
    expect(tiles.get(15, 16936, 11003)).toBeNull()
  })

  it('hold facilities with their kinds between semicolons', () => {
    const tiles = buildFacilityTiles([
      { id: 'osm/node/1', name: 'Löwen-Apotheke <b>"1"</b>', categoryIds: ['pharmacy'], lng: 6.08, lat: 50.77 },
      { id: 'list/treffs/7', name: null, categoryIds: ['meeting_place', 'cafe'], lng: 6.0801, lat: 50.77 },
    ])
    expect(describeTile(tiles, addressOf(14, 6.08, 50.77))).toEqual([
      'facility 0 {"id":"osm/node/1","name":"Löwen-Apotheke <b>\\"1\\"</b>","categories":";pharmacy;"}',
      'facility 1 {"id":"list/treffs/7","categories":";meeting_place;cafe;"}',
    ])
    expect(describeTile(tiles, addressOf(6, 6.08, 50.77))).toHaveLength(2)
  })

  it('hold gaps with people to a tenth', () => {
    const tiles = buildGapTiles([
      { id: 'g1', name: 'Forst', people: 412.3456, geometry: [[square(6.08, 50.77, 0.01)]] },
    ])
    expect(describeTile(tiles, addressOf(13, 6.085, 50.775))).toEqual([
      'gap 0 {"id":"g1","name":"Forst","people":412.3}',
    ])
  })

  it('are empty for nothing', () => {
    expect(buildGapTiles([]).get(10, 5, 5)).toBeNull()
    expect(
      buildDistrictTiles([{ id: '1', name: 'x', levelId: 'y', geometry: [], areaSquareMetres: 0 }]).get(10, 5, 5),
    ).toBeNull()
  })
})

describe('cutVectorTiles', () => {
  it('never writes what rounding leaves without length or area', () => {
    const bounds = tileBounds({ z: 14, x: 8468, y: 5501 })
    const width = bounds.east - bounds.west
    // Ever smaller squares and lines, many of them below one unit of the grid, some across the tile's edge.
    const features = Array.from({ length: 400 }, (_, i): Feature => {
      const lng = bounds.west + width * ((i * 0.61803) % 1.02)
      const lat = bounds.south + (bounds.north - bounds.south) * ((i * 0.41421) % 1.02)
      const side = width * 10 ** (-1 - (i % 40) / 8)
      const ring = square(lng, lat, side) as [number, number][]
      return i % 2 === 0
        ? { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
        : {
            type: 'Feature',
            properties: {},
            geometry: { type: 'LineString', coordinates: ring.slice(0, 2) },
          }
    })
    const tiles = cutVectorTiles([{ layer: 'x', minimumZoom: 0, features }], 14)
    for (const { z, x, y } of listTiles(bounds, 0, 14)) {
      const tile = tiles.get(z, x, y)
      if (tile !== null) expect(findTileFaults(tile, TILE_BUFFER)).toEqual([])
    }
  })

  it('leaves a source out below its zoom and above the highest', () => {
    const features: Feature[] = [
      {
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'LineString',
          coordinates: [
            [6, 50.7],
            [6.2, 50.9],
          ],
        },
      },
    ]
    const tiles = cutVectorTiles([{ layer: 'x', minimumZoom: 8, features }], 12)
    const has = (z: number) =>
      [...listTiles({ west: 6, south: 50.7, east: 6.2, north: 50.9 }, z, z)].some(
        ({ x, y }) => tiles.get(z, x, y) !== null,
      )
    expect([7, 8, 12, 13].map(has)).toEqual([false, true, true, false])
  })
})
