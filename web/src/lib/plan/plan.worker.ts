/** Loads one region and answers questions about it, one after the other. The page keeps drawing meanwhile. */
import { ApiProblem } from '../api/problem.ts'
import { findPackFault, openRegionPack, type LocalEngine } from './kernels.ts'
import { loadPack } from './load-pack.ts'
import type { EngineFault, FromWorker, ToWorker } from './plan-messages.ts'

/** Progress is shown, not measured. */
const PROGRESS_MILLISECONDS = 80

let engine: LocalEngine | null = null

const send = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer })

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'open') void open(data)
  else if (data.kind === 'open-pack') {
    openPack(data.bytes, data.importId)
    if (engine !== null) send({ kind: 'ready', cellIds: engine.cellIds })
  } else answer(data)
}

async function open({ url, importId }: ToWorker & { kind: 'open' }): Promise<void> {
  let toldAt = -Infinity
  try {
    const bytes = await loadPack(url, ({ loadedBytes, totalBytes }) => {
      if (loadedBytes !== totalBytes && performance.now() - toldAt < PROGRESS_MILLISECONDS) return
      toldAt = performance.now()
      send({ kind: 'progress', loadedBytes, totalBytes })
    })
    openPack(bytes, importId)
    if (engine !== null) send({ kind: 'ready' })
  } catch (error) {
    fail(faultOf(error), messageOf(error))
  }
}

/** Tells of a failure; after it there is no engine. */
function openPack(bytes: Uint8Array, importId: string): void {
  try {
    const opened = openRegionPack(bytes)
    if (opened.importId !== importId) return fail('outdated', `the pack is of import ${opened.importId}`)
    engine = opened
  } catch (error) {
    fail(faultOf(error), messageOf(error))
  }
}

function answer({ id, question, sides }: ToWorker & { kind: 'ask' }): void {
  try {
    if (engine === null) throw new Error('a question came before its region')
    const given = engine.answer(question, sides)
    send({ kind: 'answer', id, answer: given }, [given.before.buffer, given.after.buffer])
  } catch (error) {
    if (isMemoryFault(error)) fail('memory', messageOf(error))
    else send({ kind: 'refused', id, detail: messageOf(error) })
  }
}

function fail(fault: EngineFault, detail: string): void {
  engine = null
  send({ kind: 'failed', fault, detail })
}

function faultOf(error: unknown): EngineFault {
  if (error instanceof ApiProblem) return error.code === 'unknown-import' ? 'outdated' : 'no-pack'
  // The reader names every error of its own "damaged".
  if (isMemoryFault(error)) return 'memory'
  return findPackFault(error) ?? 'no-pack'
}

/** Browsers word it differently: "Array buffer allocation failed", "out of memory". */
function isMemoryFault(error: unknown): boolean {
  return /allocation failed|out of memory/i.test(messageOf(error))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
