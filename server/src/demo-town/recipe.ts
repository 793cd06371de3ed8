import type { Point } from './plane-geometry.ts'

/**
 * What a town is made from. Points are metres on the drafting table: x to the east, y to the north of the market square,
 * before the table is bent (`warp.ts`). The demo town's recipe is `data/demo-town/auenstedt.json`; `create-recipe.ts` makes others.
 */
export interface TownRecipe {
  readonly name: string
  /** Said on the map and in every file. */
  readonly fictionNote: { readonly de: string; readonly en: string }
  readonly seed: string
  readonly people: number
  readonly postcode: string
  /** ETRS89 / UTM 32N position of the market square; the town is drawn in the plane of that projection. */
  readonly easting: number
  readonly northing: number
  /** Radius of the ring road around the old centre. */
  readonly coreRadiusMetres: number
  /** Radii of further rings, ascending; the last one is the edge of the built-up town. */
  readonly ringRadiiMetres: readonly number[]
  readonly municipalityRadiusMetres: number
  /** How far the street data reaches: beyond the municipality, as a real extract does. */
  readonly extentRadiusMetres: number
  readonly river: { readonly name: string; readonly halfWidthMetres: number; readonly course: readonly Point[] }
  readonly railway: { readonly name: string; readonly course: readonly Point[]; readonly station: Point }
  readonly roads: readonly RecipeRoad[]
  readonly boroughs: readonly { readonly id: string; readonly name: string }[]
  readonly districts: readonly RecipeDistrict[]
  readonly quarters: readonly RecipeQuarter[]
  readonly villages: readonly RecipeVillage[]
  /** Fields whose middle lies in one of these rounds are forest. */
  readonly woods: readonly { readonly at: Point; readonly radiusMetres: number }[]
  readonly plantedGaps: readonly RecipeGap[]
}

export interface RecipeRoad {
  readonly name: string
  readonly kind: 'primary' | 'secondary' | 'tertiary' | 'footway' | 'residential'
  readonly line: readonly Point[]
  /** A road without them ends at the bank, or at the embankment. */
  readonly river?: 'bridge'
  readonly railway?: 'underpass' | 'level-crossing' | 'foot-tunnel'
}

export interface RecipeDistrict {
  readonly id: string
  readonly name: string
  readonly boroughId: string
}

export const QUARTER_TYPES = [
  'old-town',
  'perimeter',
  'rows',
  'slabs',
  'suburb',
  'village',
  'industry',
  'meadow',
  'allotments',
  'forest',
] as const
export type QuarterType = (typeof QUARTER_TYPES)[number]

/** A face of the drawing belongs to the nearest quarter on the same side of river and railway. */
export interface RecipeQuarter {
  readonly districtId: string
  readonly type: QuarterType
  readonly at: Point
}

export interface RecipeVillage {
  readonly name: string
  readonly districtId: string
  readonly at: Point
  readonly radiusMetres: number
}

/**
 * A gap or a full supply whose answer is known: `nobody` – no place of the kind within `metres` of any house of the
 * district, as the crow flies; `everybody` – one within `metres` along the streets of every house.
 */
export interface RecipeGap {
  readonly districtId: string
  readonly categoryIds: readonly string[]
  readonly statement: 'nobody' | 'everybody'
  readonly metres: number
}
