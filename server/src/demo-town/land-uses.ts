import type { Block } from './bend-town.ts'
import { distanceBetween, type Point } from './plane-geometry.ts'
import type { Random } from './random.ts'
import type { QuarterType, TownRecipe } from './recipe.ts'

/** What a block is used for; decides its land use on the map and its buildings. */
export type BlockUse =
  | 'housing'
  | 'park'
  | 'primary-school'
  | 'secondary-school'
  | 'sports'
  | 'cemetery'
  | 'hospital'
  | 'retail'
  | 'castle'
  | 'church'
  | 'town-hall'
  | 'station'
  | 'market'
  | 'promenade'
  | 'allotments'
  | 'industry'
  | 'meadow'
  | 'farmland'
  | 'forest'
  | 'water'
  | 'railway'

const HECTARE = 10_000
const HOUSING_TYPES = new Set<QuarterType>(['old-town', 'perimeter', 'rows', 'slabs', 'suburb', 'village'])

/** A wish for blocks of the town; the first wishes choose first. */
interface Wish {
  readonly use: BlockUse
  readonly count: number
  readonly types: readonly QuarterType[]
  readonly hectares: readonly [number, number]
  /** Blocks of the same use keep away from one another by about this much. */
  readonly apartMetres: number
}

/** Decides the use of every block. Result by block. */
export function assignLandUses(blocks: readonly Block[], recipe: TownRecipe, random: Random): BlockUse[] {
  const uses = blocks.map((block) => ordinaryUse(block))
  const free = (i: number): boolean => uses[i] === 'housing' && blocks[i].zone === 'built'
  takeLandmarks(blocks, uses, recipe)
  takeStadtpark(blocks, uses, recipe)
  for (const wish of listWishes(recipe)) {
    const chosen: Point[] = []
    const candidates = random.shuffle(
      blocks.flatMap((block, i) =>
        free(i) && wish.types.includes(block.type) && isOfSize(block, wish.hectares) ? [i] : [],
      ),
    )
    for (const apart of [wish.apartMetres, wish.apartMetres / 2, wish.apartMetres / 5]) {
      for (const i of candidates) {
        if (chosen.length >= wish.count) break
        if (!free(i) || chosen.some((other) => distanceBetween(other, blocks[i].middle) < apart)) continue
        chosen.push(blocks[i].middle)
        uses[i] = wish.use
      }
    }
  }
  takeGreenFields(blocks, uses, recipe, random)
  return uses
}

function ordinaryUse(block: Block): BlockUse {
  switch (block.zone) {
    case 'water':
    case 'railway':
    case 'market':
    case 'promenade':
      return block.zone
    case 'floodplain':
      return 'meadow'
    case 'open':
    case 'outside':
      return block.type === 'forest' ? 'forest' : 'farmland'
    case 'built':
    case 'village':
      if (HOUSING_TYPES.has(block.type)) return 'housing'
      return block.type === 'industry'
        ? 'industry'
        : block.type === 'allotments'
          ? 'allotments'
          : block.type === 'forest'
            ? 'forest'
            : 'meadow'
  }
}

/** One of each: town hall and church at the market, castle in a corner of the old centre, station; a church in every village. */
function takeLandmarks(blocks: readonly Block[], uses: BlockUse[], recipe: TownRecipe): void {
  const take = (use: BlockUse, at: Point, allowed: (block: Block) => boolean): void => {
    let best = -1
    blocks.forEach((block, i) => {
      if (uses[i] !== 'housing' || !allowed(block)) return
      if (best < 0 || distanceBetween(block.middle, at) < distanceBetween(blocks[best].middle, at)) best = i
    })
    if (best >= 0) uses[best] = use
  }
  const core = recipe.coreRadiusMetres
  const market = blocks.find((block) => block.zone === 'market')?.middle ?? [0, 0]
  const inOldTown = (block: Block): boolean => block.type === 'old-town' && block.zone === 'built'
  take(
    'church',
    [market[0] - core * 0.16, market[1] + core * 0.16],
    (block) => inOldTown(block) && block.areaSquareMetres > 0.28 * HECTARE,
  )
  take('town-hall', [market[0] + core * 0.2, market[1]], inOldTown)
  take(
    'castle',
    [market[0] + core * 0.5, market[1] + core * 0.5],
    (block) => inOldTown(block) && block.areaSquareMetres > 0.35 * HECTARE,
  )
  take('church', [market[0] - core * 0.3, market[1] - core * 0.5], inOldTown)
  take('station', recipe.railway.station, (block) => block.type === 'perimeter' && block.zone === 'built')
  recipe.villages.forEach((village, v) => take('church', village.at, (block) => block.village === v))
}

/** Three or four hectares in one place, beside the river if it can be. */
function takeStadtpark(blocks: readonly Block[], uses: BlockUse[], recipe: TownRecipe): void {
  const at: Point = [recipe.coreRadiusMetres * 1.15, recipe.coreRadiusMetres * 1.35]
  const near = blocks
    .map((block, i) => ({ block, i }))
    .filter(({ block, i }) => uses[i] === 'housing' && block.type === 'perimeter')
    .sort((a, b) => distanceBetween(a.block.middle, at) - distanceBetween(b.block.middle, at))
  const wanted = Math.min(5, recipe.people / 12_000) * HECTARE
  let area = 0
  for (const { block, i } of near) {
    if (area >= wanted) break
    uses[i] = 'park'
    area += block.areaSquareMetres
  }
}

function listWishes(recipe: TownRecipe): Wish[] {
  const per = (people: number): number => Math.round(recipe.people / people)
  return [
    {
      use: 'hospital',
      count: Math.max(per(70_000), recipe.people > 30_000 ? 1 : 0),
      types: ['rows', 'perimeter', 'suburb'],
      hectares: [1.1, 4],
      apartMetres: 2500,
    },
    {
      use: 'secondary-school',
      count: per(9000),
      types: ['perimeter', 'rows', 'slabs', 'suburb'],
      hectares: [0.9, 3],
      apartMetres: 900,
    },
    {
      use: 'primary-school',
      count: Math.max(1, per(5200)),
      types: ['perimeter', 'rows', 'slabs', 'suburb'],
      hectares: [0.7, 2.2],
      apartMetres: 650,
    },
    { use: 'church', count: per(9000), types: ['perimeter', 'rows'], hectares: [0.35, 1.6], apartMetres: 700 },
    {
      use: 'park',
      count: per(6500),
      types: ['perimeter', 'rows', 'slabs', 'suburb'],
      hectares: [0.6, 2.4],
      apartMetres: 550,
    },
    {
      use: 'retail',
      count: Math.max(1, per(4300)),
      types: ['rows', 'slabs', 'suburb', 'perimeter'],
      hectares: [0.5, 2.2],
      apartMetres: 420,
    },
  ]
}

/** Sports grounds and the cemetery take green blocks; farmland by the river is meadow. */
function takeGreenFields(blocks: readonly Block[], uses: BlockUse[], recipe: TownRecipe, random: Random): void {
  const gardens = random.shuffle(
    blocks.flatMap((block, i) => (uses[i] === 'allotments' && isOfSize(block, [0.9, 4]) ? [i] : [])),
  )
  const sports: Point[] = []
  for (const i of gardens) {
    if (sports.length >= Math.max(1, Math.round(recipe.people / 11_000))) break
    if (sports.some((other) => distanceBetween(other, blocks[i].middle) < 500)) continue
    sports.push(blocks[i].middle)
    uses[i] = 'sports'
  }
  const first = gardens.find(
    (i) => uses[i] === 'allotments' && sports.every((other) => distanceBetween(other, blocks[i].middle) > 250),
  )
  if (first === undefined) return
  const at = blocks[first].middle
  const graves = gardens
    .filter((i) => uses[i] === 'allotments' && blocks[i].district === blocks[first].district)
    .sort((a, b) => distanceBetween(blocks[a].middle, at) - distanceBetween(blocks[b].middle, at))
  for (const i of graves.slice(0, Math.max(1, Math.round(recipe.people / 15_000)))) uses[i] = 'cemetery'
}

function isOfSize(block: Block, [low, high]: readonly [number, number]): boolean {
  return block.areaSquareMetres >= low * HECTARE && block.areaSquareMetres <= high * HECTARE
}
