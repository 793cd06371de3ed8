import fc from 'fast-check'
import { cellsToMultiPolygon, cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { buildCellTopology, outlineCells } from './cell-topology.ts'
import { changeCells, matchCells, TriedCells } from './tried-cells.ts'

const NO_TIME = 0xffff
const center = latLngToCell(50.775, 6.083, 10)
const disk = gridDisk(center, 4)

describe('cells with a new place', () => {
  it('are matched by their ids, whatever the order, and unknown ones keep what is published', () => {
    const match = matchCells(['c', 'a', 'x'], ['a', 'b', 'c'])
    expect([...match]).toEqual([2, 0, -1])
    const before = Uint16Array.of(9000, 100, NO_TIME)
    const change = changeCells(Uint16Array.of(NO_TIME, 9000, 77), match, { before, after: Uint16Array.of(6000, 50, 6001) }, 10) // prettier-ignore
    expect([...change.deciseconds]).toEqual([6001, 6000, 77])
    // 10 minutes are 6,000 deciseconds, inclusive.
    expect([...change.isReached]).toEqual([0, 1, 0])
    expect([...change.isShorter]).toEqual([1, 1, 0])
  })

  it('without a change are the published ones to the last bit, and the published are never touched', () => {
    const published = Uint16Array.of(1, 6000, NO_TIME)
    const same = Uint16Array.of(1, 6000, NO_TIME)
    const change = changeCells(published, Int32Array.of(0, 1, 2), { before: same, after: same }, 10)
    expect(change.deciseconds).toEqual(published)
    expect(change.deciseconds).not.toBe(published)
    expect([...change.isReached, ...change.isShorter]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('have one line around all that are shorter and one around those reached', () => {
    const cellIds = disk
    const before = new Uint16Array(disk.length).fill(9000)
    const after = before.map((time, i) => (i === 0 ? 5000 : i < 7 ? 8000 : time))
    const tried = new TriedCells(disk)
    const { features } = tried.outline(tried.change(before, { cellIds, before, after }, 10))
    const lines = features.map(({ properties, geometry }) => [properties?.kind, geometry.type === 'MultiLineString' ? geometry.coordinates.map((line) => line.length) : null]) // prettier-ignore
    // Six corners and the first again; around seven cells are 18.
    expect(lines).toEqual([
      ['shorter', [19]],
      ['reached', [7]],
    ])
  })
})

describe('the line around cells', () => {
  const length = (lines: readonly (readonly unknown[])[]) => lines.reduce((sum, line) => sum + line.length, 0)

  it('is that of the union of polygons, for any of the cells', () => {
    const topology = buildCellTopology(disk)
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: disk.length, maxLength: disk.length }), (flags) => {
        const inside = disk.filter((_, i) => flags[i])
        const lines = outlineCells(topology, Uint8Array.from(flags, Number))
        const expected = inside.length === 0 ? [] : cellsToMultiPolygon(inside, true).flat()
        expect(lines).toHaveLength(expected.length)
        expect(length(lines)).toBe(length(expected))
        for (const line of lines) expect(line.at(0)).toEqual(line.at(-1))
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  it('leaves out holes without cells and keeps holes with one', () => {
    const ring = disk.filter((id) => id !== center)
    const everything = (ids: readonly string[]) => new Uint8Array(ids.length).fill(1)
    expect(outlineCells(buildCellTopology(ring), everything(ring))).toHaveLength(1)
    const all = everything(disk)
    all[disk.indexOf(center)] = 0
    expect(outlineCells(buildCellTopology(disk), all)).toHaveLength(2)
  })

  it('is none of no cells, and joins cells that lie far from each other in the list', () => {
    expect(outlineCells(buildCellTopology([]), new Uint8Array())).toEqual([])
    const byLongitude = [...disk].sort((a, b) => cellToLatLng(a)[1] - cellToLatLng(b)[1])
    expect(outlineCells(buildCellTopology(byLongitude), new Uint8Array(disk.length).fill(1))).toHaveLength(1)
  })
})
