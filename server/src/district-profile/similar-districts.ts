/**
 * Districts most like a district by the age of their people and how densely they live: the fair comparison beside the average of the region.
 * See docs/methods/similar-districts.md. O(districts² · features).
 */

/** Districts with fewer people neither have nor are similar districts: their shares are chance (methods of the Berlin monitoring). */
export const SIMILAR_MINIMUM_PEOPLE = 300
export const SIMILAR_COUNT = 3

export interface SimilarDistrict {
  readonly districtIndex: number
  /** Euclidean distance of the z-scores. */
  readonly distance: number
}

/** What districts are compared by; null where a figure is withheld or there are too few people. */
export type Features = readonly number[] | null

/**
 * Shares of the groups and the logarithm of the density.
 *
 * @param people by group, then by district; the first group is all people
 * @param areas square metres by district
 * @returns by district; the same number of features everywhere
 */
export function listFeatures(people: readonly (readonly (number | null)[])[], areas: readonly number[]): Features[] {
  return areas.map((area, district) => {
    const all = people[0][district]
    if (all === null || all < SIMILAR_MINIMUM_PEOPLE || area <= 0) return null
    const features = [Math.log(all / area)]
    for (const group of people.slice(1)) {
      const count = group[district]
      if (count === null) return null
      features.push(count / all)
    }
    return features
  })
}

/**
 * @returns by district the up to `count` most similar others, the nearest first, ties by smaller index; empty for districts without features
 * @throws RangeError where districts have different numbers of features
 */
export function findSimilarDistricts(features: readonly Features[], count = SIMILAR_COUNT): SimilarDistrict[][] {
  const scores = standardise(features)
  return scores.map((own, i) => {
    if (own === null) return []
    const others: SimilarDistrict[] = []
    scores.forEach((other, j) => {
      if (other !== null && j !== i) others.push({ districtIndex: j, distance: distanceOf(own, other) })
    })
    return others.sort((a, b) => a.distance - b.distance || a.districtIndex - b.districtIndex).slice(0, count)
  })
}

/** z = (x − μ) / σ over the districts that have features, σ with n; 0 where all are equal. */
function standardise(features: readonly Features[]): (number[] | null)[] {
  const known = features.filter((row) => row !== null)
  const width = known[0]?.length ?? 0
  if (known.some((row) => row.length !== width)) throw new RangeError('districts have different numbers of features')
  const columns = Array.from({ length: width }, (_, k) => {
    const mean = known.reduce((sum, row) => sum + row[k], 0) / known.length
    const variance = known.reduce((sum, row) => sum + (row[k] - mean) ** 2, 0) / known.length
    return { mean, deviation: Math.sqrt(variance) }
  })
  return features.map(
    (row) => row && row.map((x, k) => (columns[k].deviation > 0 ? (x - columns[k].mean) / columns[k].deviation : 0)),
  )
}

function distanceOf(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) ** 2
  return Math.sqrt(sum)
}
