import { parentPort } from 'node:worker_threads'

/** What a thread of `RegionThreads` is sent: its region once, then orders. */
type Message<Region, Order> =
  | { readonly kind: 'region'; readonly region: Region }
  | { readonly kind: 'order'; readonly id: number; readonly order: Order }

/** What it replies to each order. */
export type OrderReply =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string }
    }

/** Call it in the worker of a `RegionThreads`: makes the engine of the region and replies to each order. */
export function answerOrders<Region, Order, Engine>(
  createEngine: (region: Region) => Engine,
  obey: (engine: Engine, order: Order) => unknown,
): void {
  let engine: Engine | undefined

  function reply(id: number, order: Order): OrderReply {
    try {
      if (engine === undefined) throw new Error('an order came before its region')
      return { id, value: obey(engine, order) }
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
      return { id, error: { name, message, stack } }
    }
  }

  parentPort?.on('message', (message: Message<Region, Order>) => {
    if (message.kind === 'region') engine = createEngine(message.region)
    else parentPort?.postMessage(reply(message.id, message.order))
  })
}
