import { untrack } from 'svelte'
import type { Region, SitingRequest, SitingSolution } from '../api/contract.ts'
import type { Selection } from '../state/selection.ts'
import type { UrlState } from '../state/url-state.ts'
import { changeSitesUrl } from './change-sites-url.ts'
import { readKeptShapes, writeKeptShapes } from './kept-shapes.ts'
import { toQuestion, toSitingRequest, type DrawnShapes, type SitesQuestion } from './sites-question.ts'
import { fitsIntoAddress, type SitesAddress } from './sites-url.ts'
import { SitingRun } from './siting-run.svelte.ts'

interface Asked {
  readonly region: Region
  readonly choice: UrlState
  readonly selection: Selection
  readonly address: SitesAddress
}

/** The question of the page as the address has it, the search for it, and which of its solutions is looked at. */
export class SitesSearch {
  readonly run = new SitingRun()
  /** 0: the best solution; then the alternatives. */
  position = $state(0)
  /** Position of the chosen site in the solution. */
  chosenSite: number | null = $state(null)
  /** What was drawn and is too long for the address. */
  kept: DrawnShapes | null = $state.raw(null)
  readonly #ask: () => Asked
  /** Changed, and on its way into the address: the next change builds on it. */
  #pending: SitesQuestion | null = $state.raw(null)
  readonly question = $derived.by((): SitesQuestion => {
    const { address } = this.#ask()
    if (this.#pending) return this.#pending
    return address.isDrawingElsewhere && this.kept ? { ...address.question, ...this.kept } : address.question
  })
  readonly request = $derived.by((): SitingRequest => {
    const { selection, choice } = this.#ask()
    return toSitingRequest(this.question, selection, choice.scenarioId)
  })
  /** The question on the page is another one than that of the answer. */
  readonly isOutdated = $derived.by(
    () => this.run.request !== null && JSON.stringify(this.run.request) !== JSON.stringify(this.request),
  )
  readonly solution = $derived.by((): SitingSolution | null => {
    const { answer } = this.run
    return (this.position === 0 ? answer?.solution : answer?.alternatives[this.position - 1]) ?? null
  })
  /** What the map and its legend are about; null where there is nothing to ask yet. */
  readonly shownQuestion = $derived.by(() => {
    const { selection } = this.#ask()
    if (this.solution && this.run.answer) return this.run.answer.question
    const isAskable = selection.mode === 'any' && selection.level !== null && selection.run !== null
    return isAskable ? toQuestion(selection) : null
  })

  /** Call while a component is being set up. */
  constructor(ask: () => Asked) {
    this.#ask = ask
    this.kept = untrack(() => readKeptShapes(ask().region.key))
  }

  change(patch: Partial<SitesQuestion>, replace = false): void {
    const next = { ...this.question, ...patch }
    const { key } = this.#ask().region
    if (!fitsIntoAddress(next)) {
      const { points, areas, forbidden } = next
      this.kept = { points, areas, forbidden }
      writeKeptShapes(key, this.kept)
    } else if (this.kept) {
      this.kept = null
      writeKeptShapes(key, null)
    }
    this.#pending = next
    void changeSitesUrl({ question: next, jobId: null }, replace).finally(() => {
      if (this.#pending === next) this.#pending = null
    })
  }

  start(): void {
    this.#show()
    void this.run.start(this.#ask().region.key, this.request, (jobId) => void changeSitesUrl({ jobId }, true))
  }

  /** Looks at the search of the address, unless it is the one that is looked at; whether it is another one. */
  follow(jobId: string | null): boolean {
    if (jobId === null || this.run.job?.id === jobId) return false
    this.#show()
    void this.run.attach(jobId, this.request)
    return true
  }

  #show(): void {
    this.position = 0
    this.chosenSite = null
  }
}

/** West, south, east, north of positions; null of none. */
export function boundsOf(positions: readonly (readonly [number, number])[]): number[] | null {
  if (positions.length === 0) return null
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
