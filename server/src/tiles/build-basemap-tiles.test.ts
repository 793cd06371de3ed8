import { VectorTile } from '@mapbox/vector-tile'
import type { Feature } from 'geojson'
import { existsSync, readFileSync } from 'node:fs'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { IssueList } from '../issues/issue-list.ts'
import { readOsmPbf } from '../osm/osm-pbf.reader.ts'
import { buildBasemapFeatures, type BasemapFeature } from './basemap-features.ts'
import { buildBasemapTiles, type BuiltTile } from './build-basemap-tiles.ts'
import { findTileFaults } from './testing/check-mvt.ts'
import { listTiles, TILE_BUFFER, tileTouchesBounds } from './tile-math.ts'
import { TILE_SETS } from './tile-sets.ts'
import { cutVectorTiles } from './vector-tiles.ts'

const layersOf = (tile: BuiltTile) => new VectorTile(new PbfReader(tile.data)).layers

describe('basemap tiles', () => {
  const features: BasemapFeature[] = [
    {
      layer: 'place',
      minimumZoom: 6,
      properties: { kind: 'city', name: 'Musterstadt', rank: 1 },
      geometry: { type: 'Point', coordinates: [6.08, 50.77] },
    },
    {
      layer: 'street',
      minimumZoom: 12,
      properties: { kind: 'residential', rank: 4 },
      geometry: {
        type: 'LineString',
        coordinates: [
          [6.07, 50.77],
          [6.09, 50.77],
        ],
      },
    },
    {
      layer: 'building',
      minimumZoom: 13,
      properties: {},
      geometry: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [6.08, 50.77],
              [6.081, 50.77],
              [6.081, 50.771],
              [6.08, 50.77],
            ],
          ],
        ],
      },
    },
    {
      layer: 'landuse',
      minimumZoom: 8,
      properties: { kind: 'residential' },
      geometry: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [6, 50.7],
              [6.2, 50.7],
              [6.2, 50.9],
              [6, 50.7],
            ],
          ],
        ],
      },
    },
  ]
  const bounds = { west: 6.07, south: 50.76, east: 6.09, north: 50.78 }

  it('hold each thing from its zoom on, layers in drawing order', () => {
    const tiles = [...buildBasemapTiles(features, bounds)]
    const { west, south } = { west: 6.0805, south: 50.7702 }
    const byZoom = new Map(
      tiles
        .filter((tile) => tileTouchesBounds(tile, { west, south, east: west, north: south }))
        .map((tile) => [tile.z, Object.keys(layersOf(tile))]),
    )
    expect(byZoom.get(6)).toEqual(['place'])
    expect(byZoom.get(8)).toEqual(['landuse', 'place'])
    expect(byZoom.get(12)).toEqual(['landuse', 'street', 'place'])
    expect(byZoom.get(14)).toEqual(['landuse', 'building', 'street', 'place'])
    expect(Math.max(...tiles.map(({ z }) => z))).toBe(14)
  })

  it('lose nothing at the edges of the blocks in which they are cut', () => {
    // A street across several blocks, and a wide area that covers many.
    const wide: BasemapFeature[] = [
      {
        layer: 'street',
        minimumZoom: 6,
        properties: { kind: 'motorway', rank: 0 },
        geometry: {
          type: 'LineString',
          coordinates: [
            [5.4, 50.2],
            [7.2, 51.4],
          ],
        },
      },
      {
        layer: 'landuse',
        minimumZoom: 7,
        properties: { kind: 'forest' },
        geometry: {
          type: 'MultiPolygon',
          coordinates: [
            [
              [
                [5, 50],
                [8, 50],
                [8, 52],
                [5, 50],
              ],
            ],
          ],
        },
      },
    ]
    const extent = { west: 5.5, south: 50.3, east: 7, north: 51.2 }
    const whole = cutVectorTiles(
      ['landuse', 'street'].map((layer) => ({
        layer,
        minimumZoom: layer === 'street' ? 6 : 7,
        features: wide
          .filter((feature) => feature.layer === layer)
          .map(({ properties, geometry }) => ({ type: 'Feature', properties, geometry }) as unknown as Feature),
      })),
      14,
    )
    const built = new Map(
      [...buildBasemapTiles(wide, extent)].map((tile) => [`${tile.z}/${tile.x}/${tile.y}`, tile.data]),
    )
    for (const { z, x, y } of listTiles(extent, 6, 11))
      expect(built.get(`${z}/${x}/${y}`) ?? null).toEqual(whole.get(z, x, y))
    expect(built.size).toBe(new Set(built.keys()).size)
  })

  it('are made for the bounds only', () => {
    const narrow = [...buildBasemapTiles(features, { west: 6.0801, south: 50.7701, east: 6.0802, north: 50.7702 })]
    expect(narrow.map(({ z }) => z)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14])
    expect([...buildBasemapTiles([], bounds)]).toEqual([])
  })
})

const aachen = new URL('../../../../shared/data/aachen/aachen-2021-08-01.osm.pbf', import.meta.url)

describe.skipIf(!existsSync(aachen))('the basemap of Aachen (needs ../shared/data)', () => {
  const extract = readOsmPbf(readFileSync(aachen))
  const issues = new IssueList()
  const features = buildBasemapFeatures(extract, issues)
  const tiles = [...buildBasemapTiles(features, extract.bounds as NonNullable<typeof extract.bounds>)]

  it('has the expected things in it', () => {
    const counts: Record<string, number> = {}
    for (const { layer } of features) counts[layer] = (counts[layer] ?? 0) + 1
    expect(counts).toEqual({
      landuse: 4052,
      building: 35173,
      water: 275,
      street: 14568,
      rail: 546,
      boundary: 14,
      place: 29,
    })
    expect(issues.list().map(({ kind, count }) => [kind, count])).toEqual([['basemap-relation-unusable', 9]])
  })

  it('is valid MVT 2.1 in every tile, with declared layers and attributes only', () => {
    const declared = new Map(TILE_SETS.basemap.layers.map((layer) => [layer.id, layer]))
    for (const tile of tiles) {
      expect(findTileFaults(tile.data, TILE_BUFFER)).toEqual([])
      for (const [id, layer] of Object.entries(layersOf(tile))) {
        const { fields, minzoom } = declared.get(id) ?? { fields: {}, minzoom: 99 }
        expect(tile.z).toBeGreaterThanOrEqual(minzoom)
        for (let i = 0; i < layer.length; i++) {
          for (const key of Object.keys(layer.feature(i).properties)) expect(Object.keys(fields)).toContain(key)
        }
      }
    }
  })

  it('stays small enough to load: no tile above 800 kB, none above 100 kB below zoom 12', () => {
    for (const { z, data } of tiles) expect(data.length).toBeLessThan(z < 12 ? 100_000 : 800_000)
    expect(tiles).toHaveLength(49)
  })
})
