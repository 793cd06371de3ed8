import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Modification } from '../api/contract.ts'
import { mergeDocuments } from './merge-documents.ts'
import { hasUnsavedChanges, isSameContent, type PlanDocument } from './plan-document.ts'

const close = (id: string, facilityId = id): Modification => ({ id, kind: 'close-facility', facilityId })
const plan = (...modifications: Modification[]): PlanDocument => ({ name: 'Plan', description: '', modifications })
const ids = ({ modifications }: PlanDocument) => modifications.map(({ id }) => id).join('')

test('what each side added is kept, theirs first', () => {
  const merge = mergeDocuments(plan(close('a')), plan(close('a'), close('m')), plan(close('a'), close('t')))
  expect(ids(merge.document)).toBe('atm')
  expect(merge.conflicts).toEqual([])
})

test('what one side deleted or changed is deleted or changed', () => {
  const base = plan(close('a'), close('b'), close('c'), close('d'))
  const mine = plan(close('b'), close('c', 'mine'), close('d'))
  const theirs = plan(close('a'), close('c'), close('d', 'theirs'))
  const { document, conflicts } = mergeDocuments(base, mine, theirs)
  expect(document.modifications).toEqual([close('c', 'mine'), close('d', 'theirs')])
  expect(conflicts).toEqual([])
})

test('where both changed the same, mine is taken and said; a change wins over a deletion', () => {
  const base = plan(close('a'), close('b'), close('c'))
  const mine = plan(close('a', 'mine'), close('b', 'mine'))
  const theirs = plan(close('a', 'theirs'), close('c', 'theirs'))
  const { document, conflicts } = mergeDocuments(base, mine, theirs)
  expect(document.modifications).toEqual([close('a', 'mine'), close('c', 'theirs'), close('b', 'mine')])
  expect(conflicts).toEqual([
    { modificationId: 'a', reason: 'both-changed' },
    { modificationId: 'c', reason: 'i-deleted' },
    { modificationId: 'b', reason: 'they-deleted' },
  ])
})

test('names and descriptions merge like everything else', () => {
  const base = plan()
  const merge = mergeDocuments(base, { ...base, name: 'Mein' }, { ...base, name: 'Ihr', description: 'Neu' })
  expect(merge.document).toEqual({ ...base, name: 'Mein', description: 'Neu' })
  expect(merge.conflicts).toEqual([{ modificationId: null, reason: 'both-changed' }])
})

const documents = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('x', 'y', 'z')), {
    selector: ([id]) => id,
  })
  .map((items) => plan(...items.map(([id, target]) => close(id, target))))

test('with one side unchanged the merge is the other; what either added is never lost', () => {
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, theirs) => {
      expect(mergeDocuments(base, base, theirs).document).toEqual(theirs)
      const own = mergeDocuments(base, mine, base).document.modifications
      expect(new Set(own)).toEqual(new Set(mine.modifications))
      const known = new Set(base.modifications.map(({ id }) => id))
      const merged = new Set(mergeDocuments(base, mine, theirs).document.modifications.map(({ id }) => id))
      for (const { id } of [...mine.modifications, ...theirs.modifications])
        if (!known.has(id)) expect(merged.has(id), `modification ${id} was added and is lost`).toBe(true)
      expect(merged.size).toBe(mergeDocuments(base, mine, theirs).document.modifications.length)
    }),
  )
})

test('content is compared whatever the order of keys, and an absent value is the same as none', () => {
  expect(isSameContent({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true)
  expect(isSameContent({ a: 1 }, { a: 1, note: undefined })).toBe(true)
  expect(isSameContent([1, 2], [2, 1])).toBe(false)
  expect(isSameContent({ a: null }, { a: 0 })).toBe(false)
  const base = plan(close('a'))
  expect(hasUnsavedChanges(plan(close('a')), { id: '1', version: 1, base })).toBe(false)
  expect(hasUnsavedChanges(plan(), { id: '1', version: 1, base })).toBe(true)
  expect(hasUnsavedChanges({ name: '', description: '', modifications: [] }, null)).toBe(false)
})
