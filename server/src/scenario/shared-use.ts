/**
 * Existing places of other kinds, opened to the need in thought: who would gain from each, and in which order opening them brings most. See
 * docs/methods/shared-use.md. One bounded search per candidate; O(candidates · cells reached) for the first look and for each step of the order.
 */
import type { SharedUse, SharedUseRow, WhatIfQuestion } from '../contract/scenario.ts'
import { selectPoints } from '../network/select-points.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { computeReachTable } from '../reach/compute-reach-table.ts'
import { CUTOFF_MINUTES } from '../reach/nearest-of-kind.ts'
import { UNREACHED, type ReachTable } from '../reach/nearest-table.ts'
import { describePlaces, getGroupIndex } from './district-of-places.ts'
import type { State } from './state.ts'
import { computeNearestOfState, listOpenFacilities } from './times.ts'

/** How many places the best order names. */
const ORDER_LENGTH = 20

/**
 * @param candidateCategoryIds kinds whose places are looked at; default: those that the catalogue says could serve older people. Places that
 * count for the question already are left out.
 * @throws RangeError for a question of several kinds at once (`score`)
 */
export function computeSharedUse(
  state: State,
  question: WhatIfQuestion,
  candidateCategoryIds?: readonly string[],
): SharedUse {
  if (question.mode !== 'any') throw new RangeError('shared use is asked for the nearest place, not for a score')
  const { region } = state
  const kinds =
    candidateCategoryIds ?? region.kinds.filter(({ seniorUse }) => seniorUse === 'check').map(({ id }) => id)
  const counted = new Set(listOpenFacilities(state, question.categoryIds))
  const candidates = listOpenFacilities(state, kinds).filter((index) => !counted.has(index))
  const reach = reachOf(state, candidates)
  const gains = createGains(state, question)
  const rows = describeRows(state, question, candidates)
  rows.forEach((row, c) => Object.assign(row, gains.of(reach, c)))

  // Greedy: whichever adds most to those opened before; of equals the one that saves more walking, then the earlier place.
  const open = new Set<number>()
  for (let order = 1; order <= Math.min(ORDER_LENGTH, candidates.length); order++) {
    let best = -1
    let bestGain = { gained: 0, personMinutesSaved: 0 }
    for (let c = 0; c < candidates.length; c++) {
      if (open.has(c)) continue
      const gain = gains.of(reach, c)
      const isBetter =
        gain.gained > bestGain.gained ||
        (gain.gained === bestGain.gained && gain.personMinutesSaved > bestGain.personMinutesSaved)
      if (isBetter) [best, bestGain] = [c, gain]
    }
    if (best < 0 || bestGain.gained === 0) break
    open.add(best)
    gains.open(reach, best)
    rows[best].order = order
    rows[best].gainedInOrder = bestGain.gained
  }
  rows.sort(
    (a, b) =>
      b.gained - a.gained || b.personMinutesSaved - a.personMinutesSaved || (a.facilityId < b.facilityId ? -1 : 1),
  )
  return { question, candidateCategoryIds: [...kinds], rows }
}

function reachOf({ walker }: State, candidates: readonly number[]): ReachTable {
  const position = new Map(candidates.map((index, c) => [index, c]))
  const entrances: number[] = []
  walker.entranceFacility.forEach((facility, entrance) => {
    if (position.has(facility)) entrances.push(entrance)
  })
  return computeReachTable(
    walker.graph,
    walker.cells,
    selectPoints(walker.entrances, entrances),
    Uint32Array.from(entrances, (entrance) => position.get(walker.entranceFacility[entrance])!),
    candidates.length,
    { cutoffDeciseconds: CUTOFF_MINUTES * 600 },
  )
}

interface Gain {
  readonly gained: number
  readonly personMinutesSaved: number
}

/** What one more place would bring, as long as others have been opened before it. */
function createGains(state: State, question: WhatIfQuestion) {
  const { rank } = question
  const threshold = Math.round(question.minutes * 600)
  const { deciseconds: times, originCount } = computeNearestOfState(state, question.categoryIds)
  const { population, region } = state
  const group = { ...population, people: [population.people[getGroupIndex(region, question.groupId)]] }
  const [people] = sumPeopleByCell(group, originCount)
  const last = (rank - 1) * originCount

  return {
    of({ facilityFirst, cell, deciseconds }: ReachTable, candidate: number): Gain {
      let gained = 0
      let saved = 0
      for (let i = facilityFirst[candidate]; i < facilityFirst[candidate + 1]; i++) {
        const now = times[last + cell[i]]
        if (deciseconds[i] >= now) continue
        // The new place comes before the last one that counts, which is then the one before it or the new one.
        const then = rank === 1 ? deciseconds[i] : Math.max(deciseconds[i], times[last - originCount + cell[i]])
        if (now > threshold && then <= threshold) gained += people[cell[i]]
        if (now !== UNREACHED && then !== UNREACHED) saved += people[cell[i]] * (now - then)
      }
      return { gained, personMinutesSaved: saved / 600 }
    },
    /** Counts the candidate as a place from now on. */
    open({ facilityFirst, cell, deciseconds }: ReachTable, candidate: number): void {
      for (let i = facilityFirst[candidate]; i < facilityFirst[candidate + 1]; i++) {
        let time = deciseconds[i]
        for (let r = 0; r < rank; r++) {
          const entry = r * originCount + cell[i]
          if (times[entry] <= time) continue
          const pushed = times[entry]
          times[entry] = time
          time = pushed
        }
      }
    },
  }
}

type WritableRow = { -readonly [K in keyof SharedUseRow]: SharedUseRow[K] }

function describeRows(state: State, question: WhatIfQuestion, candidates: readonly number[]): WritableRow[] {
  const { region, facilities, walker } = state
  const connected = new Set<number>()
  walker.entranceFacility.forEach((facility, entrance) => {
    if (walker.entrances.status[entrance] === SNAP_STATUS.connected) connected.add(facility)
  })
  const places = candidates.map((index) => facilities[index])
  return describePlaces(region, question.levelId, places).map((place, c) => ({
    ...place,
    gained: 0,
    personMinutesSaved: 0,
    order: null,
    gainedInOrder: null,
    reason: connected.has(candidates[c]) ? null : 'no-street-near',
  }))
}
