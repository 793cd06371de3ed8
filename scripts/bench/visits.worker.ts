import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/** Many visitors, each of whom asks for a list of files one after the other over a connection of their own; loopback only. */
export interface VisitOrder {
  readonly hostname: string
  readonly port: number
  readonly visitors: number
  /** Visitors come evenly over this time; 0: all at once. */
  readonly overMilliseconds: number
  readonly requests: readonly VisitRequest[]
}
export interface VisitRequest {
  readonly kind: string
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
}
export interface VisitOutcome {
  /** Milliseconds per kind of request, ascending. */
  readonly times: Readonly<Record<string, number[]>>
  /** From the first request of a visitor to the last answer, ascending. */
  readonly visits: number[]
  /** What went wrong, counted by what it was. */
  readonly failures: Readonly<Record<string, number>>
  readonly bytes: number
  readonly milliseconds: number
}

const { hostname, port, visitors, overMilliseconds, requests } = workerData as VisitOrder
if (hostname !== '127.0.0.1') throw new Error('load is generated on loopback only')
const packed = requests.map(({ kind, address, headers }) => {
  const lines = Object.entries({ host: `${hostname}:${port}`, 'accept-encoding': 'gzip, br', ...headers })
  const text = `GET ${address} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return { kind, address, request: Buffer.from(text), wanted: 'range' in headers ? 206 : 200 }
})
const times: Record<string, number[]> = {}
const visits: number[] = []
const failures: Record<string, number> = {}
let bytes = 0
const begin = performance.now()
const fail = (what: string): void => void (failures[what] = (failures[what] ?? 0) + 1)

await Promise.all(Array.from({ length: visitors }, (_, i) => visit((i * overMilliseconds) / visitors)))
const ascending = (list: number[]): number[] => list.sort((a, b) => a - b)
for (const list of Object.values(times)) ascending(list)
const outcome: VisitOutcome = {
  times,
  visits: ascending(visits),
  failures,
  bytes,
  milliseconds: performance.now() - begin,
}
parentPort?.postMessage(outcome)

async function visit(delay: number): Promise<void> {
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
  await new Promise<void>((resolve) => {
    const socket = connect(port, hostname)
    const arrived = performance.now()
    let at = 0
    let sentAt = 0
    let head = Buffer.alloc(0)
    /** Bytes of the answer still to come; null while its head is read, -1 in chunks. */
    let rest: number | null = null
    let tail = ''
    const end = (): void => {
      socket.destroy()
      resolve()
    }
    const send = (): void => {
      sentAt = performance.now()
      head = Buffer.alloc(0)
      rest = null
      tail = ''
      socket.write(packed[at].request)
    }
    const answered = (): void => {
      ;(times[packed[at].kind] ??= []).push(performance.now() - sentAt)
      if (++at < packed.length) return send()
      visits.push(performance.now() - arrived)
      end()
    }
    const read = (data: Buffer): void => {
      bytes += data.length
      if (rest === null) {
        head = Buffer.concat([head, data])
        const split = head.indexOf('\r\n\r\n')
        if (split < 0) return
        const text = head.subarray(0, split).toString('latin1')
        const status = Number(text.slice(9, 12))
        if (status !== packed[at].wanted) fail(`${packed[at].kind}: ${status}`)
        const length = /content-length: (\d+)/i.exec(text)?.[1]
        const begun = head.subarray(split + 4)
        rest = length === undefined ? -1 : Number(length) - begun.length
        if (rest === -1) tail = begun.subarray(-5).toString('latin1')
      } else if (rest === -1) {
        tail = (tail + data.subarray(-5).toString('latin1')).slice(-5)
      } else {
        rest -= data.length
      }
      if (rest === 0 || (rest === -1 && tail === '0\r\n\r\n')) answered()
    }
    socket.on('connect', send)
    socket.on('data', read)
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(`${packed[at].kind}: ${error.code ?? error.message}`)
      end()
    })
    socket.on('close', () => {
      if (at < packed.length) fail(`${packed[at].kind}: closed`)
      resolve()
    })
  })
}
