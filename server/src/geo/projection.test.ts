import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImportError } from '../issues/import-error.ts'
import { createProjection, KNOWN_EPSG_CODES } from './projection.ts'

describe('createProjection', () => {
  it('puts the origin of EPSG:3035 at 10° E, 52° N', () => {
    const [x, y] = createProjection(3035).fromLngLat(10, 52)
    expect(x).toBeCloseTo(4_321_000, 6)
    expect(y).toBeCloseTo(3_210_000, 6)
  })

  it('agrees with the published centre of a census square', () => {
    const [lng, lat] = createProjection(3035).toLngLat(4_052_150, 3_070_150)
    expect(lng).toBeCloseTo(6.194376, 6)
    expect(lat).toBeCloseTo(50.680145, 6)
  })

  it('follows the meridian arc of GRS 80 on the central meridians of UTM', () => {
    for (const [epsg, meridian] of [
      [25832, 9],
      [25833, 15],
    ]) {
      const [x, y] = createProjection(epsg).fromLngLat(meridian, 50)
      expect(x).toBeCloseTo(500_000, 6)
      expect(y).toBeCloseTo(0.9996 * 5_540_847.042, 2)
    }
  })

  it('puts 180° at half the circumference of the equator in Web Mercator', () => {
    expect(createProjection(3857).fromLngLat(180, 0)[0]).toBeCloseTo(Math.PI * 6_378_137, 6)
  })

  it('leaves degrees as they are in EPSG:4326', () => {
    expect(createProjection(4326).toLngLat(6.08, 50.77)).toEqual([6.08, 50.77])
  })

  it('returns to within a millimetre of where it came from in every known system', () => {
    const lng = fc.double({ min: 5, max: 16, noNaN: true })
    const lat = fc.double({ min: 47, max: 55, noNaN: true })
    fc.assert(
      fc.property(lng, lat, fc.constantFrom(...KNOWN_EPSG_CODES), (a, b, epsg) => {
        const projection = createProjection(epsg)
        const [c, d] = projection.toLngLat(...projection.fromLngLat(a, b))
        expect(Math.abs(c - a)).toBeLessThan(1e-8)
        expect(Math.abs(d - b)).toBeLessThan(1e-8)
      }),
      { numRuns: 200 },
    )
  })

  it('names the known codes where a code is unknown', () => {
    const attempt = () => createProjection(31466)
    expect(attempt).toThrow(ImportError)
    expect(attempt).toThrow('EPSG:31466 is not known')
    try {
      attempt()
    } catch (error) {
      expect((error as ImportError).remedy).toContain('EPSG:3035, EPSG:3857, EPSG:4326, EPSG:25832, EPSG:25833')
    }
  })
})
