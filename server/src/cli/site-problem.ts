/** From tables with ids to a problem of sites: candidates and demand in the order of their ids, so that ties go to the smallest. */
import { computeBestCost } from '../siting/evaluate-set.ts'
import { compareIds } from '../siting/compare-ids.ts'
import type { CostMatrix } from '../siting/cost-matrix.ts'
import { COUNTING_MODELS, THRESHOLD_MODELS, type SitingModel, type SitingProblem } from '../siting/siting-problem.ts'

/** Costs with ids, by origin, as the readers of matrix and edges give them. */
export interface NamedCosts {
  readonly fromIds: readonly string[]
  readonly toIds: readonly string[]
  readonly fromFirst: Uint32Array
  readonly to: Uint32Array
  readonly cost: Float64Array
}

export interface SiteTables {
  readonly costs: NamedCosts
  /** Weight by id of an origin. */
  readonly demand: ReadonlyMap<string, number>
  /** Ids among `toIds`; null: all of them. */
  readonly candidates: readonly string[] | null
  readonly existing: readonly string[]
  readonly isMovable: boolean
  readonly forced: readonly string[]
  readonly forbidden: readonly string[]
  /** Capacity by id of a candidate; null where the model has none. */
  readonly capacity: ReadonlyMap<string, number> | null
  /** Ids of the origins of the highest need class. */
  readonly neediest: ReadonlySet<string> | null
}

export interface SiteQuestion {
  readonly model: SitingModel
  readonly siteCount: number | null
  /** In the unit of the costs. */
  readonly threshold: number | null
  readonly unservedCost: number | null
  readonly mayDivide: boolean
}

export interface NamedProblem {
  readonly problem: SitingProblem
  readonly candidateIds: readonly string[]
  readonly demandIds: readonly string[]
  /** Existing places that stay in any case and therefore do not count as new ones, by candidate. */
  readonly existing: ReadonlySet<number>
}

export function buildSiteProblem(tables: SiteTables, question: SiteQuestion): NamedProblem {
  const { costs, existing, isMovable } = tables
  const { model, siteCount, threshold, unservedCost, mayDivide } = question
  const candidateIds = [...costs.toIds].sort(compareIds)
  const demandIds = [...tables.demand.keys()].sort(compareIds)
  const matrix = transpose(costs, candidateIds, demandIds)
  const indexOf = new Map(candidateIds.map((id, j) => [id, j]))
  const indexes = (ids: readonly string[]): number[] => ids.map((id) => indexOf.get(id)!)
  const existingIndexes = indexes(existing)
  const isExisting = new Set(existingIndexes)

  // Where sites fill up, existing places fill up as well; otherwise only the cost to the nearest of them matters.
  const areForced = model === 'capacitated' && !isMovable
  const allowed = new Set(tables.candidates === null ? candidateIds.keys() : indexes(tables.candidates))
  for (const j of existingIndexes) {
    if (isMovable || areForced) allowed.add(j)
    else allowed.delete(j)
  }
  for (const j of indexes(tables.forbidden)) allowed.delete(j)
  const forced = new Set(indexes(tables.forced).filter((j) => allowed.has(j)))
  if (areForced) for (const j of existingIndexes) forced.add(j)
  const isFixed = existing.length > 0 && !isMovable && !areForced
  const problem: SitingProblem = {
    model,
    matrix,
    weight: Float64Array.from(demandIds, (id) => tables.demand.get(id)!),
    ...(COUNTING_MODELS.includes(model) ? {} : { siteCount: siteCount! + (areForced ? existing.length : 0) }),
    ...(THRESHOLD_MODELS.includes(model) ? { threshold: threshold! } : {}),
    ...(unservedCost === null ? {} : { unservedCost }),
    ...(isFixed ? costsOfExisting(matrix, existingIndexes) : {}),
    forced: Uint32Array.from([...forced].sort((a, b) => a - b)),
    forbidden: Uint32Array.from(candidateIds.keys()).filter((j) => !allowed.has(j)),
    ...(model === 'capacitated'
      ? { capacity: Float64Array.from(candidateIds, (id) => tables.capacity?.get(id) ?? 0), mayDivide }
      : {}),
    ...(tables.neediest === null
      ? {}
      : { isNeediest: Uint8Array.from(demandIds, (id) => (tables.neediest!.has(id) ? 1 : 0)) }),
  }
  return { problem, candidateIds, demandIds, existing: isExisting }
}

/** Least and second least cost of every demand to the existing places. */
function costsOfExisting(
  matrix: CostMatrix,
  existing: readonly number[],
): Pick<SitingProblem, 'existingCost' | 'existingSecondCost'> {
  const existingCost = new Float64Array(matrix.demandCount).fill(Infinity)
  const existingSecondCost = new Float64Array(matrix.demandCount).fill(Infinity)
  for (const j of existing) {
    const own = computeBestCost({ model: 'pmedian', matrix, weight: existingCost }, [j])
    for (let i = 0; i < own.length; i++) {
      if (own[i] < existingCost[i]) {
        existingSecondCost[i] = existingCost[i]
        existingCost[i] = own[i]
      } else if (own[i] < existingSecondCost[i]) {
        existingSecondCost[i] = own[i]
      }
    }
  }
  return { existingCost, existingSecondCost }
}

/** By candidate in the order of `candidateIds`; origins that are no demand are left out. */
function transpose(costs: NamedCosts, candidateIds: readonly string[], demandIds: readonly string[]): CostMatrix {
  const demandOf = new Map(demandIds.map((id, i) => [id, i]))
  const place = new Map(candidateIds.map((id, j) => [id, j]))
  const candidateOf = costs.toIds.map((id) => place.get(id)!)
  const first = new Uint32Array(candidateIds.length + 1)
  const visit = (onPair: (i: number, j: number, cost: number) => void): void => {
    costs.fromIds.forEach((id, origin) => {
      const i = demandOf.get(id)
      if (i === undefined) return
      for (let e = costs.fromFirst[origin]; e < costs.fromFirst[origin + 1]; e++) {
        onPair(i, candidateOf[costs.to[e]], costs.cost[e])
      }
    })
  }
  visit((_, j) => first[j + 1]++)
  for (let j = 0; j < candidateIds.length; j++) first[j + 1] += first[j]
  const next = first.slice(0, candidateIds.length)
  const demand = new Uint32Array(first[candidateIds.length])
  const cost = new Float64Array(first[candidateIds.length])
  visit((i, j, value) => {
    demand[next[j]] = i
    cost[next[j]++] = value
  })
  return { candidateCount: candidateIds.length, demandCount: demandIds.length, first, demand, cost }
}
