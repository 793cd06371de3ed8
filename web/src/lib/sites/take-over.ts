import type { Modification, SitingRequest, SitingSolution } from '../api/contract.ts'
import { changeFacility, closeFacility } from '../plan/edit-modifications.ts'
import { resolvePlaces, type KnownPlace } from '../plan/resolve-places.ts'

type List = readonly Modification[]
type Site = SitingSolution['sites'][number]

/** Longest name that a place of a scenario may have. */
const NAME_LENGTH = 120

/** What turning a solution into modifications needs besides it. */
export interface TakeOver {
  readonly solution: SitingSolution
  readonly request: SitingRequest
  /** Places of the data, of every kind. */
  readonly known: ReadonlyMap<string, KnownPlace>
  /** Name of a new place; `position` counts from 0. */
  readonly nameOf: (site: Site, position: number) => string
  /** A fresh id for each modification. */
  readonly createId: () => string
}

/** Ids of the places that serve the kinds after the modifications. */
export function listServingPlaces(
  known: ReadonlyMap<string, KnownPlace>,
  modifications: List,
  categoryIds: readonly string[],
): string[] {
  const places = resolvePlaces(known, modifications)
  const serves = (kinds: readonly string[]) => kinds.some((kind) => categoryIds.includes(kind))
  const untouched = [...known.values()].filter((place) => !places.has(place.id) && serves(place.categoryIds))
  const touched = [...places.values()].filter((place) => !place.isClosed && serves(place.categoryIds))
  return [...untouched.map(({ id }) => id), ...touched.map(({ facilityId }) => facilityId)]
}

/**
 * The modifications of a scenario with the sites of a solution: a site at an existing place of another kind opens that place to
 * the need, any other one is a new place, and existing places that are given up close. `as-counted` closes those as well that did
 * not count: the state that the figures of the solution are about.
 */
export function addSolution(list: List, takeOver: TakeOver, mode: 'planned' | 'as-counted'): List {
  const { solution, request, known, nameOf, createId } = takeOver
  const { categoryIds } = request.question
  let next = list
  for (const { facilityId } of solution.givenUp) next = closeFacility(next, facilityId, createId())
  if (mode === 'as-counted' && request.existing === 'ignored')
    for (const facilityId of listServingPlaces(known, list, categoryIds))
      next = closeFacility(next, facilityId, createId())
  solution.sites.forEach((site, position) => {
    if (site.exists) return
    const place = site.source === 'facility' ? known.get(site.sourceId) : undefined
    if (place) {
      const kinds = [...new Set([...place.categoryIds, ...categoryIds])]
      next = changeFacility(next, place.id, { categoryIds: kinds }, createId())
    } else {
      const name = nameOf(site, position).slice(0, NAME_LENGTH)
      const { lng, lat } = site
      next = [...next, { id: createId(), kind: 'add-facility', lng, lat, name, categoryIds: [...categoryIds] }]
    }
  })
  return next
}
