import type { MultiPolygon } from '../geo/bounds.ts'

export interface DistrictLevel {
  /** Kebab-case key, unique within the region: `stadtteil`, `stadtbezirk`, `sozialraum`. */
  readonly id: string
  readonly label: { readonly de: string; readonly en: string }
}

export interface District {
  /** Stable id from the source, unique within its level. */
  readonly id: string
  readonly levelId: string
  readonly name: string
  /** WGS 84, valid, outer rings counter-clockwise. */
  readonly geometry: MultiPolygon
  readonly areaSquareMetres: number
  /** Numeric attributes of the source that the manifest names (official population by group …). */
  readonly figures: Readonly<Record<string, number>>
}
