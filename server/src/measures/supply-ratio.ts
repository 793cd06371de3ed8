/** The first step of every floating catchment measure: supply per demand of each place. */
export interface SupplyRatio {
  /** D_j ≥ 0 per place: who competes for it, in weighted people. */
  readonly demand: Float64Array
  /** R_j = S_j / D_j per place, supply per person; 0 where nobody demands it. */
  readonly ratio: Float64Array
  /** 1 where a place has supply but no demand (S/0): it contributes 0 and is told. */
  readonly isWithoutDemand: Uint8Array
}

export interface CatchmentAccess extends SupplyRatio {
  /** A_i per origin. */
  readonly access: Float64Array
}

export function computeSupplyRatio(supply: Float64Array, demand: Float64Array): SupplyRatio {
  return {
    demand,
    ratio: supply.map((units, place) => (demand[place] > 0 ? units / demand[place] : 0)),
    isWithoutDemand: Uint8Array.from(supply, (units, place) => (units > 0 && !(demand[place] > 0) ? 1 : 0)),
  }
}
