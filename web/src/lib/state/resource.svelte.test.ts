import { expect, test, vi } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import { Resource } from './resource.svelte.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve))

test('a newer key aborts the older request, and its late answer is ignored', async () => {
  const resource = new Resource<string>()
  let finishFirst: (value: string) => void = () => undefined
  let firstSignal: AbortSignal | undefined
  resource.load('a', (signal) => {
    firstSignal = signal
    return new Promise((resolve) => (finishFirst = resolve))
  })
  resource.load('b', () => Promise.resolve('new'))
  expect(firstSignal?.aborted).toBe(true)
  await settle()
  finishFirst('old')
  await settle()
  expect(resource.latest).toBe('new')
})

test('the same key is fetched once, and the old value stays while a new one loads', async () => {
  const resource = new Resource<string>()
  const fetchValue = vi.fn(() => Promise.resolve('first'))
  resource.load('a', fetchValue)
  resource.load('a', fetchValue)
  await settle()
  expect(fetchValue).toHaveBeenCalledTimes(1)
  resource.load('b', () => new Promise(() => undefined))
  expect(resource.state).toEqual({ status: 'loading', previous: 'first' })
  resource.load('c', () => new Promise(() => undefined), false)
  expect(resource.latest).toBeUndefined()
})

test('a failure is a problem that can be tried again', async () => {
  const resource = new Resource<string>()
  let isBroken = true
  resource.load('a', () =>
    isBroken ? Promise.reject(new ApiProblem('/x', 503, 'busy', 'Zu viel los')) : Promise.resolve('ok'),
  )
  await settle()
  expect(resource.problem?.code).toBe('busy')
  isBroken = false
  resource.retry()
  await settle()
  expect(resource.latest).toBe('ok')
})
