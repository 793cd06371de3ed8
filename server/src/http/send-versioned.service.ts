import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Sets ETag and caching for an answer that only changes with its version; true where the client has it already. */
export function isNotModified(request: FastifyRequest, reply: FastifyReply, version: string): boolean {
  const etag = `"${createHash('sha256').update(version).digest('base64url').slice(0, 22)}"`
  reply.header('etag', etag).header('cache-control', 'no-cache')
  const known = request.headers['if-none-match']
  return known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/** Sends JSON that only changes with its version. */
export function sendVersioned(
  request: FastifyRequest,
  reply: FastifyReply,
  version: string,
  body: unknown,
): FastifyReply {
  if (isNotModified(request, reply, version)) return reply.code(304).send()
  return reply
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body)
}
