import { offsetLine, smoothLine, type Point } from './plane-geometry.ts'
import type { Random } from './random.ts'
import type { RecipeRoad, TownRecipe } from './recipe.ts'

/**
 * The lines of the drafting table: extent, boundary, rings, roads, river with its banks, railway with its embankment, outlines of
 * villages. Everything else of the town grows in the faces between them.
 */
export type WayKind =
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'residential'
  | 'living_street'
  | 'pedestrian'
  | 'service'
  | 'footway'
  | 'path'
  | 'track'
  | 'steps'
export type CurveKind = WayKind | 'river' | 'railway' | 'none'

export interface PlanCurve {
  /** Fixed name, or null for one from the pool of the district. */
  readonly name: string | null
  readonly kind: CurveKind
  readonly line: readonly Point[]
  /** Goes around the town; ends at the floodplain. */
  readonly ring: boolean
  readonly river: RecipeRoad['river'] | null
  readonly railway: RecipeRoad['railway'] | null
}

export interface TownLayout {
  readonly curves: readonly PlanCurve[]
  /** Closed rings for telling what lies where. */
  readonly market: readonly Point[]
  /** Lane inside the former wall, and the ring road outside of it; the promenade is between them. */
  readonly wallLane: readonly Point[]
  readonly ringRoad: readonly Point[]
  readonly builtUpEdge: readonly Point[]
  readonly municipality: readonly Point[]
  readonly villages: readonly (readonly Point[])[]
  readonly riverCentre: readonly Point[]
  readonly dike: readonly Point[]
  readonly railwayCentre: readonly Point[]
}

/** Metres between the centre of the railway and the paths beside it. */
export const RAILWAY_HALF_WIDTH = 15
/** Width of the green where the town wall stood. */
export const PROMENADE_METRES = 62
const DIKE_METRES = 175
const STEP_METRES = 55

/** Lays out the recipe's lines. Scales with the recipe; needs no more than a few thousand points. */
export function planLayout(recipe: TownRecipe, random: Random): TownLayout {
  const shape = createRingShape(random)
  const core = recipe.coreRadiusMetres
  const edgeRadius = recipe.ringRadiiMetres[recipe.ringRadiiMetres.length - 1]
  const ring = (radius: number, roundness: number): Point[] => createRing(radius, shape, roundness)
  const market = marketSquare(core)
  const wallLane = ring(core - PROMENADE_METRES, 0.6)
  const ringRoad = ring(core, 0.6)
  const outerRings = recipe.ringRadiiMetres.map((radius) => ring(radius, 1))
  const builtUpEdge = outerRings[outerRings.length - 1]
  const municipality = ring(recipe.municipalityRadiusMetres, 0.8)
  const extent = ring(recipe.extentRadiusMetres, 0)
  const villages = recipe.villages.map((village) => createBlob(village.at, village.radiusMetres, random))
  const riverCentre = smoothLine(recipe.river.course, STEP_METRES)
  const half = recipe.river.halfWidthMetres
  const railwayCentre = smoothLine(recipe.railway.course, STEP_METRES)
  const dike = offsetLine(riverCentre, -(half + DIKE_METRES))
  const inTown = (line: readonly Point[], reach: number): Point[] => line.filter(([x, y]) => Math.hypot(x, y) < reach)
  const beyond = edgeRadius * 1.2 + 150

  const curves: PlanCurve[] = [
    closed('none', null, extent),
    closed('none', null, municipality),
    closed('pedestrian', 'Markt', market),
    closed('residential', 'An der Stadtmauer', wallLane),
    closed('footway', 'Wallpromenade', ring(core - PROMENADE_METRES / 2, 0.6)),
    { ...closed('secondary', 'Wallring', ringRoad) },
    ...outerRings.map((line, i): PlanCurve => {
      const outermost = i === outerRings.length - 1
      if (outermost) return { ...closed('track', null, line), railway: 'level-crossing' }
      return closed('tertiary', RING_NAMES[i % RING_NAMES.length], line)
    }),
    ...villages.map((line) => closed('residential', null, line)),
    ...recipe.roads.map((road): PlanCurve => ({
      name: road.name,
      ring: false,
      kind: road.kind,
      line: road.line.length > 2 ? smoothLine(road.line, STEP_METRES) : densify(road.line),
      river: road.river ?? null,
      railway: road.railway ?? null,
    })),
    ...promenadeCrossings(core, shape),
    open('river', recipe.river.name, riverCentre),
    open('path', 'Uferweg', offsetLine(riverCentre, half)),
    open('path', null, offsetLine(riverCentre, -half)),
    open('path', 'Deichweg', inTown(dike, beyond)),
    open('railway', recipe.railway.name, railwayCentre),
    // The same embankment twice: streets beside it in the town, which are drawn first and win; nothing outside.
    open('residential', 'Am Bahndamm', inTown(offsetLine(railwayCentre, RAILWAY_HALF_WIDTH), beyond)),
    open('residential', 'Bahnhofstraße', inTown(offsetLine(railwayCentre, -RAILWAY_HALF_WIDTH), beyond)),
    open('none', null, offsetLine(railwayCentre, RAILWAY_HALF_WIDTH)),
    open('none', null, offsetLine(railwayCentre, -RAILWAY_HALF_WIDTH)),
  ]
  return {
    curves,
    market,
    wallLane,
    ringRoad,
    builtUpEdge,
    municipality,
    villages,
    riverCentre,
    dike,
    railwayCentre,
  }
}

const RING_NAMES = ['Gürtelstraße', 'Mittlerer Ring', 'Äußerer Ring', 'Querring', 'Stadtring', 'Landring']

function closed(kind: CurveKind, name: string | null, ring: readonly Point[]): PlanCurve {
  return { kind, name, line: [...ring, ring[0]], ring: true, river: null, railway: null }
}

function open(kind: CurveKind, name: string | null, line: readonly Point[]): PlanCurve {
  return { kind, name, line, ring: false, river: null, railway: null }
}

type RingShape = (angle: number) => number

/** Rings are neither round nor alike: a sum of slow waves, flatter towards the river in the east. */
function createRingShape(random: Random): RingShape {
  const a = random.between(0, 2 * Math.PI)
  const b = random.between(0, 2 * Math.PI)
  const c = random.between(0, 2 * Math.PI)
  return (angle) =>
    0.08 * Math.cos(2 * angle + a) +
    0.055 * Math.cos(3 * angle + b) +
    0.05 * Math.cos(5 * angle + c) +
    0.03 * Math.cos(9 * angle + a) -
    0.06 * Math.cos(angle)
}

function createRing(radius: number, shape: RingShape, roundness: number): Point[] {
  const pieces = Math.max(24, Math.round((2 * Math.PI * radius) / STEP_METRES))
  return Array.from({ length: pieces }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / pieces
    const r = radius * (1 + roundness * shape(angle))
    return [r * Math.cos(angle), r * Math.sin(angle)]
  })
}

/** Short paths from the lane inside the wall to the ring road; some climb what is left of the rampart by steps. */
function promenadeCrossings(core: number, shape: RingShape): PlanCurve[] {
  const count = Math.max(5, Math.round(core / 33))
  return Array.from({ length: count }, (_, i) => {
    const angle = ((i + 0.4) * 2 * Math.PI) / count
    const at = (radius: number): Point => {
      const r = radius * (1 + 0.6 * shape(angle))
      return [r * Math.cos(angle), r * Math.sin(angle)]
    }
    const middle = core - PROMENADE_METRES / 2
    return [
      open(i % 4 === 1 ? 'steps' : 'footway', null, [at(core - PROMENADE_METRES - 8), at(middle + 0.5)]),
      open('footway', null, [at(middle - 0.5), at(core + 8)]),
    ]
  }).flat()
}

function createBlob(at: Point, radius: number, random: Random): Point[] {
  const a = random.between(0, 2 * Math.PI)
  const b = random.between(0, 2 * Math.PI)
  const stretch = random.between(0.15, 0.3)
  return Array.from({ length: 18 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 18
    const r = radius * (1 + stretch * Math.cos(2 * angle + a) + 0.12 * Math.cos(3 * angle + b))
    return [at[0] + r * Math.cos(angle), at[1] + r * Math.sin(angle)]
  })
}

function marketSquare(core: number): Point[] {
  const size = Math.min(1, core / 380)
  const corners: readonly Point[] = [
    [-48, -30],
    [40, -38],
    [50, 28],
    [-38, 36],
  ]
  return corners.map(([x, y]) => [x * size, y * size])
}

function densify(line: readonly Point[]): Point[] {
  return line.flatMap((to, i) => {
    if (i === 0) return [to]
    const from = line[i - 1]
    const pieces = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / STEP_METRES))
    return Array.from({ length: pieces }, (_, k): Point => {
      const share = (k + 1) / pieces
      return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    })
  })
}
