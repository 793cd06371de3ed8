import type { BlockSite, Ground } from './block-site.ts'
import { footprintRing } from './footprints.ts'
import { findPlace } from './landmarks.ts'
import type { QuarterType } from './recipe.ts'

/** Share of housing blocks with a playground in their middle, and with a car park. */
const PLAYGROUND_SHARE: Readonly<Partial<Record<QuarterType, number>>> = {
  perimeter: 0.04,
  rows: 0.13,
  slabs: 0.16,
  suburb: 0.03,
  village: 0.08,
}
const PARKING_SHARE: Readonly<Partial<Record<QuarterType, number>>> = { rows: 0.4, slabs: 0.75, perimeter: 0.08 }

/** Lays the grounds of a block after its buildings, where there is room. */
export function layGrounds(site: BlockSite): void {
  const { random, block } = site
  switch (site.use) {
    case 'primary-school':
      lay(site, 'playground', 20, 15)
      lay(site, 'pitch', 40, 24)
      break
    case 'secondary-school':
      lay(site, 'pitch', 44, 27)
      lay(site, 'parking', 30, 16)
      break
    case 'sports':
      layFirst(site, 'pitch', [
        [100, 64],
        [70, 45],
      ])
      lay(site, 'pitch', 36, 18)
      break
    case 'retail':
      layFirst(site, 'parking', [
        [52, 30],
        [30, 18],
      ])
      break
    case 'hospital':
    case 'industry':
      lay(site, 'parking', 46, 30)
      break
    case 'park':
      if (block.areaSquareMetres > 5000) lay(site, 'playground', 22, 16)
      break
    case 'housing':
      if (random.chance(PARKING_SHARE[block.type] ?? 0)) lay(site, 'parking', 34, 16)
      if (random.chance(PLAYGROUND_SHARE[block.type] ?? 0))
        layFirst(site, 'playground', [
          [16, 12],
          [11, 9],
        ])
      break
    default:
  }
}

/** The first of the sizes that there is room for. */
function layFirst(
  site: BlockSite,
  kind: Ground['kind'],
  sizes: readonly (readonly [width: number, depth: number])[],
): void {
  sizes.some(([width, depth]) => lay(site, kind, width, depth))
}

function lay(site: BlockSite, kind: Ground['kind'], width: number, depth: number): boolean {
  const footprint = findPlace(site, width, depth, 3)
  if (footprint === null) return false
  site.grounds.push({ ring: footprintRing(footprint), kind, block: site.index })
  return true
}
