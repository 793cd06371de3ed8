import { computeEdgeTimes } from '../access/edge-time.ts'
import type { AddHousing, ChangePopulation, ScenarioProblem } from '../contract/scenario.ts'
import { joinPoints } from '../network/join-points.ts'
import { snapPoints } from '../network/snap.ts'
import { CELL_SNAP_METRES } from '../reach/walker.ts'
import { addHousing, type NewCell } from './add-housing.ts'
import { changePopulation } from './change-population.ts'
import type { State } from './state.ts'

/**
 * Applies what changes who lives where, in order. People stay whole multiples of 2⁻²⁰, so all sums stay exact. Cells that housing adds come
 * behind those of the region.
 */
export function applyDemand(
  state: State,
  demand: readonly (AddHousing | ChangePopulation)[],
): { readonly state: State; readonly problems: readonly ScenarioProblem[] } {
  let current = state
  const problems: ScenarioProblem[] = []
  for (const modification of demand) {
    if (modification.kind === 'change-population') {
      const changed = changePopulation(current.region, current.population, modification)
      current = { ...current, population: changed.population }
      problems.push(...changed.problems)
    } else {
      const { population, newCells } = addHousing(current, modification)
      current = appendCells({ ...current, population }, newCells)
    }
  }
  return { state: current, problems }
}

function appendCells(state: State, newCells: readonly NewCell[]): State {
  if (newCells.length === 0) return state
  const { walker, cells, region } = state
  const lng = Float64Array.from(newCells, (cell) => cell.lng)
  const lat = Float64Array.from(newCells, (cell) => cell.lat)
  const { speedMetresPerSecond } = walker.profile
  const snapped = snapPoints(walker.snapIndex, lng, lat, { maximumMetres: CELL_SNAP_METRES, speedMetresPerSecond })
  const join = <T extends Float64Array | Uint16Array>(a: T, b: T): T => {
    const joined = new (a.constructor as new (length: number) => T)(a.length + b.length)
    joined.set(a)
    joined.set(b, a.length)
    return joined
  }
  return {
    ...state,
    walker: { ...walker, cells: joinPoints(walker.cells, snapped) },
    cells: {
      resolution: cells.resolution,
      cellCount: cells.cellCount + newCells.length,
      cellIds: [...cells.cellIds, ...newCells.map(({ id }) => id)],
      originLng: join(cells.originLng, lng),
      originLat: join(cells.originLat, lat),
    },
    edgeDeciseconds: join(
      state.edgeDeciseconds,
      computeEdgeTimes(lng, lat, region.network.bounds, speedMetresPerSecond),
    ),
  }
}
