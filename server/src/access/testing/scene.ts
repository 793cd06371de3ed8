/** Small worlds for tests: one line per part, times per cell. */
import { NO_DISTRICT, type Population } from '../../population/population.ts'
import { CELL_STATUS } from '../../reach/cell-status.ts'
import { NO_FACILITY, UNREACHED, type NearestTable } from '../../reach/nearest-table.ts'
import { FAR_FROM_EDGE } from '../edge-time.ts'
import type { AssessContext } from '../assess.ts'

export interface ScenePart {
  readonly cell: number
  /** District index, or null. */
  readonly district: number | null
  readonly people: number
}

export interface SceneCell {
  /** Minutes to the nearest place, or null. */
  readonly minutes: number | null
  readonly status?: number
  /** As-the-crow-flies minutes to the edge of the data; far where absent. */
  readonly edgeMinutes?: number
}

export function populationOf(parts: readonly ScenePart[]): Population {
  return {
    groupIds: ['all'],
    partCount: parts.length,
    partCell: Uint32Array.from(parts, (part) => part.cell),
    partDistrict: [Uint32Array.from(parts, (part) => part.district ?? NO_DISTRICT)],
    people: [Float64Array.from(parts, (part) => part.people)],
  }
}

/** A table of rank 1 in which every cell that has a time reaches facility 0. */
export function nearestOf(minutes: readonly (number | null)[], cutoffMinutes = 60): NearestTable {
  return {
    k: 1,
    originCount: minutes.length,
    cutoffDeciseconds: cutoffMinutes * 600,
    deciseconds: Uint16Array.from(minutes, (time) => (time === null ? UNREACHED : Math.round(time * 600))),
    facility: Uint32Array.from(minutes, (time) => (time === null ? NO_FACILITY : 0)),
  }
}

export function contextOf(
  cells: readonly SceneCell[],
  parts: readonly ScenePart[],
  districtNames: readonly string[],
): AssessContext {
  const facilityCounts = new Uint32Array(districtNames.length + 1)
  facilityCounts[0] = 1
  return {
    cellStatus: Uint8Array.from(cells, (cell) => cell.status ?? CELL_STATUS.connected),
    edgeDeciseconds: Uint16Array.from(cells, (cell) =>
      cell.edgeMinutes === undefined ? FAR_FROM_EDGE : Math.round(cell.edgeMinutes * 600),
    ),
    population: populationOf(parts),
    groupIndex: 0,
    levelIndex: 0,
    districts: districtNames.map((name, index) => ({ id: `d${index}`, name })),
    facilityCounts,
    labels: { total: 'Total', noDistrict: 'No district' },
  }
}
