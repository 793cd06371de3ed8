import { describe, expect, test } from 'vitest'
import { NO_TIME } from '../cells/cell-values.ts'
import { FLAG } from '../cells/compute-paint.ts'
import { differenceClasses } from '../plan/difference-paint.ts'
import type { CompareAnswer } from './compare-answer.ts'
import { computeComparePaint, findCompareClass, mostPeople } from './compare-paint.ts'
import { completeSide, findMissing, isEqualSide, toComparedSide } from './complete-side.ts'
import { todaySide } from './compare-url.ts'
import { MapSync, type SyncedMap } from './map-sync.ts'
import { moveSplit, splitAt } from './swipe-keys.ts'

type Cell = readonly [before: number, after: number, peopleBefore: number, peopleAfter: number, outcomeBefore: number, outcomeAfter: number] // prettier-ignore

function answerOf(cells: readonly Cell[], mode: 'any' | 'score' = 'any'): CompareAnswer {
  const column = (i: number) => cells.map((cell) => cell[i])
  const sideOf = (time: number, people: number, outcome: number) => ({
    deciseconds: Uint16Array.from(column(time)),
    outcome: Uint8Array.from(column(outcome)),
    people: Float32Array.from(column(people)),
    isThere: new Uint8Array(cells.length).fill(1),
    values: { mode, reason: Uint8Array.from(column(outcome), (code) => (code >= 3 ? code - 2 : 0)) },
    places: [],
    problems: [],
  })
  return {
    ids: cells.map((_, i) => `cell ${i}`),
    district: new Uint16Array(cells.length),
    effect: { question: { mode } },
    before: sideOf(0, 2, 4),
    after: sideOf(1, 3, 5),
  } as unknown as CompareAnswer
}
const minute = 600

describe('the difference map', () => {
  const answer = answerOf([
    [12 * minute, 8 * minute, 5, 5, 1, 0],
    [8 * minute, 12 * minute, 5, 5, 0, 1],
    [8 * minute, 7 * minute, 0, 3, 0, 0],
    [NO_TIME, NO_TIME, 0, 0, 3, 3],
    [9 * minute, NO_TIME, 4, 0, 0, 4],
  ])

  test('gives each cell its class by the minutes at hand, which may be ahead of the figures', () => {
    const classes = (minutes: number) =>
      answer.ids.map((_, i) => differenceClasses[findCompareClass(answer, i, minutes)])
    expect(classes(10)).toEqual(['newly-served', 'no-longer-served', 'shorter', 'same-unserved', 'no-longer-served'])
    expect(classes(15)).toEqual(['shorter', 'longer', 'shorter', 'same-unserved', 'no-longer-served'])
  })

  test('hatches what neither side can assess, and pales where nobody lives on either', () => {
    const { flags } = computeComparePaint(answer, 10)
    expect([...flags]).toEqual([0, 0, 0, FLAG.noValue | FLAG.uninhabited, 0])
    expect([...mostPeople(answer)]).toEqual([5, 5, 3, 0, 4])
  })

  test('goes by who is served, not by minutes, where several kinds count together', () => {
    const score = answerOf([[20 * minute, 18 * minute, 1, 1, 1, 0], [8 * minute, 8 * minute, 1, 1, 0, 0]], 'score') // prettier-ignore
    expect([0, 1].map((i) => differenceClasses[findCompareClass(score, i, 5)])).toEqual(['newly-served', 'same-served'])
  })
})

describe('sides', () => {
  const region = { version: 'aaaaaaaaaaaaaaaa', profiles: [{ id: '65plus' }, { id: 'rollator' }] } as never

  test('take the profile of the question where they name none, or one that there is not', () => {
    expect(completeSide(todaySide, region, '65plus')).toEqual({ ...todaySide, profile: '65plus' })
    expect(completeSide({ ...todaySide, profile: 'jetpack' }, region, '65plus').profile).toBe('65plus')
    expect(completeSide({ ...todaySide, profile: 'rollator' }, region, '65plus').profile).toBe('rollator')
  })

  test('are equal where one names the newest data and the other none', () => {
    const named = completeSide({ ...todaySide, importId: 'aaaaaaaaaaaaaaaa' }, region, '65plus')
    expect(isEqualSide(named, completeSide(todaySide, region, '65plus'))).toBe(true)
    expect(toComparedSide(named)).toEqual({ profile: '65plus' })
    const other = completeSide({ profile: 'rollator', scenarioId: '0123456789abcdef', importId: 'bbbbbbbbbbbbbbbb' }, region, '65plus') // prettier-ignore
    expect(isEqualSide(named, other)).toBe(false)
    expect(toComparedSide(other)).toEqual({ profile: 'rollator', scenario: '0123456789abcdef', importId: 'bbbbbbbbbbbbbbbb' }) // prettier-ignore
  })

  test('say what they name that is gone', () => {
    const side = { profile: '65plus', scenarioId: '0123456789abcdef', importId: 'bbbbbbbbbbbbbbbb' }
    const [scenario, kept] = [{ id: '0123456789abcdef' } as never, { importId: 'bbbbbbbbbbbbbbbb' } as never]
    expect(findMissing(side, [], [kept])).toBe('scenario')
    expect(findMissing(side, [scenario], [])).toBe('import')
    expect(findMissing(side, [scenario], [kept])).toBeNull()
  })
})

describe('the border between the maps', () => {
  test('moves by ones with arrows, by tens with Shift and Page keys, and stays within the maps', () => {
    expect([moveSplit(50, 'ArrowLeft', false), moveSplit(50, 'ArrowRight', false)]).toEqual([49, 51])
    expect([moveSplit(50, 'ArrowRight', true), moveSplit(50, 'PageDown', false)]).toEqual([60, 40])
    expect([moveSplit(50, 'Home', false), moveSplit(50, 'End', false)]).toEqual([0, 100])
    expect([moveSplit(0, 'ArrowLeft', false), moveSplit(97, 'PageUp', false)]).toEqual([0, 100])
    expect(moveSplit(50, 'Enter', false)).toBeNull()
  })

  test('follows the pointer in whole percent', () => {
    expect([splitAt(300, 100, 400), splitAt(0, 100, 400), splitAt(900, 100, 400), splitAt(5, 0, 0)]).toEqual([50, 0, 100, 50]) // prettier-ignore
  })
})

describe('maps that move together', () => {
  /** A map that reports every jump at once, as MapLibre does. */
  class FakeMap {
    center = { lng: 0, lat: 0 }
    zoom = 1
    jumps = 0
    readonly listeners = new Set<() => void>()
    on = (_: string, listener: () => void) => this.listeners.add(listener)
    off = (_: string, listener: () => void) => this.listeners.delete(listener)
    getCenter = () => this.center
    getZoom = () => this.zoom
    jumpTo = ({ center, zoom }: { center: { lng: number; lat: number }; zoom: number }) => {
      this.jumps++
      ;[this.center, this.zoom] = [center, zoom]
      for (const listener of this.listeners) listener()
    }
  }
  const create = () => new FakeMap() as FakeMap & SyncedMap

  test('follow whichever leads, once per move and without an echo', () => {
    const sync = new MapSync()
    const [a, b] = [create(), create()]
    sync.add(a)
    sync.add(b)
    a.jumpTo({ center: { lng: 6, lat: 50 }, zoom: 12 })
    expect([b.center, b.zoom, a.jumps, b.jumps]).toEqual([{ lng: 6, lat: 50 }, 12, 1, 1])
    b.jumpTo({ center: { lng: 7, lat: 51 }, zoom: 13 })
    expect([a.center, a.jumps, b.jumps]).toEqual([{ lng: 7, lat: 51 }, 2, 2])
    expect(sync.isFollowing).toBe(false)
  })

  test('let go of a map that is taken down', () => {
    const sync = new MapSync()
    const [a, b] = [create(), create()]
    const release = sync.add(a)
    sync.add(b)
    release()
    b.jumpTo({ center: { lng: 1, lat: 1 }, zoom: 3 })
    expect([a.jumps, a.listeners.size]).toEqual([0, 0])
  })
})
