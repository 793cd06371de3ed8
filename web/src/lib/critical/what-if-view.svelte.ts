import type { FeatureCollection } from 'geojson'
import type { Modification, Region, WhatIfQuestion } from '../api/contract.ts'
import { WhatIfData } from '../state/what-if-data.svelte.ts'
import { formats } from '../text/current-formats.ts'
import type { CriticalSource } from './critical-layers.ts'
import { createCriticalPlaces } from './critical-parts.ts'

export interface WhatIfAsk {
  readonly region: Region
  /** Null while nobody looks, or where a place cannot be looked at alone. */
  readonly question: WhatIfQuestion | null
  /** Other places are asked for where the need is one of older people. */
  readonly isShared: boolean
  /** What is planned already. */
  readonly modifications: readonly Modification[]
}

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** What closing and opening places would do, with the place that list and map point at. */
export class WhatIfView {
  readonly #ask: () => WhatIfAsk
  readonly data: WhatIfData
  /** Under the pointer or with the focus, in the list or on the map. */
  hoveredId: string | null = $state.raw(null)
  chosenId: string | null = $state.raw(null)
  readonly #rows = $derived.by(() => this.data.closures.latest?.rows)
  readonly #places = $derived.by(() =>
    this.#rows
      ? createCriticalPlaces(this.#rows, [this.hoveredId, this.chosenId], (people) => formats().people(people))
      : nothing,
  )
  readonly sources = $derived.by((): Readonly<Record<CriticalSource, FeatureCollection>> => ({
    'critical-places': this.#places,
  }))

  /** Call while a component is being set up. */
  constructor(ask: () => WhatIfAsk) {
    this.#ask = ask
    this.data = new WhatIfData(ask)
  }

  get isShared(): boolean {
    return this.#ask().isShared
  }

  get criticalCount(): number {
    return this.#places.features.length
  }

  /** Whether the place is in the list of closures. */
  has(facilityId: string): boolean {
    return this.#rows?.some((row) => row.facilityId === facilityId && Math.round(row.losing) > 0) ?? false
  }
}
