import { m } from '#messages'
import type { CategoryInfo, Modification, Region } from '../api/contract.ts'
import { localText } from '../state/locale.svelte.ts'
import { formats } from '../text/current-formats.ts'
import { lengthMetres } from './line-distance.ts'
import type { PlannedPlace } from './resolve-places.ts'

export interface Described {
  /** What is done: "Neuer Standort". */
  readonly kind: string
  /** To what: the name of the place or area. */
  readonly title: string
  /** How: kinds, metres, people. */
  readonly detail: string
}

const streetKinds = {
  'close-street': m.plan_kind_close_street,
  'make-barrier-free': m.plan_kind_barrier_free,
  'lower-kerb': m.plan_kind_lower_kerb,
}

/** What stands in the way, in words. */
export const obstacleKinds = {
  blocked: m.corr_obstacle_blocked,
  steps: m.corr_obstacle_steps,
  kerb: m.corr_obstacle_kerb,
  barrier: m.corr_obstacle_barrier,
}

interface Known {
  readonly region: Region
  readonly categories: readonly CategoryInfo[]
  findPlace(facilityId: string): PlannedPlace | undefined
  /** Name of the street that a modification was found on. */
  streetName?: (modificationId: string) => string | undefined
}

/** A name for a place that has none: its kind. */
export function placeName(
  place: Pick<PlannedPlace, 'name' | 'categoryIds'> | undefined,
  categories: readonly CategoryInfo[],
): string {
  if (!place) return m.unnamed_place()
  return place.name ?? (kindNames(place.categoryIds, categories) || m.unnamed_place())
}

export const kindNames = (ids: readonly string[], categories: readonly CategoryInfo[]): string =>
  categories
    .filter((category) => ids.includes(category.id))
    .map((category) => localText(category.label))
    .join(', ')

/** A modification in words. One of a kind that this page does not know yet keeps its technical name. */
export function describeModification(modification: Modification, known: Known): Described {
  const { categories, region } = known
  const nameOf = (facilityId: string) => placeName(known.findPlace(facilityId), categories)
  switch (modification.kind) {
    case 'add-facility':
      return {
        kind: m.plan_kind_add(),
        title: placeName(
          { name: modification.name === '' ? null : modification.name, categoryIds: modification.categoryIds },
          categories,
        ),
        detail: kindNames(modification.categoryIds, categories),
      }
    case 'move-facility': {
      const today = known.findPlace(modification.facilityId)?.today
      return {
        kind: m.plan_kind_move(),
        title: nameOf(modification.facilityId),
        detail: today
          ? m.plan_moved_by({
              metres: formats().metres(lengthMetres([today, modification].map(({ lng, lat }) => [lng, lat]))),
            })
          : '',
      }
    }
    case 'close-facility':
      return { kind: m.plan_kind_close(), title: nameOf(modification.facilityId), detail: '' }
    case 'change-facility':
      return {
        kind: m.plan_kind_change(),
        title: nameOf(modification.facilityId),
        detail: [
          ...(modification.categoryIds ? [kindNames(modification.categoryIds, categories)] : []),
          ...(modification.capacity ? [m.capacity({ value: formats().integer(modification.capacity) })] : []),
        ].join(' · '),
      }
    case 'add-path':
      return {
        kind: { path: m.plan_way_path(), bridge: m.plan_way_bridge(), steps: m.plan_way_steps() }[modification.way],
        title: modification.name || m.plan_way_unnamed(),
        detail: formats().metres(lengthMetres(modification.line)),
      }
    case 'close-street':
    case 'make-barrier-free':
    case 'lower-kerb':
      return {
        kind: streetKinds[modification.kind](),
        title: known.streetName?.(modification.id) || m.plan_street_unnamed(),
        detail: '',
      }
    case 'add-obstacle':
      return {
        kind: m.corr_kind_obstacle(),
        title: obstacleKinds[modification.obstacle](),
        detail: known.streetName?.(modification.id) ?? '',
      }
    case 'add-housing': {
      const people = modification.people.all ?? 0
      return {
        kind: m.plan_kind_housing(),
        title: modification.name === '' ? m.plan_housing_unnamed() : modification.name,
        detail: m.people_count({ n: Math.round(people), text: formats().people(people) }),
      }
    }
    case 'change-population': {
      const level = region.levels.find(({ id }) => id === modification.levelId)
      return {
        kind: m.plan_kind_growth(),
        title: level ? localText(level.label) : modification.levelId,
        detail: m.plan_growth_lines({ n: modification.entries.length }),
      }
    }
    default:
      return { kind: m.plan_kind_other(), title: (modification as { kind: string }).kind, detail: '' }
  }
}
