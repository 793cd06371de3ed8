/** Whether a point is joined to the street graph; the numbers of `CELL_STATUS` in reach/cell-status.ts. */
export const SNAP_STATUS = {
  connected: 0,
  /** Beyond the bounds of the network. */
  outsideNetwork: 1,
  /** No usable street within the distance allowed. */
  noStreet: 2,
} as const
