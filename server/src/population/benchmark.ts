/**
 * People brought to official figures per district: within each district the parts of a group are scaled to the figure, so
 * that district sums are those of the register and only the spread inside a district comes from the grid
 * (card: docs/methods/population.md). A subgroup stays within `all` in every part unless the figures themselves force it out.
 */
import { ImportError } from '../issues/import-error.ts'
import type { IssueSink } from '../issues/import-issue.ts'
import type { AreaOfPeople, PopulationGroup } from './area-of-people.ts'
import { fillUnderCaps } from './fill-under-caps.ts'
import { indexOfMainGroup } from './main-group.ts'
import { NO_DISTRICT, type Population } from './population.ts'
import { quantisePeople, roundToQuantum, sumPeople } from './quantise.ts'

export interface Benchmark {
  readonly groupId: string
  /** Position of the level in the order of the population's levels. */
  readonly level: number
  /** Name of the districts' figure that holds the official people of the group. */
  readonly figure: string
}

export interface BenchmarkInput {
  readonly population: Population
  readonly groups: readonly PopulationGroup[]
  readonly districtsByLevel: readonly (readonly AreaOfPeople[])[]
  readonly benchmarks: readonly Benchmark[]
  /** How issues name the figures; `population` where not given. */
  readonly source?: string
}

/** A new population that meets the figures. Groups without figures keep their people, but stay within `all`. */
export function benchmarkPopulation(input: BenchmarkInput, issues: IssueSink): Population {
  const { population, groups, districtsByLevel, benchmarks } = input
  const source = input.source ?? 'population'
  const main = indexOfMainGroup(population.groupIds)
  const people = population.people.map((column) => column.slice())
  const benchmarkOf = (groupId: string) => benchmarks.find((benchmark) => benchmark.groupId === groupId)
  for (const { groupId, level } of benchmarks) {
    if (districtsByLevel[level] === undefined) {
      throw new Error(`figures of ${groupId} are given for level ${level} of ${districtsByLevel.length}`)
    }
    if (!population.groupIds.includes(groupId)) throw unknownGroup(groupId, population.groupIds, source)
  }
  // The main group first: it bounds the others.
  const order = [main, ...people.map((_, g) => g).filter((g) => g !== main)]
  for (const g of order) {
    const groupId = population.groupIds[g]
    const like = groups.find((group) => group.id === groupId)?.like
    const benchmark = benchmarkOf(groupId)
    const mainBenchmark = benchmarkOf(population.groupIds[main])
    if (benchmark === undefined && like !== undefined) throw withoutFigures(groupId, source)
    if (benchmark === undefined && (g === main || mainBenchmark === undefined)) continue
    const level = (benchmark ?? mainBenchmark!).level
    const districts = districtsByLevel[level]
    const partsOf = listPartsByDistrict(population.partDistrict[level], districts.length)
    const figures = districts.map((district) =>
      benchmark === undefined ? undefined : district.figures[benchmark.figure],
    )
    const meanShare = like === undefined ? 1 : shareOfKnown(figures, partsOf, people[g])
    partsOf.forEach((parts, d) => {
      const before = Float64Array.from(parts, (part) => people[g][part])
      const known = sumPeople(before)
      const name = d < districts.length ? districts[d].name : 'outside the districts of this level'
      const figure = figures[d]
      if (benchmark !== undefined && figure === undefined && (d < districts.length || known > 0)) {
        issues.add('population-figure-missing', 'warning', source, `${groupId}: ${name}`)
      }
      const target = roundToQuantum(figure ?? known * meanShare)
      if (parts.length === 0) return
      if (known === 0 && target > 0)
        issues.add('population-spread-evenly', 'warning', source, `${groupId}, ${name}: ${target}`)
      const caps = g === main ? undefined : Float64Array.from(parts, (part) => people[main][part])
      const room = caps === undefined ? Infinity : sumPeople(caps)
      if (target > room) {
        issues.add(
          'population-group-above-all',
          'warning',
          source,
          `${groupId}, ${name}: ${target} of ${Math.round(room)}`,
        )
      }
      const after = scaleTo(before, target, target > room ? undefined : caps)
      parts.forEach((part, i) => (people[g][part] = after[i]))
    })
  }
  return { ...population, people }
}

/** People of the parts of a district scaled to `target`, a multiple of the quantum; evenly where nobody is known. */
function scaleTo(before: Float64Array, target: number, caps: Float64Array | undefined): Float64Array {
  const known = sumPeople(before)
  if (known === target && (caps === undefined || before.every((people, i) => people <= caps[i]))) return before
  const weights = known > 0 ? before : before.map(() => 1)
  const weight = known > 0 ? known : before.length
  const scaled =
    caps === undefined ? weights.map((value) => (value / weight) * target) : fillUnderCaps(weights, caps, target)
  return quantisePeople(scaled, target, caps)
}

/** Parts by district; the last list holds those in no district of the level. */
function listPartsByDistrict(districtOfPart: Uint32Array, districtCount: number): number[][] {
  const lists: number[][] = Array.from({ length: districtCount + 1 }, () => [])
  districtOfPart.forEach((district, part) => lists[district === NO_DISTRICT ? districtCount : district].push(part))
  return lists
}

/** Share of the figures in the people that stand in for the group, over the districts with a figure; 0 without any. */
function shareOfKnown(
  figures: readonly (number | undefined)[],
  partsOf: readonly number[][],
  people: Float64Array,
): number {
  let figureSum = 0
  let peopleSum = 0
  figures.forEach((figure, d) => {
    if (figure === undefined) return
    figureSum += figure
    for (const part of partsOf[d]) peopleSum += people[part]
  })
  return peopleSum > 0 ? figureSum / peopleSum : 0
}

function unknownGroup(groupId: string, known: readonly string[], where: string): ImportError {
  return new ImportError(
    'population-groups-wrong',
    `Figures per district are given for the group “${groupId}”, which the region does not have.`,
    where,
    `Name one of: ${known.join(', ')}.`,
  )
}

function withoutFigures(groupId: string, where: string): ImportError {
  return new ImportError(
    'population-like-without-figures',
    `The group “${groupId}” has neither a column in the grid nor figures per district.`,
    where,
    'Name the property of the districts that holds its people, or leave the group out.',
  )
}
