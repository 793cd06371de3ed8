/** Small worlds of real H3 cells for tests. */
import { cellArea, cellToBoundary, cellToLatLng, gridDisk, UNITS } from 'h3-js'
import { OUTCOME, type CellOutcome } from '../../access/cell-outcome.ts'
import { UNREACHED } from '../../reach/nearest-table.ts'
import type { Ring } from '../../geo/bounds.ts'
import type { GapAreaInput } from '../gap-areas.ts'

/** Resolution 10 in Aachen. */
export const SCENE_CENTER = '8a1fa1c08d17fff'

export interface HexagonSceneCell {
  readonly state: keyof typeof OUTCOME
  readonly people: number
  /** District index; 0 where absent. */
  readonly district?: number
}

export function ringOfCell(cellId: string): Ring {
  return cellToBoundary(cellId, true).map(([lng, lat]) => [lng, lat] as const)
}

/** Cells of a disk in ascending order of id. */
export function cellsOfDisk(radius: number, center = SCENE_CENTER): string[] {
  return gridDisk(center, radius).sort()
}

export function hexagonScene(
  cellIds: readonly string[],
  cellAt: (cellId: string, index: number) => HexagonSceneCell,
  districtNames: readonly string[] = ['Brand'],
): GapAreaInput {
  const indexOf = new Map(cellIds.map((cellId, index) => [cellId, index]))
  const first = [0]
  const neighbours: number[] = []
  for (const cellId of cellIds) {
    for (const other of gridDisk(cellId, 1)) {
      const index = indexOf.get(other)
      if (index !== undefined && other !== cellId) neighbours.push(index)
    }
    first.push(neighbours.length)
  }
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
      originLng: Float64Array.from(cellIds, (cellId) => cellToLatLng(cellId)[1]),
      originLat: Float64Array.from(cellIds, (cellId) => cellToLatLng(cellId)[0]),
    },
    cellNeighbours: { first: Uint32Array.from(first), neighbours: Uint32Array.from(neighbours) },
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
    cellAreaSquareMetres: (cell) => cellArea(cellIds[cell], UNITS.m2),
    cellRing: (cell) => ringOfCell(cellIds[cell]),
  }
}
