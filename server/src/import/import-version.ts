/** Raised whenever the same files would be imported differently; part of every import's hash. */
export const IMPORT_VERSION = '2'

/** H3 resolution of all computing: cells of about 1.3 ha (docs/decisions). */
export const CELL_RESOLUTION = 10
