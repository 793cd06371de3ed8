import { ApiProblem, readProblem } from '../api/problem.ts'

export interface LoadProgress {
  /** As they travel, packed. */
  readonly loadedBytes: number
  /** Null where the server does not say. */
  readonly totalBytes: number | null
}

/**
 * Loads a region pack, wherever its address leads. Progress is told with every piece that arrives.
 *
 * @throws ApiProblem for an answer that is none, or whatever `fetch` throws
 */
export async function loadPack(
  url: string,
  onProgress: (progress: LoadProgress) => void,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { credentials: 'same-origin', signal })
  if (!response.ok) throw await readProblem(url, response)
  if (!(response.headers.get('content-type') ?? '').startsWith('application/vnd.nahraum.region-pack'))
    throw new ApiProblem(url, response.status, 'unreadable', 'what arrived is no region pack')
  const unpackedBytes = readCount(response.headers.get('x-unpacked-length'))
  const totalBytes = readCount(response.headers.get('content-length'))
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (;;) {
    const piece = await reader?.read()
    if (piece === undefined || piece.done) break
    pieces.push(piece.value)
    length += piece.value.length
    // Pieces are unpacked already.
    const share = unpackedBytes === null ? null : Math.min(1, length / unpackedBytes)
    const isKnown = share !== null && totalBytes !== null
    onProgress({
      loadedBytes: isKnown ? Math.round(share * totalBytes) : length,
      totalBytes: isKnown ? totalBytes : unpackedBytes,
    })
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

function readCount(header: string | null): number | null {
  const count = Number(header ?? NaN)
  return Number.isInteger(count) && count > 0 ? count : null
}
