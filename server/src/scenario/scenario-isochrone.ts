/**
 * Isochrones as a scenario leaves things: on its streets, of its places, with its people. States are those of the what-if engine, so that a walk takes
 * here what it takes in every balance, to the decisecond. Without modifications it is today.
 */
import type { Modification, ScenarioProblem } from '../contract/scenario.ts'
import type { LngLat } from '../geo/bounds.ts'
import { createIsochroneEngine, type IsochroneOrder, type Reached } from '../isochrone/isochrone-engine.ts'
import type { NoStreet } from '../isochrone/no-street.ts'
import { sumPeopleWithin } from '../isochrone/people-within.ts'
import type { Water } from '../isochrone/water.ts'
import type { ProfileId } from '../network/profile.ts'
import { createWhatIfEngine } from './what-if-engine.ts'
import type { WhatIfRegion } from './what-if-region.ts'

export interface IsochroneRegion extends WhatIfRegion {
  readonly water: Water
}

export interface ScenarioIsochroneOrder extends Omit<IsochroneOrder, 'seed'> {
  /** A place of the region, or one that the scenario adds (`addedFacilityId`). */
  readonly seed:
    { readonly kind: 'point'; readonly position: LngLat } | { readonly kind: 'facility'; readonly facilityId: string }
  readonly profile: ProfileId
  readonly modifications: readonly Modification[]
}

/** Where the walks begin or end, as the scenario leaves it. */
export interface IsochroneOrigin {
  readonly lng: number
  readonly lat: number
  readonly facility: { readonly id: string; readonly name: string | null } | null
}

export type ScenarioIsochroneAnswer =
  | (Reached & {
      readonly origin: IsochroneOrigin
      /** Per band and group. */
      readonly people: readonly (readonly number[])[]
      /** Of the modifications. */
      readonly problems: readonly ScenarioProblem[]
    })
  | (NoStreet & { readonly origin: IsochroneOrigin })
  | { readonly kind: 'unknown-facility' }

export interface ScenarioIsochrones {
  answer(order: ScenarioIsochroneOrder): ScenarioIsochroneAnswer
}

/** @param mostKept of profiles, and of states with a scenario, as in `createWhatIfEngine` */
export function createScenarioIsochrones(region: IsochroneRegion, mostKept?: number): ScenarioIsochrones {
  const whatIf = createWhatIfEngine(region, mostKept)
  const isochrones = createIsochroneEngine(region.water)

  return {
    answer({ seed, profile, modifications, ...order }) {
      const { state, problems } = whatIf.apply({ profile, modifications })
      const facility = seed.kind === 'facility' ? state.facilities.find(({ id }) => id === seed.facilityId) : undefined
      if (seed.kind === 'facility' && facility === undefined) return { kind: 'unknown-facility' }
      const [lng, lat] = facility ? [facility.lng, facility.lat] : (seed as { position: LngLat }).position
      const origin = { lng, lat, facility: facility ? { id: facility.id, name: facility.name } : null }
      const answer = isochrones.answer(state.walker, {
        ...order,
        seed: facility ? { kind: 'facility', facility } : { kind: 'point', position: [lng, lat] },
      })
      if (answer.kind !== 'reached') return { ...answer, origin }
      const people = order.cutoffs.map((cutoff) => sumPeopleWithin(state.population, answer.cellDeciseconds, cutoff))
      return { ...answer, origin, people, problems }
    },
  }
}
