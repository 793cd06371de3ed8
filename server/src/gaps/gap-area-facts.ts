/** Figures of one gap area, and where the people of each district live. */
import { OUTCOME, type CellOutcome } from '../access/cell-outcome.ts'
import type { LngLat } from '../geo/bounds.ts'
import { metresPerDegree } from '../geo/distance.ts'
import type { CellGrid } from '../grid/cell-grid.ts'
import { NO_DISTRICT, type Population } from '../population/population.ts'
import type { DistrictSpread } from './gap-area-name.ts'

/** What is known of cells and people, for one group and one level of districts. */
export interface GapAreaContext {
  readonly outcome: CellOutcome
  readonly cells: CellGrid
  readonly population: Population
  readonly groupIndex: number
  readonly levelIndex: number
  /** Districts of the level in the order that `partDistrict` refers to. */
  readonly districts: readonly { readonly id: string; readonly name: string }[]
}

/** `gap`: people live beyond the threshold. `unknown`: nothing can be said there. */
export type GapAreaKind = 'gap' | 'unknown'

export interface AreaFacts {
  readonly kind: GapAreaKind
  readonly people: number
  readonly gapPersons: number
  readonly districtIndex: number | null
  /** People of the area in that district. */
  readonly districtPeople: number
  /** Districts (none among them) in which people of the area live. */
  readonly districtCount: number
  readonly center: LngLat
  readonly uncertainShare: number
}

/**
 * @param cellIndexes cells of the area; at least one has people
 * @param cellPeople people of the group per cell
 * @param partFirst length cellCount + 1: parts of a cell, which are ascending by cell
 */
export function describeArea(
  { outcome, cells, population, groupIndex, levelIndex }: GapAreaContext,
  cellIndexes: Uint32Array,
  cellPeople: Float64Array,
  partFirst: Uint32Array,
): AreaFacts {
  const peopleOfDistrict = new Map<number, number>()
  let people = 0
  let gapPersons = 0
  let uncertain = 0
  let lng = 0
  let lat = 0
  let kind: GapAreaKind = 'gap'
  for (const cell of cellIndexes) {
    const persons = cellPeople[cell]
    const state = outcome.state[cell]
    people += persons
    gapPersons += persons * outcome.gap[cell]
    if (state !== OUTCOME.unserved) uncertain += persons
    if (state === OUTCOME.outsideNetwork || state === OUTCOME.noStreet) kind = 'unknown'
    lng += persons * cells.originLng[cell]
    lat += persons * cells.originLat[cell]
    for (let part = partFirst[cell]; part < partFirst[cell + 1]; part++) {
      const district = population.partDistrict[levelIndex][part]
      const partPeople = population.people[groupIndex][part]
      if (partPeople > 0) peopleOfDistrict.set(district, (peopleOfDistrict.get(district) ?? 0) + partPeople)
    }
  }
  let most = NO_DISTRICT
  for (const [district, persons] of peopleOfDistrict) {
    const best = peopleOfDistrict.get(most) ?? -1
    if (persons > best || (persons === best && district < most)) most = district
  }
  return {
    kind,
    people,
    gapPersons,
    districtIndex: most === NO_DISTRICT ? null : most,
    districtPeople: peopleOfDistrict.get(most) ?? 0,
    districtCount: peopleOfDistrict.size,
    center: originNearest(cells, cellIndexes, cellPeople, lng / people, lat / people),
    uncertainShare: uncertain / people,
  }
}

/** Origin of the inhabited cell nearest to a position: a mean position itself can lie in a served cell or a lake. */
function originNearest(
  cells: CellGrid,
  cellIndexes: Uint32Array,
  cellPeople: Float64Array,
  lng: number,
  lat: number,
): LngLat {
  const scale = metresPerDegree(lat)
  let best = cellIndexes[0]
  let bestMetres = Infinity
  for (const cell of cellIndexes) {
    if (cellPeople[cell] === 0) continue
    const metres = Math.hypot((cells.originLng[cell] - lng) * scale.lng, (cells.originLat[cell] - lat) * scale.lat)
    if (metres < bestMetres) {
      bestMetres = metres
      best = cell
    }
  }
  return [cells.originLng[best], cells.originLat[best]]
}

/** Where the people of the group live in each district, from the origins of their cells. */
export function spreadPeople({
  cells,
  population,
  groupIndex,
  levelIndex,
  districts,
}: GapAreaContext): DistrictSpread[] {
  const people = population.people[groupIndex]
  const partDistrict = population.partDistrict[levelIndex]
  const sums = districts.map(() => ({ people: 0, lng: 0, lat: 0, squares: 0 }))
  for (let part = 0; part < population.partCount; part++) {
    if (partDistrict[part] === NO_DISTRICT) continue
    const sum = sums[partDistrict[part]]
    sum.people += people[part]
    sum.lng += people[part] * cells.originLng[population.partCell[part]]
    sum.lat += people[part] * cells.originLat[population.partCell[part]]
  }
  const means = sums.map((sum) => ({ lng: sum.lng / sum.people, lat: sum.lat / sum.people }))
  for (let part = 0; part < population.partCount; part++) {
    if (partDistrict[part] === NO_DISTRICT || people[part] === 0) continue
    const mean = means[partDistrict[part]]
    const scale = metresPerDegree(mean.lat)
    const x = (cells.originLng[population.partCell[part]] - mean.lng) * scale.lng
    const y = (cells.originLat[population.partCell[part]] - mean.lat) * scale.lat
    sums[partDistrict[part]].squares += people[part] * (x * x + y * y)
  }
  return sums.map((sum, index) => ({
    people: sum.people,
    ...means[index],
    spreadMetres: Math.sqrt(sum.squares / sum.people),
  }))
}
