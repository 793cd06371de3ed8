/** How far a press of a key or button moves a new place. */
export const STEP_METRES = 50

const METRES_PER_DEGREE = 111_320

export interface Site {
  readonly lng: number
  readonly lat: number
}

/** The position so many steps of `metres` to the east and north; within the world. */
export function stepSite({ lng, lat }: Site, east: number, north: number, metres: number): Site {
  const nextLat = Math.min(85, Math.max(-85, lat + (north * metres) / METRES_PER_DEGREE))
  const nextLng = lng + (east * metres) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180))
  return { lng: Math.min(180, Math.max(-180, nextLng)), lat: nextLat }
}
