/** What a search for sites is given unless it is told otherwise. */
export const DEFAULT_TIME_LIMIT_SECONDS = 60
export const DEFAULT_SEED = 1
/** Starts of the interchange. */
export const DEFAULT_STARTS = 8
