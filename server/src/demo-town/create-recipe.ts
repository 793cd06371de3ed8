import type { Point } from './plane-geometry.ts'
import { createRandom, type Random } from './random.ts'
import type { QuarterType, RecipeQuarter, RecipeRoad, RecipeVillage, TownRecipe } from './recipe.ts'

/** Smaller than this there is no town to speak of, larger than this the files get out of hand. */
export const SMALLEST_TOWN = 2000
export const LARGEST_TOWN = 500_000

/** Below this a town is a large village: no old centre, no blocks of flats, one village around it. */
const VILLAGE_LIKE = 9000
/** The size that the proportions of the demo town are for. */
const REFERENCE_PEOPLE = 60_000
/** The village with nothing: no place of these kinds within two kilometres of any of its houses. */
export const GAP_CATEGORIES = [
  'pharmacy',
  'general_practitioner',
  'supermarket',
  'senior_meeting_place',
  'neighbourhood_meeting',
] as const
export const GAP_METRES = 2000
export const COVERED_CATEGORY = 'bench'
export const COVERED_METRES = 200

/**
 * A recipe for a town of any size between `SMALLEST_TOWN` and `LARGEST_TOWN` people, for tests of scale. Larger towns
 * have more rings and districts, not larger houses. Two gaps with known answers are planted in each.
 */
export function createRecipe({ seed, people }: { readonly seed: string; readonly people: number }): TownRecipe {
  if (!(people >= SMALLEST_TOWN && people <= LARGEST_TOWN)) {
    throw new RangeError(`a town has ${SMALLEST_TOWN} to ${LARGEST_TOWN} people, not ${people}`)
  }
  const random = createRandom(seed).fork('recipe')
  const scale = Math.sqrt(people / REFERENCE_PEOPLE)
  const core = Math.round(Math.min(900, Math.max(120, 425 * scale ** 0.75)))
  // Small towns are not only smaller, they are also less dense.
  const outer = Math.round(Math.max(1950 * scale * (people < VILLAGE_LIKE ? 1.35 : 1), core + 170))
  const rings = planRings(core, outer)
  const extent = outer + 4000
  const names = createDistrictNames(random)
  const railwayX = -(rings[0] * 1.15 + 110)
  const { districts, quarters } = planQuarters(people, core, rings, names, random)
  const villages = planVillages(people, outer, names)
  const gapVillage = villages[0]
  return {
    name: names.town,
    fictionNote: {
      de: `${names.town} ist eine erfundene Stadt: Straßen, Menschen und Einrichtungen sind erzeugt, nichts davon gibt es wirklich.`,
      en: `${names.town} is a made-up town: its streets, people and places are generated, none of it exists.`,
    },
    seed,
    people: Math.round(people),
    postcode: '00000',
    easting: 658_200,
    northing: 5_752_400,
    coreRadiusMetres: core,
    ringRadiiMetres: rings,
    municipalityRadiusMetres: outer + 2750,
    extentRadiusMetres: extent,
    river: { name: 'Selde', halfWidthMetres: 30, course: scaleCourse(RIVER_COURSE, extent, core * 1.12 + 130) },
    railway: {
      name: 'Nebenbahn',
      course: scaleCourse(RAILWAY_COURSE, extent, railwayX),
      station: [railwayX, -40],
    },
    roads: planRoads(core, rings, extent, people),
    boroughs: BOROUGHS,
    districts: [
      ...districts,
      ...villages.map((village) => ({ id: village.districtId, name: village.name, boroughId: boroughOf(village.at) })),
    ],
    quarters,
    villages,
    woods: [0.4, 1.9, 3.4, 5.1].map((angle) => ({
      at: polar(outer + 2300, angle + random.between(-0.2, 0.2)),
      radiusMetres: random.between(500, 1000),
    })),
    plantedGaps: [
      { districtId: gapVillage.districtId, categoryIds: GAP_CATEGORIES, statement: 'nobody', metres: GAP_METRES },
      { districtId: '01', categoryIds: [COVERED_CATEGORY], statement: 'everybody', metres: COVERED_METRES },
    ],
  }
}

const BOROUGHS = [
  { id: '1', name: 'Mitte' },
  { id: '2', name: 'Nord' },
  { id: '3', name: 'Süd' },
  { id: '4', name: 'Ost' },
]

function boroughOf([x, y]: Point): string {
  return x > 500 && Math.abs(y) < x * 1.5 ? '4' : y >= 0 ? '2' : '3'
}

function polar(radius: number, angle: number): Point {
  return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))]
}

/** Rings about a kilometre apart, the inner ones closer. */
function planRings(core: number, outer: number): number[] {
  const count = Math.max(1, Math.round((outer - core) / 900))
  return Array.from({ length: count }, (_, k) => Math.round(core + (outer - core) * ((k + 1) / count) ** 1.15))
}

/** Courses for an extent of 5,300 m, relative to where they pass the old centre. */
const RIVER_COURSE: readonly Point[] = [
  [500, -6600],
  [-100, -4400],
  [450, -2800],
  [40, -1350],
  [15, -500],
  [0, 150],
  [120, 1100],
  [-180, 2500],
  [160, 4200],
  [-300, 6600],
]
const RAILWAY_COURSE: readonly Point[] = [
  [-130, -6600],
  [-530, -4200],
  [-250, -2300],
  [-20, -900],
  [0, 250],
  [-390, 1400],
  [-1530, 2900],
  [-3130, 5000],
  [-4030, 6200],
]

function scaleCourse(course: readonly Point[], extent: number, offset: number): Point[] {
  const scale = extent / 5300
  return course.map(([x, y]): Point => [Math.round(offset + x * scale), Math.round(y * scale)])
}

const WEST = (178 * Math.PI) / 180
const NORTH = (91 * Math.PI) / 180
const SOUTH = (268 * Math.PI) / 180
const SOUTH_WEST = (224 * Math.PI) / 180
const NORTH_WEST = (126 * Math.PI) / 180
const EAST = (3 * Math.PI) / 180

function planRoads(core: number, rings: readonly number[], extent: number, people: number): RecipeRoad[] {
  const far = extent + 900
  const inner = core * 0.9
  const road = (name: string, kind: RecipeRoad['kind'], angle: number, from: number): RecipeRoad => ({
    name,
    kind,
    railway: 'underpass',
    line: [polar(from, angle), polar(far, angle)],
  })
  const lane = (name: string, angle: number): RecipeRoad => ({
    name,
    kind: 'residential',
    line: [polar(core * 0.04, angle), polar(core * 1.1, angle)],
  })
  const roads: RecipeRoad[] = [
    lane('Breite Straße', WEST),
    lane('Brückstraße', EAST),
    lane('Hohe Straße', NORTH),
    lane('Salzstraße', SOUTH),
    { ...road('Ostchaussee', 'primary', EAST, inner), river: 'bridge' },
    road('Westchaussee', 'primary', WEST, inner),
    road('Nordstraße', 'secondary', NORTH, inner),
    road('Südstraße', 'secondary', SOUTH, inner),
    road('Südwestring', 'secondary', SOUTH_WEST, inner),
    road('Waldstraße', 'tertiary', NORTH_WEST, inner),
  ]
  const outer = rings[rings.length - 1]
  const bridge = (name: string, y: number): RecipeRoad => ({
    name,
    kind: 'secondary',
    river: 'bridge',
    line: [
      [-200, y],
      [outer * 0.62, y * 0.94],
    ],
  })
  if (people >= 20_000) roads.push(bridge('Südbrücke', -outer * 0.72))
  if (people >= 150_000) roads.push(bridge('Nordbrücke', outer * 0.6))
  // Large towns have more radial roads, from the second ring outwards.
  if (rings.length > 2) {
    for (const [i, angle] of [0.55, -0.6, 1.15, -1.05, 2.65, 3.6].entries()) {
      roads.push(
        road(
          `${['Erste', 'Zweite', 'Dritte', 'Vierte', 'Fünfte', 'Sechste'][i]} Landstraße`,
          'tertiary',
          angle,
          rings[1] - 40,
        ),
      )
    }
  }
  return roads
}

/** Shares of the kinds of quarter outside the first ring. */
const OUTER_TYPES: readonly (readonly [QuarterType, number])[] = [
  ['suburb', 38],
  ['rows', 22],
  ['slabs', 22],
  ['perimeter', 6],
  ['industry', 6],
  ['allotments', 6],
]

function planQuarters(
  people: number,
  core: number,
  rings: readonly number[],
  names: DistrictNames,
  random: Random,
): { districts: { id: string; name: string; boroughId: string }[]; quarters: RecipeQuarter[] } {
  const districts = [{ id: '01', name: 'Altstadt', boroughId: '1' }]
  const quarters: RecipeQuarter[] = [
    { districtId: '01', type: people < VILLAGE_LIKE ? 'village' : 'old-town', at: [0, 0] },
  ]
  rings.forEach((ring, k) => {
    const from = k === 0 ? core : rings[k - 1]
    const radius = (from + ring) / 2
    const sectors = Math.max(people < VILLAGE_LIKE ? 3 : 4, Math.round((2 * Math.PI * radius) / 1150))
    const turn = random.between(0, 2 * Math.PI)
    for (let sector = 0; sector < sectors; sector++) {
      const at = polar(radius, turn + (2 * Math.PI * sector) / sectors)
      const drawn = OUTER_TYPES[random.pickWeighted(OUTER_TYPES.map(([, weight]) => weight))][0]
      const type = k === 0 ? firstRingType(people, rings.length, drawn) : drawn
      // Nobody lives in industry and gardens: they belong to the district before.
      const inhabited = type !== 'industry' && type !== 'allotments'
      if (inhabited) {
        const id = `${districts.length + 1}`.padStart(2, '0')
        districts.push({ id, name: names.next(), boroughId: k === 0 ? '1' : boroughOf(at) })
      }
      quarters.push({ districtId: districts[districts.length - 1].id, type, at })
    }
  })
  return { districts, quarters }
}

/** Dense blocks around the old centre where there is a second ring; small towns go over into houses with gardens at once. */
function firstRingType(people: number, ringCount: number, drawn: QuarterType): QuarterType {
  if (people < VILLAGE_LIKE) return 'suburb'
  return ringCount > 1 ? 'perimeter' : drawn
}

/** The first one is the village with nothing; the others lie on main roads. */
function planVillages(people: number, outer: number, names: DistrictNames): RecipeVillage[] {
  const village = (id: string, at: Point, radiusMetres: number): RecipeVillage => ({
    name: names.next(),
    districtId: id,
    at,
    radiusMetres,
  })
  const villages = [village('V1', polar(outer + 1900, NORTH_WEST), people < VILLAGE_LIKE ? 120 : 220)]
  if (people < VILLAGE_LIKE) return villages
  return [
    ...villages,
    village('V2', polar(outer + 1250, WEST), 260),
    village('V3', polar(outer + 1350, SOUTH), 240),
    village('V4', polar(outer + 1500, NORTH), 230),
  ]
}

interface DistrictNames {
  readonly town: string
  next(): string
}

const FRONTS =
  'Linden,Buchen,Rosen,Erlen,Falken,Hirsch,Wolfs,Eber,Reiher,Storchen,Birken,Eschen,Ahorn,Heide,Silber,Golden,Stein,Sand,Wiesen,Mühl'.split(
    ',',
  )
const ENDS = 'feld,hof,tal,berg,grund,hain,horst,see,bruch,winkel'.split(',')

function createDistrictNames(random: Random): DistrictNames {
  const names = random.shuffle(FRONTS.flatMap((front) => ENDS.map((end) => `${front}${end}`)))
  return {
    town: `${random.pick(['Auen', 'Selden', 'Ried', 'Lauter', 'Erlen'])}${random.pick(['stedt', 'furt', 'werder'])}`,
    next: () => {
      const name = names.pop()
      if (name === undefined) throw new RangeError('more districts than names')
      return name
    },
  }
}
