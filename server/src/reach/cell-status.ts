/** Whether a cell can be assessed at all, independent of any kind of facility; stored as a byte per cell. */
export const CELL_STATUS = {
  /** The origin is connected to the walking network. */
  connected: 0,
  /** The origin lies outside what the network source covers. */
  outsideNetwork: 1,
  /** No usable street within the snapping distance. */
  noStreet: 2,
} as const
export type CellStatusName = keyof typeof CELL_STATUS

/** Why a cell has no walking time: the reasons that the API, the files and the interface name. */
export const NO_VALUE_REASONS = [
  'outside-network', // the street data does not cover the place
  'no-street', // no usable street within the snapping distance
  'no-facility', // the data holds no facility of this kind that can be reached by this profile
  'beyond-cutoff', // there are some, but none within the longest time that is computed
] as const
export type NoValueReason = (typeof NO_VALUE_REASONS)[number]
