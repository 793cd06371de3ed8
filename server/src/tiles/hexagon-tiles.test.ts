import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { cellToBoundary, cellToParent, gridDisk, latLngToCell } from 'h3-js'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { rollUp, type HexagonColumn } from './hexagon-columns.ts'
import { buildHexagonGeometry } from './hexagon-geometry.ts'
import {
  buildHexagonPyramid,
  createHexagonTiles,
  HEXAGON_MAXIMUM_ZOOM,
  HEXAGON_MINIMUM_ZOOM,
  resolutionOfZoom,
} from './hexagon-tiles.ts'
import { findParentCells, NO_CODE } from './roll-up.ts'
import { findTileFaults } from './testing/check-mvt.ts'
import { lngToWorld, latToWorld, TILE_BUFFER } from './tile-math.ts'

const UNREACHED = 0xffff
const around = (lng: number, lat: number, rings: number, resolution = 10) =>
  gridDisk(latLngToCell(lat, lng, resolution), rings).sort()

/** Columns as the results have them, made up from the cell's position. */
function columnsFor(count: number): { people: Float64Array; columns: HexagonColumn[] } {
  const people = Float64Array.from({ length: count }, (_, cell) => (cell % 7) * 3.25)
  return {
    people,
    columns: [
      {
        kind: 'number',
        name: 'minutes',
        values: Uint16Array.from({ length: count }, (_, cell) => (cell % 5 === 0 ? UNREACHED : cell % 4000)),
        missing: UNREACHED,
        divisor: 600,
        decimals: 1,
        rollUp: 'mean',
      },
      { kind: 'number', name: 'people', values: people, missing: null, divisor: 1, decimals: 2, rollUp: 'sum' },
      {
        kind: 'code',
        name: 'served',
        codes: Uint8Array.from({ length: count }, (_, cell) => cell % 2),
        labels: [false, true],
      },
      {
        kind: 'code',
        name: 'reason',
        codes: Uint8Array.from({ length: count }, (_, cell) => (cell % 5 === 0 ? 1 : NO_CODE)),
        labels: ['no-street', 'no-facility'],
      },
    ],
  }
}

function tilesOver(cellIds: string[]) {
  const { people, columns } = columnsFor(cellIds.length)
  return createHexagonTiles(buildHexagonPyramid(cellIds, 10), people, columns)
}

const layerOf = (tile: Uint8Array) => new VectorTile(new PbfReader(tile)).layers.hexagon

describe('hexagon tiles', () => {
  const cellIds = around(6.0839, 50.7753, 45)
  const tiles = tilesOver(cellIds)

  it('are valid MVT 2.1 inside the buffer at every zoom', () => {
    for (let z = HEXAGON_MINIMUM_ZOOM; z <= HEXAGON_MAXIMUM_ZOOM; z++) {
      for (const { x, y } of tiles.listAddresses(z)) {
        const tile = tiles.get(z, x, y)
        if (tile !== null) expect(findTileFaults(tile, TILE_BUFFER)).toEqual([])
      }
    }
  })

  it('hold every cell once or more, with id and h3 naming the same cell', () => {
    const seen = new Set<number>()
    for (const { x, y } of tiles.listAddresses(13)) {
      const layer = layerOf(tiles.get(13, x, y) as Uint8Array)
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i)
        expect(feature.properties.h3).toBe(cellIds[feature.id ?? 0])
        seen.add(feature.id ?? 0)
      }
    }
    expect(seen.size).toBe(cellIds.length)
  })

  it('carry the attributes of the cell and leave out what is missing', () => {
    const { x, y } = tiles.listAddresses(12)[0]
    const layer = layerOf(tiles.get(12, x, y) as Uint8Array)
    for (let i = 0; i < layer.length; i++) {
      const { id = 0, properties } = layer.feature(i)
      const unreached = id % 5 === 0
      expect(properties).toEqual({
        h3: cellIds[id],
        ...(unreached ? { reason: 'no-facility' } : { minutes: Math.round((id % 4000) / 60) / 10 }),
        people: (id % 7) * 3.25,
        served: id % 2 === 1,
      })
    }
  })

  it('meet at the borders: a corner lies at the same grid position in every tile and for every cell that shares it', () => {
    for (const z of [12, 13, 14]) {
      const gridOf = new Map<string, string>()
      for (const { x, y } of tiles.listAddresses(z)) {
        const tile = tiles.get(z, x, y)
        if (tile === null) continue
        const layer = layerOf(tile)
        for (let i = 0; i < layer.length; i++) {
          const feature = layer.feature(i)
          for (const point of feature.loadGeometry()[0]) {
            if (point.x < 0 || point.y < 0 || point.x > 4096 || point.y > 4096) continue
            // Inside the tile every position must be a corner of the cell, rounded to the zoom's grid.
            const key = `${x * 4096 + point.x}/${y * 4096 + point.y}`
            gridOf.set(key, key)
            const corners = cellToBoundary(feature.properties.h3 as string).map(([lat, lng]) => [
              lngToWorld(lng),
              latToWorld(lat),
            ])
            const distance = Math.min(
              ...corners.map(([cornerX, cornerY]) =>
                Math.max(
                  Math.abs(cornerX * 4096 * 2 ** z - x * 4096 - point.x),
                  Math.abs(cornerY * 4096 * 2 ** z - y * 4096 - point.y),
                ),
              ),
            )
            expect(distance).toBeLessThanOrEqual(0.5001)
          }
        }
      }
      // Each inner corner is shared by three cells: so many distinct positions and no more.
      const geometry = buildHexagonGeometry(cellIds)
      const corners = new Set<string>()
      for (let i = 0; i < geometry.cornerX.length; i++) corners.add(`${geometry.cornerX[i]}/${geometry.cornerY[i]}`)
      expect(gridOf.size).toBe(corners.size)
    }
  })

  it('are null where there is nothing', () => {
    expect(tiles.get(14, 0, 0)).toBeNull()
  })

  it('show parents when zoomed out', () => {
    expect([5, 7, 8, 9, 10, 11, 12, 14].map((z) => resolutionOfZoom(z, 10))).toEqual([7, 7, 8, 8, 9, 9, 10, 10])
    expect([7, 9, 14].map((z) => resolutionOfZoom(z, 8))).toEqual([7, 8, 8])
    const { x, y } = tiles.listAddresses(8)[0]
    const layer = layerOf(tiles.get(8, x, y) as Uint8Array)
    const ids = new Set(cellIds.map((id) => cellToParent(id, 8)))
    let people = 0
    for (let i = 0; i < layer.length; i++) {
      expect(ids.has(layer.feature(i).properties.h3 as string)).toBe(true)
      people += layer.feature(i).properties.people as number
    }
    expect(layer.length).toBe(ids.size)
    expect(people).toBeCloseTo(
      columnsFor(cellIds.length).people.reduce((sum, value) => sum + value, 0),
      1,
    )
  })

  it('stay valid around odd places: icosahedron edges, pentagons, the far north', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -170, max: 170, noNaN: true }),
        fc.double({ min: -75, max: 75, noNaN: true }),
        fc.integer({ min: 6, max: 14 }),
        (lng, lat, z) => {
          const odd = tilesOver(around(lng, lat, 4))
          for (const { x, y } of odd.listAddresses(z)) {
            const tile = odd.get(z, x, y)
            if (tile !== null) expect(findTileFaults(tile, TILE_BUFFER)).toEqual([])
          }
        },
      ),
      { numRuns: 60 },
    )
    const pentagon = '8a0800000007fff'
    const odd = tilesOver(gridDisk(pentagon, 3).sort())
    for (const { z, x, y } of [...odd.listAddresses(14), ...odd.listAddresses(11)]) {
      const tile = odd.get(z, x, y)
      if (tile !== null) expect(findTileFaults(tile, TILE_BUFFER)).toEqual([])
    }
  })

  it('refuse columns of another length or name at the door', () => {
    const pyramid = buildHexagonPyramid(cellIds, 10)
    const { people, columns } = columnsFor(3)
    expect(() => createHexagonTiles(pyramid, people, columns)).toThrow(/3 values for/)
    const good = columnsFor(cellIds.length)
    expect(() => createHexagonTiles(pyramid, good.people, [...good.columns, good.columns[0]])).toThrow(/repeat/)
  })
})

describe('roll-up to parents', () => {
  const parent = latLngToCell(50.7753, 6.0839, 9)
  const ids = gridDisk(latLngToCell(50.7753, 6.0839, 10), 2).sort()
  const parents = findParentCells(ids, 9)
  const inside = ids
    .map((id, index) => [id, index] as const)
    .filter(([id]) => cellToParent(id, 9) === parent)
    .map(([, index]) => index)
  const target = parents.cellIds.indexOf(parent)

  it('weighs minutes by people and ignores cells without a value', () => {
    const values = new Uint16Array(ids.length).fill(UNREACHED)
    const people = new Float64Array(ids.length)
    values[inside[0]] = 600
    people[inside[0]] = 3
    values[inside[1]] = 1200
    people[inside[1]] = 1
    people[inside[2]] = 50 // no value: must not count
    const column: HexagonColumn = {
      kind: 'number',
      name: 'minutes',
      values,
      missing: UNREACHED,
      divisor: 600,
      decimals: 1,
      rollUp: 'mean',
    }
    const rolled = rollUp(parents, people, column)
    expect(rolled.kind === 'number' && rolled.values[target]).toBe(750)
    expect(rolled.kind === 'number' && rolled.values[(target + 1) % parents.cellIds.length]).toBe(UNREACHED)
  })

  it('takes the plain mean where nobody lives', () => {
    const values = new Uint16Array(ids.length).fill(UNREACHED)
    values[inside[0]] = 600
    values[inside[1]] = 1200
    const column: HexagonColumn = {
      kind: 'number',
      name: 'minutes',
      values,
      missing: UNREACHED,
      divisor: 600,
      decimals: 1,
      rollUp: 'mean',
    }
    const rolled = rollUp(parents, new Float64Array(ids.length), column)
    expect(rolled.kind === 'number' && rolled.values[target]).toBe(900)
  })

  it('keeps sums and takes the text of most people', () => {
    const people = Float64Array.from(ids, (_, cell) => cell + 0.5)
    const sum = rollUp(parents, people, {
      kind: 'number',
      name: 'people',
      values: people,
      missing: null,
      divisor: 1,
      decimals: 2,
      rollUp: 'sum',
    })
    expect(sum.kind === 'number' && Array.from(sum.values).reduce((a, b) => a + b, 0)).toBe(
      people.reduce((a, b) => a + b, 0),
    )
    const codes = new Uint8Array(ids.length).fill(NO_CODE)
    const weights = new Float64Array(ids.length)
    codes[inside[0]] = 1
    weights[inside[0]] = 10
    codes[inside[1]] = 0
    weights[inside[1]] = 9
    const majority = rollUp(parents, weights, { kind: 'code', name: 'reason', codes, labels: ['a', 'b'] })
    expect(majority.kind === 'code' && majority.codes[target]).toBe(1)
    const nobody = rollUp(parents, new Float64Array(ids.length), {
      kind: 'code',
      name: 'reason',
      codes,
      labels: ['a', 'b'],
    })
    expect(nobody.kind === 'code' && nobody.codes[target]).toBe(NO_CODE)
  })
})
