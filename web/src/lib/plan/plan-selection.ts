/** What is looked at and edited: a modification, or an existing place that nothing was done to yet. */
export type PlanSelection =
  { readonly type: 'modification'; readonly id: string } | { readonly type: 'facility'; readonly facilityId: string }

/** What the next click on the map does; null: it selects. */
export type PlanTool =
  | { readonly type: 'place' }
  /** Sends the place to the position that is clicked next: dragging without dragging. */
  | { readonly type: 'move'; readonly facilityId: string }
  /** Corners so far, [lng, lat]; a finished area is new housing, or takes the place of that of `replaceId`. */
  | {
      readonly type: 'area'
      readonly corners: readonly (readonly [number, number])[]
      readonly replaceId?: string
    }
  /** A new way through the corners so far, or in place of that of `replaceId`. */
  | {
      readonly type: 'path'
      readonly way: 'path' | 'bridge' | 'steps'
      readonly corners: readonly (readonly [number, number])[]
      readonly replaceId?: string
    }
  /** Does this to the street, or to the kerb, that is clicked next. */
  | { readonly type: 'street'; readonly change: StreetChange }
  | null

export type StreetChange = 'close-street' | 'make-barrier-free' | 'lower-kerb'

/** A place at the position where it is being dragged or nudged to. */
export interface PlanDrag {
  readonly facilityId: string
  readonly lng: number
  readonly lat: number
}

const METRES_PER_DEGREE = 111_320

/** The position so many metres to the east and north. */
export function shiftPosition(lng: number, lat: number, eastMetres: number, northMetres: number): [number, number] {
  const scale = Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  return [lng + eastMetres / (METRES_PER_DEGREE * scale), lat + northMetres / METRES_PER_DEGREE]
}

/** Six decimals, a tenth of a metre: what a position of a modification is written with. */
export const roundDegrees = (value: number): number => Number(value.toFixed(6)) + 0
