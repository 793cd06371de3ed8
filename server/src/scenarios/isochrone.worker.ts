import { parentPort } from 'node:worker_threads'
import {
  createIsochroneEngine,
  type IsochroneAnswer,
  type IsochroneEngine,
  type IsochroneOrder,
  type IsochroneRegion,
} from '../isochrone/isochrone-engine.ts'

export type IsochroneMessage =
  | { readonly kind: 'region'; readonly region: IsochroneRegion }
  | { readonly kind: 'order'; readonly id: number; readonly order: IsochroneOrder }
export type IsochroneReply =
  | { readonly id: number; readonly value: IsochroneAnswer }
  | {
      readonly id: number
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string }
    }

let engine: IsochroneEngine | undefined

parentPort?.on('message', (message: IsochroneMessage) => {
  if (message.kind === 'region') engine = createIsochroneEngine(message.region)
  else parentPort?.postMessage(obey(message.id, message.order))
})

function obey(id: number, order: IsochroneOrder): IsochroneReply {
  try {
    if (!engine) throw new Error('an order came before its region')
    return { id, value: engine.answer(order) }
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    return { id, error: { name, message, stack } }
  }
}
