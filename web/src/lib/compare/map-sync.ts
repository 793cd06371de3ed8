import type { Map as MapLibreMap } from 'maplibre-gl'

/** What is needed of a map, so that tests can do without a drawing one. */
export type SyncedMap = Pick<MapLibreMap, 'on' | 'off' | 'getCenter' | 'getZoom' | 'jumpTo'>

/**
 * Keeps maps at the same part. Whichever is moved leads, the others jump after it; what their jumps report is not followed again, so nothing can echo.
 */
export class MapSync {
  readonly #maps = new Set<SyncedMap>()
  #isFollowing = false

  /** Whether the movement that is being reported was only followed. */
  get isFollowing(): boolean {
    return this.#isFollowing
  }

  /** Returns how to take the map out again. */
  add(map: SyncedMap): () => void {
    const lead = () => this.#lead(map)
    this.#maps.add(map)
    map.on('move', lead)
    return () => {
      map.off('move', lead)
      this.#maps.delete(map)
    }
  }

  #lead(leader: SyncedMap): void {
    if (this.#isFollowing) return
    this.#isFollowing = true
    try {
      const center = leader.getCenter()
      const zoom = leader.getZoom()
      for (const map of this.#maps) if (map !== leader) map.jumpTo({ center, zoom })
    } finally {
      this.#isFollowing = false
    }
  }
}
