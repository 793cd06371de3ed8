import { m } from '#messages'
import type { Region } from '../api/contract.ts'
import { isPointInArea } from '../map/point-in-polygon.ts'
import { addedFacilityId, findModification, replaceModification } from './edit-modifications.ts'
import { spreadPeople } from './new-housing.ts'
import { findStreetChange } from './street-actions.ts'
import { roundDegrees } from './plan-selection.ts'
import { createModificationId, type PlanContext } from './plan-state.svelte.ts'

const NEW_RESIDENTS = 200

/** Puts a place of the kinds at a position, selected; its name counts on. */
export function placeSite(
  plan: PlanContext,
  lng: number,
  lat: number,
  categoryIds: readonly string[],
  name = '',
): string {
  const id = createModificationId()
  const count = plan.document.modifications.filter(({ kind }) => kind === 'add-facility').length
  plan.edit((list) => [
    ...list,
    {
      id,
      kind: 'add-facility',
      lng: roundDegrees(lng),
      lat: roundDegrees(lat),
      name: (name || m.plan_site_name({ number: count + 1 })).slice(0, 120),
      categoryIds: [...categoryIds],
    },
  ])
  plan.tool = null
  plan.selected = { type: 'modification', id }
  return addedFacilityId(id)
}

/** What a click on the map, or Enter at its middle, means with the tool in hand. */
export function pickPosition(
  plan: PlanContext,
  lng: number,
  lat: number,
  placeId: string | null,
  categoryIds: readonly string[],
): void {
  const { tool } = plan
  if (tool?.type === 'place') placeSite(plan, lng, lat, categoryIds)
  else if (tool?.type === 'move') {
    plan.tool = null
    plan.dropAt(tool.facilityId, lng, lat)
  } else if (tool?.type === 'area' || tool?.type === 'path')
    plan.tool = { ...tool, corners: [...tool.corners, [roundDegrees(lng), roundDegrees(lat)]] }
  else if (placeId !== null) plan.selectFacility(placeId)
  else {
    const housing = plan.document.modifications.findLast(
      (item) =>
        item.kind === 'add-housing' &&
        isPointInArea(lng, lat, { type: 'Polygon', coordinates: [[...item.area, item.area[0]]] }),
    )
    const found = housing?.id ?? findStreetChange(plan, lng, lat)
    plan.selected = found === undefined ? null : { type: 'modification', id: found }
  }
}

/** Takes the last corner away; without any the tool is put down. */
export function removeCorner(plan: PlanContext): void {
  const { tool } = plan
  if (tool?.type !== 'area' && tool?.type !== 'path') return
  plan.tool = tool.corners.length === 0 ? null : { ...tool, corners: tool.corners.slice(0, -1) }
}

/** Makes new housing of the corners; false while there are fewer than three. */
export function finishArea(plan: PlanContext, region: Region): boolean {
  const { tool } = plan
  if (tool?.type !== 'area' || tool.corners.length < 3) return false
  const area = tool.corners.map(([lng, lat]) => [lng, lat])
  const known = tool.replaceId === undefined ? undefined : findModification(plan.document.modifications, tool.replaceId)
  const id = known?.id ?? createModificationId()
  if (known?.kind === 'add-housing') plan.edit((list) => replaceModification(list, { ...known, area }))
  else {
    const count = plan.document.modifications.filter(({ kind }) => kind === 'add-housing').length
    const name = m.plan_housing_default({ number: count + 1 })
    const people = spreadPeople(region, NEW_RESIDENTS)
    plan.edit((list) => [...list, { id, kind: 'add-housing', name, area, people }])
  }
  plan.tool = null
  plan.selected = { type: 'modification', id }
  return true
}

/** A line of growth for the whole region, to be filled in. */
export function addGrowth(plan: PlanContext, levelId: string): void {
  const id = createModificationId()
  const entries = [{ districtId: null, groupId: null, percent: 0 }]
  plan.edit((list) => [...list, { id, kind: 'change-population', levelId, entries }])
  plan.selected = { type: 'modification', id }
}

/** Escape and Backspace on the map; true where they were used. */
export function pressMapKey(plan: PlanContext, key: string): boolean {
  if (key === 'Escape' && plan.tool !== null) plan.tool = null
  else if (key === 'Escape' && plan.selected !== null) plan.selected = null
  else if (key === 'Backspace' && (plan.tool?.type === 'area' || plan.tool?.type === 'path')) removeCorner(plan)
  else return false
  return true
}
