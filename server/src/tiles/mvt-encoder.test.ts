import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { GEOMETRY_TYPE, MvtEncoder } from './mvt-encoder.ts'
import { findTileFaults } from './testing/check-mvt.ts'

const decode = (tile: Uint8Array) => new VectorTile(new PbfReader(tile))
const pointsOf = (ring: { x: number; y: number }[]) => ring.map(({ x, y }) => [x, y])

describe('MvtEncoder', () => {
  it('writes the bytes of a hand-made tile', () => {
    const encoder = new MvtEncoder(8)
    encoder.beginTile()
    encoder.beginLayer('a')
    // From (3, 6) to (8, 12) to (20, 34): the example of the specification, section 4.3.5.
    encoder.addFeature(
      1,
      GEOMETRY_TYPE.polygon,
      Uint32Array.of(0, 0),
      2,
      Int32Array.of(3, 6, 8, 12, 20, 34),
      Uint32Array.of(3),
      1,
    )
    encoder.addKey('k')
    encoder.addNumberValue(5)
    encoder.endLayer()
    expect([...encoder.takeTile()]).toEqual([
      0x1a,
      36, // layer of 36 bytes
      0x78,
      2,
      0x0a,
      1,
      0x61,
      0x28,
      0x80,
      0x20, // version 2, name "a", extent 4096
      0x12,
      19,
      0x08,
      1,
      0x12,
      2,
      0,
      0,
      0x18,
      3, // feature 1, tags 0 0, polygon
      0x22,
      9,
      9,
      6,
      12,
      18,
      10,
      12,
      24,
      44,
      15, // geometry
      0x1a,
      1,
      0x6b, // key "k"
      0x22,
      2,
      0x28,
      5, // value 5
    ])
  })

  it('gives back what went in, whatever the sizes', () => {
    const value = fc.oneof(
      fc.boolean(),
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    const part = fc.array(fc.tuple(fc.integer({ min: -5000, max: 9000 }), fc.integer({ min: -5000, max: 9000 })), {
      minLength: 2,
      maxLength: 40,
    })
    const feature = fc.record({ id: fc.nat(0xffffffff), parts: fc.array(part, { minLength: 1, maxLength: 3 }), value })
    fc.assert(
      fc.property(
        fc.array(fc.array(feature, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
        (layers) => {
          const encoder = new MvtEncoder(16)
          encoder.beginTile()
          layers.forEach((features, index) => {
            encoder.beginLayer(`schicht-${index}`)
            features.forEach(({ id, parts }, position) => {
              let end = 0
              const ends = Uint32Array.from(parts, (points) => (end += points.length))
              encoder.addFeature(
                id,
                GEOMETRY_TYPE.line,
                Uint32Array.of(0, position),
                2,
                Int32Array.from(parts.flat(2)),
                ends,
                parts.length,
              )
            })
            encoder.addKey('größe')
            for (const { value } of features) {
              if (typeof value === 'string') encoder.addTextValue(value)
              else if (typeof value === 'boolean') encoder.addBooleanValue(value)
              else encoder.addNumberValue(value)
            }
            encoder.endLayer()
          })
          const tile = decode(encoder.takeTile())
          expect(Object.keys(tile.layers)).toHaveLength(layers.length)
          layers.forEach((features, index) => {
            const layer = tile.layers[`schicht-${index}`]
            expect([layer.version, layer.extent, layer.length]).toEqual([2, 4096, features.length])
            features.forEach(({ id, parts, value }, position) => {
              const read = layer.feature(position)
              expect(read.id ?? 0).toBe(id)
              expect(read.properties['größe']).toEqual(value)
              expect(read.loadGeometry().map(pointsOf)).toEqual(parts)
            })
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('writes multipoints and features without attributes', () => {
    const encoder = new MvtEncoder()
    encoder.beginTile()
    encoder.beginLayer('p')
    encoder.addFeature(0, GEOMETRY_TYPE.point, new Uint32Array(0), 0, Int32Array.of(5, 7, 3, 2), Uint32Array.of(2), 1)
    encoder.endLayer()
    const tile = encoder.takeTile()
    expect(findTileFaults(tile, 0)).toEqual([])
    expect(pointsOf(decode(tile).layers.p.feature(0).loadGeometry().flat())).toEqual([
      [5, 7],
      [3, 2],
    ])
  })

  it('starts afresh with every tile', () => {
    const encoder = new MvtEncoder(16)
    const build = () => {
      encoder.beginTile()
      for (const name of ['a', 'b']) {
        encoder.beginLayer(name)
        encoder.addFeature(7, GEOMETRY_TYPE.point, new Uint32Array(0), 0, Int32Array.of(1, 2), Uint32Array.of(1), 1)
        encoder.endLayer()
      }
      return encoder.takeTile()
    }
    expect(build()).toEqual(build())
  })
})

describe('the strict reader of the tests', () => {
  it('names faults that lenient decoders pass over', () => {
    const encoder = new MvtEncoder()
    encoder.beginTile()
    encoder.beginLayer('x')
    const none = new Uint32Array(0)
    encoder.addFeature(1, GEOMETRY_TYPE.polygon, none, 0, Int32Array.of(0, 0, 0, 9, 9, 9), Uint32Array.of(3), 1)
    encoder.addFeature(1, GEOMETRY_TYPE.line, none, 0, Int32Array.of(0, 0, 0, 0), Uint32Array.of(2), 1)
    encoder.addFeature(2, GEOMETRY_TYPE.point, Uint32Array.of(0, 0), 2, Int32Array.of(-65, 0), Uint32Array.of(1), 1)
    encoder.endLayer()
    expect(findTileFaults(encoder.takeTile(), 64)).toEqual([
      'layer x, feature 0: hole before any outer ring',
      'layer x, feature 1: id 1 repeats',
      'layer x, feature 1: (0, 0) repeats',
      'layer x, feature 2: tag 0 points nowhere',
      'layer x, feature 2: tag 1 points nowhere',
      'layer x, feature 2: (-65, 0) beyond the buffer',
    ])
  })
})
