/** One search for sites: prepares it once, then says what sets of candidates mean for people, until its thread is ended. */
import { parentPort, workerData } from 'node:worker_threads'
import type { LocalText } from '../contract/common.ts'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import type { SitingRequest } from '../contract/siting.ts'
import type { MultiPolygon } from '../geo/bounds.ts'
import { createWhatIfEngine, type WhatIfSide } from '../scenario/what-if-engine.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'
import { buildSiteSearch } from '../site-search/build-site-search.ts'
import type { AddressPoints } from '../site-search/candidate.ts'
import { createSiteDescriber, type DescribedSites, type SiteDescriber } from '../site-search/describe-sites.ts'
import { SearchRefused } from '../site-search/search-refused.ts'
import type { SearchTables } from '../site-search/site-search.ts'
import type { SitingAssignment } from '../siting/siting-answer.ts'

export interface SessionOrder {
  readonly region: WhatIfRegion
  readonly side: WhatIfSide
  readonly request: SitingRequest
  readonly question: WhatIfQuestion
  readonly water: MultiPolygon
  readonly addresses: AddressPoints | null
}

export interface DescribeOrder {
  readonly id: number
  /** Sets of candidates, the first with the assignment where there is one. */
  readonly sets: readonly (readonly number[])[]
  readonly assignment: SitingAssignment | null
}

export type SessionMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'prepared'; readonly tables: SearchTables; readonly before: SiteDescriber['before'] }
  | { readonly kind: 'described'; readonly id: number; readonly sites: readonly DescribedSites[] }
  | { readonly kind: 'refused'; readonly text: LocalText }
  | { readonly kind: 'failed'; readonly error: { readonly message: string; readonly stack?: string } }

const send = (message: SessionMessage, transfer: ArrayBuffer[] = []): void => parentPort!.postMessage(message, transfer)

/** Progress between two messages. */
const SHARE_STEP = 0.02

function prepare({ region, side, ...order }: SessionOrder): SiteDescriber {
  const { state, problems } = createWhatIfEngine(region).apply(side, order.question.day)
  let told = 0
  const search = buildSiteSearch({
    ...order,
    state,
    problems,
    onProgress(share) {
      if (share - told < SHARE_STEP) return
      told = share
      send({ kind: 'progress', share })
    },
  })
  const describer = createSiteDescriber(search)
  send({ kind: 'prepared', tables: search.tables, before: describer.before })
  return describer
}

function guard<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof SearchRefused) send({ kind: 'refused', text: error.text })
    else {
      const { message, stack } = error instanceof Error ? error : new Error(String(error))
      send({ kind: 'failed', error: { message, stack } })
    }
    return undefined
  }
}

const describer = guard(() => prepare(workerData as SessionOrder))
parentPort!.on('message', ({ id, sets, assignment }: DescribeOrder) =>
  guard(() => {
    if (describer === undefined) throw new Error('sites were to be described before the search was prepared')
    const sites = sets.map((chosen, n) => describer.describe(chosen, n === 0 ? assignment : null))
    send({ kind: 'described', id, sites })
  }),
)
