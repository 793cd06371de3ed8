import { isWalkable, type BentTown } from './bend-town.ts'
import type { Building } from './block-site.ts'
import type { TownPeople } from './people.ts'
import { distanceBetween, lineLength, pointAlongLine, type Point } from './plane-geometry.ts'
import type { ProtectedArea, TownPlace } from './town-place.ts'
import type { RecipeGap, TownRecipe } from './recipe.ts'

/** A statement about the town that is true by construction, for checking an analysis from outside. */
export interface PlantedGap {
  readonly categoryId: string
  readonly districtId: string
  readonly statement: RecipeGap['statement']
  /** `nobody`: straight-line distance that no house undercuts. `everybody`: walking distance that no house exceeds. */
  readonly metres: number
  readonly people: number
  readonly peopleFrom65: number
  readonly peopleFrom80: number
  /** Of `people`, for any walking speed and time with speed × time below (`nobody`) or above (`everybody`) `metres`. */
  readonly expectedUnservedPeople: number
}

/** The houses of the recipe's `nobody` gaps. */
export function listProtectedAreas(
  recipe: TownRecipe,
  town: BentTown,
  buildings: readonly Building[],
  people: TownPeople,
): ProtectedArea[] {
  return recipe.plantedGaps
    .filter((gap) => gap.statement === 'nobody')
    .map((gap): ProtectedArea => {
      const houses = housesOf(recipe, gap, town, buildings, people).map((b) => buildings[b].front)
      const centre: Point = [mean(houses.map(([x]) => x)), mean(houses.map(([, y]) => y))]
      const radiusMetres = Math.max(0, ...houses.map((house) => distanceBetween(house, centre)))
      return { categoryIds: gap.categoryIds, metres: gap.metres, houses, centre, radiusMetres }
    })
}

/** Benches and the like for the recipe's `everybody` gaps: so many that no house of the district is further away on foot. */
export function supplyEverybody(
  recipe: TownRecipe,
  town: BentTown,
  buildings: readonly Building[],
  people: TownPeople,
): TownPlace[] {
  return recipe.plantedGaps
    .filter((gap) => gap.statement === 'everybody')
    .flatMap((gap) => coverHouses(town, buildings, housesOf(recipe, gap, town, buildings, people), gap))
}

/** What the recipe planted, with the people that it concerns. */
export function describeGaps(
  recipe: TownRecipe,
  town: BentTown,
  buildings: readonly Building[],
  people: TownPeople,
): PlantedGap[] {
  return recipe.plantedGaps.flatMap((gap) => {
    const houses = housesOf(recipe, gap, town, buildings, people)
    const sum = (column: Uint16Array): number => houses.reduce((total, b) => total + column[b], 0)
    const all = sum(people.all)
    return gap.categoryIds.map((categoryId): PlantedGap => ({
      categoryId,
      districtId: gap.districtId,
      statement: gap.statement,
      metres: gap.metres,
      people: all,
      peopleFrom65: sum(people.from65),
      peopleFrom80: sum(people.from80),
      expectedUnservedPeople: gap.statement === 'nobody' ? all : 0,
    }))
  })
}

function housesOf(
  recipe: TownRecipe,
  gap: RecipeGap,
  town: BentTown,
  buildings: readonly Building[],
  people: TownPeople,
): number[] {
  const district = recipe.districts.findIndex(({ id }) => id === gap.districtId)
  if (district < 0) throw new RangeError(`planted gap names district ${gap.districtId}, which the recipe does not have`)
  return buildings.flatMap((building, b) =>
    people.all[b] > 0 && town.blocks[building.block].district === district ? [b] : [],
  )
}

/** What `everybody` gaps place; outdoors, at street corners. */
const OUTDOOR_TAGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bench: { amenity: 'bench', backrest: 'yes' },
  post_box: { amenity: 'post_box' },
}

/** Share of the promised distance that is used up: the rest is for the step from the door to the street. */
const MARGIN_SHARE = 0.8

function coverHouses(
  town: BentTown,
  buildings: readonly Building[],
  houses: readonly number[],
  gap: RecipeGap,
): TownPlace[] {
  const walk = createWalk(town)
  const reach = gap.metres * MARGIN_SHARE
  const places: TownPlace[] = []
  for (const categoryId of gap.categoryIds) {
    const tags = OUTDOOR_TAGS[categoryId]
    if (tags === undefined) throw new RangeError(`no outdoor place of kind ${categoryId} can be planted`)
    const away = new Float64Array(town.streets.points.length).fill(Infinity)
    for (const b of houses) {
      const { edge: index, front } = buildings[b]
      const edge = index === null ? null : town.streets.edges[index]
      if (edge === null) continue
      const along = alongOf(edge.shape, front)
      const length = lineLength(edge.shape)
      if (Math.min(along + away[edge.from], length - along + away[edge.to]) <= reach) continue
      const node = along < length / 2 ? edge.from : edge.to
      walk(node, reach, away)
      places.push({
        categoryIds: [categoryId],
        source: 'osm',
        at: town.streets.points[node],
        building: null,
        carrier: 'node',
        name: null,
        tags,
        art: null,
        capacity: null,
        provider: null,
        openingHours: null,
        wheelchair: null,
      })
    }
  }
  return places
}

/** Metres along the line to the point of it that is nearest to `point`, to within two metres. */
function alongOf(line: readonly Point[], point: Point): number {
  const length = lineLength(line)
  let best = 0
  let nearest = Infinity
  for (let along = 0; along <= length; along += 2) {
    const away = distanceBetween(pointAlongLine(line, along).point, point)
    if (away < nearest) {
      nearest = away
      best = along
    }
  }
  return best
}

/** Lowers `away` to the walking distance from `start` wherever that is nearer, up to `reach` metres (label correcting). */
function createWalk(town: BentTown): (start: number, reach: number, away: Float64Array) => void {
  const neighbours: { readonly node: number; readonly metres: number }[][] = town.streets.points.map(() => [])
  for (const edge of town.streets.edges) {
    if (edge === null || !isWalkable(town.streets.lines[edge.line])) continue
    const metres = lineLength(edge.shape)
    neighbours[edge.from].push({ node: edge.to, metres })
    neighbours[edge.to].push({ node: edge.from, metres })
  }
  return (start, reach, away) => {
    away[start] = 0
    const waiting = [start]
    for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
      for (const next of neighbours[node]) {
        const total = away[node] + next.metres
        if (total >= away[next.node] || total > reach) continue
        away[next.node] = total
        waiting.push(next.node)
      }
    }
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length
}
