/** The people of a region: from the grid to parts, then brought to the figures of the districts. */
import type { IssueSink } from '../issues/import-issue.ts'
import { benchmarkPopulation, type Benchmark } from './benchmark.ts'
import { interpolatePopulation, type InterpolatedPopulation, type InterpolationInput } from './interpolate.ts'

export interface BuildPopulationInput extends InterpolationInput {
  /** Official figures to meet; none where empty. */
  readonly benchmarks: readonly Benchmark[]
}

/**
 * As `interpolatePopulation`, with the parts meeting the figures. The totals in `groups` stay those of the grid: they say
 * what came in; the people of the result are the sums of its parts.
 */
export function buildPopulation(input: BuildPopulationInput, issues: IssueSink): InterpolatedPopulation {
  const interpolated = interpolatePopulation(input, issues)
  const { districtsByLevel, benchmarks, source } = input
  const groups = input.groups ?? interpolated.population.groupIds.map((id) => ({ id }))
  const population = benchmarkPopulation(
    { population: interpolated.population, groups, districtsByLevel, benchmarks, source },
    issues,
  )
  return { ...interpolated, population }
}
