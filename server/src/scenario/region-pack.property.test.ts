import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns, type Column } from '../columns/columns.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { createGridTown } from './testing/grid-town.ts'
import { encodeRegionPack, readRegionPack } from './region-pack.ts'
import { expectNothing, packNumbers, unpackNumbers } from './region-pack-numbers.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** Through bytes, as over the line. */
function roundTrip(columns: Record<string, Column>): Record<string, Column> {
  return { ...decodeColumns(encodeColumns({ meta: {}, columns })).columns }
}

const oddDouble = fc.oneof(
  fc.double(),
  fc.constantFrom(-0, 0, NaN, Infinity, -Infinity, 5e-324, 2 ** 51, 2 ** 51 + 1, -(2 ** 51), 2 ** 53, 1e300),
  fc.integer().map((units) => units / 1e7),
  fc.integer({ min: 0, max: 2 ** 30 }).map((quanta) => quanta / 2 ** 20),
)

describe('columns of numbers', () => {
  it('come back bit by bit, whatever they hold and whatever was expected', () => {
    fc.assert(
      fc.property(
        fc.array(oddDouble, { maxLength: 40 }),
        fc.constantFrom(1, 1e7, 2 ** 20),
        fc.array(oddDouble, { minLength: 1, maxLength: 5 }),
        (list, unitsPerOne, expected) => {
          const values = Float64Array.from(list)
          for (const predict of [undefined, expectNothing, (i: number) => expected[i % expected.length]]) {
            const columns: Record<string, Column> = {}
            packNumbers(columns, 'x', values, { unitsPerOne, predict })
            const back = unpackNumbers(roundTrip(columns), 'x', Float64Array, values.length, { unitsPerOne, predict })
            expect(back).toEqual(values)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('of whole numbers, the largest as well', () => {
    fc.assert(
      fc.property(fc.uint32Array({ maxLength: 30 }), fc.uint16Array({ maxLength: 30 }), (wide, narrow) => {
        const columns: Record<string, Column> = {}
        packNumbers(columns, 'wide', wide)
        packNumbers(columns, 'narrow', narrow, { predict: (i) => wide[i] ?? 7 })
        const from = roundTrip(columns)
        expect(unpackNumbers(from, 'wide', Uint32Array, wide.length)).toEqual(wide)
        const back = unpackNumbers(from, 'narrow', Uint16Array, narrow.length, { predict: (i) => wide[i] ?? 7 })
        expect(back).toEqual(narrow)
      }),
      { numRuns: 300 },
    )
  })

  it('cost a byte each where they are as expected', () => {
    const columns: Record<string, Column> = {}
    packNumbers(
      columns,
      'x',
      Float64Array.from({ length: 100 }, (_, i) => (60_000_000 + i) / 1e7),
      { unitsPerOne: 1e7 },
    )
    // The first differs from nothing by 60 million: four bytes.
    expect(columns.x.length).toBe(400)
    expect(columns.x.filter((byte) => byte !== 0).length).toBeLessThan(104)
    expect(Object.keys(columns)).toEqual(['x'])
  })
})

describe('region pack', () => {
  const { region: town } = createGridTown(5)
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('', '"', '€', '\u2028', '<b>'))
  const position = fc.tuple(oddDouble, oddDouble)
  const facility = fc.record({
    id: text,
    categoryIds: fc.array(text, { minLength: 1, maxLength: 3 }),
    name: fc.option(text),
    lng: oddDouble,
    lat: oddDouble,
    accessPoints: fc.array(position, { maxLength: 4 }),
    capacity: fc.option(fc.integer()),
    provider: fc.option(text),
    address: fc.option(text),
    openingHours: fc.option(text),
    wheelchair: fc.constantFrom('yes' as const, 'limited' as const, 'no' as const, null),
    website: fc.option(text),
    source: fc.constantFrom('osm' as const, 'list' as const),
  })
  const district = fc.record({
    id: text,
    name: text,
    geometry: fc.array(fc.array(fc.array(position, { maxLength: 5 }), { maxLength: 3 }), { maxLength: 3 }),
  })
  const cellId = fc.bigInt({ min: 0n, max: 2n ** 60n - 1n }).map((value) => value.toString(16).padStart(15, '0'))

  /** Any edges between any nodes, parallel, loops, of any shape, at odd places. */
  const networkOf = fc.integer({ min: 1, max: 6 }).chain((nodeCount) => {
    const edge = fc.record({
      from: fc.nat(nodeCount - 1),
      to: fc.nat(nodeCount - 1),
      points: fc.array(position, { minLength: 2, maxLength: 5 }),
      metres: oddDouble,
      way: oddDouble,
    })
    return fc.record({
      nodes: fc.array(fc.tuple(oddDouble, oddDouble, oddDouble), { minLength: nodeCount, maxLength: nodeCount }),
      edges: fc.array(edge, { maxLength: 8 }),
      names: fc.array(text, { minLength: 1, maxLength: 4 }),
    }).map(({ nodes, edges, names }): WhatIfRegion['network'] => ({
      ...town.network,
      nodeCount,
      edgeCount: edges.length,
      nodeOsmId: Float64Array.from(nodes, ([id]) => id),
      nodeLng: Float64Array.from(nodes, ([, lng]) => lng),
      nodeLat: Float64Array.from(nodes, ([, , lat]) => lat),
      nodeAttribute: new Uint16Array(nodeCount),
      edgeFrom: Uint32Array.from(edges, ({ from }) => from),
      edgeTo: Uint32Array.from(edges, ({ to }) => to),
      edgeLengthMetres: Float64Array.from(edges, ({ metres }) => metres),
      edgeWayId: Float64Array.from(edges, ({ way }) => way),
      edgeAttribute: new Uint32Array(edges.length),
      edgeName: Uint32Array.from(edges, (_, i) => i % names.length),
      names,
      edgeFirstPoint: Uint32Array.from([0, ...edges.map((_, i) => edges.slice(0, i + 1).flatMap((e) => e.points).length)]),
      pointLng: Float64Array.from(edges.flatMap(({ points }) => points), ([lng]) => lng),
      pointLat: Float64Array.from(edges.flatMap(({ points }) => points), ([, lat]) => lat),
    })) // prettier-ignore
  })

  it('gives any region back, odd values and texts as well', () => {
    const regionOf = fc.record({
      facilities: fc.array(facility, { maxLength: 5 }),
      districts: fc.array(district, { maxLength: 4 }),
      cells: fc.uniqueArray(fc.tuple(cellId, oddDouble, oddDouble), { selector: ([id]) => id, maxLength: 6 }),
      parts: fc.array(fc.tuple(fc.nat(), fc.nat(), oddDouble, oddDouble), { maxLength: 8 }),
      network: networkOf,
      name: text,
    })
    fc.assert(
      fc.property(regionOf, ({ facilities, districts, cells, parts, network, name }) => {
        const used = cells.length === 0 ? [] : parts
        const region: WhatIfRegion = {
          ...town,
          name: { de: name, en: name },
          network,
          facilities,
          cells: {
            resolution: 11,
            cellCount: cells.length,
            cellIds: cells.map(([id]) => id),
            originLng: Float64Array.from(cells, ([, lng]) => lng),
            originLat: Float64Array.from(cells, ([, , lat]) => lat),
          },
          population: {
            groupIds: ['all', name],
            partCount: used.length,
            partCell: Uint32Array.from(used, ([cell]) => cell % cells.length),
            partDistrict: [
              Uint32Array.from(used, ([, d]) =>
                districts.length === 0 || d % 3 === 0 ? NO_DISTRICT : d % districts.length,
              ),
            ],
            people: [Float64Array.from(used, ([, , p]) => p), Float64Array.from(used, ([, , , p]) => p)],
          },
          levels: [{ id: name, districts }],
        }
        expect(readRegionPack(encodeColumns(encodeRegionPack(region)))).toEqual(region)
      }),
      { numRuns: 200 },
    )
  })

  it('is the same bytes for the same region', () => {
    const [once, again] = [createGridTown(8).region, createGridTown(8).region]
    expect(encodeColumns(encodeRegionPack(once))).toEqual(encodeColumns(encodeRegionPack(again)))
  })
})
