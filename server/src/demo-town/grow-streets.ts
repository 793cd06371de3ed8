import { distanceToLine, type Point } from './plane-geometry.ts'
import type { CurveKind, PlanCurve, TownLayout } from './plan.ts'
import { RAILWAY_HALF_WIDTH } from './plan.ts'
import { arrangeCurves, findFaces, type Face, type PlanarGraph } from './planar-graph.ts'
import {
  COLLECTOR_BLOCK,
  CUL_DE_SAC_BLOCK,
  CUL_DE_SAC_SHARE,
  FIELD_BLOCK,
  QUARTER_STYLES,
  TRACK_BLOCK,
  type BlockSize,
  type QuarterStyle,
} from './quarter-types.ts'
import type { Random } from './random.ts'
import type { QuarterType, RecipeRoad, TownRecipe } from './recipe.ts'
import { createSiteFinder, insidePoint, type SiteFinder, type Zone } from './sites.ts'
import { splitIntoBlocks } from './split-face.ts'
import { growSpurs, type Spur } from './grow-spurs.ts'

/** One line of the drawing after the arrangement: the pieces of a curve over or under something are lines of their own. */
export interface StreetLine {
  readonly name: string | null
  readonly kind: CurveKind
  readonly structure: 'bridge' | NonNullable<RecipeRoad['railway']> | null
  /** The curve that a bridge or tunnel is a piece of, else its own index. */
  readonly whole: number
}

/** A block, field or other undivided piece of the town; together they cover the extent without overlap. */
export interface TownBlock {
  readonly face: Face
  readonly zone: Zone
  readonly type: QuarterType
  /** Index into the recipe's districts, or null outside the municipality. */
  readonly district: number | null
  /** Index into the recipe's villages for their blocks. */
  readonly village: number | null
  /** Dead ends that reach into the block. */
  readonly spurs: readonly Spur[]
}

export interface TownDrawing {
  readonly graph: PlanarGraph
  readonly lines: readonly StreetLine[]
  readonly blocks: readonly TownBlock[]
}

/** Draws the layout, classifies its faces and fills them with streets, footpaths and tracks. Still on the drafting table. */
export function growStreets(recipe: TownRecipe, layout: TownLayout, random: Random): TownDrawing {
  const graph = arrangeCurves(layout.curves.map((curve) => curve.line))
  const lines: StreetLine[] = layout.curves.map(({ name, kind }, whole) => ({ name, kind, structure: null, whole }))
  const site = createSiteFinder(recipe, layout)
  cutStreets(graph, layout.curves, lines, layout, site, recipe.river.halfWidthMetres)
  const addLine = (kind: CurveKind): number =>
    lines.push({ name: null, kind, structure: null, whole: lines.length }) - 1
  const middleOf = (face: Face): Point => insidePoint(graph.ringOf(graph.flattenFace(face)))
  const split = (face: Face, size: BlockSize | null, style: QuarterStyle, kind: CurveKind): Face[] =>
    size === null ? [face] : splitIntoBlocks(graph, face, { ...style, ...size }, random, () => addLine(kind))

  const blocks: TownBlock[] = []
  const add = (face: Face, zone: Zone, type: QuarterType, district = site.districtOf(middleOf(face))): void => {
    blocks.push({ face, zone, type, district, village: site.villageOf(middleOf(face)), spurs: [] })
  }
  const fillQuarter = (face: Face, zone: Zone): void => {
    for (const part of split(face, COLLECTOR_BLOCK, QUARTER_STYLES.perimeter, 'tertiary')) {
      const quarter = zone === 'village' ? null : site.quarterOf(middleOf(part))
      const type = quarter?.type ?? 'village'
      const style = QUARTER_STYLES[type]
      const withCulDeSacs = type === 'suburb' && random.chance(CUL_DE_SAC_SHARE)
      const streets = withCulDeSacs ? CUL_DE_SAC_BLOCK : style.streets
      for (const block of split(part, streets, style, type === 'industry' ? 'service' : 'residential')) {
        for (const piece of split(block, style.footways, style, 'footway')) {
          const spurs = withCulDeSacs ? growSpurs(graph, piece, random, () => addLine('living_street')) : []
          const district = quarter?.district ?? site.districtOf(middleOf(piece))
          blocks.push({ face: piece, zone, type, district, village: site.villageOf(middleOf(piece)), spurs })
        }
      }
    }
  }
  const fillLand = (face: Face, zone: Zone): void => {
    for (const part of split(face, TRACK_BLOCK, QUARTER_STYLES.suburb, zone === 'outside' ? 'none' : 'track')) {
      for (const field of split(part, FIELD_BLOCK, QUARTER_STYLES.suburb, 'none')) {
        const wood = site.isWood(middleOf(field))
        const pieces =
          wood && zone === 'open' ? split(field, { length: 420, width: 330 }, QUARTER_STYLES.forest, 'path') : [field]
        for (const piece of pieces) add(piece, zone, wood ? 'forest' : 'meadow')
      }
    }
  }
  for (const face of findFaces(graph)) {
    const zone = site.zoneOf(middleOf(face))
    if (zone === 'built' || zone === 'village') fillQuarter(face, zone)
    else if (zone === 'open' || zone === 'outside' || zone === 'floodplain') fillLand(face, zone)
    else add(face, zone, 'meadow')
  }
  return { graph, lines, blocks: blocks.map((block) => ({ ...block, face: graph.flattenFace(block.face) })) }
}

/**
 * Roads end at river and railway, except where the recipe has a bridge, tunnel or level crossing: that piece becomes a line
 * of its own. Ring roads do not cross the floodplain.
 */
function cutStreets(
  graph: PlanarGraph,
  curves: readonly PlanCurve[],
  lines: StreetLine[],
  layout: TownLayout,
  site: SiteFinder,
  riverHalfWidth: number,
): void {
  const pieces = new Map<string, number>()
  const pieceOf = (whole: number, structure: StreetLine['structure'], at: Point): number => {
    // One curve can cross a river twice, so pieces are told apart by place.
    const key = `${whole} ${structure} ${structure === null ? '' : Math.round(at[1] / 600)}`
    let line = pieces.get(key)
    if (line === undefined) {
      const { name, kind } = curves[whole]
      line = lines.push({ name, kind: structure === null ? 'none' : kind, structure, whole }) - 1
      pieces.set(key, line)
    }
    return line
  }
  for (const edge of graph.edges) {
    const curve = curves[edge.curve]
    if (curve.kind === 'river' || curve.kind === 'railway' || curve.kind === 'none') continue
    const [ax, ay] = graph.points[edge.from]
    const [bx, by] = graph.points[edge.to]
    const middle: Point = [(ax + bx) / 2, (ay + by) / 2]
    const toRiver = distanceToLine(middle, layout.riverCentre)
    if (toRiver < riverHalfWidth - 3) edge.curve = pieceOf(edge.curve, curve.river ?? null, middle)
    else if (distanceToLine(middle, layout.railwayCentre) < RAILWAY_HALF_WIDTH - 3) {
      edge.curve = pieceOf(edge.curve, curve.railway ?? null, middle)
    } else if (curve.ring && ['floodplain', 'water'].includes(site.zoneOf(middle))) {
      edge.curve = pieceOf(edge.curve, null, middle)
    }
  }
}
