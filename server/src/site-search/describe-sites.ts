/** What a choice of candidates means for people: by the same times as the what-if of these sites. */
import type { SitingSite, SitingSolution } from '../contract/siting.ts'
import { NO_AREA } from '../geo/polygon-index.ts'
import { selectPoints } from '../network/select-points.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { computeReachTable } from '../reach/compute-reach-table.ts'
import { CUTOFF_MINUTES } from '../reach/nearest-of-kind.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { findDistricts, getGroupIndex, getLevelIndex } from '../scenario/district-of-places.ts'
import { computeNearestOfState, toDeciseconds } from '../scenario/times.ts'
import type { SitingAssignment } from '../siting/siting-answer.ts'
import type { SiteSearch } from './site-search.ts'

/** A set of sites as people understand it, without its objective. */
export type DescribedSites = Omit<SitingSolution, 'objective'>

export interface SiteDescriber {
  /** People of the group, and how many are served and how far they walk without any new site. */
  readonly before: { readonly people: number; readonly served: number; readonly meanMinutes: number | null }
  /**
   * @param chosen candidates that are open, ascending; existing places that fill up may be among them and are no sites of the answer
   * @param assignment capacitated: who goes where; null: unknown there, and not needed elsewhere
   */
  describe(chosen: readonly number[], assignment: SitingAssignment | null): DescribedSites
  /** People served within the threshold with these candidates open. */
  countServed(chosen: readonly number[]): number
}

/** Searches the places once each; the times of a candidate are kept, 2 bytes per cell. */
export function createSiteDescriber({
  state,
  request,
  tables,
  entrances,
  entranceCandidate,
}: SiteSearch): SiteDescriber {
  const { candidates, facts, problem, demandPeople } = tables
  const { question } = facts
  const { region, population, cells } = state
  const mode = request.existing ?? 'fixed'
  const threshold = toDeciseconds(question.minutes)
  const group = { ...population, people: [population.people[getGroupIndex(region, question.groupId)]] }
  const [people] = sumPeopleByCell(group, cells.cellCount)
  const nobody = new Uint16Array(cells.cellCount).fill(UNREACHED)
  const today = mode === 'ignored' ? nobody : computeNearestOfState(state, question.categoryIds, 1).deciseconds
  /** Existing places that stay whatever is chosen. */
  const kept = mode === 'movable' ? nobody : today
  const entrancesOf = new Map<number, number[]>()
  entranceCandidate.forEach((candidate, entrance) => {
    const list = entrancesOf.get(candidate)
    if (list === undefined) entrancesOf.set(candidate, [entrance])
    else list.push(entrance)
  })
  const known = new Map<number, Uint16Array>()

  function timesOf(candidate: number): Uint16Array {
    const times = known.get(candidate) ?? searchPlace(candidate)
    known.set(candidate, times)
    return times
  }

  function searchPlace(candidate: number): Uint16Array {
    const own = entrancesOf.get(candidate) ?? []
    const { graph, cells: origins } = state.walker
    const table = computeReachTable(graph, origins, selectPoints(entrances, own), new Uint32Array(own.length), 1, {
      cutoffDeciseconds: toDeciseconds(CUTOFF_MINUTES),
    })
    const times = nobody.slice()
    table.cell.forEach((cell, e) => (times[cell] = table.deciseconds[e]))
    return times
  }

  /** Least time per cell, and which of the chosen gives it; `chosen.length` for a place that stays. */
  function combine(chosen: readonly number[]): { readonly times: Uint16Array; readonly owner: Uint32Array } {
    const times = kept.slice()
    const owner = new Uint32Array(times.length).fill(chosen.length)
    chosen.forEach((candidate, n) => {
      const own = timesOf(candidate)
      for (let cell = 0; cell < times.length; cell++) {
        if (own[cell] >= times[cell]) continue
        times[cell] = own[cell]
        owner[cell] = n
      }
    })
    return { times, owner }
  }

  function sumUp(times: Uint16Array) {
    const sums = { served: 0, gained: 0, lost: 0, reached: 0, walked: 0, without: 0 }
    for (let cell = 0; cell < times.length; cell++) {
      if (people[cell] === 0) continue
      const [is, was] = [times[cell] <= threshold, today[cell] <= threshold]
      if (is) sums.served += people[cell]
      if (is && !was) sums.gained += people[cell]
      if (was && !is) sums.lost += people[cell]
      if (times[cell] === UNREACHED) sums.without += people[cell]
      else {
        sums.reached += people[cell]
        sums.walked += people[cell] * times[cell]
      }
    }
    return { ...sums, meanMinutes: sums.reached > 0 ? sums.walked / sums.reached / 600 : null }
  }

  const isCapacitated = problem.model === 'capacitated'
  const isSite = (candidate: number): boolean => mode === 'movable' || candidates[candidate].existingIndex === null

  /** People per chosen candidate. */
  function countPeople(
    chosen: readonly number[],
    owner: Uint32Array,
    times: Uint16Array,
    assignment: SitingAssignment | null,
  ): (number | null)[] {
    if (isCapacitated && assignment === null) return chosen.map(() => null)
    const counts = new Float64Array(chosen.length + 1)
    if (isCapacitated) {
      const position = new Map(chosen.map((candidate, n) => [candidate, n]))
      assignment!.demand.forEach((d, pair) => {
        // Nobody is weighted here, but a part of a cell may go elsewhere.
        const share = assignment!.weight[pair] / problem.weight[d]
        counts[position.get(assignment!.candidate[pair])!] += share * demandPeople[d]
      })
    } else {
      owner.forEach((n, cell) => {
        if (times[cell] !== UNREACHED) counts[n] += people[cell]
      })
    }
    return chosen.map((_, n) => counts[n])
  }

  function describe(chosen: readonly number[], assignment: SitingAssignment | null): DescribedSites {
    const { times, owner } = combine(chosen)
    const { served, gained, lost, meanMinutes, without } = sumUp(times)
    const counts = countPeople(chosen, owner, times, assignment)
    const levelIndex = getLevelIndex(region, question.levelId)
    const { districts } = region.levels[levelIndex]
    const at = findDistricts(
      region,
      levelIndex,
      chosen.map((candidate) => candidates[candidate]),
    )
    const sites = chosen.flatMap((candidate, n): SitingSite[] => {
      if (!isSite(candidate)) return []
      const { id, source, sourceId, name, lng, lat, existingIndex } = candidates[candidate]
      const district = at[n] === NO_AREA ? null : districts[at[n]]
      return [
        {
          lng, lat, source, sourceId, candidateId: id, name, districtId: district?.id ?? null, districtName: district?.name ?? null,
          exists: existingIndex !== null, people: counts[n],
        },
      ] // prettier-ignore
    })
    return { sites, givenUp: listGivenUp(chosen), served, gained, lost, meanMinutes, peopleWithoutTime: without }
  }

  function listGivenUp(chosen: readonly number[]): DescribedSites['givenUp'] {
    if (mode !== 'movable') return []
    const stays = new Set(chosen)
    return candidates.flatMap(({ existingIndex, sourceId, name }, candidate) =>
      existingIndex === null || stays.has(candidate) ? [] : [{ facilityId: sourceId, name }],
    )
  }

  const before = sumUp(today)
  return {
    before: {
      people: people.reduce((sum, count) => sum + count, 0),
      served: before.served,
      meanMinutes: before.meanMinutes,
    },
    describe,
    countServed: (chosen) => sumUp(combine(chosen).times).served,
  }
}
