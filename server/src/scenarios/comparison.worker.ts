import type { WhatIfQuestion } from '../contract/scenario.ts'
import { compareSides } from '../scenario/compare-sides.ts'
import { createWhatIfEngine, type WhatIfEngine, type WhatIfSide } from '../scenario/what-if-engine.ts'
import type { WhatIfRegion } from '../scenario/what-if-region.ts'
import { answerOrders } from './answer-orders.service.ts'

/** A side that says which import it is of. */
export interface DatedSide extends WhatIfSide {
  readonly importId: string
}
/** What the thread of two imports is asked. */
export interface ComparisonOrder {
  readonly before: DatedSide
  readonly after: DatedSide
  readonly question: WhatIfQuestion
}

/** Two imports are held at once: of each the last profiles and scenarios only. */
const MOST_KEPT = 2

answerOrders(
  (regions: readonly WhatIfRegion[]) => regions.map((region) => createWhatIfEngine(region, MOST_KEPT)),
  (engines: readonly WhatIfEngine[], { before, after, question }: ComparisonOrder) => {
    const apply = (side: DatedSide) => {
      const engine = engines.find(({ region }) => region.importId === side.importId)
      if (engine === undefined) throw new RangeError(`the import "${side.importId}" is not among those compared`)
      return engine.apply(side, question.day)
    }
    return compareSides(apply(before), apply(after), question)
  },
)
