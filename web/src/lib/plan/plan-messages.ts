import type { WhatIfQuestion } from '../api/contract.ts'
import type { PlanAnswer, PlanSides } from './plan-engine.ts'

/** Why this browser does not compute itself. */
export type EngineFault =
  /** There are no workers, or none may be started. */
  | 'no-worker'
  /** The region did not arrive. */
  | 'no-pack'
  /** The import that was asked for is not kept any more. */
  | 'outdated'
  /** The server is newer or older than this page. */
  | 'other-format'
  | 'damaged'
  | 'memory'
  /** Loading stood still, or a question took too long. */
  | 'slow'
  | 'crashed'

/** To the worker: first the region, then one question after the other. */
export type ToWorker =
  | { readonly kind: 'open'; readonly url: string; readonly importId: string }
  /** The same with the pack at hand. */
  | { readonly kind: 'open-pack'; readonly bytes: Uint8Array<ArrayBuffer>; readonly importId: string }
  | { readonly kind: 'ask'; readonly id: number; readonly question: WhatIfQuestion; readonly sides: PlanSides }

/** From the worker. After `failed` nothing more comes. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly loadedBytes: number; readonly totalBytes: number | null }
  /** `cellIds` to whoever brought the pack along: H3 ids in the order of an answer's times. */
  | { readonly kind: 'ready'; readonly cellIds?: readonly string[] }
  | { readonly kind: 'failed'; readonly fault: EngineFault; readonly detail: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: PlanAnswer }
  /** The kernels do not take this question; others they may. */
  | { readonly kind: 'refused'; readonly id: number; readonly detail: string }
