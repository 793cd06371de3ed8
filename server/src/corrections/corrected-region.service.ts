import type { CorrectionStanding } from '../contract/correction.ts'
import type { Database } from '../db/database.store.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import type { Facility } from '../facilities/facility.ts'
import { buildPolygonIndex, findArea, NO_AREA, type PolygonIndex } from '../geo/polygon-index.ts'
import { findStreet } from '../network/find-street.ts'
import { createStreetEditor } from '../network/street-editor.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionData, RegionDataService } from '../regions/region-data.service.ts'
import {
  applyCorrections,
  applyToPlaces,
  type AcceptedCorrection,
  type CorrectionOutcome,
} from './apply-corrections.ts'
import { findBase } from './corrected-import.store.ts'
import { listAccepted } from './correction.store.ts'

/** How far from a way an obstacle may be. */
export const OBSTACLE_METRES = 20

/** A region as it will be with everything that is accepted now. */
export interface CorrectedRegion {
  /** What the map shows. */
  readonly shown: RegionData
  readonly shownOutcomes: ReadonlyMap<string, CorrectionOutcome>
  readonly accepted: readonly AcceptedCorrection[]
  readonly outcomes: ReadonlyMap<string, CorrectionOutcome>
  readonly places: ReadonlyMap<string, Facility>
  readonly network: StreetNetwork
}

/** Regions with their accepted corrections, the last few kept. */
export class CorrectedRegionService {
  readonly #database: Database
  readonly #regions: RegionDataService
  readonly #catalogue: Catalogue
  readonly #last = new Map<string, { readonly key: string; readonly region: CorrectedRegion }>()

  constructor(database: Database, regions: RegionDataService, catalogue: Catalogue) {
    this.#database = database
    this.#regions = regions
    this.#catalogue = catalogue
  }

  async get(regionKey: string): Promise<CorrectedRegion> {
    const shown = await this.#regions.get(regionKey)
    const accepted = await listAccepted(this.#database.db, regionKey)
    const key = JSON.stringify([shown.importId, accepted])
    const last = this.#last.get(regionKey)
    if (last?.key === key) return last.region
    const { baseImportId, outcomes } = await findBase(this.#database.db, shown.importId)
    const base = await this.#regions.getImport(regionKey, baseImportId)
    const network = await base.network()
    const applied = applyCorrections({ facilities: base.facilities, network }, accepted, this.#catalogue)
    const region: CorrectedRegion = {
      shown,
      shownOutcomes: byId(outcomes),
      accepted,
      outcomes: byId(applied.outcomes),
      places: new Map(applied.facilities.map((facility) => [facility.id, facility])),
      network: applied.network,
    }
    if (this.#last.size >= 4) this.#last.delete(this.#last.keys().next().value!)
    this.#last.set(regionKey, { key, region })
    return region
  }

  /** What accepting a report now would come to. */
  judge(region: CorrectedRegion, correction: AcceptedCorrection): CorrectionStanding {
    const { change } = correction
    if (change.kind !== 'obstacle') return applyToPlaces(region.places, correction, this.#catalogue).standing
    const place = { wayId: null, lng: change.lng, lat: change.lat, maximumMetres: OBSTACLE_METRES }
    return createStreetEditor(region.network).addObstacle(change.obstacle, place) === null ? 'no-street' : 'applies'
  }

  /** The OpenStreetMap way that an obstacle is on. */
  findWay({ network }: CorrectedRegion, lng: number, lat: number): number | null {
    const wayId = findStreet(network, lng, lat, OBSTACLE_METRES)?.wayId
    return wayId !== undefined && wayId > 0 ? wayId : null
  }
}

const byId = (outcomes: readonly CorrectionOutcome[]) => new Map(outcomes.map((outcome) => [outcome.id, outcome]))

const indexes = new WeakMap<RegionData, PolygonIndex>()

/** Name of the district that a position lies in; null: none, the position is outside the region. */
export function findDistrictName(region: RegionData, lng: number, lat: number): string | null {
  const [districts] = region.districts
  const index = indexes.get(region) ?? buildPolygonIndex(districts.map(({ geometry }) => geometry))
  indexes.set(region, index)
  const found = findArea(index, lng, lat)
  return found === NO_AREA ? null : districts[found].name
}

export function getFacility(region: RegionData, facilityId: string): Facility {
  const facility = region.facilities.find(({ id }) => id === facilityId)
  if (facility === undefined) throw new Problem('unknown-facility', `The region has no place "${facilityId}".`)
  return facility
}
