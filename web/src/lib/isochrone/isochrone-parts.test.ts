import type { MultiPolygon, Position } from 'geojson'
import { describe, expect, test } from 'vitest'
import type { Isochrone } from '../api/contract.ts'
import { isPointInArea } from '../map/point-in-polygon.ts'
import { createIsochrone, square } from './testing/isochrone-fixtures.ts'
import { IsochroneFraming } from './isochrone-framing.ts'
import { createRingLabels, createRings, createStreets, createVeil, findReachBounds } from './isochrone-parts.ts'

const reverse = (ring: Position[]) => [...ring].reverse()
/** 15 minutes: a square of 10 with a hole of 4 in which there is an island of 2; 5 minutes: a square of 1. */
const isochrone = createIsochrone([
  [15, [[square(0, 0, 10), reverse(square(3, 3, 4))], [square(4, 4, 2)]]],
  [5, [[square(1, 1, 1)]]],
])

describe('what lies on the map of a walking area', () => {
  test('the veil covers everything that the longest time does not reach: outside and holes, but no island in them', () => {
    const [{ geometry }] = createVeil(isochrone).features
    const isVeiled = (x: number, y: number) => isPointInArea(x, y, geometry as MultiPolygon)
    expect(isVeiled(-20, 40)).toBe(true)
    expect(isVeiled(3.5, 3.5)).toBe(true)
    expect(isVeiled(1.5, 1.5)).toBe(false)
    expect(isVeiled(8, 8)).toBe(false)
    expect(isVeiled(5, 5)).toBe(false)
  })

  test('nothing reached is not veiled, framed or labelled', () => {
    const nothing = createIsochrone([[5, []]])
    expect(createVeil(nothing).features).toEqual([])
    expect(createVeil({ ...nothing, features: [] }).features).toEqual([])
    expect(findReachBounds(nothing)).toBeNull()
    expect(createRingLabels(nothing, false, String)).toEqual([])
  })

  test('outlines count their lines from the shortest time', () => {
    expect(createRings(isochrone, true).map(({ properties }) => properties)).toEqual([
      { minutes: 15, style: 1, isOther: true },
      { minutes: 5, style: 0, isOther: true },
    ])
  })

  test('labels stand at the northern and southern end of the largest part', () => {
    const labels = createRingLabels(isochrone, false, (minutes) => `${minutes} min`)
    expect(labels.map(({ properties, geometry }) => [properties?.text, properties?.anchor, geometry])).toEqual([
      ['15 min', 'bottom', { type: 'Point', coordinates: [10, 10] }],
      ['15 min', 'top', { type: 'Point', coordinates: [0, 0] }],
      ['5 min', 'bottom', { type: 'Point', coordinates: [2, 2] }],
      ['5 min', 'top', { type: 'Point', coordinates: [1, 1] }],
    ])
  })

  test('streets keep their time', () => {
    const lines = [[[0, 0], [1, 1]]] // prettier-ignore
    const streets: Isochrone = {
      ...isochrone,
      shape: 'streets',
      features: isochrone.features.map((feature) => ({
        ...feature,
        geometry: { type: 'MultiLineString', coordinates: lines },
      })),
    }
    expect(createStreets(streets).features.map(({ properties }) => properties)).toEqual([
      { minutes: 15, rank: 1 },
      { minutes: 5, rank: 0 },
    ])
  })
})

describe('the map', () => {
  const reach = (lng: number) => ({
    query: { seed: { kind: 'point', lng, lat: 5 }, profile: 'standard', minutes: [5, 15], direction: 'from', modifications: [] } as const, // prettier-ignore
    area: isochrone,
    streets: isochrone,
  })

  test('moves once for every origin', () => {
    const framing = new IsochroneFraming(false)
    expect(framing.next(undefined)).toBeNull()
    expect(framing.next(reach(1))).toEqual([0, 0, 10, 10])
    expect(framing.next({ ...reach(1), query: { ...reach(1).query, profile: 'rollator' } })).toBeNull()
    expect(framing.next(reach(2))).toEqual([0, 0, 10, 10])
  })

  test('stays where the address says, until another origin is chosen', () => {
    const framing = new IsochroneFraming(true)
    expect(framing.next(reach(1))).toBeNull()
    expect(framing.next(reach(1))).toBeNull()
    expect(framing.next(reach(2))).toEqual([0, 0, 10, 10])
  })
})
