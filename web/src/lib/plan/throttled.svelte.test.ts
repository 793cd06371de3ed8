import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Throttled } from './throttled.svelte.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A value that the test changes, and what follows it at most every 100 ms. */
function create() {
  let value = $state('a')
  let follower: Throttled<string> | undefined
  const stop = $effect.root(() => {
    follower = new Throttled(() => value, 100)
  })
  flushSync()
  return {
    set(next: string) {
      value = next
      flushSync()
    },
    read: () => follower?.current,
    stop,
  }
}

test('the first value is there at once, those that come too soon wait, and the last one always arrives', () => {
  const { set, read, stop } = create()
  expect(read()).toBe('a')
  for (const value of ['b', 'c', 'd']) set(value)
  expect(read()).toBe('a')
  vi.advanceTimersByTime(99)
  expect(read()).toBe('a')
  vi.advanceTimersByTime(1)
  expect(read()).toBe('d')
  vi.advanceTimersByTime(500)
  set('e')
  expect(read()).toBe('e')
  stop()
})

test('a steady stream of values is followed at the pace asked for', () => {
  const { set, read, stop } = create()
  const seen = new Set<string | undefined>()
  for (let step = 1; step <= 60; step++) {
    set(`${step}`)
    seen.add(read())
    vi.advanceTimersByTime(10)
  }
  expect(seen.size).toBeGreaterThan(4)
  expect(seen.size).toBeLessThan(9)
  stop()
  set('after the end')
  vi.advanceTimersByTime(500)
  expect(read()).not.toBe('after the end')
})
