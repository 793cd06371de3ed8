import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FLAG } from './compute-paint.ts'
import { aggregatePaint, buildParentGrid } from './parents.ts'

const scenes = fc.array(
  fc.record({
    parent: fc.integer({ min: 0, max: 5 }),
    value: fc.integer({ min: 0, max: 60 }),
    people: fc.integer({ min: 0, max: 9 }),
  }),
  { minLength: 1, maxLength: 40 },
)
const build = (cells: readonly { parent: number; value: number; people: number }[]) => ({
  grid: buildParentGrid(
    cells.map((_, i) => String(i)),
    9,
    (id) => `p${cells[Number(id)].parent}`,
  ),
  paint: { values: Float32Array.from(cells, (cell) => cell.value), flags: new Uint8Array(cells.length) },
  people: Float32Array.from(cells, (cell) => cell.people),
})

test('every cell has exactly one parent, and sums are kept', () => {
  fc.assert(
    fc.property(scenes, (cells) => {
      const { grid, paint, people } = build(cells)
      expect([...grid.childIndex].sort((a, b) => a - b)).toEqual(cells.map((_, i) => i))
      const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)
      expect(sum(aggregatePaint(grid, paint, people, 'sum').values)).toBe(sum(paint.values))
    }),
  )
})

test('at least half of the people of a parent are at or below its median, and at least half at or above', () => {
  fc.assert(
    fc.property(scenes, (cells) => {
      const { grid, paint, people } = build(cells)
      const medians = aggregatePaint(grid, paint, people, 'median').values
      grid.ids.forEach((id, p) => {
        const children = cells.filter((cell) => `p${cell.parent}` === id)
        const isInhabited = children.some((cell) => cell.people > 0)
        const weight = (cell: (typeof cells)[number]) => (isInhabited ? cell.people : 1)
        const total = children.reduce((a, cell) => a + weight(cell), 0)
        const below = children.filter((cell) => cell.value <= medians[p]).reduce((a, cell) => a + weight(cell), 0)
        const above = children.filter((cell) => cell.value >= medians[p]).reduce((a, cell) => a + weight(cell), 0)
        expect(below * 2).toBeGreaterThanOrEqual(total)
        expect(above * 2).toBeGreaterThanOrEqual(total)
      })
    }),
  )
})

test('flags follow the majority of the people', () => {
  const grid = buildParentGrid(['a', 'b', 'c'], 9, () => 'p')
  const paint = { values: Float32Array.of(5, 25, 0), flags: Uint8Array.of(0, FLAG.gap | FLAG.uncertain, FLAG.noValue) }
  expect(aggregatePaint(grid, paint, Float32Array.of(10, 5, 0), 'median').flags[0]).toBe(0)
  expect(aggregatePaint(grid, paint, Float32Array.of(2, 5, 1), 'median').flags[0]).toBe(FLAG.gap | FLAG.uncertain)
  expect(aggregatePaint(grid, paint, Float32Array.of(2, 1, 9), 'median').flags[0]).toBe(FLAG.noValue)
  expect(aggregatePaint(grid, paint, Float32Array.of(0, 0, 0), 'median').flags[0]).toBe(FLAG.uninhabited)
})
