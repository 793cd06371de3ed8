import type { LngLat } from '../geo/bounds.ts'

/** A place that people walk to. */
export interface Facility {
  /** Stable outside: `osm/node/123`, `list/<dataset key>/<id or row hash>`. */
  readonly id: string
  /** Kinds of the catalogue that this place counts as; at least one, in catalogue order. */
  readonly categoryIds: readonly string[]
  readonly name: string | null
  /** Where it is drawn. */
  readonly lng: number
  readonly lat: number
  /** Where it can be entered: entrance nodes, or points of its outline, or just its position. At least one. */
  readonly accessPoints: readonly LngLat[]
  readonly capacity: number | null
  readonly provider: string | null
  readonly address: string | null
  readonly openingHours: string | null
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
  readonly website: string | null
  readonly source: 'osm' | 'list' | 'correction'
}
