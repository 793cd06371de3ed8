import type { ScenarioProblem } from '../contract/scenario.ts'
import { joinPoints } from '../network/join-points.ts'
import { selectPoints } from '../network/select-points.ts'
import { SNAP_STATUS } from '../network/snap-status.ts'
import { joinToStreets } from '../reach/changed-walker.ts'
import type { Walker } from '../reach/walker.ts'
import { applyDemand } from './apply-demand.ts'
import type { ResolvedScenario } from './resolve-scenario.ts'
import { createScenarioProblem, sortProblems } from './scenario-problems.ts'
import type { State } from './state.ts'

/**
 * The baseline with a scenario over it. Only what the scenario changes is computed: entrances of places that were moved or added, cells and
 * people of demand that changes. A scenario without effect gives the baseline itself.
 */
export function applyScenario(
  baseline: State,
  resolved: ResolvedScenario,
): { readonly state: State; readonly problems: readonly ScenarioProblem[] } {
  const { facilities, isOpen, placed, demand } = resolved
  const problems = [...resolved.problems]
  const changesFacilities =
    facilities.length !== baseline.facilities.length ||
    facilities.some((facility, index) => facility !== baseline.facilities[index] || isOpen[index] === 0)
  let state = baseline
  if (changesFacilities) {
    const { walker, unreached } = placeEntrances(baseline.walker, resolved)
    for (const { facilityIndex, modificationId } of placed) {
      if (unreached.has(facilityIndex) && isOpen[facilityIndex] === 1)
        problems.push(createScenarioProblem(modificationId, 'no-street-near'))
    }
    state = { ...state, walker, facilities, isOpen }
  }
  if (demand.length > 0) {
    const applied = applyDemand(state, demand)
    state = applied.state
    problems.push(...applied.problems)
  }
  return { state, problems: sortProblems(problems, resolved.modificationIds) }
}

/** Takes the old entrances of placed facilities away and joins their new ones to the streets. */
function placeEntrances(
  walker: Walker,
  { facilities, placed }: ResolvedScenario,
): { readonly walker: Walker; readonly unreached: ReadonlySet<number> } {
  if (placed.length === 0) return { walker, unreached: new Set() }
  const isPlaced = new Set(placed.map(({ facilityIndex }) => facilityIndex))
  const kept: number[] = []
  walker.entranceFacility.forEach((facility, entrance) => {
    if (!isPlaced.has(facility)) kept.push(entrance)
  })
  const owner = placed.flatMap(({ facilityIndex }) => facilities[facilityIndex].accessPoints.map(() => facilityIndex))
  const points = placed.flatMap(({ facilityIndex }) => facilities[facilityIndex].accessPoints)
  const added = joinToStreets(
    walker,
    Float64Array.from(points, ([lng]) => lng),
    Float64Array.from(points, ([, lat]) => lat),
    'arrive',
  )
  const entranceFacility = Uint32Array.from([...kept.map((entrance) => walker.entranceFacility[entrance]), ...owner])
  const unreached = new Set(isPlaced)
  owner.forEach((facilityIndex, entrance) => {
    if (added.status[entrance] === SNAP_STATUS.connected) unreached.delete(facilityIndex)
  })
  return {
    walker: { ...walker, entrances: joinPoints(selectPoints(walker.entrances, kept), added), entranceFacility },
    unreached,
  }
}
