import { numberHouses } from './addresses.ts'
import { bendTown } from './bend-town.ts'
import { raiseBuildings } from './buildings.ts'
import { planBusLines } from './bus-lines.ts'
import { growStreets } from './grow-streets.ts'
import { layInnerPaths } from './inner-paths.ts'
import { keepConnected, layPathsInGrounds } from './keep-connected.ts'
import { assignLandUses } from './land-uses.ts'
import { chooseOutdoorPlaces } from './outdoor-places.ts'
import { settlePeople } from './people.ts'
import { choosePlaces } from './places.ts'
import { isForbidden } from './town-place.ts'
import { planLayout } from './plan.ts'
import { describeGaps, listProtectedAreas, supplyEverybody } from './planted-gaps.ts'
import type { Point } from './plane-geometry.ts'
import { createRandom } from './random.ts'
import type { TownRecipe } from './recipe.ts'
import { nameStreets } from './street-names.ts'
import type { TownPlan } from './town-plan.ts'
import { createWarp } from './warp.ts'

/**
 * Makes a town from its recipe; the same recipe gives the same town. The order is that of a real one: land and lines first, then
 * streets, uses, houses, people, and what people need. Each step draws from a random stream of its own.
 */
export function generateTown(recipe: TownRecipe): TownPlan {
  const random = createRandom(recipe.seed)
  const layout = planLayout(recipe, random.fork('plan'))
  const drawing = growStreets(recipe, layout, random.fork('streets'))
  const bent = keepConnected(bendTown(drawing, createWarp(random.fork('warp'), listWindingQuarters(recipe))))
  const uses = assignLandUses(bent.blocks, recipe, random.fork('uses'))
  const town = layPathsInGrounds(bent, uses)
  const streetNames = nameStreets(town, random.fork('names'))
  const built = raiseBuildings(town, uses, random.fork('buildings'))
  const { buildings } = built
  const people = settlePeople(buildings, town.blocks, recipe.people, random.fork('people'))
  const protectedAreas = listProtectedAreas(recipe, town, buildings, people)
  const addresses = numberHouses(town, streetNames, buildings, random.fork('numbers'))
  const setting = { town, addresses, buildings, people, uses, streetNames, peopleTotal: recipe.people, protectedAreas }
  const places = [
    ...choosePlaces(setting, random.fork('places')),
    ...chooseOutdoorPlaces(town, built, uses, protectedAreas, random.fork('outdoors')),
    ...supplyEverybody(recipe, town, buildings, people),
  ]
  const bus = planBusLines(town, streetNames, (categoryId, at) => isForbidden(protectedAreas, [categoryId], at))
  return {
    recipe,
    town,
    streetNames,
    uses,
    built,
    addresses,
    people,
    innerPaths: layInnerPaths(town, built, uses, random.fork('paths')),
    places,
    busStops: bus.stops,
    busLines: bus.lines,
    island: placeIsland(town.blocks),
    plantedGaps: describeGaps(recipe, town, buildings, people),
  }
}

function listWindingQuarters(recipe: TownRecipe) {
  return recipe.quarters
    .filter(({ type }) => type === 'suburb' || type === 'old-town')
    .map(({ type, at }) =>
      type === 'suburb'
        ? { centre: at, reachMetres: 330, waveMetres: 300, amplitudeMetres: 14 }
        : { centre: at, reachMetres: recipe.coreRadiusMetres * 0.8, waveMetres: 130, amplitudeMetres: 5 },
    )
}

/** In the middle of the largest field: two hundred metres from any way at least. */
function placeIsland(
  blocks: readonly { readonly zone: string; readonly areaSquareMetres: number; readonly middle: Point }[],
): Point[] {
  const fields = blocks.filter((block) => block.zone === 'open')
  if (fields.length === 0) return []
  const [x, y] = fields.reduce((a, b) => (b.areaSquareMetres > a.areaSquareMetres ? b : a)).middle
  return [
    [x - 30, y],
    [x, y + 14],
    [x + 34, y + 4],
  ]
}
