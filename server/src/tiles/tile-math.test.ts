import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  latToWorld,
  listTiles,
  lngToWorld,
  parseTileAddress,
  tileBounds,
  tileRange,
  tileTouchesBounds,
  worldToLat,
  worldToLng,
} from './tile-math.ts'

describe('world coordinates', () => {
  it('puts the equator and the prime meridian in the middle', () => {
    expect([lngToWorld(0), latToWorld(0)]).toEqual([0.5, 0.5])
    expect(lngToWorld(-180)).toBe(0)
    expect(latToWorld(89)).toBe(0)
    expect(latToWorld(-89)).toBe(1)
  })

  it('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -85, max: 85, noNaN: true }),
        (lng, lat) => {
          expect(worldToLng(lngToWorld(lng))).toBeCloseTo(lng, 9)
          expect(worldToLat(latToWorld(lat))).toBeCloseTo(lat, 9)
        },
      ),
    )
  })
})

describe('tiles', () => {
  it('knows the tile of Aachen cathedral', () => {
    const point = { west: 6.08389, south: 50.7747, east: 6.08389, north: 50.7747 }
    expect(tileRange(point, 14)).toEqual({ minX: 8468, minY: 5501, maxX: 8468, maxY: 5501 })
    expect(tileRange(point, 0)).toEqual({ minX: 0, minY: 0, maxX: 0, maxY: 0 })
    expect(tileTouchesBounds({ z: 14, x: 8468, y: 5501 }, point)).toBe(true)
    expect(tileTouchesBounds({ z: 14, x: 8469, y: 5501 }, point)).toBe(false)
  })

  it('lists each tile of a range once, low zooms first', () => {
    const bounds = tileBounds({ z: 3, x: 4, y: 2 })
    const inner = {
      west: bounds.west + 0.1,
      south: bounds.south + 0.1,
      east: bounds.east - 0.1,
      north: bounds.north - 0.1,
    }
    expect([...listTiles(inner, 3, 4)].map(({ z, x, y }) => `${z}/${x}/${y}`)).toEqual([
      '3/4/2',
      '4/8/4',
      '4/9/4',
      '4/8/5',
      '4/9/5',
    ])
  })

  it('has neighbours that share their border exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.nat(), fc.nat(), (z, a, b) => {
        const x = a % (2 ** z - 1)
        const y = b % (2 ** z - 1)
        expect(tileBounds({ z, x, y }).east).toBe(tileBounds({ z, x: x + 1, y }).west)
        expect(tileBounds({ z, x, y }).south).toBe(tileBounds({ z, x, y: y + 1 }).north)
      }),
    )
  })
})

describe('parseTileAddress', () => {
  it('reads canonical decimals', () => {
    expect(parseTileAddress('14', '8468', '5501')).toEqual({ z: 14, x: 8468, y: 5501 })
    expect(parseTileAddress('0', '0', '0')).toEqual({ z: 0, x: 0, y: 0 })
  })

  it.each(['0x5', '05', ' 5', '5 ', '+5', '-1', '5.0', '1e1', '', 'NaN', '٥', '5\n', '99999999999999999999'])(
    'refuses %j',
    (text) => {
      expect(parseTileAddress('12', text, '7')).toBeNull()
      expect(parseTileAddress('12', '7', text)).toBeNull()
      expect(parseTileAddress(text, '0', '0')).toBeNull()
    },
  )

  it('refuses tiles outside the map and zooms above 22', () => {
    expect(parseTileAddress('2', '4', '0')).toBeNull()
    expect(parseTileAddress('2', '0', '4')).toBeNull()
    expect(parseTileAddress('23', '0', '0')).toBeNull()
    expect(parseTileAddress('22', '4194303', '4194303')).not.toBeNull()
  })
})
