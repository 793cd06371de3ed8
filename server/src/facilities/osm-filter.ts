/**
 * Which kinds of the catalogue an element of OpenStreetMap is of.
 *
 * Filter syntax (`filter_syntax` of the catalogue): filters are alternatives; within one, all keys must match. A value means
 * equal, a list one of them, `~re` a case-insensitive regular expression on the whole value, `*` any value, null an absent
 * key. Values with `;` are split first, except for `~`.
 *
 * All filters are compiled into one table by key and value, so that an element costs a few look-ups for its own tags and not
 * one test for each filter.
 */
import type { OsmTags } from '../osm/osm-extract.ts'
import type { Category, TagCondition, TagFilter } from './catalogue.ts'

export interface CategoryMatcher {
  /** Positions in the list of kinds, ascending; the array is reused by the next call. */
  match(tags: OsmTags): readonly number[]
}

interface CompiledFilter {
  readonly category: number
  readonly conditions: readonly CompiledCondition[]
  /** Asks for nothing but the name: then the element must also be a place, see `isPlace`. */
  readonly nameOnly: boolean
}

interface CompiledCondition {
  readonly key: string
  readonly values: ReadonlySet<string>
  readonly expressions: readonly RegExp[]
  readonly matchesAny: boolean
  readonly matchesAbsent: boolean
}

/** Filters to try for an element with a key: by value, and those that must look at the value themselves. */
interface KeyEntry {
  readonly byValue: Map<string, CompiledFilter[]>
  readonly forAny: CompiledFilter[]
}

/** The matcher for a list of kinds. */
export function createCategoryMatcher(categories: readonly Pick<Category, 'osmAny' | 'osmNone'>[]): CategoryMatcher {
  const table = new Map<string, KeyEntry>()
  categories.forEach((category, index) => {
    for (const filter of category.osmAny) enter(table, compileFilter(filter, index))
  })
  const exclusions = categories.map((category) => category.osmNone.map((filter) => compileFilter(filter, 0).conditions))
  const matchedAt = new Float64Array(categories.length)
  const matched: number[] = []
  let stamp = 0

  const tryFilters = (filters: readonly CompiledFilter[] | undefined, tags: OsmTags): void => {
    if (filters === undefined) return
    for (const filter of filters) {
      if (matchedAt[filter.category] === stamp) continue
      if (!filter.conditions.every((condition) => conditionHolds(condition, tags))) continue
      if (filter.nameOnly && !isPlace(tags)) continue
      matchedAt[filter.category] = stamp
      matched.push(filter.category)
    }
  }

  return {
    match(tags) {
      matched.length = 0
      stamp++
      for (const key in tags) {
        const entry = table.get(key)
        if (entry === undefined) continue
        const value = tags[key]
        tryFilters(entry.byValue.get(value), tags)
        if (value.includes(';')) for (const part of splitValues(value)) tryFilters(entry.byValue.get(part), tags)
        tryFilters(entry.forAny, tags)
      }
      if (matched.length === 0) return matched
      const kept = matched.filter(
        (category) =>
          !exclusions[category].some((filter) => filter.every((condition) => conditionHolds(condition, tags))),
      )
      return kept.sort((a, b) => a - b)
    },
  }
}

/** Keys of which a place has at least one; a mere name may be that of a street, a stop or a board. */
const PLACE_KEYS = ['amenity', 'shop', 'office', 'healthcare', 'leisure', 'club', 'building', 'social_facility', 'community_centre', 'craft', 'landuse', 'residential'] // prettier-ignore
const NO_PLACE_KEYS = ['highway', 'public_transport', 'railway', 'route', 'place', 'boundary', 'waterway', 'power', 'barrier', 'information'] // prettier-ignore
/** Amenities that are named after the place beside which they stand. */
const NO_PLACE_AMENITIES = /^(parking|parking_space|parking_entrance|bicycle_parking|bicycle_rental|motorcycle_parking|car_sharing|charging_station|bench|post_box|vending_machine|waste_basket|waste_disposal|recycling|telephone|fountain|clock|shelter|taxi|hunting_stand)$/ // prettier-ignore
/** A shop with such a name is something else (VHS is a video cassette, too), unless it serves people in need. */
const SOCIAL_SHOPS = /^(yes|charity|food|second_hand|community)$/
const LIFECYCLE_PREFIX = /^(disused|abandoned|was|removed|demolished|razed|closed|proposed|construction|planned|old):/

/** Whether an element that is known by its name only is a place in use. */
function isPlace(tags: OsmTags): boolean {
  if (!PLACE_KEYS.some((key) => tags[key] !== undefined)) return false
  if (NO_PLACE_KEYS.some((key) => tags[key] !== undefined)) return false
  if (tags['amenity'] !== undefined && NO_PLACE_AMENITIES.test(tags['amenity'])) return false
  if (tags['shop'] !== undefined && !SOCIAL_SHOPS.test(tags['shop'])) return false
  return !Object.keys(tags).some((key) => LIFECYCLE_PREFIX.test(key))
}

function compileFilter(filter: TagFilter, category: number): CompiledFilter {
  const conditions = Object.entries(filter).map(([key, condition]) => compileCondition(key, condition))
  return { category, conditions, nameOnly: conditions.every((condition) => condition.key === 'name') }
}

function compileCondition(key: string, condition: TagCondition): CompiledCondition {
  const items = condition === null || typeof condition === 'string' ? [condition] : condition
  const texts = items.filter((item) => item !== null)
  return {
    key,
    values: new Set(texts.filter((text) => text !== '*' && !text.startsWith('~'))),
    expressions: texts.filter((text) => text.startsWith('~')).map((text) => new RegExp(text.slice(1), 'i')),
    matchesAny: texts.includes('*'),
    matchesAbsent: items.includes(null),
  }
}

function conditionHolds(condition: CompiledCondition, tags: OsmTags): boolean {
  const value = tags[condition.key]
  if (value === undefined) return condition.matchesAbsent
  if (condition.matchesAny || condition.values.has(value)) return true
  if (
    condition.values.size > 0 &&
    value.includes(';') &&
    splitValues(value).some((part) => condition.values.has(part))
  ) {
    return true
  }
  return condition.expressions.some((expression) => expression.test(value))
}

/** Enters a filter under the one condition that fewest elements meet: a value, else a key that must be present. */
function enter(table: Map<string, KeyEntry>, filter: CompiledFilter): void {
  const present = filter.conditions.filter((condition) => !condition.matchesAbsent)
  const isExact = ({ expressions, matchesAny }: CompiledCondition) => expressions.length === 0 && !matchesAny
  const anchor = present.find(isExact) ?? present[0]
  if (anchor === undefined) throw new RangeError('A filter must ask for at least one key.')
  let entry = table.get(anchor.key)
  if (entry === undefined) table.set(anchor.key, (entry = { byValue: new Map(), forAny: [] }))
  if (!isExact(anchor)) {
    entry.forAny.push(filter)
    return
  }
  for (const value of anchor.values) {
    const filters = entry.byValue.get(value)
    if (filters) filters.push(filter)
    else entry.byValue.set(value, [filter])
  }
}

function splitValues(value: string): string[] {
  return value.split(';').map((part) => part.trim())
}
