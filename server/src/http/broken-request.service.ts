import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ProblemCode } from '../problems/problems.ts'
import { problemBody } from './problem-handler.service.ts'
import { BARE_HEADERS } from './security-headers.service.ts'

/** Codes of Node's HTTP parser that have an answer of their own; every other breach of HTTP is a bad request. */
const ANSWERS: Readonly<Record<string, readonly [code: ProblemCode, detail: string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers of the request are longer than 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['too-slow', 'The request did not arrive in time.'],
}

/** Answers what never became a request, because it is not HTTP or arrived too slowly; nothing of it is repeated in the answer. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [code, detail] = ANSWERS[error.code ?? ''] ?? ['invalid-request', 'The request is not valid HTTP.']
  if (socket.writable) {
    const problem = problemBody(code, detail, 'urn:nahraum:request:none')
    const body = JSON.stringify(problem)
    const headers = {
      ...BARE_HEADERS,
      'content-type': 'application/problem+json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    socket.write(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy(error)
}
