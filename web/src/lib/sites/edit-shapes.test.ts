import { describe, expect, test } from 'vitest'
import {
  addPoint,
  addRing,
  crossesItself,
  listHandles,
  moveHandle,
  positionOfHandle,
  removeHandle,
  removeShape,
  roundCorner,
} from './edit-shapes.ts'
import { SitesEditing } from './sites-editing.svelte.ts'
import type { DrawnShapes } from './sites-question.ts'
import type { Position } from './shape-code.ts'

const square: readonly Position[] = [[0, 0], [2, 0], [2, 2], [0, 2]] // prettier-ignore
const shapes: DrawnShapes = { points: [[5, 5], [6, 6]], areas: [square], forbidden: [] } // prettier-ignore
const corner = (at: number) => ({ kind: 'areas', index: 0, corner: at, isMiddle: false }) as const

describe('a drawn area', () => {
  test('has a handle at each corner and one in the middle of each edge, the last one closing the ring', () => {
    const handles = listHandles(shapes, { kind: 'areas', index: 0 })
    expect(handles).toHaveLength(8)
    expect(handles.map((handle) => positionOfHandle(shapes, handle))).toEqual([
      [0, 0], [1, 0], [2, 0], [2, 1], [2, 2], [1, 2], [0, 2], [0, 1],
    ]) // prettier-ignore
  })

  test('changes by one corner: moved, added in the middle of an edge, removed', () => {
    expect(moveHandle(shapes, corner(1), [3, 0])).toEqual({ areas: [[[0, 0], [3, 0], [2, 2], [0, 2]]] }) // prettier-ignore
    expect(moveHandle(shapes, { ...corner(3), isMiddle: true }, [-1, 1])).toEqual({
      areas: [[...square, [-1, 1]]],
    })
    expect(removeHandle(shapes, corner(0))).toEqual({ areas: [square.slice(1)] })
    expect(removeHandle(shapes, { ...corner(0), isMiddle: true })).toEqual({})
  })

  test('goes as a whole when fewer than three corners would be left', () => {
    const triangle = { ...shapes, areas: [square.slice(1), square] }
    expect(removeHandle(triangle, corner(0))).toEqual({ areas: [square] })
    expect(removeShape(triangle, { kind: 'areas', index: 1 })).toEqual({ areas: [square.slice(1)] })
  })

  test('whose edges cross is told from one that is only bent', () => {
    expect(crossesItself(square)).toBe(false)
    expect(crossesItself([[0, 0], [2, 2], [2, 0], [0, 2]])).toBe(true) // prettier-ignore
    expect(crossesItself([[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]])).toBe(false) // prettier-ignore
    expect(crossesItself([[0, 0], [4, 0], [4, 4], [2, -1], [0, 4]])).toBe(true) // prettier-ignore
  })
})

test('points are added, moved and removed by their number', () => {
  expect(addPoint(shapes, [7, 7]).points).toEqual([...shapes.points, [7, 7]])
  const handle = { kind: 'points', index: 1, corner: 0, isMiddle: false } as const
  expect(moveHandle(shapes, handle, [0, 0])).toEqual({ points: [[5, 5], [0, 0]] }) // prettier-ignore
  expect(removeHandle(shapes, handle)).toEqual({ points: [[5, 5]] })
  expect(addRing(shapes, 'forbidden', square)).toEqual({ forbidden: [square] })
  expect(roundCorner(6.0831234567, -0.0000001)).toEqual([6.08312, 0])
})

describe('drawing', () => {
  function begin(from: DrawnShapes = shapes) {
    let now = from
    const editing = new SitesEditing(
      () => now,
      (patch) => (now = { ...now, ...patch }),
    )
    return { editing, now: () => now }
  }

  test('an area needs three corners, then it is selected with its handles', () => {
    const { editing, now } = begin({ points: [], areas: [], forbidden: [] })
    editing.take({ type: 'area', kind: 'forbidden', corners: [] })
    for (const [lng, lat] of square.slice(0, 2)) expect(editing.pick(lng, lat)).toBe(true)
    expect(editing.finishArea()).toBe(false)
    editing.pick(9, 9)
    expect(editing.pressKey('Backspace')).toBe(true)
    editing.pick(2, 2)
    expect(editing.finishArea()).toBe(true)
    expect(now().forbidden).toEqual([square.slice(0, 3)])
    expect(editing.selected).toEqual({ kind: 'forbidden', index: 0 })
    expect(editing.tool).toBeNull()
  })

  test('without a tool a click selects the area that it hits, and Escape lets go', () => {
    const { editing } = begin()
    expect(editing.pick(9, 9)).toBe(false)
    expect(editing.pick(1, 1)).toBe(true)
    expect(editing.selected).toEqual({ kind: 'areas', index: 0 })
    expect(editing.handles).toHaveLength(2 + 8)
    expect(editing.pressKey('Escape')).toBe(true)
    expect(editing.pressKey('Escape')).toBe(false)
    expect(editing.handles).toHaveLength(2)
  })

  test('a drag shows the area where it would be, and changes it only when it is dropped', () => {
    const { editing, now } = begin()
    editing.drag = { handle: corner(2), at: [3, 3] }
    expect(editing.shapes.areas[0][2]).toEqual([3, 3])
    expect(now()).toBe(shapes)
    editing.drop(corner(2), 3.0000001, 3)
    expect(now().areas[0][2]).toEqual([3, 3])
    expect(editing.drag).toBeNull()
    editing.removeHandle(corner(2))
    expect(now().areas[0]).toHaveLength(3)
    editing.removeHandle(corner(0))
    expect(now().areas).toEqual([])
    expect(editing.selected).toBeNull()
  })
})
