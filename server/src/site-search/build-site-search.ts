/**
 * From a state of things and a request to a problem of sites: candidates, people with their weights, and the walking times between them by the
 * same walker as everything else. See docs/methods/site-search.md. Deterministic; the order of candidates and people is that of their ids, as on the
 * command line.
 */
import type { ScenarioProblem, WhatIfQuestion } from '../contract/scenario.ts'
import { UNSERVED_MINUTES, type SitingRequest } from '../contract/siting.ts'
import type { MultiPolygon } from '../geo/bounds.ts'
import { CUTOFF_MINUTES } from '../reach/nearest-of-kind.ts'
import { UNREACHED, type ReachTable } from '../reach/nearest-table.ts'
import { prepareCells } from '../scenario/prepared-cells.ts'
import type { State } from '../scenario/state.ts'
import { computeNearestOfState, listOpenFacilities, toDeciseconds } from '../scenario/times.ts'
import type { CostMatrix } from '../siting/cost-matrix.ts'
import { COUNTING_MODELS, THRESHOLD_MODELS, type SitingProblem } from '../siting/siting-problem.ts'
import type { AddressPoints, Candidate } from './candidate.ts'
import { listCandidates } from './list-candidates.ts'
import { placeCandidates } from './place-candidates.ts'
import { reachInBlocks } from './reach-in-blocks.ts'
import { searchWithin } from './search-within.ts'
import type { SearchTables, SiteSearch } from './site-search.ts'
import { weighDemand, type WeighedDemand } from './weigh-demand.ts'

export interface SearchInput {
  readonly state: State
  /** Checked by `checkSitingRequest`. */
  readonly request: SitingRequest
  readonly question: WhatIfQuestion
  readonly problems: readonly ScenarioProblem[]
  readonly water: MultiPolygon
  readonly addresses: AddressPoints | null
  readonly onProgress?: (share: number) => void
}

/** How many existing places per demand matter: the nearest, and for backup the second nearest. */
const EXISTING_RANKS = 2

/** @throws SearchRefused where the search would be too large */
export function buildSiteSearch(input: SearchInput): SiteSearch {
  const { state, request, question, onProgress = () => undefined } = input
  const { model, existing: mode = 'fixed' } = request
  const existing = mode === 'ignored' ? [] : listOpenFacilities(state, question.categoryIds)
  // Where sites fill up, existing places fill up as well; otherwise only the time to the nearest of those that stay matters.
  const fillsUp = model === 'capacitated' && mode === 'fixed'
  const existingCandidates = mode === 'movable' || fillsUp ? existing.map((index) => toCandidate(state, index)) : []
  const found = listCandidates(state, request.candidates ?? {}, new Set(existing), input.addresses)
  const demand = weighDemand(state, question, request)
  const cutoff = cutoffOf(request, question)
  const origins = prepareCells(state)
  const search = (atMost: number | undefined) => {
    const placed = placeCandidates(state, found, existingCandidates, input.water, atMost)
    const { entrances, entranceCandidate, candidates } = placed
    const table = reachInBlocks(origins, entrances, entranceCandidate, candidates.length, cutoff, onProgress)
    return { placed, table }
  }
  const { placed, table } = searchWithin(request.candidates?.atMost, search)
  const { candidates, entrances, entranceCandidate } = placed
  const matrix = toCostMatrix(table, demand, state.cells.cellCount)
  const fixed = mode === 'fixed' && !fillsUp
  const existingPairs = fixed ? listExistingPairs(state, question, existing, demand, cutoff) : NO_PAIRS
  const capacities = model === 'capacitated' ? capacitiesOf(state, candidates, request) : null

  const counting = COUNTING_MODELS.includes(model)
  const forcedExisting = fillsUp ? existing.length : 0
  const problem: SitingProblem = {
    model,
    matrix,
    weight: demand.weight,
    ...(counting ? {} : { siteCount: request.sites! + forcedExisting }),
    ...(THRESHOLD_MODELS.includes(model) ? { threshold: toDeciseconds(question.minutes) } : {}),
    ...unservedCostOf(request),
    ...(fixed && existing.length > 0 ? toExistingCosts(existingPairs, demand.ids.length) : {}),
    forced: Uint32Array.from(fillsUp ? candidates.keys() : []).filter((j) => candidates[j].existingIndex !== null),
    forbidden: new Uint32Array(0),
    ...(capacities === null ? {} : { capacity: capacities.capacity, mayDivide: true }),
    ...(demand.isNeediest === null ? {} : { isNeediest: demand.isNeediest }),
  }
  const tables: SearchTables = {
    problem,
    candidates,
    demandIds: demand.ids,
    demandPeople: demand.people,
    existingIds: existing.map((index) => state.facilities[index].id),
    existingPairs,
    facts: {
      question,
      counts: placed.counts,
      candidateCount: candidates.length - forcedExisting,
      existingCount: existing.length,
      existingWithoutCapacity: capacities?.unknown ?? 0,
      isWeighted: demand.isWeighted,
      forcedExisting,
      problems: input.problems,
    },
  }
  return { state, request, tables, entrances, entranceCandidate }
}

function toCandidate({ facilities }: State, existingIndex: number): Candidate {
  const { id, name, lng, lat, accessPoints } = facilities[existingIndex]
  return { id, source: 'facility', sourceId: id, name, lng, lat, accessPoints, existingIndex }
}

/** Longest walk that can matter: beyond the threshold nobody is served, from twice the threshold on the gap is whole, and beyond an hour nobody walks. */
function cutoffOf({ model }: SitingRequest, { minutes }: WhatIfQuestion): number {
  const longest = toDeciseconds(CUTOFF_MINUTES)
  if (!THRESHOLD_MODELS.includes(model)) return longest
  return Math.min(longest, (model === 'equity-gap' ? 2 : 1) * toDeciseconds(minutes))
}

function unservedCostOf({
  model,
  unservedMinutes = UNSERVED_MINUTES,
}: SitingRequest): Pick<SitingProblem, 'unservedCost'> {
  if ((model !== 'pmedian' && model !== 'capacitated') || unservedMinutes === null) return {}
  return { unservedCost: toDeciseconds(unservedMinutes) }
}

function capacitiesOf(
  { facilities }: State,
  candidates: readonly Candidate[],
  { capacityPeople, existingCapacity = 'same' }: SitingRequest,
): { readonly capacity: Float64Array; readonly unknown: number } {
  let unknown = 0
  const capacity = Float64Array.from(candidates, ({ existingIndex }) => {
    if (existingIndex === null || existingCapacity === 'same') return capacityPeople!
    const stated = facilities[existingIndex].capacity
    if (stated === null) unknown++
    return stated ?? capacityPeople!
  })
  return { capacity, unknown }
}

/** The table with people instead of cells: cells without people are left out, cells with two classes stand twice. */
function toCostMatrix(table: ReachTable, { ids, cell }: WeighedDemand, cellCount: number): CostMatrix {
  const byCell = groupByCell(cell, cellCount)
  const first = new Uint32Array(table.facilityCount + 1)
  let pairs = 0
  for (const reached of table.cell) pairs += byCell.first[reached + 1] - byCell.first[reached]
  const entries = new Uint32Array(pairs)
  const cost = new Uint16Array(pairs)
  let used = 0
  for (let j = 0; j < table.facilityCount; j++) {
    const start = used
    for (let e = table.facilityFirst[j]; e < table.facilityFirst[j + 1]; e++) {
      for (let d = byCell.first[table.cell[e]]; d < byCell.first[table.cell[e] + 1]; d++) {
        entries[used] = byCell.demand[d]
        cost[used++] = table.deciseconds[e]
      }
    }
    sortPairs(entries, cost, start, used)
    first[j + 1] = used
  }
  return { candidateCount: table.facilityCount, demandCount: ids.length, first, demand: entries, cost }
}

/** Demand by cell, ascending within a cell. */
function groupByCell(
  cell: Uint32Array,
  cellCount: number,
): { readonly first: Uint32Array; readonly demand: Uint32Array } {
  const first = new Uint32Array(cellCount + 1)
  for (const c of cell) first[c + 1]++
  for (let c = 0; c < cellCount; c++) first[c + 1] += first[c]
  const next = first.slice(0, cellCount)
  const demand = new Uint32Array(cell.length)
  cell.forEach((c, d) => (demand[next[c]++] = d))
  return { first, demand }
}

/** By demand; mostly they are in order already, as cells are in the order of their ids. */
function sortPairs(entries: Uint32Array, cost: Uint16Array, start: number, end: number): void {
  for (let e = start + 1; e < end; e++) {
    if (entries[e] > entries[e - 1]) continue
    const order = Array.from({ length: end - start }, (_, n) => start + n).sort((a, b) => entries[a] - entries[b])
    const sorted = order.map((n) => [entries[n], cost[n]])
    sorted.forEach(([entry, value], n) => {
      entries[start + n] = entry
      cost[start + n] = value
    })
    return
  }
}

const NO_PAIRS: SearchTables['existingPairs'] = {
  demand: new Uint32Array(0),
  existing: new Uint32Array(0),
  cost: new Uint16Array(0),
}

function listExistingPairs(
  state: State,
  question: WhatIfQuestion,
  existing: readonly number[],
  { cell }: WeighedDemand,
  cutoff: number,
): SearchTables['existingPairs'] {
  const nearest = computeNearestOfState(state, question.categoryIds, EXISTING_RANKS)
  const position = new Map(existing.map((index, n) => [index, n]))
  const pairs: { readonly d: number; readonly n: number; readonly cost: number }[] = []
  cell.forEach((c, d) => {
    for (let rank = 0; rank < EXISTING_RANKS; rank++) {
      const entry = rank * nearest.originCount + c
      const cost = nearest.deciseconds[entry]
      if (cost !== UNREACHED && cost <= cutoff) pairs.push({ d, n: position.get(nearest.facility[entry])!, cost })
    }
  })
  return {
    demand: Uint32Array.from(pairs, ({ d }) => d),
    existing: Uint32Array.from(pairs, ({ n }) => n),
    cost: Uint16Array.from(pairs, ({ cost }) => cost),
  }
}

function toExistingCosts(
  { demand, cost }: SearchTables['existingPairs'],
  demandCount: number,
): Required<Pick<SitingProblem, 'existingCost' | 'existingSecondCost'>> {
  const existingCost = new Float64Array(demandCount).fill(Infinity)
  const existingSecondCost = new Float64Array(demandCount).fill(Infinity)
  // The nearest comes before the second nearest.
  demand.forEach((d, n) => {
    if (existingCost[d] === Infinity) existingCost[d] = cost[n]
    else existingSecondCost[d] = cost[n]
  })
  return { existingCost, existingSecondCost }
}
