/** All that may be a site, as far as areas and kinds say: not yet whether it can be reached. */
import type { SitingRequest } from '../contract/siting.ts'
import type { LngLat } from '../geo/bounds.ts'
import { buildPolygonIndex, findArea, NO_AREA, type PolygonIndex } from '../geo/polygon-index.ts'
import { closeRing } from '../scenario/resolve-demand.ts'
import type { State } from '../scenario/state.ts'
import { listOpenFacilities } from '../scenario/times.ts'
import type { AddressPoints, Candidate } from './candidate.ts'

type Sources = NonNullable<SitingRequest['candidates']>

/**
 * New sites from all sources that are asked for, inhabited cells where none is; within one of `areas` where there are any, and in none of
 * `forbidden`.
 *
 * @param existing places that count already, by facility index: they are no new sites
 * @param addresses null where the region has none
 */
export function listCandidates(
  state: State,
  { cells, addresses: wantsAddresses, categoryIds, points, areas, forbidden }: Sources,
  existing: ReadonlySet<number>,
  addresses: AddressPoints | null,
): Candidate[] {
  const isSourceNamed =
    cells !== undefined || wantsAddresses === true || categoryIds !== undefined || points !== undefined
  const isAllowed = createAreaFilter(areas, forbidden)
  const found: Candidate[] = []
  const add = (
    candidate: Omit<Candidate, 'accessPoints' | 'existingIndex'>,
    accessPoints?: readonly LngLat[],
  ): void => {
    const { lng, lat } = candidate
    if (isAllowed(lng, lat))
      found.push({ ...candidate, accessPoints: accessPoints ?? [[lng, lat]], existingIndex: null })
  }
  if (cells === true || !isSourceNamed) {
    const { cellIds, originLng, originLat } = state.cells
    const isInhabited = markInhabited(state)
    cellIds.forEach((sourceId, cell) => {
      if (isInhabited[cell] === 0) return
      add({ id: `cell/${sourceId}`, source: 'cell', sourceId, name: null, lng: originLng[cell], lat: originLat[cell] })
    })
  }
  if (wantsAddresses === true && addresses !== null) {
    addresses.names.forEach((name, n) => {
      const number = String(n + 1)
      const id = `address/${number.padStart(6, '0')}`
      add({ id, source: 'address', sourceId: number, name, lng: addresses.lng[n], lat: addresses.lat[n] })
    })
  }
  for (const index of listOpenFacilities(state, categoryIds ?? [])) {
    if (existing.has(index)) continue
    const { id, name, lng, lat, accessPoints } = state.facilities[index]
    add({ id, source: 'facility', sourceId: id, name, lng, lat }, accessPoints)
  }
  points?.forEach(([lng, lat], n) => {
    const number = String(n + 1)
    add({ id: `point/${number.padStart(4, '0')}`, source: 'point', sourceId: number, name: null, lng, lat })
  })
  return found
}

/** 1 per cell where anybody lives. */
function markInhabited({ population, cells }: State): Uint8Array {
  const isInhabited = new Uint8Array(cells.cellCount)
  for (const people of population.people) {
    for (let part = 0; part < people.length; part++) if (people[part] > 0) isInhabited[population.partCell[part]] = 1
  }
  return isInhabited
}

function createAreaFilter(
  areas: Sources['areas'],
  forbidden: Sources['forbidden'],
): (lng: number, lat: number) => boolean {
  const indexOf = (rings: Sources['areas']): PolygonIndex | null =>
    rings === undefined ? null : buildPolygonIndex(rings.map((ring) => [[closeRing(ring)]]))
  const [within, outside] = [indexOf(areas), indexOf(forbidden)]
  return (lng, lat) =>
    (within === null || findArea(within, lng, lat) !== NO_AREA) &&
    (outside === null || findArea(outside, lng, lat) === NO_AREA)
}
