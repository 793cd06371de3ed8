import type { CorrectionChange, CorrectionDetail, CorrectionKind, CorrectionList, CorrectionStatus, Effect, WhatIfQuestion } from '../api/contract.ts' // prettier-ignore
import { decideCorrection, getCorrection, getCorrectionEffect, joinCorrections, listCorrections, type GivenDecision } from '../api/corrections.ts' // prettier-ignore
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { Resource } from '../state/resource.svelte.ts'

/** The reports of a region as editors work through them. */
export class ModerationState {
  readonly regionKey: string
  readonly list = new Resource<CorrectionList>()
  readonly detail = new Resource<CorrectionDetail>()
  readonly effect = new Resource<{ effect: Effect | null }>()
  status: CorrectionStatus | null = $state('open')
  kind: CorrectionKind | null = $state(null)
  page = $state(1)
  chosenId: string | null = $state(null)
  profile: WhatIfQuestion['profile'] = $state('standard')
  /** For obstacles, which concern every kind of place; null: the kinds of the place itself. */
  categoryId: string | null = $state(null)
  /** What would be accepted instead of what was reported. */
  changed: CorrectionChange | null = $state.raw(null)
  /** Reports that are to be joined to the chosen one. */
  marked: readonly string[] = $state.raw([])
  problem: ApiProblem | null = $state.raw(null)
  isBusy = $state(false)
  #round = $state(0)

  constructor(regionKey: string, profile: WhatIfQuestion['profile']) {
    this.regionKey = regionKey
    this.profile = profile
  }

  /** Follows filter, page and choice; call it in an effect. */
  load(): void {
    const { regionKey, status, kind, page, chosenId, profile, categoryId, changed } = this
    const query = { status: status ?? undefined, kind: kind ?? undefined, page }
    this.list.load(`${JSON.stringify(query)}@${this.#round}`, (signal) => listCorrections(regionKey, query, signal))
    this.detail.load(
      chosenId === null ? null : `${chosenId}@${this.#round}`,
      (signal) => getCorrection(regionKey, chosenId!, signal),
      this.detail.latest?.id === chosenId,
    )
    const isOpen = this.detail.latest?.id === chosenId && this.detail.latest?.status === 'open'
    const question = { profile, ...(categoryId === null ? {} : { categoryIds: [categoryId] }) }
    this.effect.load(
      chosenId === null || !isOpen ? null : JSON.stringify([chosenId, question, changed, this.#round]),
      (signal) => getCorrectionEffect(regionKey, chosenId!, question, changed ?? undefined, signal),
      false,
    )
  }

  choose(id: string | null): void {
    this.chosenId = id
    this.changed = null
    this.marked = []
    this.problem = null
  }

  filter(patch: { status?: CorrectionStatus | null; kind?: CorrectionKind | null }): void {
    if (patch.status !== undefined) this.status = patch.status
    if (patch.kind !== undefined) this.kind = patch.kind
    this.page = 1
    this.choose(null)
  }

  /** Asks for everything again. */
  refresh(): void {
    this.#round++
  }

  /** Whether it was done. */
  decide(verb: 'accept' | 'reject' | 'undo', reason = ''): Promise<boolean> {
    const { latest } = this.detail
    if (!latest) return Promise.resolve(false)
    const decision: GivenDecision = { version: latest.version, reason }
    const change = verb === 'accept' && this.changed !== null ? { change: this.changed } : {}
    return this.#do(() => decideCorrection(this.regionKey, latest.id, verb, { ...decision, ...change }))
  }

  join(): Promise<boolean> {
    const { chosenId, marked } = this
    if (chosenId === null || marked.length === 0) return Promise.resolve(false)
    return this.#do(() => joinCorrections(this.regionKey, chosenId, marked))
  }

  async #do(work: () => Promise<CorrectionDetail>): Promise<boolean> {
    this.isBusy = true
    this.problem = null
    try {
      await work()
      this.changed = null
      this.marked = []
      return true
    } catch (error) {
      this.problem = toProblem(error)
      return false
    } finally {
      this.isBusy = false
      this.refresh()
    }
  }
}
