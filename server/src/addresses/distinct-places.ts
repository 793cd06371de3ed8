import { distanceMetres } from '../geo/distance.ts'
import { buildPolygonIndex, findArea } from '../geo/polygon-index.ts'
import { OUTSIDE_DISTRICTS, PLACE_KINDS } from './address-book.ts'
import type { NamedPlace } from './collect-named-places.ts'
import { nearestOnLine, type Street } from './collect-streets.ts'
import { foldName } from './fold-text.ts'
import { groupBy } from './group-by.ts'
import type { NamedDistrict } from './housed-street.ts'

/** A square this near to a street of its name is that street; places of one name this near are one place. */
const SAME_PLACE_METRES = 250

/** Leaves out what is in the book already: squares that are streets, settlements that are districts, and the same place twice. */
export function keepDistinctPlaces(
  places: readonly NamedPlace[],
  streets: readonly Street[],
  districts: readonly (readonly NamedDistrict[])[],
): NamedPlace[] {
  const streetsOfName = groupBy(streets, ({ name }) => foldName(name))
  const areas = districts.map((level) => ({ level, index: buildPolygonIndex(level.map((d) => d.geometry)) }))
  const kept = new Map<string, NamedPlace[]>()
  const isKnown = (place: NamedPlace, name: string): boolean => {
    const same = kept.get(name) ?? []
    if (same.some(({ position }) => distanceMetres(...position, ...place.position) <= SAME_PLACE_METRES)) return true
    if (PLACE_KINDS[place.kind] === 'square')
      return (streetsOfName.get(name) ?? []).some(({ lines }) =>
        lines.some((line) => nearestOnLine(line, place.position).metres <= SAME_PLACE_METRES),
      )
    return areas.some(({ level, index }) => {
      const area = findArea(index, ...place.position)
      return area !== OUTSIDE_DISTRICTS && foldName(level[area].name) === name
    })
  }
  for (const place of places) {
    const name = foldName(place.name)
    if (name !== '' && !isKnown(place, name)) kept.set(name, [...(kept.get(name) ?? []), place])
  }
  return [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, list]) => list)
}
