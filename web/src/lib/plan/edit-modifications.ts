import type { Modification } from '../api/contract.ts'

type Kind = Modification['kind']
export type ModificationOf<K extends Kind> = Extract<Modification, { kind: K }>
type List = readonly Modification[]
type StreetKind = 'add-path' | 'close-street' | 'make-barrier-free' | 'lower-kerb' | 'add-obstacle'

const streetKinds: readonly Kind[] = [
  'add-path',
  'close-street',
  'make-barrier-free',
  'lower-kerb',
  'add-obstacle',
] satisfies StreetKind[]
export const isStreetChange = (item: Modification): item is ModificationOf<StreetKind> =>
  streetKinds.includes(item.kind)

const ownPrefix = 'scenario/'
/** How a scenario's own place is named by later modifications and by the engine. */
export const addedFacilityId = (modificationId: string): string => `${ownPrefix}${modificationId}`
/** The modification that added a place, or undefined for a place of the data. */
export const addedBy = (facilityId: string): string | undefined =>
  facilityId.startsWith(ownPrefix) ? facilityId.slice(ownPrefix.length) : undefined

export const findModification = (list: List, id: string): Modification | undefined =>
  list.find((modification) => modification.id === id)

/** The last modification of a kind that names the place. */
export const findForFacility = <K extends 'move-facility' | 'close-facility' | 'change-facility'>(
  list: List,
  kind: K,
  facilityId: string,
): ModificationOf<K> | undefined =>
  list.findLast(
    (item): item is ModificationOf<K> => item.kind === kind && 'facilityId' in item && item.facilityId === facilityId,
  )

export const replaceModification = (list: List, next: Modification): List =>
  list.map((item) => (item.id === next.id ? next : item))

/** Without the modification, and without those that named the place it added. */
export function removeModification(list: List, id: string): List {
  const own = addedFacilityId(id)
  return list.filter((item) => item.id !== id && !('facilityId' in item && item.facilityId === own))
}

/**
 * The place stands at another position: an added one is moved itself, one of the data gets one `move-facility`, however often
 * it is moved.
 */
export function moveFacility(list: List, facilityId: string, lng: number, lat: number, newId: string): List {
  const owner = addedBy(facilityId)
  if (owner !== undefined)
    return list.map((item) => (item.id === owner && item.kind === 'add-facility' ? { ...item, lng, lat } : item))
  const known = findForFacility(list, 'move-facility', facilityId)
  if (known) return replaceModification(list, { ...known, lng, lat })
  return [...list, { id: newId, kind: 'move-facility', facilityId, lng, lat }]
}

/** The place is closed; an added one goes away. What else was planned for it goes with it. */
export function closeFacility(list: List, facilityId: string, newId: string): List {
  const owner = addedBy(facilityId)
  if (owner !== undefined) return removeModification(list, owner)
  return [...withoutFacility(list, facilityId), { id: newId, kind: 'close-facility', facilityId }]
}

/** The place is as in the data again. */
export const withoutFacility = (list: List, facilityId: string): List =>
  list.filter((item) => !('facilityId' in item && item.facilityId === facilityId))

export interface FacilityChange {
  readonly categoryIds?: string[]
  readonly capacity?: number | null
  readonly openingHours?: string | null
}

/** Kinds, capacity or opening hours of a place; changes of the same place are joined to one. */
export function changeFacility(list: List, facilityId: string, change: FacilityChange, newId: string): List {
  const owner = addedBy(facilityId)
  if (owner !== undefined)
    return list.map((item) => (item.id === owner && item.kind === 'add-facility' ? { ...item, ...change } : item))
  const known = findForFacility(list, 'change-facility', facilityId)
  if (known) return replaceModification(list, { ...known, ...change })
  return [...list, { id: newId, kind: 'change-facility', facilityId, ...change }]
}

/** Moves an entry of the list; later modifications build on earlier ones, so that the order can matter. */
export function reorderModification(list: List, id: string, step: 1 | -1): List {
  const from = list.findIndex((item) => item.id === id)
  const to = from + step
  if (from < 0 || to < 0 || to >= list.length) return list
  const next = [...list]
  ;[next[from], next[to]] = [next[to], next[from]]
  return next
}

/**
 * What matters to the walking area of a place, or of a point (null): streets, people, and where that place stands. What happens to other places does not,
 * nor that it is closed: the area shows who would reach it.
 */
export function listReachChanges(list: List, facilityId: string | null): List {
  return list.filter((item) => {
    if (isStreetChange(item) || item.kind === 'add-housing' || item.kind === 'change-population') return true
    if (item.kind === 'add-facility') return addedFacilityId(item.id) === facilityId
    return item.kind === 'move-facility' && item.facilityId === facilityId
  })
}
