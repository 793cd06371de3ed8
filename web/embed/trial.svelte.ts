/** A new place tried out: the region's pack, the worker that computes with it, and its answers, which go to the state of the page. */
import { untrack } from 'svelte'
import { AnswerQueue } from '../src/lib/plan/answer-queue.ts'
import workerUrl from '../src/lib/plan/plan.worker.ts?worker&url'
import type { PlanAnswer } from '../src/lib/plan/plan-engine.ts'
import type { EngineFault } from '../src/lib/plan/plan-messages.ts'
import { createWorkerEngine, EngineFailure, type WorkerEngine } from '../src/lib/plan/worker-engine.ts'
import { describeTrial, type TrialQuestion } from './describe-trial.ts'
import type { EmbedState } from './embed-state.svelte.ts'
import { EmbedFailure } from './load-files.ts'
import { toStartableAddress } from './startable-worker.ts'

export type TrialStatus =
  | { readonly kind: 'idle' }
  /** `share` 0 … 1 of the pack that has come. */
  | { readonly kind: 'loading'; readonly share: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly fault: EngineFault }

/** Starting the worker on a slow phone, and its first answer, take their time. */
const PATIENCE_MILLISECONDS = 120_000

export class Trial {
  status: TrialStatus = $state.raw({ kind: 'idle' })
  /** Why the kernels did not take the site. */
  refusal: string | null = $state(null)
  isComputing = $state(false)
  readonly #embed: EmbedState
  readonly #ending = new AbortController()
  readonly #stopAsking: () => void
  #cellIds: readonly string[] = []
  #engine: WorkerEngine | null = null
  readonly #queue = new AnswerQueue<TrialQuestion, PlanAnswer>(
    ({ question, sides }, signal) => this.#ask(question, sides, signal),
    ({ effect, before, after, addedCellIds }, { question }, isNewest) => {
      this.#embed.answer = { question, effect, before, after, cellIds: this.#listCellIds(addedCellIds) }
      this.refusal = null
      this.isComputing = !isNewest
    },
    (error) => {
      this.#embed.answer = null
      this.isComputing = false
      if (!(error instanceof EngineFailure)) this.refusal = error instanceof Error ? error.message : String(error)
    },
  )

  /** Asks by itself, also while another tab is shown, until `destroy`. */
  constructor(embed: EmbedState) {
    this.#embed = embed
    this.#stopAsking = $effect.root(() => {
      $effect(() => {
        void [embed.site, embed.category, embed.groupId, embed.minutes]
        untrack(() => this.ask())
      })
    })
  }

  /** Loads the pack and starts the worker; once, or again after a failure. */
  async start(): Promise<void> {
    if (this.status.kind === 'loading' || this.status.kind === 'ready') return
    const { files, publication } = this.#embed.loaded
    const total = files.sizeOf('pack.nrc')
    this.status = { kind: 'loading', share: 0 }
    try {
      const { signal } = this.#ending
      const [script, pack] = await Promise.all([
        toStartableAddress(workerUrl),
        files.load('pack.nrc', {
          signal,
          onProgress: (bytes) => (this.status = { kind: 'loading', share: Math.min(1, bytes / total) }),
        }),
      ])
      const engine = createWorkerEngine(publication.region.key, publication.import.id, {
        pack,
        createWorker: () => new Worker(script),
        loadTimeoutMilliseconds: PATIENCE_MILLISECONDS,
        askTimeoutMilliseconds: PATIENCE_MILLISECONDS,
        onFailure: ({ fault }) => this.#fail(fault),
      })
      this.#engine = engine
      await engine.ready
      this.status = { kind: 'ready' }
      this.ask()
    } catch (error) {
      if (this.#ending.signal.aborted || error instanceof EngineFailure) return
      this.#fail(error instanceof EmbedFailure && error.fault === 'damaged' ? 'damaged' : 'no-pack')
    }
  }

  /** Asks about the site as it is now, for what is chosen now. */
  ask(): void {
    const trial = describeTrial(this.#embed)
    if (this.status.kind !== 'ready') return
    if (trial === null) {
      this.#queue.cancel()
      this.#embed.answer = null
      this.refusal = null
      this.isComputing = false
      return
    }
    this.isComputing = true
    this.#queue.push(trial)
  }

  destroy(): void {
    this.#stopAsking()
    this.#ending.abort()
    this.#queue.cancel()
    this.#engine?.destroy()
  }

  /** The same list for every answer: added are the cells of the published scenario, or none. */
  #listCellIds(added: readonly string[]): readonly string[] {
    const known = this.#engine?.cellIds ?? []
    if (this.#cellIds.length !== known.length + added.length) this.#cellIds = [...known, ...added]
    return this.#cellIds
  }

  #ask(question: TrialQuestion['question'], sides: TrialQuestion['sides'], signal: AbortSignal): Promise<PlanAnswer> {
    if (this.#engine === null) throw new EngineFailure('crashed', 'the worker is gone')
    return this.#engine.ask(question, sides, signal)
  }

  #fail(fault: EngineFault): void {
    this.#engine = null
    this.#embed.answer = null
    this.isComputing = false
    this.status = { kind: 'failed', fault }
  }
}
