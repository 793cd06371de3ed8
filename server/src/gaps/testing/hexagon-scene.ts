/** Small worlds of real H3 cells for tests. */
import { buildCellNeighbours, cellToCenter, listCellsAround } from '../../grid/cells.ts'
import { OUTCOME, type CellOutcome } from '../../access/cell-outcome.ts'
import { UNREACHED } from '../../reach/nearest-table.ts'
import type { GapAreaInput } from '../gap-areas.ts'

/** Resolution 10 in Aachen. */
export const SCENE_CENTER = '8a1fa1c08d17fff'

export interface HexagonSceneCell {
  readonly state: keyof typeof OUTCOME
  readonly people: number
  /** District index; 0 where absent. */
  readonly district?: number
}

/** Cells of a disk in ascending order of id. */
export function cellsOfDisk(radius: number, center = SCENE_CENTER): string[] {
  return listCellsAround(center, radius)
}

export function hexagonScene(
  cellIds: readonly string[],
  cellAt: (cellId: string, index: number) => HexagonSceneCell,
  districtNames: readonly string[] = ['Brand'],
): GapAreaInput {
  const scene = cellIds.map(cellAt)
  const outcome: CellOutcome = {
    state: Uint8Array.from(scene, (cell) => OUTCOME[cell.state]),
    deciseconds: new Uint16Array(cellIds.length).fill(UNREACHED),
    cutoffDeciseconds: 36000,
    gap: Float64Array.from(scene, (cell) => (cell.state === 'served' ? 0 : 1)),
    score: null,
  }
  return {
    outcome,
    cells: {
      resolution: 10,
      cellCount: cellIds.length,
      cellIds,
      originLng: Float64Array.from(cellIds, (cellId) => cellToCenter(cellId)[0]),
      originLat: Float64Array.from(cellIds, (cellId) => cellToCenter(cellId)[1]),
    },
    cellNeighbours: buildCellNeighbours(cellIds),
    population: {
      groupIds: ['all'],
      partCount: cellIds.length,
      partCell: Uint32Array.from(cellIds, (_, index) => index),
      partDistrict: [Uint32Array.from(scene, (cell) => cell.district ?? 0)],
      people: [Float64Array.from(scene, (cell) => cell.people)],
    },
    groupIndex: 0,
    levelIndex: 0,
    districts: districtNames.map((name, index) => ({ id: `d${index}`, name })),
  }
}
