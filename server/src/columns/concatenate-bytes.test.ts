import { expect, it } from 'vitest'
import { concatenateBytes } from './concatenate-bytes.ts'

it('parts become one, with memory of its own', () => {
  const part = Uint8Array.of(1, 2)
  const whole = concatenateBytes([part, new Uint8Array(), Uint8Array.of(3)])
  part[0] = 9
  expect([...whole]).toEqual([1, 2, 3])
  expect(whole.buffer.byteLength).toBe(3)
  expect(concatenateBytes([]).length).toBe(0)
})
