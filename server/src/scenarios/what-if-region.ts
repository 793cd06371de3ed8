import type { Catalogue } from '../facilities/catalogue.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { WhatIfKind, WhatIfRegion } from '../scenario/what-if-region.ts'

/** A stored region as what-if needs it; nothing is copied. */
export function toWhatIfRegion(region: RegionData, network: StreetNetwork, catalogue: Catalogue): WhatIfRegion {
  const { key, manifest, importId, cells, facilities, population, summary } = region
  return {
    key,
    name: manifest.name,
    importId,
    network,
    cells,
    facilities,
    population,
    groups: summary.groups.map(({ id, label }) => ({ id, label })),
    levels: region.levels.map((level, i) => ({
      id: level.id,
      districts: region.districts[i].map(({ id, name, geometry }) => ({ id, name, geometry })),
    })),
    kinds: toWhatIfKinds(catalogue),
  }
}

export function toWhatIfKinds({ categories }: Catalogue): WhatIfKind[] {
  return categories.map(({ id, label, thresholdMinutes, weight, seniorUse }) => ({
    id,
    label,
    thresholdMinutes: thresholdMinutes.default,
    weight,
    seniorUse,
  }))
}
