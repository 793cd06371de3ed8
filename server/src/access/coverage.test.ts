import { describe, expect, it } from 'vitest'
import { CELL_STATUS } from '../reach/cell-status.ts'
import { assess } from './assess.ts'
import { contextOf, nearestOf, type SceneCell } from './testing/scene.ts'

/**
 * The worked example of docs/methods/coverage.md. People are powers of two: a sum names who is in it.
 * District Nord: cell 0 (exactly at 10 minutes), 1 (just beyond, near the edge), 2 (no place within an hour).
 * District Süd: cell 3 (4 minutes), 4 (outside the street data), 5 (no street near).
 * Cell 3 reaches over into Nord with 64 people, and 128 people of cell 1 live in no district.
 */
const cells: SceneCell[] = [
  { minutes: 10 },
  { minutes: 10.1, edgeMinutes: 10 },
  { minutes: null },
  { minutes: 4 },
  { minutes: null, status: CELL_STATUS.outsideNetwork, edgeMinutes: 0 },
  { minutes: null, status: CELL_STATUS.noStreet },
]
const parts = [
  { cell: 0, district: 0, people: 1 },
  { cell: 1, district: 0, people: 2 },
  { cell: 1, district: null, people: 128 },
  { cell: 2, district: 0, people: 4 },
  { cell: 3, district: 1, people: 8 },
  { cell: 3, district: 0, people: 64 },
  { cell: 4, district: 1, people: 16 },
  { cell: 5, district: 1, people: 32 },
]
const nearest = nearestOf(cells.map((cell) => cell.minutes))
const ask = (thresholdMinutes: number, context = contextOf(cells, parts, ['Nord', 'Süd', 'Leer'])) =>
  assess({ nearest, rank: 1, thresholdDeciseconds: thresholdMinutes * 600 }, context)

describe('coverage per district', () => {
  it('counts a time at the threshold as served', () => {
    expect(ask(10).rows[0]).toMatchObject({ name: 'Nord', people: 71, served: 65, unserved: 6, share: 65 / 71 })
  })
  it('keeps those who cannot be assessed in the denominator and says how many they are', () => {
    expect(ask(10).rows[1]).toMatchObject({
      people: 56,
      served: 8,
      unserved: 48,
      unknown: 48,
      share: 8 / 56,
      shareUpper: 1,
    })
  })
  it('marks as uncertain who could be served from beyond the edge of the data', () => {
    expect(ask(10).rows[0]).toMatchObject({ uncertain: 2, shareUpper: 67 / 71 })
    expect(ask(9).rows[0]).toMatchObject({ uncertain: 0, served: 64 })
  })
  it('tells the people without a time beside mean, median and 90th percentile', () => {
    const row = ask(10).rows[0]
    expect(row).toMatchObject({ peopleWithoutTime: 4, medianMinutes: 4, p90Minutes: 4, reason: null })
    expect(row.meanMinutes).toBeCloseTo((64 * 4 + 10 + 2 * 10.1) / 67, 12)
  })
  it('weighs gap persons by how far beyond the threshold they live', () => {
    expect(ask(10).rows[0].gapPersons).toBeCloseTo(2 * 0.01 + 4, 12)
  })
  it('gives people in no district a last row of their own', () => {
    const { rows, total } = ask(10)
    expect(rows.at(-1)).toMatchObject({ districtId: null, name: 'No district', people: 128, uncertain: 128 })
    expect(total).toMatchObject({
      districtId: null,
      name: 'Total',
      people: 255,
      served: 73,
      unserved: 182,
      facilityCount: 1,
    })
  })
  it('answers a district without people with empty figures and the reason', () => {
    const row = ask(10).rows[2]
    expect(row).toMatchObject({
      name: 'Leer',
      people: 0,
      share: null,
      shareUpper: null,
      meanMinutes: null,
      reason: 'no-people',
    })
  })
  it('does not call a district that cannot be assessed unserved to the last person', () => {
    const outside = contextOf(cells, [{ cell: 4, district: 0, people: 16 }], ['Fern'])
    expect(ask(10, outside).rows[0]).toMatchObject({
      share: null,
      shareUpper: 1,
      unserved: 16,
      reason: 'outside-network',
    })
    const streetless = contextOf(cells, [{ cell: 5, district: 0, people: 16 }], ['Hof'])
    expect(ask(10, streetless).rows[0]).toMatchObject({ share: null, shareUpper: 1, unserved: 16, reason: 'no-street' })
  })
  it('tells places that are too far from a kind that does not exist', () => {
    const far = contextOf(cells, [{ cell: 2, district: 0, people: 4 }], ['Weit'])
    expect(ask(10, far).rows[0]).toMatchObject({ share: 0, meanMinutes: null, reason: 'beyond-cutoff' })
    const nowhere = nearestOf(cells.map(() => null))
    const none = { ...far, facilityCounts: Uint32Array.of(0, 0) }
    expect(ask(10, none).rows[0].reason).toBe('beyond-cutoff')
    expect(assess({ nearest: nowhere, rank: 1, thresholdDeciseconds: 6000 }, none).rows[0].reason).toBe('no-facility')
  })
  it('draws the curve of everybody', () => {
    const { curve } = ask(10)
    expect(curve).toHaveLength(60)
    expect([curve[2], curve[3], curve[8], curve[9], curve[10], curve[59]]).toEqual(
      [0, 72, 72, 73, 203, 203].map((n) => n / 255),
    )
  })
  it('ends the curve where the search ended', () => {
    const short = nearestOf([3, null, null, null, null, null], 30)
    const { curve } = assess(
      { nearest: short, rank: 1, thresholdDeciseconds: 600 },
      contextOf(cells, parts, ['Nord', 'Süd']),
    )
    expect(curve).toHaveLength(30)
  })
  it('refuses a threshold beyond the cutoff, a missing rank and columns that do not fit', () => {
    const context = contextOf(cells, parts, ['Nord', 'Süd'])
    expect(() => ask(61)).toThrow('threshold must be 0 … 36000 ds (the cutoff of the table), got 36600 ds')
    expect(() => assess({ nearest, rank: 4, thresholdDeciseconds: 1 }, context)).toThrow('rank must be 1 … 1, got 4')
    expect(() => ask(1, { ...context, groupIndex: 7 })).toThrow('group index must be 0 … 0, got 7')
    expect(() => ask(1, { ...context, levelIndex: 7 })).toThrow('level index must be 0 … 0, got 7')
    expect(() => ask(1, { ...context, facilityCounts: Uint32Array.of(1) })).toThrow('2 districts need 3 counts, got 1')
    expect(() => ask(1, { ...context, cellStatus: new Uint8Array(2) })).toThrow('6 cells need as many statuses')
    expect(() => ask(1, contextOf(cells, parts, ['Nord']))).toThrow('part 4 refers to cell 3 and district 1 of 1')
    const far = contextOf(cells, [...parts, { cell: 6, district: 0, people: 1 }], ['Nord', 'Süd', 'Leer'])
    expect(() => ask(1, far)).toThrow('parts refer to 7 cells, but there are outcomes for 6')
  })
})
