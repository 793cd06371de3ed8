import { describe, expect, it } from 'vitest'
import { multiPolygonContains } from '../geo/polygon.ts'
import { buildIsochroneAreas } from './isochrone-area.ts'
import { buildSegmentMeasures } from './segment-measures.ts'
import type { StreetPlan } from '../network/testing/street-plan.ts'
import { NO_WATER, pond, street, toLngLat, walkScene, type Metres } from './testing/walking-scene.ts'
import type { Water } from './water.ts'

const planOf = (nodes: StreetPlan['nodes'], pairs: readonly (readonly [number, number])[]): StreetPlan => ({
  nodes,
  edges: pairs.map(([from, to]) => street(nodes, from, to)),
})

/** Which of the places lie in the area within a number of seconds. */
function within(plan: StreetPlan, seed: Metres, seconds: number, places: readonly Metres[], water: Water = NO_WATER) {
  const { areas } = walkScene(plan, [seed], [seconds], water)
  return places.map((place) => multiPolygonContains(areas[0].outline, ...toLngLat(place)))
}

describe('area within a walking time', () => {
  it('reaches beside a street as far as the time that is left, at 0.7 of the speed', () => {
    const plan = planOf([[-200, 0], [200, 0]], [[0, 1]]) // prettier-ignore
    // 60 s from the middle. Beside it 30 m are 42.9 s; 40 m along the street only 20 s are left: 14 m.
    const places: Metres[] = [[0, 30], [40, 30], [40, 5], [57, 0], [75, 0], [0, 47]] // prettier-ignore
    expect(within(plan, [0, 0], 60, places)).toEqual([true, false, true, true, false, false])
  })

  it('reaches no farther than 50 m beside a street, however much time is left', () => {
    const plan = planOf([[-200, 0], [200, 0]], [[0, 1]]) // prettier-ignore
    expect(within(plan, [0, 0], 3000, [[0, 44], [0, 65], [190, 40], [260, 0]])).toEqual([true, false, true, false]) // prettier-ignore
  })

  it('holds the seed itself and the way to its street', () => {
    const plan = planOf([[-200, 0], [200, 0]], [[0, 1]]) // prettier-ignore
    const places: Metres[] = [[0, 140], [0, 100], [0, 70], [60, 100]] // prettier-ignore
    expect(within(plan, [0, 140], 300, places)).toEqual([true, true, true, false])
  })

  it('ends on the way to the street where that alone takes longer', () => {
    const plan = planOf([[-200, 0], [200, 0]], [[0, 1]]) // prettier-ignore
    expect(within(plan, [0, 140], 60, [[0, 140], [0, 110], [0, 60], [0, 0]])).toEqual([true, true, false, false]) // prettier-ignore
  })

  describe('at a river 40 m wide with one bridge', () => {
    const nodes: StreetPlan['nodes'] = [[340, -300], [340, 0], [340, 300], [500, -300], [500, 0], [500, 300]] // prettier-ignore
    const banks = [[0, 1], [1, 2], [3, 4], [4, 5]] as const // prettier-ignore
    const bridge = [1, 4] as const
    const river: Water = { areas: [pond(400, -400, 440, 400)], rivers: [] }
    const onBridge: Metres = [420, 0]
    const inWater: Metres[] = [[420, 30], [420, -60], [410, 200]] // prettier-ignore
    const eastBank: Metres[] = [[500, 30], [470, 20], [500, -35]] // prettier-ignore

    it('comes to the other bank over the bridge, when that takes no longer', () => {
      const plan = planOf(nodes, [...banks, bridge])
      // The bridge is crossed after 60 s (west bank) to 100 s (east bank); the eastern street is reached after 160 s.
      expect(within(plan, [340, 0], 85, [onBridge, [450, 0], ...inWater, ...eastBank], river)).toEqual([
        ...[true, false],
        ...[false, false, false],
        ...[false, false, false],
      ])
      expect(within(plan, [340, 0], 210, [onBridge, ...inWater, ...eastBank], river)).toEqual([
        ...[true, false, false, false],
        ...[true, true, true],
      ])
    })

    it('is one area over the bridge, and nowhere else crosses the water', () => {
      const plan = planOf(nodes, [...banks, bridge])
      const { areas } = walkScene(plan, [[340, 0]], [600], river)
      expect(areas[0].outline).toHaveLength(1)
      for (let y = -290; y <= 290; y += 10) {
        const crossing = Array.from({ length: 20 }, (_, i) => toLngLat([401 + 2 * i, y]))
        const isWet = crossing.every((place) => multiPolygonContains(areas[0].outline, ...place))
        expect(isWet, `${y} m north of the bridge`).toBe(y === 0)
      }
    })

    it('never comes to the other bank without the bridge', () => {
      const { areas, lines } = walkScene(planOf(nodes, banks), [[340, 0]], [3600], river)
      expect(within(planOf(nodes, banks), [340, 0], 3600, [onBridge, ...inWater, ...eastBank], river)).toEqual(
        Array(7).fill(false),
      )
      const [limit] = toLngLat([408, 0])
      for (const [lng] of [...areas[0].outline.flat(2), ...lines.flat()]) expect(lng).toBeLessThan(limit)
    })

    it('fills the river bed where there is no water', () => {
      expect(within(planOf(nodes, [...banks, bridge]), [340, 0], 600, [[420, 30]])).toEqual([true])
    })

    it('stops at a river that is only a line, and at land that is reached only through it', () => {
      const narrow: Water = { areas: [], rivers: [[toLngLat([365, -400]), toLngLat([365, 400])]] }
      const places: Metres[] = [[350, 50], [365, 50], [380, 50], [365, 0], [380, 4]] // prettier-ignore
      const plan = planOf(nodes, [...banks, bridge])
      expect(within(plan, [340, 0], 900, places, narrow)).toEqual([true, false, false, true, true])
      expect(within(plan, [340, 0], 900, places)).toEqual([true, true, true, true, true])
    })
  })

  describe('at a path drawn into the water of its bank', () => {
    it('still holds the land beside it', () => {
      const plan = planOf([[0, 0], [400, 0]], [[0, 1]]) // prettier-ignore
      const lake: Water = { areas: [pond(-100, -2, 500, 200)], rivers: [] }
      expect(within(plan, [200, -10], 300, [[200, -25], [300, -40], [200, 25]], lake)).toEqual([true, true, false]) // prettier-ignore
    })
  })

  describe('around a block', () => {
    const square = (side: number): StreetPlan['nodes'] => [[0, 0], [side, 0], [side, side], [0, side]] // prettier-ignore
    const around = [[0, 1], [1, 2], [2, 3], [3, 0]] as const // prettier-ignore

    it('fills a small one whose inside lies deeper than 50 m, and not a large one', () => {
      expect(within(planOf(square(180), around), [0, 0], 1000, [[90, 90]])).toEqual([true])
      expect(within(planOf(square(300), around), [0, 0], 1000, [[150, 150]])).toEqual([false])
    })

    it('leaves the hole where a street inside is reached only later', () => {
      const nodes = [...square(180), [70, 90], [110, 90]] as StreetPlan['nodes']
      const plan = planOf(nodes, [...around, [4, 5]])
      expect(within(plan, [0, 0], 1000, [[90, 90], [70, 130], [90, 30]])).toEqual([false, false, true]) // prettier-ignore
    })

    it('leaves the hole where water is inside', () => {
      const lake: Water = { areas: [pond(80, 80, 110, 110)], rivers: [] }
      expect(within(planOf(square(180), around), [0, 0], 1000, [[95, 95], [90, 30]], lake)).toEqual([false, true]) // prettier-ignore
    })

    it('leaves the hole where the streets around are not all reached', () => {
      // 250 s from a corner: the far corner (360 s) is not reached, and the block is open there.
      expect(within(planOf(square(180), around), [0, 0], 250, [[90, 90], [90, 0], [180, 150]])).toEqual([false, true, false]) // prettier-ignore
    })
  })

  it('towards a place obeys one-way streets the other way round', () => {
    const nodes: StreetPlan['nodes'] = [[0, 0], [300, 0]] // prettier-ignore
    const plan: StreetPlan = { nodes, edges: [{ from: 0, to: 1, forward: 3000, backward: null }] }
    const at = (direction: 'from' | 'to') => {
      const { areas } = walkScene(plan, [[150, 0]], [100], NO_WATER, direction)
      return [[80, 0], [220, 0]].map(([x, y]) => multiPolygonContains(areas[0].outline, ...toLngLat([x, y]))) // prettier-ignore
    }
    expect(at('from')).toEqual([false, true])
    expect(at('to')).toEqual([true, false])
  })

  it('refuses a cutoff beyond that of the times', () => {
    const plan = planOf([[0, 0], [300, 0]], [[0, 1]]) // prettier-ignore
    const { snapIndex, times, lattice } = walkScene(plan, [[0, 0]], [60])
    const measures = buildSegmentMeasures(snapIndex)
    const input = { snapIndex, measures, speedMetresPerSecond: 1, times, lattice, water: NO_WATER }
    expect(() => buildIsochroneAreas(input, [600, 601])).toThrow('cutoff 601 is beyond that of the times, 600')
  })
})
