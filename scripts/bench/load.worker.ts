import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/** Asks for one address over keep-alive connections, one request at a time on each, for a while; loopback only. */
export interface LoadOutcome {
  readonly requests: number
  readonly failures: number
  readonly bytesPerAnswer: number
  readonly medianMilliseconds: number
  readonly minMilliseconds: number
  readonly p99Milliseconds: number
}

const { hostname, port, target, connections, seconds } = workerData as {
  hostname: string
  port: number
  target: string
  connections: number
  seconds: number
}
if (hostname !== '127.0.0.1') throw new Error('load is generated on loopback only')

const request = `GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nAccept-Encoding: gzip\r\n\r\n`
const times: number[] = []
let failures = 0
let bytesPerAnswer = 0
const end = performance.now() + seconds * 1000

await Promise.all(Array.from({ length: connections }, ask))
times.sort((a, b) => a - b)
const outcome: LoadOutcome = {
  requests: times.length,
  failures,
  bytesPerAnswer,
  medianMilliseconds: times[times.length >> 1],
  minMilliseconds: times[0],
  p99Milliseconds: times[Math.floor(times.length * 0.99)],
}
parentPort?.postMessage(outcome)

/** One connection until the time is over. Answers carry a length or come in chunks. */
function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, hostname)
    let answer = Buffer.alloc(0)
    let start = 0
    const send = () => {
      if (performance.now() > end) return void socket.end(() => resolve())
      start = performance.now()
      socket.write(request)
    }
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (data) => {
      answer = answer.length === 0 ? data : Buffer.concat([answer, data])
      const split = answer.indexOf('\r\n\r\n')
      if (split < 0) return
      const head = answer.subarray(0, split).toString('latin1')
      const length = /content-length: (\d+)/i.exec(head)?.[1]
      const complete =
        length === undefined
          ? answer.subarray(-5).toString('latin1') === '0\r\n\r\n'
          : answer.length >= split + 4 + Number(length)
      if (!complete) return
      if (!head.startsWith('HTTP/1.1 200')) failures++
      bytesPerAnswer = answer.length
      times.push(performance.now() - start)
      answer = Buffer.alloc(0)
      send()
    })
  })
}
