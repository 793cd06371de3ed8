import type { FeatureCollection } from 'geojson'
import type { DistrictCollection, FacilityCollection, GapAreaCollection } from '../api/client.ts'
import type { Explanation } from '../api/contract.ts'
import {
  createDistrictOverlay,
  createObstacleOverlay,
  createRouteOverlay,
  createSelectionOverlay,
  emptyCollection,
} from './overlay-data.ts'
import type { OverlaySource } from './overlay-layers.ts'

interface Laid {
  readonly districts: DistrictCollection | undefined
  readonly districtId: string | null
  readonly gapAreas: GapAreaCollection | undefined
  readonly facilities: FacilityCollection | undefined
  readonly explanation: Explanation | undefined
  readonly cellId: string | null
}

/** What lies over the hexagons. Each part changes only with what it is made of, so that the map redraws no more than that. */
export class MapOverlays {
  readonly #ask: () => Laid
  readonly #districts = $derived.by(() => createDistrictOverlay(this.#ask().districts, this.#ask().districtId))
  readonly #selection = $derived.by(() => createSelectionOverlay(this.#ask().cellId))
  readonly #explanation = $derived.by(() => this.#ask().explanation)
  readonly #route = $derived.by(() => createRouteOverlay(this.#explanation))
  readonly #obstacles = $derived.by(() => createObstacleOverlay(this.#explanation))
  readonly sources = $derived.by((): Readonly<Record<OverlaySource, FeatureCollection>> => {
    const { gapAreas, facilities } = this.#ask()
    return {
      'gap-areas': gapAreas ?? emptyCollection,
      districts: this.#districts,
      route: this.#route,
      obstacles: this.#obstacles,
      facilities: facilities ?? emptyCollection,
      selection: this.#selection,
    }
  })

  constructor(ask: () => Laid) {
    this.#ask = ask
  }
}
