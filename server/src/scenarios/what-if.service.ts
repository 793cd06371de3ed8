import type { AskedQuestion, ClosureCheck, SharedUse, WhatIfQuestion } from '../contract/scenario.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { EffectDetail } from '../scenario/effect-detail.ts'
import type { WhatIfAnswer } from '../scenario/what-if-engine.ts'
import { RegionThreads } from './region-threads.service.ts'
import { toWhatIfRegion } from './what-if-region.ts'
import type { WhatIfOrder } from './what-if.worker.ts'

/** Answers what-if questions in threads of their own, one per import; each holds the last states asked for. */
export class WhatIfService {
  readonly #catalogue: Catalogue
  readonly #threads: RegionThreads<WhatIfOrder, unknown>

  constructor(catalogue: Catalogue, timeoutMilliseconds = 25_000) {
    this.#catalogue = catalogue
    this.#threads = new RegionThreads<WhatIfOrder, unknown>({
      worker: new URL('./what-if.worker.ts', import.meta.url),
      what: 'what-if questions',
      timeoutMilliseconds,
      load: async (region) => toWhatIfRegion(region, await region.network(), catalogue),
    })
  }

  /** Fills in what a question leaves open, and checks everything that the kernels take for granted. */
  completeQuestion(region: RegionData, asked: AskedQuestion): WhatIfQuestion {
    const { mode = 'any', rank = 1, groupId = 'all', levelId = region.levels[0].id } = asked
    const categoryIds = [...new Set(asked.categoryIds)].sort()
    const thresholds = categoryIds.map((id) => {
      const category = this.#catalogue.categories.find((known) => known.id === id)
      if (!category) throw new Problem('unknown-category', `"${id}" is no kind of the catalogue.`)
      return category.thresholdMinutes.default
    })
    const { groupIds } = region.population
    if (!groupIds.includes(groupId))
      throw new Problem('unknown-group', `"${groupId}" is no group of this region; there are ${groupIds.join(', ')}.`)
    const levels = region.levels.map(({ id }) => id)
    if (!levels.includes(levelId))
      throw new Problem('unknown-level', `"${levelId}" is no level of this region; there are ${levels.join(', ')}.`)
    const { profile, minutes = Math.min(...thresholds), day } = asked
    return { profile, categoryIds, mode, rank, groupId, levelId, minutes, day }
  }

  effect(region: RegionData, order: Omit<WhatIfOrder & { kind: 'effect' }, 'kind'>): Promise<WhatIfAnswer> {
    return this.#threads.ask(region, { kind: 'effect', ...order }) as Promise<WhatIfAnswer>
  }

  /** The same figures with what is needed to write them into files. */
  effectDetail(region: RegionData, order: Omit<WhatIfOrder & { kind: 'effect' }, 'kind'>): Promise<EffectDetail> {
    return this.#threads.ask(region, { kind: 'effectDetail', ...order }) as Promise<EffectDetail>
  }

  closureCheck(region: RegionData, order: Omit<WhatIfOrder & { kind: 'closureCheck' }, 'kind'>): Promise<ClosureCheck> {
    return this.#threads.ask(region, { kind: 'closureCheck', ...order }) as Promise<ClosureCheck>
  }

  sharedUse(region: RegionData, order: Omit<WhatIfOrder & { kind: 'sharedUse' }, 'kind'>): Promise<SharedUse> {
    return this.#threads.ask(region, { kind: 'sharedUse', ...order }) as Promise<SharedUse>
  }

  /** Ends all threads; what was asked is refused. */
  close(): Promise<void> {
    return this.#threads.close()
  }
}
