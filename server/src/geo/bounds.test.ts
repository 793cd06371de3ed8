import { describe, expect, it } from 'vitest'
import { boundsContain, boundsOf, joinBounds } from './bounds.ts'

describe('bounds', () => {
  const positions = [
    [6, 50.5],
    [6.25, 50],
  ] as const
  it('are the smallest rectangle around positions; none has no rectangle', () => {
    expect(boundsOf(positions)).toEqual({ west: 6, south: 50, east: 6.25, north: 50.5 })
    expect(boundsOf([])).toBeNull()
  })
  it('contain their border', () => {
    const bounds = boundsOf(positions)!
    expect([boundsContain(bounds, 6, 50), boundsContain(bounds, 5.99, 50.2)]).toEqual([true, false])
  })
  it('are joined to the smallest rectangle around all', () => {
    const bounds = boundsOf(positions)!
    expect(joinBounds(bounds)).toEqual(bounds)
    expect(joinBounds(bounds, { west: 5, south: 50.25, east: 6.1, north: 51 }, boundsOf([[9, 50]])!)).toEqual({
      west: 5,
      south: 50,
      east: 9,
      north: 51,
    })
  })
})
