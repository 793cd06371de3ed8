import { listAllFacilities } from '../api/client.ts'
import type { Categories, Modification, Region, Scenario, ScenarioProblem, WhatIfQuestion } from '../api/contract.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { Resource } from '../state/resource.svelte.ts'
import type { Selection } from '../state/selection.ts'
import { AnswerQueue } from './answer-queue.ts'
import { readDraft, writeDraft } from './draft-storage.ts'
import { addedBy, addedFacilityId, findForFacility, findModification, moveFacility } from './edit-modifications.ts'
import { documentOf, emptyDocument, hasUnsavedChanges, type PlanDocument } from './plan-document.ts'
import type { PlanAnswer, PlanEngine } from './plan-engine.ts'
import { createPlanQuestion } from './plan-question.ts'
import { roundDegrees, type PlanDrag, type PlanSelection, type PlanTool } from './plan-selection.ts'
import { placeOfToday, resolvePlaces, type KnownPlace, type PlannedPlace } from './resolve-places.ts'
import { linkOf, ScenarioStore } from './scenario-store.svelte.ts'
import { recordChange, redoChange, startHistory, undoChange, type UndoHistory } from './undo-history.ts'

export interface PlanAsked {
  readonly region: Region
  readonly catalogue: Categories
  readonly selection: Selection
  /** May be ahead of the selection while the slider is dragged. */
  readonly minutes: number
}

interface Asked {
  readonly question: WhatIfQuestion
  readonly modifications: readonly Modification[]
}

/** A modification that is only being dragged has no place in the list yet. */
const DRAG_ID = 'drag'

/**
 * Everything of the planner's page: the document with undo and draft, the question, the engine with its answer, what is selected
 * and which tool is in hand. Panels take it whole and change it through its methods.
 */
export class PlanContext {
  readonly #ask: () => PlanAsked
  readonly store = new ScenarioStore(() => this.#ask().region.key)
  readonly facilities = new Resource<ReadonlyMap<string, KnownPlace>>()
  #history: UndoHistory<PlanDocument> = $state.raw(startHistory(emptyDocument))
  selected: PlanSelection | null = $state.raw(null)
  tool: PlanTool = $state.raw(null)
  /** What the tool in hand has to say, as where a click met nothing. */
  toolMessage = $state('')
  drag: PlanDrag | null = $state.raw(null)
  engine: PlanEngine | null = $state.raw(null)
  answer: PlanAnswer | undefined = $state.raw()
  problem: ApiProblem | null = $state.raw(null)
  isComputing = $state(false)
  /** Whether a document was opened; before that nothing is kept as a draft. */
  isOpen = $state(false)
  /** A draft of this browser was put back when the page opened. */
  isDraftRestored = $state(false)

  readonly document = $derived.by(() => this.#history.present)
  readonly canUndo = $derived.by(() => this.#history.past.length > 0)
  readonly canRedo = $derived.by(() => this.#history.future.length > 0)
  readonly isChanged = $derived.by(() => hasUnsavedChanges(this.document, this.store.link))
  /** As text, so that a movement of the map, which makes a new selection, asks nothing again. */
  readonly #questionText = $derived.by(() => {
    const { selection, minutes } = this.#ask()
    return JSON.stringify(createPlanQuestion(selection, minutes))
  })
  readonly question = $derived.by(() => JSON.parse(this.#questionText) as WhatIfQuestion | null)
  /** The list with the drag that is going on. */
  readonly effective = $derived.by(() => {
    const { modifications } = this.document
    return this.drag
      ? moveFacility(modifications, this.drag.facilityId, this.drag.lng, this.drag.lat, DRAG_ID)
      : modifications
  })
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed once made
  readonly places = $derived.by(() => resolvePlaces(this.facilities.latest ?? new Map(), this.effective))
  readonly problems = $derived.by(() => {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed once made
    const byId = new Map<string, ScenarioProblem[]>()
    for (const problem of this.answer?.effect.problems ?? [])
      byId.set(problem.modificationId, [...(byId.get(problem.modificationId) ?? []), problem])
    return byId
  })
  /** The place that is selected, as it stands. */
  readonly selectedPlace = $derived.by((): PlannedPlace | undefined => {
    const facilityId = this.selectedFacilityId
    return facilityId === null ? undefined : this.findPlace(facilityId)
  })
  readonly selectedFacilityId = $derived.by((): string | null => {
    if (this.selected?.type === 'facility') return this.selected.facilityId
    const modification = this.selectedModification
    if (modification?.kind === 'add-facility') return addedFacilityId(modification.id)
    return modification && 'facilityId' in modification ? modification.facilityId : null
  })
  readonly selectedModification = $derived.by(() =>
    this.selected?.type === 'modification'
      ? findModification(this.document.modifications, this.selected.id)
      : undefined,
  )

  readonly #queue = new AnswerQueue<Asked, PlanAnswer>(
    ({ question, modifications }, signal) => this.#answer(question, modifications, signal),
    (answer, _asked, isNewest) => {
      this.answer = answer
      this.problem = null
      this.isComputing = !isNewest
    },
    (error) => {
      this.problem = toProblem(error)
      this.isComputing = false
    },
  )

  /** Call while a component is being set up. */
  constructor(ask: () => PlanAsked) {
    this.#ask = ask
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
    $effect(() => {
      if (this.engine === null || this.question === null) return
      this.isComputing = true
      this.#queue.push({ question: this.question, modifications: this.effective })
    })
    $effect(() => this.#keepDraft())
    $effect(() => () => {
      this.#queue.cancel()
      this.engine?.destroy()
      this.facilities.destroy()
    })
  }

  #answer(question: WhatIfQuestion, modifications: readonly Modification[], signal: AbortSignal): Promise<PlanAnswer> {
    if (this.engine === null) return Promise.reject(new Error('plan: no engine'))
    return this.engine.ask(question, { after: { modifications } }, signal)
  }

  /** Asks again after a failure. */
  retry(): void {
    if (this.question === null) return
    this.isComputing = true
    this.#queue.push({ question: this.question, modifications: this.effective })
  }

  findPlace(facilityId: string): PlannedPlace | undefined {
    const known = this.facilities.latest?.get(facilityId)
    return this.places.get(facilityId) ?? (known && placeOfToday(known))
  }

  /** Name of the street that a modification was found on. */
  streetName(modificationId: string): string | undefined {
    return this.answer?.effect.streets.find((street) => street.modificationId === modificationId)?.name
  }

  /** Changes the document by one step of undo. Steps with the same `joinKey` in a row are one. */
  change(patch: Partial<PlanDocument>, joinKey: string | null = null): void {
    this.#history = recordChange(this.#history, { ...this.document, ...patch }, joinKey)
  }

  edit(change: (list: readonly Modification[]) => readonly Modification[], joinKey: string | null = null): void {
    const modifications = change(this.document.modifications)
    if (modifications !== this.document.modifications) this.change({ modifications }, joinKey)
  }

  undo(): void {
    this.drag = null
    this.#history = undoChange(this.#history)
    this.#dropLostSelection()
  }

  redo(): void {
    this.drag = null
    this.#history = redoChange(this.#history)
    this.#dropLostSelection()
  }

  /** Ends a drag or nudge: the place stays where it is now. */
  dropAt(facilityId: string, lng: number, lat: number, joinKey: string | null = null): void {
    this.drag = null
    const [x, y] = [roundDegrees(lng), roundDegrees(lat)]
    this.edit((list) => moveFacility(list, facilityId, x, y, createModificationId()), joinKey)
    this.selectFacility(facilityId)
  }

  /** Selects a place by what was done to it, so that the list and the map point at the same. */
  selectFacility(facilityId: string): void {
    const { modifications } = this.document
    const owner = addedBy(facilityId)
    const found =
      owner === undefined
        ? (findForFacility(modifications, 'close-facility', facilityId) ??
          findForFacility(modifications, 'move-facility', facilityId) ??
          findForFacility(modifications, 'change-facility', facilityId))
        : findModification(modifications, owner)
    if (found) this.selected = { type: 'modification', id: found.id }
    else if (owner === undefined) this.selected = { type: 'facility', facilityId }
  }

  /** Shows another document; there is no way back by undo, what was not saved stays as a draft. */
  showDocument(document: PlanDocument): void {
    this.#history = startHistory(document)
    this.selected = null
    this.tool = null
    this.drag = null
    this.isDraftRestored = false
    this.isOpen = true
  }

  /** A new scenario, or the draft of one. */
  openNew(): void {
    const { region } = this.#ask()
    this.store.link = null
    const draft = readDraft(region.key, null)
    this.showDocument(draft?.document ?? emptyDocument)
    this.isDraftRestored = draft !== null
  }

  /** A stored scenario with what was changed of it in this browser; false where it cannot be read. */
  async open(id: string): Promise<boolean> {
    const scenario = await this.store.read(id)
    if (!scenario) return false
    const draft = readDraft(scenario.region, id)
    const isUsable = draft?.link?.id === id
    // Link and document change together: in between, the draft of one would be kept under the name of the other. A draft that
    // grew from an older version keeps its link: saving then says so, and merges.
    this.store.link = isUsable ? draft.link : linkOf(scenario)
    this.showDocument(isUsable ? draft.document : documentOf(scenario))
    this.isDraftRestored = isUsable
    return true
  }

  /** Saves; null where it did not come to that, see `store.conflict` and `store.problem`. */
  async save(way: 'save' | 'copy' | 'restore' = 'save'): Promise<Scenario | null> {
    const formerId = this.store.link?.id ?? null
    const { document } = this
    const saved = await (way === 'save'
      ? this.store.save(document)
      : way === 'copy'
        ? this.store.saveAsCopy(document)
        : this.store.restoreAndSave(document))
    if (!saved) return null
    if (saved.id !== formerId) writeDraft(saved.region, formerId, null)
    this.isDraftRestored = false
    return saved
  }

  /** Takes what both sides made of the scenario as the document, not yet saved. */
  acceptMerge(): void {
    const { conflict } = this.store
    if (!conflict) return
    this.store.link = linkOf(conflict.theirs)
    this.store.conflict = null
    this.change(conflict.merge.document)
  }

  /** Gives up what was not saved. */
  async discardDraft(): Promise<void> {
    const id = this.store.link?.id ?? null
    writeDraft(this.#ask().region.key, id, null)
    if (id !== null) await this.open(id)
    else this.change(emptyDocument)
    this.isDraftRestored = false
    this.#dropLostSelection()
  }

  #keepDraft(): void {
    const { region } = this.#ask()
    const { link } = this.store
    if (!this.isOpen) return
    writeDraft(region.key, link?.id ?? null, this.isChanged ? { link, document: this.document } : null)
  }

  #dropLostSelection(): void {
    const { selected } = this
    if (selected?.type === 'modification' && !findModification(this.document.modifications, selected.id))
      this.selected = null
  }
}

/** Eight hexadecimal digits by chance: two people who edit one scenario do not give the same one. */
export function createModificationId(): string {
  const [value] = crypto.getRandomValues(new Uint32Array(1))
  return value.toString(16).padStart(8, '0')
}
