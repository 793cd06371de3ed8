import { computeCellOutcome } from '../access/cell-outcome.ts'
import { createCoverageMeter } from '../access/coverage-meter.ts'
import { computeEdgeTimes } from '../access/edge-time.ts'
import { createTimeOrder, listInhabited } from '../access/time-order.ts'
import type { Facility } from '../facilities/facility.ts'
import { NO_AREA, buildPolygonIndex, findArea } from '../geo/polygon-index.ts'
import type { MultiPolygon } from '../geo/bounds.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import type { ProfileId } from '../network/profile.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { Population } from '../population/population.ts'
import { ComputationStopped, type ComputationControl } from '../reach/computation-stopped.ts'
import { computeNearestOfKind } from '../reach/nearest-of-kind.ts'
import type { AnalysedCategory, DistrictOutcome, RunCells } from './analysed-run.ts'
import { buildWalker, type Walker } from '../reach/walker.ts'

/** Raised whenever the same inputs would give other numbers; part of every run's hash. */
export const METHOD_VERSION = '1'
const NO_ACCESS = 0xffff

export interface AnalysisInput {
  readonly network: StreetNetwork
  readonly profileId: ProfileId
  readonly cells: CellGrid
  readonly facilities: readonly Facility[]
  readonly population: Population
  readonly levels: readonly {
    readonly id: string
    readonly districts: readonly { readonly id: string; readonly name: string; readonly geometry: MultiPolygon }[]
  }[]
  /** Kinds to analyse with their threshold for the stored district figures. */
  readonly categories: readonly { readonly id: string; readonly thresholdMinutes: number }[]
}

export interface Analysis {
  readonly cells: RunCells
  readonly categories: readonly AnalysedCategory[]
  readonly districts: readonly DistrictOutcome[]
}

/** Walking times of every cell to the nearest places of every kind, and coverage of every district at the default thresholds. */
export function computeAnalysis(input: AnalysisInput, control: ComputationControl = {}): Analysis {
  const { categories, network, profileId, facilities } = input
  const checkStop = () => {
    if (control.shouldStop?.()) throw new ComputationStopped('the analysis')
  }
  const walker = buildWalker(network, profileId, input.cells, facilities)
  const cells = describeCells(walker, input)
  const districtsOfFacility = input.levels.map(({ districts }) => {
    const index = buildPolygonIndex(districts.map((d) => d.geometry))
    return facilities.map((f) => findArea(index, f.lng, f.lat))
  })
  const { population } = input
  const meters = input.levels.map(({ districts }, levelIndex) =>
    population.groupIds.map((_, groupIndex) =>
      createCoverageMeter({ population, groupIndex, levelIndex, districts, labels: { total: '', noDistrict: '' } }),
    ),
  )
  const order = createTimeOrder(population.partCell, listInhabited(population.people))
  const analysed: AnalysedCategory[] = []
  const outcomes: DistrictOutcome[] = []
  categories.forEach((category, i) => {
    checkStop()
    const facilityIndexes = facilities.flatMap((f, index) => (f.categoryIds.includes(category.id) ? [index] : []))
    const nearest = computeNearestOfKind(walker, new Set(facilityIndexes))
    analysed.push({ id: category.id, facilityCount: facilityIndexes.length, nearest })
    const outcome = computeCellOutcome(nearest, 1, category.thresholdMinutes * 600, {
      cellStatus: cells.status,
      edgeDeciseconds: cells.edgeDeciseconds,
    })
    const sorted = { parts: order.parts, count: order.sort(outcome.deciseconds) }
    input.levels.forEach((level, levelIndex) => {
      const facilityCounts = new Uint32Array(level.districts.length + 1)
      for (const index of facilityIndexes) {
        const district = districtsOfFacility[levelIndex][index]
        if (district !== NO_AREA) facilityCounts[district]++
      }
      population.groupIds.forEach((groupId, groupIndex) => {
        const { total, rows } = meters[levelIndex][groupIndex].measure(outcome, facilityCounts, sorted)
        const shared = { categoryId: category.id, groupId, levelId: level.id, minutes: category.thresholdMinutes }
        rows.forEach((row, index) => {
          if (row.districtId !== null) outcomes.push({ ...shared, districtIndex: index, ...figuresOf(row) })
        })
        outcomes.push({ ...shared, districtIndex: null, ...figuresOf(total) })
      })
    })
    control.onProgress?.((i + 1) / categories.length)
  })
  return { cells, categories: analysed, districts: outcomes }
}

type Figures = Omit<DistrictOutcome, 'categoryId' | 'groupId' | 'levelId' | 'districtIndex' | 'minutes'>

function figuresOf({
  people,
  served,
  unserved,
  unknown,
  uncertain,
  meanMinutes,
  p90Minutes,
  gapPersons,
}: Figures): Figures {
  return { people, served, unserved, unknown, uncertain, meanMinutes, p90Minutes, gapPersons }
}

function describeCells(walker: Walker, { cells, network, facilities }: AnalysisInput): RunCells {
  const { entrances, entranceFacility, graph, profile } = walker
  const connected = new Uint8Array(facilities.length)
  entranceFacility.forEach((facility, entrance) => {
    if (entrances.status[entrance] === SNAP_STATUS.connected) connected[facility] = 1
  })
  const unsnappedFacilities: number[] = []
  connected.forEach((isConnected, facility) => {
    if (!isConnected) unsnappedFacilities.push(facility)
  })
  return {
    status: walker.cells.status,
    edgeDeciseconds: computeEdgeTimes(cells.originLng, cells.originLat, network.bounds, profile.speedMetresPerSecond),
    accessDecimetres: Uint16Array.from(walker.cells.accessMetres, (metres, cell) =>
      walker.cells.status[cell] === SNAP_STATUS.connected
        ? Math.min(NO_ACCESS - 1, Math.round(metres * 10))
        : NO_ACCESS,
    ),
    network: {
      droppedComponents: graph.droppedComponents,
      droppedKilometres: graph.droppedMetres / 1000,
      unsnappedFacilities,
    },
  }
}
