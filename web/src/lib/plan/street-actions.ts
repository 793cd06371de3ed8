import { m } from '#messages'
import { getStreet } from '../api/scenarios.ts'
import type { Modification } from '../api/contract.ts'
import { toProblem } from '../api/problem.ts'
import { findModification, replaceModification } from './edit-modifications.ts'
import { metresToLines } from './line-distance.ts'
import { roundDegrees } from './plan-selection.ts'
import { createModificationId, type PlanContext } from './plan-state.svelte.ts'

/** How close to a changed street a click selects it. */
const SELECT_METRES = 15

/** Makes a new way of the corners; false while there are fewer than two. */
export function finishPath(plan: PlanContext): boolean {
  const { tool } = plan
  if (tool?.type !== 'path' || tool.corners.length < 2) return false
  const line = tool.corners.map(([lng, lat]) => [lng, lat])
  const known = tool.replaceId === undefined ? undefined : findModification(plan.document.modifications, tool.replaceId)
  const id = known?.id ?? createModificationId()
  if (known?.kind === 'add-path') plan.edit((list) => replaceModification(list, { ...known, line }))
  else {
    const count = plan.document.modifications.filter(({ kind }) => kind === 'add-path').length
    const name = m.plan_way_default({ number: count + 1 })
    plan.edit((list) => [...list, { id, kind: 'add-path', way: tool.way, line, name }])
  }
  plan.tool = null
  plan.selected = { type: 'modification', id }
  return true
}

/**
 * Does to the street or kerb at a position what the tool in hand does. Where there is none, the tool stays in hand and says so.
 * Rejects never.
 */
export async function changeStreetAt(plan: PlanContext, region: string, lng: number, lat: number): Promise<void> {
  const { tool } = plan
  if (tool?.type !== 'street') return
  plan.toolMessage = m.plan_street_looking()
  let answer
  try {
    answer = await getStreet(region, lng, lat)
  } catch (error) {
    const { code, message } = toProblem(error)
    plan.toolMessage = code === 'unreachable' ? m.problem_unreachable() : message
    return
  }
  // Put down, or taken for something else, in the meantime.
  if (plan.tool !== tool) return
  const { street, kerb } = answer
  const id = createModificationId()
  const place = (at: { lng: number; lat: number }) => ({ lng: roundDegrees(at.lng), lat: roundDegrees(at.lat) })
  let modification: Modification
  if (tool.change === 'lower-kerb') {
    if (kerb === null) {
      plan.toolMessage = m.plan_kerb_none()
      return
    }
    modification = { id, kind: 'lower-kerb', ...place(kerb) }
  } else {
    if (street === null) {
      plan.toolMessage = m.plan_street_none()
      return
    }
    modification = { id, kind: tool.change, wayId: street.wayId, ...place(street) }
  }
  plan.toolMessage = ''
  plan.edit((list) => [...list, modification])
  plan.tool = null
  plan.selected = { type: 'modification', id }
}

/** The change of the streets at a position, the last one where several are. */
export function findStreetChange(plan: PlanContext, lng: number, lat: number): string | undefined {
  const streets = plan.answer?.effect.streets ?? []
  return streets.findLast(({ lines }) => metresToLines(lines, lng, lat) <= SELECT_METRES)?.modificationId
}
