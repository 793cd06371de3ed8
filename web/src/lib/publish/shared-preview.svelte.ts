import { sharedDraft } from '../account/share-token.svelte.ts'
import type { Publication } from '../api/contract.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { getPublication, makePreview } from '../api/publications.ts'
import { FollowedJob } from '../state/followed-job.svelte.ts'

/** How often it is asked whether the link still counts and the draft is still the one that is shown. */
const WATCH_MILLISECONDS = 20_000
/** Answers after which nothing of the draft may be seen any more. */
const OVER = ['link-over', 'unknown-share-link', 'sign-in-needed', 'not-allowed', 'unknown-publication']

interface MadePreview {
  readonly address: string
  readonly draftVersion: number
  readonly madeAt: string
  readonly expiresAt: string
}

/** The map of a draft for whoever has a link to it: made once, shown until it or the link is over. */
export class SharedPreview {
  readonly work = new FollowedJob()
  made: MadePreview | null = $state.raw(null)
  /** The hour of the preview is over. */
  isExpired = $state(false)
  /** The link is over, or the draft is gone. */
  over: ApiProblem | null = $state.raw(null)
  /** As it was read last. */
  draftVersion: number
  readonly isOld = $derived.by(() => this.made !== null && this.made.draftVersion !== this.draftVersion)
  readonly #regionKey: string
  readonly #id: string
  readonly #controller = new AbortController()

  constructor(regionKey: string, { id, draftVersion }: Publication) {
    this.#regionKey = regionKey
    this.#id = id
    this.draftVersion = $state(draftVersion)
    const timer = setInterval(() => void this.check(), WATCH_MILLISECONDS)
    this.#controller.signal.addEventListener('abort', () => clearInterval(timer))
  }

  /** Asks for the map; what was made of the same draft within the hour comes at once. */
  async make(): Promise<void> {
    const job = await this.work.run(() => makePreview(this.#regionKey, this.#id))
    if (this.work.problem) this.#endIfOver(this.work.problem)
    const result = job?.result as MadePreview | null | undefined
    if (!result) return
    this.made = result
    this.draftVersion = Math.max(this.draftVersion, result.draftVersion)
    this.isExpired = false
  }

  /** Takes the map away once it or the link is over, and notices a newer draft. */
  async check(): Promise<void> {
    if (this.over || this.made === null) return
    if (Date.now() > Date.parse(this.made.expiresAt)) {
      this.made = null
      this.isExpired = true
    }
    try {
      this.draftVersion = (await getPublication(this.#regionKey, this.#id, this.#controller.signal)).draftVersion
    } catch (error) {
      // Without an answer the map stays: what it shows has been loaded already, and the server gives nothing more to a link that is over.
      this.#endIfOver(toProblem(error))
    }
  }

  destroy(): void {
    this.work.destroy()
    this.#controller.abort()
  }

  #endIfOver(problem: ApiProblem): void {
    if (!OVER.includes(problem.code)) return
    this.over = problem
    sharedDraft.isOver = true
    this.made = null
  }
}
