import type { AskedQuestion, ClosureCheck, SharedUse, WhatIfQuestion } from '../contract/scenario.ts'
import type { StreetAnswer } from '../contract/street.ts'
import type { Catalogue } from '../facilities/catalogue.ts'
import { Problem } from '../problems/problems.ts'
import type { RegionData } from '../regions/region-data.service.ts'
import type { EffectDetail } from '../scenario/effect-detail.ts'
import type { Comparison } from '../scenario/compare-sides.ts'
import type { WhatIfAnswer, WhatIfSide } from '../scenario/what-if-engine.ts'
import type { ComparisonOrder } from './comparison.worker.ts'
import { RegionThreads, type ThreadSubject } from './region-threads.service.ts'
import { toWhatIfRegion } from './what-if-region.ts'
import type { WhatIfOrder } from './what-if.worker.ts'

/** One side of a comparison with the import that it is of. */
export interface ImportSide {
  readonly region: RegionData
  readonly side: WhatIfSide
}
/** Two imports in one thread, whichever comes first. */
interface ImportPair extends ThreadSubject {
  readonly imports: readonly RegionData[]
}

/** Answers what-if questions in threads of their own, one per import or pair of imports; each holds the last states asked for. */
export class WhatIfService {
  readonly #catalogue: Catalogue
  readonly #threads: RegionThreads<WhatIfOrder, unknown>
  readonly #pairs: RegionThreads<ComparisonOrder, Comparison, unknown, ImportPair>

  constructor(catalogue: Catalogue, timeoutMilliseconds = 25_000) {
    this.#catalogue = catalogue
    this.#threads = new RegionThreads<WhatIfOrder, unknown>({
      worker: new URL('./what-if.worker.ts', import.meta.url),
      what: 'what-if questions',
      timeoutMilliseconds,
      load: async (region) => toWhatIfRegion(region, await region.network(), catalogue),
    })
    this.#pairs = new RegionThreads<ComparisonOrder, Comparison, unknown, ImportPair>({
      worker: new URL('./comparison.worker.ts', import.meta.url),
      what: 'comparisons of imports',
      timeoutMilliseconds,
      // It holds two regions: one such thread takes as much as the others together.
      mostThreads: 1,
      load: ({ imports }) =>
        Promise.all(imports.map(async (region) => toWhatIfRegion(region, await region.network(), catalogue))),
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
  effectDetail(before: ImportSide, after: ImportSide, question: WhatIfQuestion): Promise<EffectDetail> {
    if (before.region.importId !== after.region.importId) return this.compare(before, after, question)
    const order: WhatIfOrder = { kind: 'effectDetail', before: before.side, after: after.side, question }
    return this.#threads.ask(after.region, order) as Promise<EffectDetail>
  }

  /** Any two sides in full; those of different imports have a thread of their own. */
  async compare(before: ImportSide, after: ImportSide, question: WhatIfQuestion): Promise<Comparison> {
    const [from, to] = [before.region, after.region]
    if (from.importId === to.importId) {
      const order: WhatIfOrder = { kind: 'comparison', before: before.side, after: after.side, question }
      return this.#threads.ask(to, order) as Promise<Comparison>
    }
    checkComparable(from, to, question)
    const imports = [from, to].sort((a, b) => (a.importId < b.importId ? -1 : 1))
    const pair: ImportPair = { key: to.key, importId: imports.map(({ importId }) => importId).join('+'), imports }
    const dated = ({ region, side }: ImportSide) => ({ ...side, importId: region.importId })
    const comparison = await this.#pairs.ask(pair, { before: dated(before), after: dated(after), question })
    if (comparison.imports === null) return comparison
    const sides = {
      before: { ...comparison.imports.before, importedAt: from.importedAt },
      after: { ...comparison.imports.after, importedAt: to.importedAt },
    }
    return { ...comparison, effect: { ...comparison.effect, imports: sides } }
  }

  closureCheck(region: RegionData, order: Omit<WhatIfOrder & { kind: 'closureCheck' }, 'kind'>): Promise<ClosureCheck> {
    return this.#threads.ask(region, { kind: 'closureCheck', ...order }) as Promise<ClosureCheck>
  }

  sharedUse(region: RegionData, order: Omit<WhatIfOrder & { kind: 'sharedUse' }, 'kind'>): Promise<SharedUse> {
    return this.#threads.ask(region, { kind: 'sharedUse', ...order }) as Promise<SharedUse>
  }

  /** What a modification of the streets can name near a position. */
  findStreet(region: RegionData, lng: number, lat: number): Promise<StreetAnswer> {
    return this.#threads.ask(region, { kind: 'street', lng, lat }) as Promise<StreetAnswer>
  }

  /** Ends all threads; what was asked is refused. */
  async close(): Promise<void> {
    await Promise.all([this.#threads.close(), this.#pairs.close()])
  }
}

/** Everything that two imports must share for the question. */
function checkComparable(from: RegionData, to: RegionData, { groupId, levelId }: WhatIfQuestion): void {
  if (from.cells.resolution !== to.cells.resolution) {
    throw new Problem(
      'not-comparable',
      `The import "${from.importId}" has hexagons of resolution ${from.cells.resolution}, "${to.importId}" of ${to.cells.resolution}.`,
    )
  }
  for (const { importId, levels, population } of [from, to]) {
    const levelIds = levels.map(({ id }) => id)
    if (!levelIds.includes(levelId)) {
      const known = levelIds.join(', ')
      throw new Problem('unknown-level', `"${levelId}" is no level of the import "${importId}"; there are ${known}.`)
    }
    if (!population.groupIds.includes(groupId)) {
      const known = population.groupIds.join(', ')
      throw new Problem('unknown-group', `"${groupId}" is no group of the import "${importId}"; there are ${known}.`)
    }
  }
}
