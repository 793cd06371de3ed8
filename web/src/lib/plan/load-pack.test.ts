import { afterEach, expect, test, vi } from 'vitest'
import { loadPack } from './load-pack.ts'

afterEach(() => vi.restoreAllMocks())

const TYPE = 'application/vnd.nahraum.region-pack'
/** An answer whose body comes in these pieces. */
function answer(pieces: readonly number[][], headers: Record<string, string>, status = 200): void {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(Uint8Array.from(piece))
      controller.close()
    },
  })
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body, { status, headers }))
}

test('gives the bytes in their order and tells how far it is, in bytes as they travel', async () => {
  answer([[1, 2, 3], [4], [5, 6, 7, 8]], { 'content-type': TYPE, 'content-length': '4', 'x-unpacked-length': '8' })
  const told: unknown[] = []
  expect(await loadPack('/pack', (progress) => told.push(progress))).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
  // Half of the unpacked bytes are half of those that travel.
  expect(told).toEqual([
    { loadedBytes: 2, totalBytes: 4 },
    { loadedBytes: 2, totalBytes: 4 },
    { loadedBytes: 4, totalBytes: 4 },
  ])
})

test('tells what it has where the server does not say how much there will be', async () => {
  answer([[1, 2], [3]], { 'content-type': TYPE })
  const told: unknown[] = []
  await loadPack('/pack', (progress) => told.push(progress))
  expect(told).toEqual([
    { loadedBytes: 2, totalBytes: null },
    { loadedBytes: 3, totalBytes: null },
  ])
})

test('takes nothing else for a pack: a page of a proxy, a problem of the server', async () => {
  answer([[60]], { 'content-type': 'text/html' })
  await expect(loadPack('/pack', () => undefined)).rejects.toMatchObject({ name: 'ApiProblem', code: 'unreadable' })
  const problem = new TextEncoder().encode('{"code":"unknown-import","detail":"gone"}')
  answer([[...problem]], { 'content-type': 'application/problem+json' }, 404)
  await expect(loadPack('/pack', () => undefined)).rejects.toMatchObject({ code: 'unknown-import', status: 404 })
})
