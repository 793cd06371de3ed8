import { afterEach, expect, test, vi } from 'vitest'
import { exportAddress, formatQuery, getRegion } from './client.ts'

afterEach(() => vi.unstubAllGlobals())
const answerWith = (body: string, status: number, type = 'application/problem+json') =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status, headers: { 'content-type': type } })))

test('a query keeps lists together and leaves out what is not given', () => {
  expect(formatQuery({ categories: ['a', 'b/c'], mode: undefined, minutes: 10 })).toBe('?categories=a,b%2Fc&minutes=10')
  expect(formatQuery({ a: undefined })).toBe('')
})

test('a download asks for the same figures as the page, in the manner of its language', () => {
  const query = { categories: ['library'], group: '65plus', minutes: 15, level: 'stadtteil' }
  const path =
    '/api/v1/regions/aachen/runs/1f/export/districts.csv?categories=library&group=65plus&minutes=15&level=stadtteil'
  expect(exportAddress('aachen', '1f', 'districts', 'csv', query, 'en')).toBe(path)
  expect(exportAddress('aachen', '1f', 'districts', 'csv', query, 'de')).toBe(`${path}&variant=german`)
})

test('a problem of the server keeps its code, words and remedy', async () => {
  answerWith(
    JSON.stringify({
      code: 'region-not-found',
      detail: 'Die Region fehlt.',
      remedy: 'Lesen Sie sie ein.',
      status: 404,
      title: 'x',
      type: 'y',
    }),
    404,
  )
  await expect(getRegion('x')).rejects.toMatchObject({
    status: 404,
    code: 'region-not-found',
    message: 'Die Region fehlt.',
    remedy: 'Lesen Sie sie ein.',
    path: '/api/v1/regions/x',
  })
})

test('an answer that is no problem document is still a problem', async () => {
  answerWith('<h1>Bad gateway</h1>', 502, 'text/html')
  await expect(getRegion('x')).rejects.toMatchObject({ status: 502, code: 'http-502' })
})

test('no answer is the problem "unreachable", an abort stays an abort', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(getRegion('x')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('stop', 'AbortError')))
  await expect(getRegion('x')).rejects.toMatchObject({ name: 'AbortError' })
})
