/** Fetches the frozen files of a publication and holds each against the hash that the publication states. */
import type { CurrentFile, FrozenFile } from './publication-types.ts'

/** The formats of files that this page reads. */
const FORMAT = 1

export type EmbedFault =
  /** The address leads to no file. */
  | 'missing'
  /** The publisher has taken the map back. */
  | 'withdrawn'
  /** No answer. */
  | 'unreachable'
  /** The file is not the one that was published. */
  | 'damaged'
  /** Made by a newer or older version of the program. */
  | 'other-format'

export class EmbedFailure extends Error {
  override readonly name = 'EmbedFailure'
  readonly fault: EmbedFault
  readonly file: string

  constructor(fault: EmbedFault, file: string, detail: string) {
    super(`${file}: ${detail}`)
    this.fault = fault
    this.file = file
  }
}

/** Any error as a failure that can be shown. */
export function toFailure(error: unknown): EmbedFailure {
  if (error instanceof EmbedFailure) return error
  return new EmbedFailure('damaged', '', error instanceof Error ? error.message : String(error))
}

export interface FetchOptions {
  readonly cache?: RequestCache
  readonly signal?: AbortSignal
  /** Told of the plain bytes that have come, with every piece. */
  readonly onProgress?: (bytes: number) => void
}

/** @throws EmbedFailure, or the abort of `signal` */
export async function fetchBytes(
  address: string,
  name: string,
  { onProgress, ...init }: FetchOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response
  try {
    response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', ...init })
    if (response.ok) return await readBytes(response, onProgress)
  } catch (error) {
    init.signal?.throwIfAborted()
    throw new EmbedFailure('unreachable', name, error instanceof Error ? error.message : String(error))
  }
  const { status } = response
  if (status === 410) throw new EmbedFailure('withdrawn', name, 'the publication was withdrawn')
  throw new EmbedFailure(status >= 500 ? 'unreachable' : 'missing', name, `the server answered ${status}`)
}

async function readBytes(response: Response, onProgress?: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  if (onProgress === undefined || response.body === null) return new Uint8Array(await response.arrayBuffer())
  let count = 0
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, out) {
      onProgress((count += piece.length))
      out.enqueue(piece)
    },
  })
  return new Uint8Array(await new Response(response.body.pipeThrough(counter)).arrayBuffer())
}

/** @throws EmbedFailure `damaged` for anything that is no JSON object, `other-format` for one of another format */
export function parseFile<T extends { readonly format: number }>(bytes: Uint8Array, name: string): T {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new EmbedFailure('damaged', name, 'the content is no JSON')
  }
  if (typeof value !== 'object' || value === null || typeof (value as { format?: unknown }).format !== 'number')
    throw new EmbedFailure('damaged', name, 'the content is not what it should be')
  const found = value as T
  if (found.format !== FORMAT)
    throw new EmbedFailure('other-format', name, `format ${found.format}; this page reads ${FORMAT}`)
  return found
}

/** Which version is shown; never from the cache where the server was changed. */
export async function loadCurrent(folder: string, signal?: AbortSignal): Promise<CurrentFile> {
  const name = 'current.json'
  return parseFile(await fetchBytes(new URL(name, folder).href, name, { cache: 'no-cache', signal }), name)
}

export interface PublishedFiles {
  has(name: string): boolean
  /** Plain bytes; 0 where there is no such file. */
  sizeOf(name: string): number
  /** What travels where the server packs files. */
  packedSizeOf(name: string): number
  addressOf(name: string): string
  /** The file as it was published. @throws EmbedFailure, or the abort of `signal` */
  load(name: string, options?: FetchOptions): Promise<Uint8Array<ArrayBuffer>>
  /** The same bytes where they are those of the file that was published. @throws EmbedFailure */
  check(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
}

/** The files of the version in `folder`. */
export function createPublishedFiles(folder: string, listed: readonly FrozenFile[]): PublishedFiles {
  const files = new Map(listed.map((file) => [file.name, file]))
  const addressOf = (name: string) => new URL(name, folder).href
  const find = (name: string): FrozenFile => {
    const found = files.get(name)
    if (found === undefined) throw new EmbedFailure('missing', name, 'the publication has no such file')
    return found
  }
  return {
    has: (name) => files.has(name),
    sizeOf: (name) => files.get(name)?.bytes ?? 0,
    packedSizeOf: (name) => files.get(name)?.gzipBytes ?? files.get(name)?.bytes ?? 0,
    addressOf,
    async check(name, bytes) {
      await checkBytes(bytes, find(name))
      return bytes
    },
    async load(name, options) {
      const file = find(name)
      const bytes = await fetchBytes(addressOf(name), name, options)
      await checkBytes(bytes, file)
      return bytes
    },
  }
}

/** Pages that came without encryption cannot compute hashes: there the length must do. @throws EmbedFailure `damaged` */
export async function checkBytes(
  bytes: Uint8Array<ArrayBuffer>,
  { name, bytes: length, sha256 }: FrozenFile,
): Promise<void> {
  if (bytes.length !== length)
    throw new EmbedFailure('damaged', name, `${bytes.length} bytes came, ${length} were published`)
  if (globalThis.crypto?.subtle === undefined) return
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (found !== sha256) throw new EmbedFailure('damaged', name, 'the content is not the one that was published')
}
