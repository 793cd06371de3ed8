import { parentPort } from 'node:worker_threads'
import type { WhatIfQuestion } from '../contract/scenario.ts'
import { createWhatIfEngine, type WhatIfEngine, type WhatIfSide } from '../scenario/what-if-engine.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'

/** What the thread of a region is asked. */
export type WhatIfOrder =
  | {
      readonly kind: 'effect'
      readonly before: WhatIfSide
      readonly after: WhatIfSide
      readonly question: WhatIfQuestion
    }
  | { readonly kind: 'closureCheck'; readonly side: WhatIfSide; readonly question: WhatIfQuestion }
  | {
      readonly kind: 'sharedUse'
      readonly side: WhatIfSide
      readonly question: WhatIfQuestion
      readonly candidateCategoryIds: readonly string[] | undefined
    }
export type WhatIfMessage =
  | { readonly kind: 'region'; readonly region: WhatIfRegion }
  | { readonly kind: 'order'; readonly id: number; readonly order: WhatIfOrder }
export type WhatIfReply =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string }
    }

let engine: WhatIfEngine | undefined

parentPort?.on('message', (message: WhatIfMessage) => {
  if (message.kind === 'region') {
    engine = createWhatIfEngine(message.region)
    return
  }
  parentPort?.postMessage(answer(message.id, message.order))
})

function answer(id: number, order: WhatIfOrder): WhatIfReply {
  try {
    if (!engine) throw new Error('an order came before its region')
    return { id, value: obey(engine, order) }
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    return { id, error: { name, message, stack } }
  }
}

function obey(engine: WhatIfEngine, order: WhatIfOrder): unknown {
  switch (order.kind) {
    case 'effect':
      return engine.effect(order.before, order.after, order.question)
    case 'closureCheck':
      return engine.closureCheck(order.side, order.question)
    case 'sharedUse':
      return engine.sharedUse(order.side, order.question, order.candidateCategoryIds)
  }
}
