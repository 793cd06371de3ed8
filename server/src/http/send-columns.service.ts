import type { FastifyReply, FastifyRequest } from 'fastify'
import { encodeColumns, type ColumnSet } from '../columns/columns.ts'
import { isNotModified } from './send-versioned.service.ts'

export const COLUMNS_TYPE = 'application/vnd.nahraum.columns'

/** Sends columns in the form the client asked for: bytes, or JSON where `Accept` prefers it. */
export function sendColumns(
  request: FastifyRequest,
  reply: FastifyReply,
  version: string,
  build: () => ColumnSet,
): FastifyReply {
  const asJson =
    /\bapplication\/json\b/.test(request.headers.accept ?? '') && !(request.headers.accept ?? '').includes(COLUMNS_TYPE)
  reply.header('vary', 'accept')
  if (isNotModified(request, reply, `${version}-${asJson ? 'json' : 'columns'}`)) return reply.code(304).send()
  const set = build()
  if (!asJson) {
    const bytes = encodeColumns(set)
    return reply.type(COLUMNS_TYPE).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }
  const columns = Object.fromEntries(Object.entries(set.columns).map(([name, column]) => [name, Array.from(column)]))
  return reply
    .type('application/json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ meta: set.meta, columns })
}
