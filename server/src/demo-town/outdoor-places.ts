import { isWalkable, type BentTown } from './bend-town.ts'
import type { BuiltTown } from './buildings.ts'
import type { BlockUse } from './land-uses.ts'
import { isForbidden, type ProtectedArea, type TownPlace } from './town-place.ts'
import { pointAlongLine, lineLength, type Point } from './plane-geometry.ts'
import type { Random } from './random.ts'

/** Benches along promenade, parks, the river and main streets; playgrounds and pitches as places of their own. */
export function chooseOutdoorPlaces(
  town: BentTown,
  built: BuiltTown,
  uses: readonly BlockUse[],
  areas: readonly ProtectedArea[],
  random: Random,
): TownPlace[] {
  const places: TownPlace[] = []
  const add = (categoryIds: readonly string[], at: Point, tags: Readonly<Record<string, string>>): void => {
    if (!isForbidden(areas, categoryIds, at)) places.push({ ...OUTDOORS, categoryIds, at, tags })
  }
  for (const { kind, ring } of built.grounds) {
    const middle: Point = [(ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2]
    if (kind === 'playground') add(['playground_0_6', 'playground_6_12'], middle, { leisure: 'playground' })
  }
  const benchShare = benchSharesByEdge(town, uses)
  town.streets.edges.forEach((edge, e) => {
    if (edge === null || !isWalkable(town.streets.lines[edge.line])) return
    const length = lineLength(edge.shape)
    for (let along = random.between(10, 70); along < length; along += random.between(60, 110)) {
      if (!random.chance(benchShare[e])) continue
      const { point, direction } = pointAlongLine(edge.shape, along)
      const side = random.chance(0.5) ? 3 : -3
      const tags: Record<string, string> = { amenity: 'bench' }
      if (random.chance(0.5)) tags.backrest = random.chance(0.8) ? 'yes' : 'no'
      add(['bench'], [point[0] - direction[1] * side, point[1] + direction[0] * side], tags)
    }
  })
  return places
}

/** A place outdoors, without any of what a house or a list would say about it. */
export const OUTDOORS = {
  source: 'osm',
  building: null,
  carrier: 'node',
  name: null,
  art: null,
  capacity: null,
  provider: null,
  openingHours: null,
  wheelchair: null,
} as const

function benchSharesByEdge(town: BentTown, uses: readonly BlockUse[]): Float64Array {
  const shares = new Float64Array(town.streets.edges.length)
  town.blocks.forEach((block, i) => {
    const use = uses[i]
    const own =
      use === 'promenade'
        ? 0.6
        : use === 'park' || use === 'cemetery'
          ? 0.7
          : use === 'market'
            ? 0.9
            : use === 'meadow'
              ? 0.12
              : block.zone === 'built'
                ? 0.02
                : block.zone === 'village'
                  ? 0.03
                  : 0
    for (const { edge } of block.face) shares[edge] = Math.max(shares[edge], own)
  })
  return shares
}
