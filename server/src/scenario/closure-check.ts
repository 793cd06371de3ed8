/**
 * Every existing place, closed in thought: who loses access, who walks how much farther, and who takes over. See docs/methods/closure.md.
 *
 * One table of the (rank + 1) nearest places answers for all of them: where a place is among the `rank` nearest of a cell, closing it
 * moves the next one up. O(cells · rank).
 */
import type { ClosureCheck, ClosureRow, WhatIfQuestion } from '../contract/scenario.ts'
import { sumPeopleByCell } from '../population/people-sums.ts'
import { UNREACHED } from '../reach/nearest-table.ts'
import { describePlaces, getGroupIndex } from './district-of-places.ts'
import type { State } from './state.ts'
import { computeNearestOfState, listOpenFacilities } from './times.ts'

const MOST_TAKERS = 5

interface Tally {
  catchment: number
  losing: number
  losingAll: number
  /** Person-deciseconds, and the people who walk them. */
  extra: number
  extraPeople: number
  readonly takers: Map<number, number>
}

/**
 * Places of the kinds that are open, most people losing access first, then most additional walking, then by id.
 *
 * @throws RangeError for a question of several kinds at once (`score`): there a place has no access of its own to lose
 */
export function computeClosureCheck(state: State, question: WhatIfQuestion): ClosureCheck {
  if (question.mode !== 'any') throw new RangeError('a closure is checked for the nearest place, not for a score')
  const { region, facilities, population } = state
  const { rank, minutes } = question
  const threshold = Math.round(minutes * 600)
  const { deciseconds, facility, originCount } = computeNearestOfState(state, question.categoryIds, rank + 1)
  const group = { ...population, people: [population.people[getGroupIndex(region, question.groupId)]] }
  const [people] = sumPeopleByCell(group, state.cells.cellCount)
  const open = listOpenFacilities(state, question.categoryIds)
  const tallies = new Map(
    open.map((index): [number, Tally] => [
      index,
      { catchment: 0, losing: 0, losingAll: 0, extra: 0, extraPeople: 0, takers: new Map() },
    ]),
  )
  for (let cell = 0; cell < originCount; cell++) {
    const persons = people[cell]
    const last = (rank - 1) * originCount + cell
    const now = deciseconds[last]
    // Who reaches fewer places than asked for has nothing to lose.
    if (persons === 0 || now === UNREACHED) continue
    const then = deciseconds[last + originCount]
    tallies.get(facility[last])!.catchment += persons
    for (let r = 0; r < rank; r++) {
      const tally = tallies.get(facility[r * originCount + cell])!
      if (now <= threshold && then > threshold) {
        tally.losing += persons
        if (then === UNREACHED) tally.losingAll += persons
      }
      if (then === UNREACHED) continue
      if (then > now) {
        tally.extra += persons * (then - now)
        tally.extraPeople += persons
      }
      const taker = facility[last + originCount]
      tally.takers.set(taker, (tally.takers.get(taker) ?? 0) + persons)
    }
  }
  const places = describePlaces(
    region,
    question.levelId,
    open.map((index) => facilities[index]),
  )
  const rows = open.map((index, i): ClosureRow => {
    const tally = tallies.get(index)!
    const takers = [...tally.takers].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    const rest = takers.slice(MOST_TAKERS).reduce((sum, [, persons]) => sum + persons, 0)
    return {
      ...places[i],
      catchmentPeople: tally.catchment,
      losing: tally.losing,
      losingAll: tally.losingAll,
      extraPersonMinutes: tally.extra / 600,
      meanExtraMinutes: tally.extraPeople > 0 ? tally.extra / tally.extraPeople / 600 : null,
      takenOverBy: takers.slice(0, MOST_TAKERS).map(([taker, persons]) => ({
        facilityId: facilities[taker].id,
        name: facilities[taker].name,
        people: persons,
      })),
      otherPeople: rest,
      critical: tally.losing >= 1,
    }
  })
  rows.sort(
    (a, b) =>
      b.losing - a.losing || b.extraPersonMinutes - a.extraPersonMinutes || (a.facilityId < b.facilityId ? -1 : 1),
  )
  return { question, rows }
}
