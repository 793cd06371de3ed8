import fc from 'fast-check'
import { cellToLatLng, gridDisk, gridPathCells, gridRing } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { OUTCOME } from '../access/cell-outcome.ts'
import { cellAreaSquareMetres } from '../grid/cells.ts'
import { NO_DISTRICT, PEOPLE_QUANTUM } from '../population/population.ts'
import { findGapAreas } from './gap-areas.ts'
import { cellsOfDisk, hexagonScene, SCENE_CENTER, type HexagonSceneCell } from './testing/hexagon-scene.ts'

const disk = cellsOfDisk(4)
const served: HexagonSceneCell = { state: 'served', people: 1 }

describe('gap areas', () => {
  it('join unserved cells that touch, most people first', () => {
    // The worked example of docs/methods/gap-areas.md: a pair of cells in the middle and a single one at the rim.
    const [a, b] = gridPathCells(SCENE_CENTER, gridRing(SCENE_CENTER, 1)[0])
    const alone = gridRing(SCENE_CENTER, 4)[0]
    const people: Record<string, number> = { [a]: 2, [b]: 4, [alone]: 8 }
    const { areas, omitted } = findGapAreas(
      hexagonScene(disk, (cellId) => (cellId in people ? { state: 'unserved', people: people[cellId] } : served)),
    )
    expect(areas.map((area) => [area.id, area.people, area.cellIndexes.length])).toEqual([
      [`gap-${alone}`, 8, 1],
      [`gap-${[a, b].sort()[0]}`, 6, 2],
    ])
    expect(areas[1].center).toEqual(cellToLatLng(b).reverse())
    expect(omitted).toEqual({ areas: 0, people: 0 })
  })

  it('cross one empty cell, but not a served one and not two in a row', () => {
    const path = gridPathCells(gridRing(SCENE_CENTER, 4)[0], SCENE_CENTER)
    const areasWith = (between: HexagonSceneCell, length: number, bridgeEmptyCells: boolean) => {
      const ends = [path[0], path[length]]
      const middle = path.slice(1, length)
      const scene = hexagonScene(disk, (cellId) => {
        if (ends.includes(cellId)) return { state: 'unserved', people: 4 }
        return middle.includes(cellId) ? between : served
      })
      return findGapAreas(scene, { bridgeEmptyCells }).areas.map((area) => area.cellIndexes.length)
    }
    expect(areasWith({ state: 'unserved', people: 0 }, 2, true)).toEqual([3])
    expect(areasWith({ state: 'unserved', people: 0 }, 2, false)).toEqual([1, 1])
    expect(areasWith({ state: 'served', people: 0 }, 2, true)).toEqual([1, 1])
    expect(areasWith({ state: 'unserved', people: 0 }, 3, true)).toEqual([1, 1])
  })

  it('keep apart what is a gap and what cannot be assessed', () => {
    const [a, b] = gridPathCells(SCENE_CENTER, gridRing(SCENE_CENTER, 1)[0])
    const { areas } = findGapAreas(
      hexagonScene(disk, (cellId) => {
        if (cellId === a) return { state: 'uncertain', people: 4 }
        return cellId === b ? { state: 'outsideNetwork', people: 16 } : served
      }),
    )
    expect(areas.map(({ kind, people, uncertainShare }) => ({ kind, people, uncertainShare }))).toEqual([
      { kind: 'unknown', people: 16, uncertainShare: 1 },
      { kind: 'gap', people: 4, uncertainShare: 1 },
    ])
    expect(areas[0].name.de).toContain('nicht beurteilbar')
  })

  it('are named by district and direction', () => {
    const districtOf = (cellId: string) => (cellToLatLng(cellId)[1] < cellToLatLng(SCENE_CENTER)[1] ? 0 : 1)
    const byLat = [...disk].sort((x, y) => cellToLatLng(y)[0] - cellToLatLng(x)[0])
    const westNorth = byLat.filter((cellId) => districtOf(cellId) === 0)
    const far = westNorth.filter((cellId) => !gridDisk(westNorth[0], 1).includes(cellId))
    const open: Record<string, number> = { [westNorth[0]]: 8, [far[0]]: 2, [westNorth.at(-1)!]: 4 }
    const { areas } = findGapAreas(
      hexagonScene(
        disk,
        (cellId) => ({
          state: cellId in open ? 'unserved' : 'served',
          people: open[cellId] ?? 1,
          district: districtOf(cellId),
        }),
        ['Brand', 'Burtscheid'],
      ),
    )
    expect(areas.map((area) => area.name.de)).toMatchInlineSnapshot(`
      [
        "Brand-Nord",
        "Brand-Süd",
        "Brand-Nordwest",
      ]
    `)
    expect(areas.map((area) => area.name.en)).toMatchInlineSnapshot(`
      [
        "Brand (north)",
        "Brand (south)",
        "Brand (north-west)",
      ]
    `)
  })

  it('bear the name of the district alone where half of its people live in the area', () => {
    const { areas } = findGapAreas(hexagonScene(disk, () => ({ state: 'unserved', people: 1 })))
    expect(areas.map((area) => area.name)).toEqual([{ de: 'Brand', en: 'Brand' }])
  })

  it('say so where the people live in no district', () => {
    const { areas } = findGapAreas(
      hexagonScene([SCENE_CENTER], () => ({ state: 'unserved', people: 1, district: NO_DISTRICT })),
    )
    expect(areas[0]).toMatchObject({ districtIndex: null, name: { de: 'Außerhalb der Bezirke' } })
  })

  it('count what a minimum of people leaves out', () => {
    const rim = gridRing(SCENE_CENTER, 4)
    const people: Record<string, number> = { [rim[0]]: 2, [rim[4]]: 4, [rim[8]]: 8 }
    const { areas, omitted } = findGapAreas(
      hexagonScene(disk, (cellId) => (cellId in people ? { state: 'unserved', people: people[cellId] } : served)),
      { minimumPeople: 5 },
    )
    expect(areas.map((area) => area.people)).toEqual([8])
    expect(omitted).toEqual({ areas: 2, people: 6 })
  })

  const worlds = fc.array(
    fc.record({
      state: fc.constantFrom<keyof typeof OUTCOME>('served', 'unserved', 'uncertain', 'outsideNetwork', 'noStreet'),
      people: fc.oneof(
        fc.constant(0),
        fc.nat(2 ** 24).map((units) => units * PEOPLE_QUANTUM),
      ),
      district: fc.constantFrom(0, 1, NO_DISTRICT),
    }),
    { minLength: disk.length, maxLength: disk.length },
  )

  it('part the unserved people exactly, and every inhabited unserved cell is in one area', () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), (world, bridgeEmptyCells) => {
        const input = hexagonScene(disk, (_, index) => world[index], ['A', 'B'])
        const { areas } = findGapAreas(input, { bridgeEmptyCells })
        const sum = (kinds: string[]) =>
          world.reduce((all, cell) => (kinds.includes(cell.state) ? all + cell.people : all), 0)
        const sumOf = (kind: string) => areas.reduce((all, area) => (area.kind === kind ? all + area.people : all), 0)
        expect(sumOf('gap')).toBe(sum(['unserved', 'uncertain']))
        expect(sumOf('unknown')).toBe(sum(['outsideNetwork', 'noStreet']))
        const cells = areas.flatMap((area) => [...area.cellIndexes])
        expect(new Set(cells).size).toBe(cells.length)
        const inhabited = cells.filter((cell) => world[cell].people > 0).sort((x, y) => x - y)
        const expected = [...disk.keys()].filter((cell) => world[cell].people > 0 && world[cell].state !== 'served')
        expect(inhabited).toEqual(expected)
        expect(new Set(areas.map((area) => area.name.de)).size).toBe(areas.length)
        const areaOf = new Map(areas.flatMap((area) => Array.from(area.cellIndexes, (cell) => [cell, area] as const)))
        const { offsets, neighbours } = input.cellNeighbours
        for (const [cell, area] of areaOf) {
          if (world[cell].people === 0) continue
          for (const other of neighbours.subarray(offsets[cell], offsets[cell + 1])) {
            const next = areaOf.get(other)
            if (next !== undefined && world[other].people > 0 && next.kind === area.kind) expect(next).toBe(area)
          }
        }
        for (const area of areas) {
          const sumOfCells = area.cellIndexes.reduce((all, cell) => all + cellAreaSquareMetres(disk[cell]), 0)
          expect(area.areaSquareMetres / sumOfCells).toBeCloseTo(1, 9)
          expect(area.outline).toHaveLength(1)
        }
      }),
      { numRuns: 40 },
    )
  })
})
