import { listAllFacilities, listDistricts, type DistrictCollection } from '../api/client.ts'
import type { Region, WhatIfQuestion } from '../api/contract.ts'
import type { AskedSide } from '../api/scenarios.ts'
import { createServerEngine, type PlanAnswer } from '../plan/plan-engine.ts'
import type { KnownPlace } from '../plan/resolve-places.ts'
import { Resource } from '../state/resource.svelte.ts'
import { loadSide, type LoadedSide } from './load-side.ts'
import type { ReportState } from './report-url.ts'

export interface ReportSides {
  readonly before: LoadedSide
  readonly after: LoadedSide
}
/** Sides with the answer to exactly them. */
export interface ReportAnswer extends PlanAnswer {
  readonly sides: ReportSides
}

export interface ReportAsked {
  readonly region: Region
  readonly question: WhatIfQuestion | null
  readonly state: ReportState
}

const toAsked = ({ profile, modifications }: LoadedSide): AskedSide =>
  profile === null ? { modifications } : { profile, modifications }

/** What a printed comparison is made of. */
export class ReportData {
  readonly answer = new Resource<ReportAnswer>()
  readonly districts = new Resource<DistrictCollection>()
  readonly facilities = new Resource<ReadonlyMap<string, KnownPlace>>()

  /** Call while a component is being set up. */
  constructor(ask: () => ReportAsked) {
    $effect(() => {
      const { region, question, state } = ask()
      const { before, after, isDraft } = state
      const key = question && JSON.stringify([region.key, region.version, question, before, after, isDraft])
      this.answer.load(
        key,
        async (signal) => {
          const sides = {
            before: await loadSide(region.key, before, false, signal),
            after: await loadSide(region.key, after, isDraft, signal),
          }
          const asked = { before: toAsked(sides.before), after: toAsked(sides.after) }
          const engine = createServerEngine(region.key)
          return { sides, ...(await engine.ask(question as WhatIfQuestion, asked, signal)) }
        },
        false,
      )
    })
    $effect(() => {
      const { region, question } = ask()
      const level = question?.levelId
      this.districts.load(level === undefined ? null : `${region.key}@${region.version}|${level}`, (signal) =>
        listDistricts(region.key, level ?? '', signal),
      )
    })
    $effect(() => {
      const { region } = ask()
      this.facilities.load(`${region.key}@${region.version}`, async (signal) => {
        const { features } = await listAllFacilities(region.key, signal)
        // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed once made
        return new Map(
          features.map(({ properties, geometry }) => {
            const [lng, lat] = geometry.coordinates
            return [properties.id, { ...properties, lng, lat }]
          }),
        )
      })
    })
    $effect(() => () => [this.answer, this.districts, this.facilities].forEach((resource) => resource.destroy()))
  }
}
