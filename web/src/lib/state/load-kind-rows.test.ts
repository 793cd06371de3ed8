import { expect, test } from 'vitest'
import { createRow } from '../testing/fixtures.ts'
import { loadKindRows } from './load-kind-rows.ts'

test('rows are fetched a few at a time and reported as they come', async () => {
  let open = 0
  let most = 0
  const seen: string[] = []
  const ids = Array.from({ length: 10 }, (_, i) => `kind${i}`)
  const fetchRow = async (id: string) => {
    most = Math.max(most, ++open)
    await Promise.resolve()
    open--
    return createRow(id, 10, 5)
  }
  await loadKindRows(ids, fetchRow, (id) => seen.push(id), new AbortController().signal, 3)
  expect(most).toBe(3)
  expect(seen.sort()).toEqual([...ids].sort())
})

test('after an abort nothing more is reported', async () => {
  const controller = new AbortController()
  const seen: string[] = []
  const fetchRow = () => {
    controller.abort()
    return Promise.resolve(undefined)
  }
  await expect(loadKindRows(['a', 'b'], fetchRow, (id) => seen.push(id), controller.signal, 1)).rejects.toThrow()
  expect(seen).toEqual([])
})
