import { addBuilding, tryBuilding, type BlockSite, type Building } from './block-site.ts'
import { footprintRing, type Footprint } from './footprints.ts'
import { orientedBox, type Point } from './plane-geometry.ts'

/** Buildings of blocks where people do not live: schools, halls, churches, the castle, the station. */
export function raiseLandmarks(site: BlockSite): void {
  const { random } = site
  switch (site.use) {
    case 'primary-school':
      placeAll(
        site,
        [
          [46, 15, 'school', 3],
          [26, 16, 'school', 1],
        ],
        7,
      )
      break
    case 'secondary-school':
      placeAll(
        site,
        [
          [62, 17, 'school', 4],
          [40, 15, 'school', 3],
          [42, 24, 'school', 1],
        ],
        7,
      )
      break
    case 'hospital':
      placeAll(
        site,
        [
          [90, 20, 'hospital', 6],
          [60, 18, 'hospital', 4],
          [44, 18, 'hospital', 3],
          [30, 16, 'hospital', 2],
        ],
        8,
      )
      break
    case 'retail':
      placeAll(
        site,
        [
          [random.between(42, 58), random.between(26, 34), 'retail', 1],
          [18, 14, 'retail', 1],
        ],
        8,
      )
      break
    case 'station':
      placeAll(site, [[64, 15, 'train_station', 2]], 2)
      break
    case 'town-hall':
      placeAll(
        site,
        [
          [30, 16, 'public', 3],
          [20, 12, 'public', 3],
          [14, 11, 'yes', 3],
        ],
        1,
      )
      break
    case 'church':
      placeChurch(site)
      break
    case 'castle':
      placeCastle(site)
      break
    case 'industry':
      for (let i = 0; i < Math.min(14, site.block.areaSquareMetres / 6500); i++) {
        placeAll(
          site,
          [
            [
              random.between(28, 84),
              random.between(20, 48),
              random.pick(['industrial', 'industrial', 'warehouse', 'yes']),
              1,
            ],
          ],
          7,
        )
      }
      break
    case 'allotments':
      for (let i = 0; i < site.block.areaSquareMetres / 900; i++) placeAll(site, [[5, 4.2, 'shed', 1]], 3, 4)
      break
    case 'sports':
      placeAll(site, [[24, 11, 'yes', 1]], 6)
      break
    case 'cemetery':
      if (site.block.areaSquareMetres > 18_000) placeAll(site, [[14, 9, 'chapel', 1]], 10)
      break
    default:
  }
}

type Wanted = readonly [width: number, depth: number, kind: string, levels: number]

const ATTEMPTS = 26

function placeAll(site: BlockSite, wanted: readonly Wanted[], margin: number, attempts = ATTEMPTS): void {
  for (const [width, depth, kind, levels] of wanted) {
    const footprint = findPlace(site, width, depth, margin, attempts)
    if (footprint !== null) addBuilding(site, footprint, null, kind, levels, 0)
  }
}

/** A free place with the block's own direction, tried at random spots; the first try is the middle. */
export function findPlace(
  site: BlockSite,
  width: number,
  depth: number,
  margin: number,
  attempts = ATTEMPTS,
): Footprint | null {
  const { random } = site
  const box = orientedBox(site.block.ring)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const along = attempt === 0 ? 0 : (random.next() - 0.5) * box.length
    const across = attempt === 0 ? 0 : (random.next() - 0.5) * box.width
    const turned = random.chance(0.3)
    const axis: Point = turned ? [-box.axis[1], box.axis[0]] : box.axis
    const inward: Point = [-axis[1], axis[0]]
    const middle: Point = [
      box.centre[0] + box.axis[0] * along - box.axis[1] * across,
      box.centre[1] + box.axis[1] * along + box.axis[0] * across,
    ]
    const base: Point = [middle[0] - (inward[0] * depth) / 2, middle[1] - (inward[1] * depth) / 2]
    const footprint = { base, inward, widthMetres: width, depthMetres: depth }
    if (tryBuilding(site, footprint, margin)) return footprint
  }
  return null
}

/** Nave, transept and tower as one outline, facing east. */
function placeChurch(site: BlockSite): void {
  const village = site.block.type === 'village'
  const scale = village ? 0.55 : site.block.type === 'old-town' ? 1.15 : 0.9
  for (const size of [scale, scale * 0.8, scale * 0.62]) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const box = orientedBox(site.block.ring)
      const spread = attempt === 0 ? 0 : 0.7
      const middle: Point = [
        box.centre[0] + (site.random.next() - 0.5) * box.length * spread,
        box.centre[1] + (site.random.next() - 0.5) * box.width * spread,
      ]
      const footprint = {
        base: [middle[0], middle[1] - 10 * size] as Point,
        inward: [0, 1] as Point,
        widthMetres: 46 * size,
        depthMetres: 20 * size,
      }
      if (!tryBuilding(site, footprint, 1.5)) continue
      const outline: readonly Point[] = [
        [-23, -5],
        [6, -5],
        [6, -10],
        [13, -10],
        [13, -5],
        [19, -5],
        [23, -2],
        [23, 2],
        [19, 5],
        [13, 5],
        [13, 10],
        [6, 10],
        [6, 5],
        [-16, 5],
        [-16, 6],
        [-23, 6],
      ]
      const church = addBuilding(site, footprint, null, 'church', null, 0)
      const ring = outline.map(([x, y]): Point => [middle[0] + x * size, middle[1] + y * size])
      site.buildings[site.buildings.length - 1] = { ...church, ring, levels: null }
      if (!village) placeAll(site, [[15, 10, 'yes', 2]], 2)
      return
    }
  }
}

/** Four wings around a courtyard. */
function placeCastle(site: BlockSite): void {
  for (const size of [52, 44, 36, 28]) {
    const footprint = findPlace(site, size, size * 0.82, 6)
    if (footprint === null) continue
    const castle: Building = addBuilding(site, footprint, null, 'castle', 3, 0)
    const wing = size * 0.2
    const { base, inward } = footprint
    const hole = footprintRing({
      base: [base[0] + inward[0] * wing, base[1] + inward[1] * wing],
      inward,
      widthMetres: size - 2 * wing,
      depthMetres: size * 0.82 - 2 * wing,
    })
    site.buildings[site.buildings.length - 1] = { ...castle, hole }
    return
  }
}
