/** What the tags of a node say about passing through it. Null is "the map does not say". Equal objects are shared. */
export interface NodeAttributes {
  /** Value of `barrier`, or null. */
  readonly barrier: string | null
  /** False where `foot`, else `access`, forbids walking through. */
  readonly footAllowed: boolean
  readonly wheelchair: 'yes' | 'limited' | 'no' | null
  readonly kerb: string | null
  readonly kerbHeightMetres: number | null
  /** Clear width of a gate, bollard row or cycle barrier. */
  readonly widthMetres: number | null
  readonly crossing: 'signals' | 'zebra' | 'island' | 'uncontrolled' | 'unknown' | null
  /** Highest class of street through a crossing node (primary … residential), or null. */
  readonly crossedStreet: string | null
  readonly elevator: boolean
}
