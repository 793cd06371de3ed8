/**
 * Brings two states to the same cells, districts and groups, so that they can be compared entry by entry: a scenario with new housing and today, or two
 * imports of a region from different dates.
 *
 * - Cells are the same by id. A cell that one side lacks is added to it without people, with the origin of the other side, so that there is a walking
 *   time before and after: what moves in where people walk the same counts as population and not as gained.
 * - Districts of a level are the same by id, whatever their borders; one that only one side has is empty on the other. Levels and groups that only one
 *   side has are left out.
 *
 * Limits: origins of a cell may differ between dates, because people moved within it; a district that was cut anew is compared with its namesake.
 */
import { computeEdgeTimes } from '../access/edge-time.ts'
import { joinPoints } from '../network/join-points.ts'
import { selectPoints } from '../network/select-points.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import { joinToStreets } from '../reach/changed-walker.ts'
import type { State } from './state.ts'
import type { WhatIfDistrict, WhatIfRegion } from './what-if-region.ts'

/** A cell to add to a state. */
export interface NewCell {
  readonly id: string
  readonly lng: number
  readonly lat: number
}

/** Two states with the same cells, districts and groups in the same order. */
export interface AlignedStates {
  readonly before: State
  readonly after: State
}

/**
 * Cells of the state before come first, then those that only the state after has. A state that has what it needs already is given back itself, and
 * parts always keep their order, so that sums over them keep their bytes.
 *
 * @throws RangeError for cells of different resolution
 */
export function alignStates(before: State, after: State): AlignedStates {
  if (before.cells.resolution !== after.cells.resolution) {
    throw new RangeError(
      `cells of resolution ${before.cells.resolution} and ${after.cells.resolution} cannot be compared`,
    )
  }
  let [from, to] = [before, after]
  if (before.region !== after.region) [from, to] = alignRegions(before, after)
  const [earlier, later] = [from.cells.cellIds, to.cells.cellIds]
  if (earlier === later || (earlier.length === later.length && earlier.every((id, i) => id === later[i]))) {
    return { before: from, after: to }
  }
  const knownEarlier = new Set(earlier)
  const ids = [...earlier, ...later.filter((id) => !knownEarlier.has(id))]
  return { before: withCells(from, ids, to), after: withCells(to, ids, from) }
}

/** Adds cells without people behind those of the state. */
export function appendCells(state: State, newCells: readonly NewCell[]): State {
  if (newCells.length === 0) return state
  const { walker, cells, region } = state
  const lng = Float64Array.from(newCells, (cell) => cell.lng)
  const lat = Float64Array.from(newCells, (cell) => cell.lat)
  const { speedMetresPerSecond } = walker.profile
  const snapped = joinToStreets(walker, lng, lat, 'leave')
  return {
    ...state,
    walker: { ...walker, cells: joinPoints(walker.cells, snapped) },
    cells: {
      resolution: cells.resolution,
      cellCount: cells.cellCount + newCells.length,
      cellIds: [...cells.cellIds, ...newCells.map(({ id }) => id)],
      originLng: concatenate(cells.originLng, lng),
      originLat: concatenate(cells.originLat, lat),
    },
    edgeDeciseconds: concatenate(
      state.edgeDeciseconds,
      computeEdgeTimes(lng, lat, region.network.bounds, speedMetresPerSecond),
    ),
  }
}

function concatenate<T extends Float64Array | Uint16Array>(first: T, last: T): T {
  const joined = new (first.constructor as new (length: number) => T)(first.length + last.length)
  joined.set(first)
  joined.set(last, first.length)
  return joined
}

/** The state with exactly these cells in this order; those that it lacks come from `other`. */
function withCells(state: State, ids: readonly string[], other: State): State {
  const indexOf = new Map(state.cells.cellIds.map((id, index) => [id, index]))
  const otherIndexOf = new Map(other.cells.cellIds.map((id, index) => [id, index]))
  const missing = ids
    .filter((id) => !indexOf.has(id))
    .map((id): NewCell => {
      const index = otherIndexOf.get(id)!
      return { id, lng: other.cells.originLng[index], lat: other.cells.originLat[index] }
    })
  const whole = appendCells(state, missing)
  const { cells, walker, population } = whole
  if (cells.cellIds.every((id, index) => id === ids[index])) return whole
  const place = new Map(cells.cellIds.map((id, index) => [id, index]))
  const order = ids.map((id) => place.get(id)!)
  const positionOf = new Uint32Array(order.length)
  order.forEach((index, position) => (positionOf[index] = position))
  return {
    ...whole,
    walker: { ...walker, cells: selectPoints(walker.cells, order) },
    cells: {
      resolution: cells.resolution,
      cellCount: order.length,
      cellIds: [...ids],
      originLng: Float64Array.from(order, (index) => cells.originLng[index]),
      originLat: Float64Array.from(order, (index) => cells.originLat[index]),
    },
    edgeDeciseconds: Uint16Array.from(order, (index) => whole.edgeDeciseconds[index]),
    population: { ...population, partCell: population.partCell.map((cell) => positionOf[cell]) },
  }
}

/** Both states with the levels and groups that both have, and the districts of either. */
function alignRegions(before: State, after: State): [State, State] {
  const groups = after.region.groups.filter(({ id }) => before.population.groupIds.includes(id))
  const levels = after.region.levels.flatMap(({ id, districts }) => {
    const earlier = before.region.levels.find((level) => level.id === id)
    if (earlier === undefined) return []
    const known = new Set(districts.map((district) => district.id))
    return [{ id, districts: [...districts, ...earlier.districts.filter((district) => !known.has(district.id))] }]
  })
  const align = (state: State): State => {
    const region: WhatIfRegion = {
      ...state.region,
      groups,
      kinds: after.region.kinds,
      levels: levels.map(({ id, districts }) => ({
        id,
        districts: districts.map(
          (district): WhatIfDistrict => findDistrict(state.region, id, district.id) ?? { ...district, geometry: [] },
        ),
      })),
    }
    return { ...state, region, population: alignPopulation(state, region) }
  }
  return [align(before), align(after)]
}

function findDistrict(region: WhatIfRegion, levelId: string, districtId: string): WhatIfDistrict | undefined {
  return region.levels.find(({ id }) => id === levelId)!.districts.find(({ id }) => id === districtId)
}

function alignPopulation({ region: old, population }: State, region: WhatIfRegion): Population {
  const groupIds = region.groups.map(({ id }) => id)
  return {
    ...population,
    groupIds,
    people: groupIds.map((id) => population.people[population.groupIds.indexOf(id)]),
    partDistrict: region.levels.map(({ id, districts }) => {
      const level = old.levels.findIndex((known) => known.id === id)
      const positionOf = new Map(districts.map((district, index) => [district.id, index]))
      const position = old.levels[level].districts.map((district) => positionOf.get(district.id)!)
      return population.partDistrict[level].map((district) =>
        district === NO_DISTRICT ? NO_DISTRICT : position[district],
      )
    }),
  }
}
