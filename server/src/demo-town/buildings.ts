import { isWalkable, type BentTown, type Block, type TownStreets } from './bend-town.ts'
import { addBuilding, tryBuilding, type BlockSite, type Building, type Frontage, type Ground } from './block-site.ts'
import {
  FRONT_STYLES,
  HALF_WIDTHS,
  LANE_HALF_WIDTH,
  SLAB_STYLES,
  TERRACE_STYLE,
  type FrontStyle,
  type SlabStyle,
} from './building-styles.ts'
import type { Footprint, KeptClear } from './footprints.ts'
import { layGrounds } from './grounds.ts'
import { raiseLandmarks } from './landmarks.ts'
import type { BlockUse } from './land-uses.ts'
import { distanceBetween, lineLength, orientedBox, pointAlongLine, type Point } from './plane-geometry.ts'
import type { Random } from './random.ts'

export interface BuiltTown {
  readonly buildings: readonly Building[]
  readonly grounds: readonly Ground[]
}

/** Fills all blocks with buildings and grounds. Cost grows with the number of houses times the sides of their block. */
export function raiseBuildings(town: BentTown, uses: readonly BlockUse[], random: Random): BuiltTown {
  const sites = town.blocks.map((block, index) => {
    const site = openSite(town.streets, block, index, uses[index], random.fork(`block ${index}`))
    if (uses[index] !== 'housing') raiseLandmarks(site)
    else if (SLAB_STYLES[block.type]) raiseSlabs(site, SLAB_STYLES[block.type] as SlabStyle)
    else raiseAlongStreets(site)
    layGrounds(site)
    return site
  })
  return { buildings: sites.flatMap((site) => site.buildings), grounds: sites.flatMap((site) => site.grounds) }
}

function openSite(streets: TownStreets, block: Block, index: number, use: BlockUse, random: Random): BlockSite {
  const frontages: Frontage[] = []
  const clear: KeptClear[] = []
  const add = (edge: number, forward: boolean, bothSides: boolean): void => {
    const found = streets.edges[edge]
    if (found === null) return
    const line = streets.lines[found.line]
    const narrow = block.type === 'old-town' && line.kind === 'residential'
    const halfWidth = narrow ? LANE_HALF_WIDTH : HALF_WIDTHS[line.kind]
    clear.push({ line: found.shape, metres: halfWidth })
    if (!isWalkable(line)) return
    const reversed = [...found.shape].reverse()
    if (forward || bothSides) frontages.push({ line: found.shape, edge, left: true, halfWidth })
    if (!forward || bothSides) frontages.push({ line: reversed, edge, left: false, halfWidth })
  }
  for (const { edge, forward } of block.face) add(edge, forward, false)
  for (const spur of block.spurs) for (const edge of spur.edges) add(edge, true, true)
  return { block, index, use, frontages, clear, random, buildings: [], grounds: [] }
}

function raiseAlongStreets(site: BlockSite): void {
  const { block, random } = site
  const usual = FRONT_STYLES[block.type]
  if (usual === undefined) return
  const style = block.type === 'suburb' && random.chance(0.13) ? TERRACE_STYLE : usual
  for (const frontage of site.frontages) {
    // A footpath is no address, except among the lanes of the old centre.
    if (frontage.halfWidth <= HALF_WIDTHS.footway && block.type !== 'old-town') continue
    raiseFront(site, frontage, style)
  }
  if (block.type === 'village') raiseBarns(site)
  if (block.type === 'perimeter' && random.chance(0.4)) raiseRearHouses(site)
}

function raiseFront(site: BlockSite, frontage: Frontage, style: FrontStyle): void {
  const { random, block } = site
  const length = lineLength(frontage.line)
  let at = 0
  while (at < length) {
    const widthMetres = random.between(...style.width)
    const depthMetres = random.between(...style.depth)
    const gap = random.chance(style.gapShare) ? random.between(...style.gap) : 0
    const footprint = stand(
      frontage,
      at + widthMetres / 2,
      frontage.halfWidth + style.setback,
      widthMetres,
      depthMetres,
    )
    if (at + widthMetres <= length && tryBuilding(site, footprint, style.setback * 0.5)) {
      const levels = 1 + random.pickWeighted(style.levels)
      addBuilding(site, footprint, frontage, random.pick(style.kinds), levels, block.type === 'old-town' ? 0.75 : 1)
      at += widthMetres + gap
    } else at += style.gapShare === 1 ? 3 : 1.5
  }
}

function stand(
  frontage: Frontage,
  along: number,
  setback: number,
  widthMetres: number,
  depthMetres: number,
): Footprint {
  const { point, direction } = pointAlongLine(frontage.line, along)
  const inward: Point = [-direction[1], direction[0]]
  return { base: [point[0] + inward[0] * setback, point[1] + inward[1] * setback], inward, widthMetres, depthMetres }
}

/** Slabs keep further away from streets than their front gardens need. */
const SLAB_MARGIN_METRES = 4

/** Rows in the style's direction; where none fits into an odd block, in the other one. */
function raiseSlabs(site: BlockSite, style: SlabStyle): void {
  raiseRows(site, style)
  if (site.buildings.length === 0) raiseRows(site, { ...style, across: !style.across })
}

function raiseRows(site: BlockSite, style: SlabStyle): void {
  const { block, random } = site
  const box = orientedBox(block.ring)
  const axis: Point = style.across ? [-box.axis[1], box.axis[0]] : box.axis
  const length = style.across ? box.width : box.length
  const width = style.across ? box.length : box.width
  const normal: Point = [-axis[1], axis[0]]
  const rows = Math.max(1, Math.floor((width - style.depth - 14) / style.spacing) + 1)
  const spread = Math.min(style.spacing * 1.25, rows > 1 ? (width - style.depth - 26) / (rows - 1) : 0)
  for (let row = 0; row < rows; row++) {
    const across = (row - (rows - 1) / 2) * spread
    let at = -length / 2
    while (at < length / 2) {
      const tower = random.chance(style.towerShare)
      const widthMetres = tower ? 24 : random.between(...style.length)
      const depthMetres = tower ? 22 : style.depth
      const middle = at + widthMetres / 2
      const base: Point = [
        box.centre[0] + axis[0] * middle + normal[0] * (across - depthMetres / 2),
        box.centre[1] + axis[1] * middle + normal[1] * (across - depthMetres / 2),
      ]
      const footprint = { base, inward: normal, widthMetres, depthMetres }
      if (tryBuilding(site, footprint, SLAB_MARGIN_METRES)) {
        const levels = tower ? 11 : 1 + random.pickWeighted(style.levels)
        addBuilding(site, footprint, null, 'apartments', levels, 0.86)
        at += widthMetres + random.between(11, 18)
      } else at += 3
    }
  }
}

function raiseBarns(site: BlockSite): void {
  const { random } = site
  for (const house of [...site.buildings]) {
    if (!random.chance(0.45)) continue
    const back = backOf(house)
    const footprint = {
      base: [back.point[0] + back.inward[0] * 9, back.point[1] + back.inward[1] * 9] as Point,
      inward: back.inward,
      widthMetres: random.between(11, 24),
      depthMetres: random.between(8, 12),
    }
    if (tryBuilding(site, footprint, 2))
      addBuilding(site, footprint, null, random.pick(['barn', 'farm_auxiliary', 'shed']), null, 0)
  }
}

function raiseRearHouses(site: BlockSite): void {
  const { random } = site
  for (const house of [...site.buildings]) {
    if (!random.chance(0.3)) continue
    const back = backOf(house)
    const footprint = {
      base: [back.point[0] + back.inward[0] * 10, back.point[1] + back.inward[1] * 10] as Point,
      inward: back.inward,
      widthMetres: random.between(9, 16),
      depthMetres: random.between(6, 9),
    }
    if (!tryBuilding(site, footprint, 4)) continue
    const inhabited = random.chance(0.4)
    addBuilding(
      site,
      footprint,
      null,
      inhabited ? 'residential' : random.pick(['garages', 'shed', 'yes']),
      inhabited ? 2 : 1,
      inhabited ? 0.8 : 0,
    )
  }
}

function backOf({ ring }: Building): { readonly point: Point; readonly inward: Point } {
  const depth = distanceBetween(ring[1], ring[2])
  return {
    point: [(ring[2][0] + ring[3][0]) / 2, (ring[2][1] + ring[3][1]) / 2],
    inward: [(ring[2][0] - ring[1][0]) / depth, (ring[2][1] - ring[1][1]) / depth],
  }
}
