import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PEOPLE_QUANTUM } from '../population/population.ts'
import { assess } from './assess.ts'
import { contextOf, nearestOf, type SceneCell, type ScenePart } from './testing/scene.ts'

const CELLS = 6
const DISTRICTS = ['A', 'B', 'C']
const people = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 2 ** 30 }).map((units) => units * PEOPLE_QUANTUM),
)
const cellList: fc.Arbitrary<SceneCell[]> = fc.array(
  fc.record({
    minutes: fc.oneof(
      fc.integer({ min: 0, max: 200 }).map((n) => n / 10),
      fc.constant(null),
    ),
    status: fc.constantFrom(0, 0, 0, 1, 2),
    edgeMinutes: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: CELLS, maxLength: CELLS },
)
const partList: fc.Arbitrary<ScenePart[]> = fc.array(
  fc.record({ cell: fc.nat(CELLS - 1), district: fc.option(fc.nat(DISTRICTS.length - 1), { nil: null }), people }),
  { maxLength: 20 },
)
const minutesOf = (cells: SceneCell[]) => cells.map((cell) => (cell.status === 0 ? cell.minutes : null))
const ask = (cells: SceneCell[], parts: ScenePart[], threshold: number) =>
  assess(
    { nearest: nearestOf(minutesOf(cells)), rank: 1, thresholdDeciseconds: threshold * 600 },
    contextOf(cells, parts, DISTRICTS),
  )
const thresholds = fc.integer({ min: 0, max: 20 })

describe('coverage always', () => {
  it('equals naive loops over objects', () => {
    fc.assert(
      fc.property(cellList, partList, thresholds, (cells, parts, threshold) => {
        const { rows, total } = ask(cells, parts, threshold)
        const naive = (mine: ScenePart[]) => {
          const sum = (test: (cell: SceneCell) => boolean) =>
            mine.filter((part) => test(cells[part.cell])).reduce((all, part) => all + part.people, 0)
          const timeOf = (cell: SceneCell) => (cell.status === 0 ? (cell.minutes ?? null) : null)
          const isServed = (cell: SceneCell) => timeOf(cell) !== null && timeOf(cell)! <= threshold
          const gapOf = (cell: SceneCell) => {
            const time = timeOf(cell)
            if (time === null) return 1
            if (threshold === 0) return time > 0 ? 1 : 0
            return Math.min(1, Math.max(0, (time - threshold) / threshold))
          }
          return {
            people: sum(() => true),
            served: sum(isServed),
            unserved: sum((cell) => !isServed(cell)),
            unknown: sum((cell) => cell.status !== 0),
            uncertain: sum((cell) => cell.status === 0 && !isServed(cell) && cell.edgeMinutes! <= threshold),
            peopleWithoutTime: sum((cell) => timeOf(cell) === null),
            gapPersons: mine.reduce((all, part) => all + part.people * gapOf(cells[part.cell]), 0),
          }
        }
        const check = (row: object, mine: ScenePart[]) => {
          const { gapPersons, ...exact } = naive(mine)
          expect(row).toMatchObject(exact)
          expect((row as { gapPersons: number }).gapPersons).toBeCloseTo(gapPersons, 9)
        }
        DISTRICTS.forEach((_, district) =>
          check(
            rows[district],
            parts.filter((part) => part.district === district),
          ),
        )
        check(total, parts)
      }),
    )
  })
  it('adds up: served + unserved = people in every row, and the rows make the total, exactly', () => {
    fc.assert(
      fc.property(cellList, partList, thresholds, (cells, parts, threshold) => {
        const { rows, total } = ask(cells, parts, threshold)
        for (const row of [...rows, total]) {
          expect(row.served + row.unserved).toBe(row.people)
          expect(row.unknown + row.uncertain).toBeLessThanOrEqual(row.unserved)
          if (row.share !== null) expect(row.share <= row.shareUpper!).toBe(true)
        }
        for (const column of ['people', 'served', 'unserved', 'unknown', 'uncertain', 'peopleWithoutTime'] as const) {
          expect(rows.reduce((sum, row) => sum + row[column], 0)).toBe(total[column])
        }
      }),
    )
  })
  it('never falls with more time, and gap persons never rise', () => {
    fc.assert(
      fc.property(cellList, partList, thresholds, thresholds, (cells, parts, a, b) => {
        const less = ask(cells, parts, Math.min(a, b))
        const more = ask(cells, parts, Math.max(a, b))
        less.rows.forEach((row, index) => {
          expect(row.served).toBeLessThanOrEqual(more.rows[index].served)
          expect(row.gapPersons).toBeGreaterThanOrEqual(more.rows[index].gapPersons - 1e-9)
        })
      }),
    )
  })
  it('makes nobody worse off when a place is added', () => {
    fc.assert(
      fc.property(cellList, cellList, partList, thresholds, (cells, extra, parts, threshold) => {
        const nearer = cells.map((cell, index) => ({
          ...cell,
          minutes: Math.min(cell.minutes ?? Infinity, extra[index].minutes ?? Infinity),
        }))
        const added = nearer.map((cell) => ({ ...cell, minutes: cell.minutes === Infinity ? null : cell.minutes }))
        const before = ask(cells, parts, threshold)
        const after = ask(added, parts, threshold)
        before.rows.forEach((row, index) => {
          expect(row.served).toBeLessThanOrEqual(after.rows[index].served)
          expect(row.peopleWithoutTime).toBeGreaterThanOrEqual(after.rows[index].peopleWithoutTime)
          expect(row.gapPersons).toBeGreaterThanOrEqual(after.rows[index].gapPersons - 1e-9)
        })
        before.curve.forEach((share, minute) => expect(share).toBeLessThanOrEqual(after.curve[minute]))
      }),
    )
  })
  it('has a curve that rises and meets the share of the total at every whole minute', () => {
    fc.assert(
      fc.property(cellList, partList, fc.integer({ min: 1, max: 20 }), (cells, parts, threshold) => {
        const { curve, total } = ask(cells, parts, threshold)
        if (total.people === 0) {
          expect(curve).toEqual([])
          return
        }
        expect(curve[threshold - 1]).toBe(total.served / total.people)
        curve.forEach((share, minute) => expect(minute === 0 || curve[minute - 1] <= share).toBe(true))
      }),
    )
  })
  it('does not depend on the order of the parts', () => {
    fc.assert(
      fc.property(cellList, partList, thresholds, (cells, parts, threshold) => {
        const round = (rows: object) =>
          JSON.parse(JSON.stringify(rows), (key, value: unknown) =>
            (key === 'gapPersons' || key === 'meanMinutes') && typeof value === 'number'
              ? Math.round(value * 1e6)
              : value,
          ) as unknown
        const reversed = ask(cells, [...parts].reverse(), threshold)
        const straight = ask(cells, parts, threshold)
        expect(round([reversed.rows, reversed.total])).toEqual(round([straight.rows, straight.total]))
      }),
    )
  })
})
