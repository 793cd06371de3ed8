import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordChange, redoChange, startHistory, undoChange } from './undo-history.ts'

test('steps go back and forth, and a new change forgets what was undone', () => {
  let history = startHistory('a')
  history = recordChange(history, 'b')
  history = recordChange(history, 'c')
  history = undoChange(history)
  expect([history.present, history.past, history.future]).toEqual(['b', ['a'], ['c']])
  expect(redoChange(history).present).toBe('c')
  history = recordChange(history, 'd')
  expect(redoChange(history).present).toBe('d')
  expect(undoChange(undoChange(history)).present).toBe('a')
})

test('steps of one movement are one step of undo, until something else happens between them', () => {
  let history = recordChange(startHistory(0), 1, 'nudge/x')
  history = recordChange(history, 2, 'nudge/x')
  history = recordChange(history, 3, 'nudge/x')
  expect(undoChange(history).present).toBe(0)
  history = recordChange(history, 4, 'nudge/y')
  history = recordChange(history, 5, 'nudge/x')
  expect(history.past).toEqual([0, 3, 4])
  const back = undoChange(history)
  expect(recordChange(back, 6, 'nudge/y').past).toEqual([0, 3, 4])
})

test('without a past or a future nothing happens, and the same document is no change', () => {
  const history = startHistory({ id: 1 })
  expect(undoChange(history)).toBe(history)
  expect(redoChange(history)).toBe(history)
  expect(recordChange(history, history.present)).toBe(history)
})

test('any changes, undone and redone, end where they were', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer(), fc.constantFrom(null, 'a', 'b'))), (changes) => {
      const end = changes.reduce((h, [value, key]) => recordChange(h, [value], key), startHistory([-1]))
      let history = end
      for (let i = 0; i < end.past.length; i++) history = undoChange(history)
      expect(history.present).toEqual([-1])
      for (let i = 0; i < end.past.length; i++) history = redoChange(history)
      expect(history.present).toBe(end.present)
    }),
  )
})
