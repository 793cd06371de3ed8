import type { Publication, PublicationDefinition } from '../api/contract.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import {
  createPublication,
  getPublication,
  restorePublication,
  savePublication,
  withdrawPublication,
} from '../api/publications.ts'
import { isSameContent } from '../plan/plan-document.ts'
import { recordChange, redoChange, startHistory, undoChange, type UndoHistory } from '../plan/undo-history.ts'
import { readDefinitionDraft, writeDefinitionDraft } from './definition-draft.ts'
import { mergeDefinitions, type DefinitionMerge } from './merge-definitions.ts'

/** Somebody else has saved, or deleted the publication: theirs, and what both would be together. */
export interface PublicationConflict {
  readonly kind: 'changed' | 'deleted'
  readonly theirs: Publication
  readonly merge: DefinitionMerge
}

/** One publication on the page of the editor: its definition with undo, what is stored, and what stands in the way. */
export class PublicationEditor {
  readonly regionKey: string
  /** As it was read when the page opened: what is left when a draft of this browser is given up. */
  readonly #opened: Publication
  /** As it was last read or saved. */
  stored: Publication = $state.raw() as Publication
  #history: UndoHistory<PublicationDefinition> = $state.raw() as UndoHistory<PublicationDefinition>
  conflict: PublicationConflict | null = $state.raw(null)
  problem: ApiProblem | null = $state.raw(null)
  isBusy = $state(false)
  /** A draft of this browser was put back when the page opened. */
  isDraftRestored = $state(false)

  readonly definition = $derived.by(() => this.#history.present)
  readonly canUndo = $derived.by(() => this.#history.past.length > 0)
  readonly canRedo = $derived.by(() => this.#history.future.length > 0)
  readonly isChanged = $derived.by(() => !isSameContent(this.definition, this.stored.definition))

  /** Call while a component is being set up. */
  constructor(regionKey: string, stored: Publication) {
    this.regionKey = regionKey
    this.stored = stored
    this.#opened = stored
    const draft = readDefinitionDraft(regionKey, stored.id)
    this.isDraftRestored = draft !== null && !isSameContent(draft.definition, stored.definition)
    // A draft that grew from another save keeps its base, so that saving it meets the conflict instead of hiding it.
    if (draft && this.isDraftRestored && draft.draftVersion !== stored.draftVersion)
      this.stored = { ...stored, draftVersion: draft.draftVersion, definition: draft.base }
    this.#history = startHistory(stored.definition)
    if (draft && this.isDraftRestored) this.#history = recordChange(this.#history, draft.definition)
    $effect(() => {
      const { definition, isChanged } = this
      const { id, draftVersion, definition: base } = this.stored
      writeDefinitionDraft(regionKey, id, isChanged ? { draftVersion, base, definition } : null)
    })
  }

  /** Changes the definition by one step of undo. Steps with the same `joinKey` in a row are one. */
  change(patch: Partial<PublicationDefinition>, joinKey: string | null = null): void {
    this.#history = recordChange(this.#history, { ...this.definition, ...patch }, joinKey)
  }

  undo(): void {
    this.#history = undoChange(this.#history)
  }

  redo(): void {
    this.#history = redoChange(this.#history)
  }

  /** Saves over the draft that was seen. False where it did not come to that; see `conflict` and `problem`. */
  save(): Promise<boolean> {
    return this.#try(async () => {
      const { regionKey, stored, definition } = this
      try {
        this.#take(await savePublication(regionKey, stored.id, stored.draftVersion, definition), definition)
        return true
      } catch (error) {
        if (!['publication-changed', 'publication-deleted'].includes(toProblem(error).code)) throw error
        const theirs = await getPublication(regionKey, stored.id)
        const merge = mergeDefinitions(stored.definition, definition, theirs.definition)
        this.conflict = { kind: theirs.deletedAt === null ? 'changed' : 'deleted', theirs, merge }
        return false
      }
    })
  }

  /** Joins mine with theirs, of which nothing is lost, and saves. */
  acceptMerge(): Promise<boolean> {
    const { conflict } = this
    if (!conflict) return Promise.resolve(false)
    this.stored = conflict.theirs
    this.change(conflict.merge.definition)
    return this.save()
  }

  /** Gives up mine; undo brings it back. */
  takeTheirs(): void {
    if (!this.conflict) return
    this.stored = this.conflict.theirs
    this.change(this.conflict.theirs.definition)
    this.conflict = null
  }

  /** Mine as a publication of its own; its id, or null. */
  async saveAsCopy(): Promise<string | null> {
    let copied: string | null = null
    await this.#try(async () => {
      const created = await createPublication(this.regionKey, this.definition)
      writeDefinitionDraft(this.regionKey, this.stored.id, null)
      copied = created.id
      return true
    })
    return copied
  }

  /** Brings back the publication, which was deleted meanwhile, and saves over it. */
  restoreAndSave(): Promise<boolean> {
    return this.#try(async () => {
      const { regionKey, stored, definition } = this
      const { draftVersion } = await restorePublication(regionKey, stored.id)
      this.#take(await savePublication(regionKey, stored.id, draftVersion, definition), definition)
      return true
    })
  }

  discardDraft(): void {
    this.isDraftRestored = false
    if (this.#opened.draftVersion > this.stored.draftVersion) this.stored = this.#opened
    this.change(this.stored.definition)
  }

  withdraw(reason: string): Promise<boolean> {
    return this.#try(async () => {
      this.#takeState(await withdrawPublication(this.regionKey, this.stored.id, reason))
      return true
    })
  }

  showAgain(): Promise<boolean> {
    return this.#try(async () => {
      this.#takeState(await restorePublication(this.regionKey, this.stored.id))
      return true
    })
  }

  /** Reads state and version again, as after publishing; what is being written stays. */
  async refresh(): Promise<void> {
    await this.#try(async () => {
      this.#takeState(await getPublication(this.regionKey, this.stored.id))
      return true
    })
  }

  /** The server cleans texts and lists: its form replaces what was sent, unless something was written meanwhile. */
  #take(saved: Publication, sent: PublicationDefinition): void {
    this.stored = saved
    this.isDraftRestored = false
    if (this.definition === sent && !isSameContent(sent, saved.definition))
      this.#history = { ...this.#history, present: saved.definition, joinKey: null }
  }

  /** State of the publication without its definition, whose base stays that of the last save. */
  #takeState(read: Publication): void {
    const { draftVersion, definition } = this.stored
    this.stored = read.draftVersion === draftVersion ? read : { ...read, draftVersion, definition }
  }

  async #try(work: () => Promise<boolean>): Promise<boolean> {
    this.isBusy = true
    this.problem = null
    this.conflict = null
    try {
      return await work()
    } catch (error) {
      this.problem = toProblem(error)
      return false
    } finally {
      this.isBusy = false
    }
  }
}
