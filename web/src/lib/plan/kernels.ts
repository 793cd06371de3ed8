/**
 * The only way into the server's kernels: pure files that give in the browser the very bytes that they give on the server. Import this in a worker, never
 * in a page: it brings along everything that what-if computes with.
 */
import { readRegionPack, RegionPackError } from '../../../../server/src/scenario/region-pack.ts'
import { createWhatIfEngine } from '../../../../server/src/scenario/what-if-engine.ts'
import type { WhatIfQuestion } from '../api/contract.ts'
import type { PlanAnswer, PlanSides } from './plan-engine.ts'

/** Answers what-if questions about one import of a region, all by itself. */
export interface LocalEngine {
  readonly importId: string
  /** H3 ids, in the order of an answer's times. */
  readonly cellIds: readonly string[]
  /** The arrays belong to the caller. @throws whatever the kernels object to, for instance a kind that the region does not have */
  answer(question: WhatIfQuestion, sides: PlanSides): PlanAnswer
}

/** @throws see `findPackFault` */
export function openRegionPack(bytes: Uint8Array): LocalEngine {
  const engine = createWhatIfEngine(readRegionPack(bytes))
  return {
    importId: engine.region.importId,
    cellIds: engine.region.cells.cellIds,
    answer(asked, { before, after }) {
      // In the order in which the server asks.
      const question = { ...asked, categoryIds: [...new Set(asked.categoryIds)].sort() }
      const { profile } = question
      const answer = engine.effect(
        { profile: before?.profile ?? profile, modifications: before?.modifications ?? [] },
        { profile: after.profile ?? profile, modifications: after.modifications },
        question,
      )
      return {
        effect: answer.effect,
        // The engine keeps its own.
        before: answer.before.slice(),
        after: answer.after.slice(),
        addedCellIds: answer.addedCellIds.after,
      }
    },
  }
}

/** Why the bytes were refused; null for any other error. */
export function findPackFault(error: unknown): RegionPackError['code'] | null {
  return error instanceof RegionPackError ? error.code : null
}
