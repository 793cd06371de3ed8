import { NO_DISTRICT, type Population } from '../population/population.ts'

/** In `findPeopleCentres`: nobody lives in the district. */
export const NO_CELL = 0xffffffff

/**
 * The cell from which walks of a district are told: the inhabited one whose origin is next to the mean position of the district's people.
 *
 * @param origins of the cells, degrees
 * @returns cell index per district, or `NO_CELL`; ties go to the smaller cell
 */
export function findPeopleCentres(
  population: Population,
  levelIndex: number,
  districtCount: number,
  origins: { readonly lng: Float64Array; readonly lat: Float64Array },
): Uint32Array {
  const { partCell, partCount } = population
  const partDistrict = population.partDistrict[levelIndex]
  const everybody = population.people[0]
  const people = new Float64Array(districtCount)
  const lng = new Float64Array(districtCount)
  const lat = new Float64Array(districtCount)
  for (let part = 0; part < partCount; part++) {
    const d = partDistrict[part]
    if (d === NO_DISTRICT) continue
    people[d] += everybody[part]
    lng[d] += everybody[part] * origins.lng[partCell[part]]
    lat[d] += everybody[part] * origins.lat[partCell[part]]
  }
  const centres = new Uint32Array(districtCount).fill(NO_CELL)
  const nearest = new Float64Array(districtCount).fill(Infinity)
  for (let part = 0; part < partCount; part++) {
    const d = partDistrict[part]
    if (d === NO_DISTRICT || everybody[part] === 0) continue
    const cell = partCell[part]
    const meanLat = lat[d] / people[d]
    const east = (origins.lng[cell] - lng[d] / people[d]) * Math.cos((meanLat * Math.PI) / 180)
    const north = origins.lat[cell] - meanLat
    const distance = east * east + north * north
    // Cells ascend over parts: an equal distance keeps the smaller cell.
    if (distance < nearest[d]) {
      nearest[d] = distance
      centres[d] = cell
    }
  }
  return centres
}
