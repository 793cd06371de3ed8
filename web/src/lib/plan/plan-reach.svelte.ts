import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { untrack } from 'svelte'
import { m } from '#messages'
import type { Categories, Region } from '../api/contract.ts'
import { createCriticalLayers } from '../critical/critical-layers.ts'
import { WhatIfView } from '../critical/what-if-view.svelte.ts'
import { createIsochroneLayers } from '../isochrone/isochrone-layers.ts'
import { IsochroneView, type IsochroneAsk } from '../isochrone/isochrone-view.svelte.ts'
import type { Theme } from '../map/palette.ts'
import type { Selection } from '../state/selection.ts'
import type { PlanTrial, UrlState } from '../state/url-state.ts'
import { createWhatIfQuestion, isSharedNeed } from '../state/what-if-data.svelte.ts'
import { placeName } from './describe-modification.ts'
import { addedBy, changeFacility, closeFacility, listReachChanges } from './edit-modifications.ts'
import { createPlanLayers } from './plan-layers.ts'
import { createModificationId, type PlanContext } from './plan-state.svelte.ts'

interface Asked {
  readonly region: Region
  readonly catalogue: Categories
  readonly selection: Selection
  readonly choice: UrlState
}

/** Walking areas and the check of closures over what is planned, and the trial that another page has sent here. */
export class PlanReach {
  readonly #plan: PlanContext
  readonly #ask: () => Asked
  readonly isochrone: IsochroneView
  readonly whatIf: WhatIfView
  /** What was done last from a list or a link, to be read and taken back. */
  notice: string | null = $state.raw(null)
  readonly sources = $derived.by((): Readonly<Record<string, FeatureCollection>> => ({
    ...this.isochrone.sources,
    ...this.whatIf.sources,
  }))

  /** Call while a component is being set up. `ontaken`: the trial of the address is in the document. */
  constructor(plan: PlanContext, ask: () => Asked, ontaken: () => void) {
    this.#plan = plan
    this.#ask = ask
    this.isochrone = new IsochroneView(() => {
      const { region, selection, choice } = ask()
      return {
        region,
        choice: choice.isochrone,
        profile: selection.profile,
        findPlace: (id) => this.#findPlace(id),
        listChanges: (id) => listReachChanges(plan.effective, id),
      }
    })
    this.whatIf = new WhatIfView(() => {
      const { region, catalogue, selection, choice } = ask()
      const isAsked = choice.planTab === 'check' && selection.run !== null
      return {
        region,
        question: isAsked ? createWhatIfQuestion(selection) : null,
        isShared: isSharedNeed(catalogue, selection),
        modifications: plan.document.modifications,
      }
    })
    $effect(() => {
      const { trial } = ask().choice
      if (trial === null || !plan.isOpen || !plan.facilities.latest) return
      untrack(() => {
        this.#take(trial)
        ontaken()
      })
    })
  }

  /** Closes the place in the list of changes. */
  close(facilityId: string): void {
    const name = this.#nameOf(facilityId)
    this.#plan.edit((list) => closeFacility(list, facilityId, createModificationId()))
    this.notice = m.critical_closed({ name })
  }

  /** Adds the kinds of the question to those of the place. */
  open(facilityId: string): void {
    const place = this.#plan.findPlace(facilityId)
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed once made
    const categoryIds = [...new Set([...(place?.categoryIds ?? []), ...this.#ask().selection.categoryIds])]
    this.#plan.edit((list) => changeFacility(list, facilityId, { categoryIds }, createModificationId()))
    this.notice = m.critical_opened({ name: this.#nameOf(facilityId) })
  }

  undo(): void {
    this.#plan.undo()
    this.notice = null
  }

  #nameOf(facilityId: string): string {
    return placeName(this.#plan.findPlace(facilityId), this.#ask().catalogue.categories)
  }

  #take({ kind, facilityId }: PlanTrial): void {
    const place = this.#plan.findPlace(facilityId)
    if (!place) {
      this.notice = m.critical_trial_gone()
      return
    }
    const name = this.#nameOf(facilityId)
    if (kind === 'close' && !place.isClosed) this.close(facilityId)
    else if (kind === 'open') this.open(facilityId)
    this.notice = kind === 'close' ? m.critical_trial_closed({ name }) : m.critical_trial_opened({ name })
    this.#plan.selectFacility(facilityId)
  }

  /** As the scenario leaves the place; one of the scenario's own is known once that is open. */
  #findPlace(facilityId: string): ReturnType<IsochroneAsk['findPlace']> {
    const { facilities, isOpen } = this.#plan
    const place = this.#plan.findPlace(facilityId)
    if (place) {
      const { lng, lat, isAdded, isMoved, isClosed } = place
      return { name: this.#nameOf(facilityId), lng, lat, isElsewhere: isAdded || isMoved, isClosed }
    }
    if (addedBy(facilityId) !== undefined) return isOpen ? 'gone' : 'pending'
    if (facilities.problem) return 'unknown'
    return facilities.latest ? 'gone' : 'pending'
  }
}

/** Everything that lies over the planner's map. */
export const createReachLayers = (theme: Theme): LayerSpecification[] => [
  ...createIsochroneLayers(theme),
  ...createPlanLayers(theme),
  ...createCriticalLayers(theme),
]
