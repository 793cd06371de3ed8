import type { FastifyReply, FastifyRequest } from 'fastify'
import { parseByteRange } from './byte-range.ts'
import type { BuiltFile } from './built-embed.service.ts'
import type { FileContent } from './publication.store.ts'
import { unpackContent } from './published-files.service.ts'

export const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Codings that the client takes, without those that it refuses by `q=0`. */
export function listAcceptedCodings(header: string | undefined): ReadonlySet<string> {
  const entries = (header ?? '').split(',').map((entry) => entry.trim().toLowerCase())
  return new Set(entries.filter((entry) => !/;\s*q=0(\.0*)?$/.test(entry)).map((entry) => entry.split(';')[0].trim()))
}

/** Whether `if-none-match` has one of these forms of the file already. */
function isKnown(header: string | undefined, tags: readonly string[]): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tags.includes(tag.trim().replace(/^W\//, '')))
}

/**
 * Sends a published file: packed where the client takes that, or the bytes that it asks for. Pieces are always pieces of the plain file. The plain
 * and the packed form have tags of their own, as strong tags must.
 */
export async function sendContent(
  request: FastifyRequest,
  reply: FastifyReply,
  content: FileContent,
): Promise<FastifyReply> {
  const { file, stored } = content
  const { headers } = request
  const plainTag = `"${file.sha256.slice(0, 32)}"`
  const packedTag = `"${file.sha256.slice(0, 32)}-gzip"`
  const isRangeOfThis = headers['if-range'] === undefined || headers['if-range'] === plainTag
  const range = isRangeOfThis ? parseByteRange(headers.range, file.bytes) : 'whole'
  const isPacked =
    range === 'whole' && file.gzipBytes !== null && listAcceptedCodings(headers['accept-encoding']).has('gzip')
  reply
    .header('accept-ranges', 'bytes')
    .header('etag', isPacked ? packedTag : plainTag)
    .header('vary', 'accept-encoding')
    .type(file.type)
  if (isKnown(headers['if-none-match'], [plainTag, packedTag])) return reply.code(304).send(null)
  if (isPacked) return reply.header('content-encoding', 'gzip').send(stored)
  if (range === 'unsatisfiable')
    return reply
      .code(416)
      .header('content-range', `bytes */${file.bytes}`)
      .header('cache-control', 'no-store')
      .send(null)
  const plain = await unpackContent(content)
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength)
  if (range === 'whole') return reply.send(bytes)
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`)
    .send(bytes.subarray(range.start, range.end + 1))
}

/** Sends a file of the built embed. */
export function sendBuilt(request: FastifyRequest, reply: FastifyReply, file: BuiltFile): FastifyReply {
  const accepted = listAcceptedCodings(request.headers['accept-encoding'])
  const coding = (['br', 'gzip'] as const).find(
    (name) => accepted.has(name) && (name === 'br' ? file.brotli : file.gzip) !== null,
  )
  const tags = [`"${file.etag}"`, `"${file.etag}-br"`, `"${file.etag}-gzip"`]
  reply.header('etag', coding === undefined ? tags[0] : `"${file.etag}-${coding}"`)
  reply.header('vary', 'accept-encoding').type(file.type)
  if (isKnown(request.headers['if-none-match'], tags)) return reply.code(304).send(null)
  if (coding === undefined) return reply.send(file.plain)
  return reply.header('content-encoding', coding).send(coding === 'br' ? file.brotli : file.gzip)
}

/** Sends a page or a document made on the spot; its tag covers what it is sent with (a browser keeps a policy with the page). */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, body: string, tag: string): FastifyReply {
  reply.header('etag', `W/${tag}`)
  if (isKnown(request.headers['if-none-match'], [tag])) return reply.code(304).send(null)
  return reply.send(body)
}
