import { describe, expect, it } from 'vitest'
import { tableOf } from './testing/dense-scene.arbitrary.ts'
import { joinMatrix } from './time-matrix.ts'

describe('a matrix joined with origins and places', () => {
  const table = tableOf(
    [
      [12, 4, null],
      [null, null, null],
      [4, 4, 0],
    ],
    ['b', 'empty', 'a'],
    ['y', 'x', 'unused'],
  )
  const joined = joinMatrix(table, ['a', 'missing', 'b', 'empty'], ['x', 'y', 'nowhere'])

  it('has every origin in the order asked for, pairs by time and then by place', () => {
    expect([...joined.matrix.originFirst]).toEqual([0, 2, 2, 4, 4])
    expect([...joined.matrix.place]).toEqual([0, 1, 0, 1])
    expect([...joined.matrix.minutes]).toEqual([4, 4, 4, 12])
  })
  it('knows which ids the table does not name, and counts those that are left out', () => {
    expect([...joined.isOriginNamed]).toEqual([1, 0, 1, 1])
    expect([...joined.isPlaceNamed]).toEqual([1, 1, 0])
    expect([joined.unknownOrigins, joined.unknownPlaces]).toEqual([0, 1])
  })
  it('turns seconds into minutes without moving what lies at a limit', () => {
    const seconds = tableOf([[600, 1800, 3600, 420]], ['a'], ['1', '2', '3', '4'])
    expect([...joinMatrix(seconds, ['a'], ['1', '2', '3', '4'], 60).matrix.minutes]).toEqual([7, 10, 30, 60])
  })
  it('is refused where an id stands twice', () => {
    expect(() => joinMatrix(table, ['a'], ['x', 'x'])).toThrow('2 ids hold only 1 different ones')
  })
})
