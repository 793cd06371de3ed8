import type { WhatIfQuestion } from '../contract/scenario.ts'
import { computeEffectDetail } from '../scenario/effect-detail.ts'
import { compareSides } from '../scenario/compare-sides.ts'
import { createWhatIfEngine, type WhatIfEngine, type WhatIfSide } from '../scenario/what-if-engine.ts'
import { answerOrders } from './answer-orders.service.ts'

/** What the thread of a region is asked. */
export type WhatIfOrder =
  | {
      /** The figures, or with everything that files say of each cell. */
      readonly kind: 'effect' | 'effectDetail'
      readonly before: WhatIfSide
      readonly after: WhatIfSide
      readonly question: WhatIfQuestion
    }
  | {
      /** The same in full, see compare-sides.ts. */
      readonly kind: 'comparison'
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

answerOrders(createWhatIfEngine, (engine: WhatIfEngine, order: WhatIfOrder) => {
  switch (order.kind) {
    case 'effect':
      return engine.effect(order.before, order.after, order.question)
    case 'effectDetail': {
      const { before, after, question } = order
      return computeEffectDetail(engine.apply(before, question.day), engine.apply(after, question.day), question)
    }
    case 'comparison': {
      const { before, after, question } = order
      return compareSides(engine.apply(before, question.day), engine.apply(after, question.day), question)
    }
    case 'closureCheck':
      return engine.closureCheck(order.side, order.question)
    case 'sharedUse':
      return engine.sharedUse(order.side, order.question, order.candidateCategoryIds)
  }
})
