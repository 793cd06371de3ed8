import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'

describe('createRandom', () => {
  it('repeats itself for the same seed and not for another', () => {
    const draw = (seed: string): number[] => {
      const random = createRandom(seed)
      return Array.from({ length: 5 }, () => random.next())
    }
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
  })

  it('draws evenly enough', () => {
    const random = createRandom('even')
    const counts = new Uint32Array(10)
    for (let i = 0; i < 20_000; i++) counts[random.integer(10)]++
    expect(Math.min(...counts)).toBeGreaterThan(1850)
    expect(Math.max(...counts)).toBeLessThan(2150)
  })

  it('gives purposes streams of their own: drawing from one does not move another', () => {
    const random = createRandom('town')
    const before = random.fork('streets').next()
    random.next()
    random.fork('names').next()
    expect(random.fork('streets').next()).toBe(before)
  })

  it('never draws what has no weight', () => {
    const random = createRandom('weights')
    for (let i = 0; i < 500; i++) expect(random.pickWeighted([0, 2, 0, 1, 0]) % 2).toBe(1)
  })
})
