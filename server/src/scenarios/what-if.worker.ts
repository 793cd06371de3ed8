import type { WhatIfQuestion } from '../contract/scenario.ts'
import type { StreetAnswer } from '../contract/street.ts'
import { findKerb } from '../network/find-kerb.ts'
import { findStreet } from '../network/find-street.ts'
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
  | { readonly kind: 'street'; readonly lng: number; readonly lat: number }
  | {
      readonly kind: 'sharedUse'
      readonly side: WhatIfSide
      readonly question: WhatIfQuestion
      readonly candidateCategoryIds: readonly string[] | undefined
    }

const STREET_METRES = 30
const KERB_METRES = 20

function describeStreet({ region: { network } }: WhatIfEngine, lng: number, lat: number): StreetAnswer {
  const street = findStreet(network, lng, lat, STREET_METRES)
  const kerb = findKerb(network, lng, lat, KERB_METRES)
  return {
    street: street && { ...street, line: street.line.map(([x, y]) => [x, y]) },
    kerb: kerb && { lng: kerb.lng, lat: kerb.lat, metres: kerb.metres },
  }
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
    case 'street':
      return describeStreet(engine, order.lng, order.lat)
    case 'sharedUse':
      return engine.sharedUse(order.side, order.question, order.candidateCategoryIds)
  }
})
