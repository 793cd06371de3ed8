import { afterEach, expect, test } from 'vitest'
import { readDraft, writeDraft } from './draft-storage.ts'

afterEach(() => localStorage.clear())
const document = { name: 'Treff', description: '', modifications: [{ id: 'a', kind: 'close-facility' as const, facilityId: 'p' }] } // prettier-ignore

test('a draft comes back as it was, each scenario of each region with its own', () => {
  const link = { id: '00000000000000aa', version: 3, base: { name: 'Treff', description: '', modifications: [] } }
  writeDraft('a', null, { link: null, document })
  writeDraft('a', link.id, { link, document })
  expect(readDraft('a', null)).toEqual({ link: null, document })
  expect(readDraft('a', link.id)).toEqual({ link, document })
  expect(readDraft('b', null)).toBeNull()
  writeDraft('a', null, null)
  expect(readDraft('a', null)).toBeNull()
  expect(localStorage).toHaveLength(1)
})

test('what cannot be understood counts as no draft', () => {
  for (const text of [
    'no JSON',
    'null',
    '{}',
    '{"format":2,"link":null,"document":{"name":"","description":"","modifications":[]}}',
    '{"format":1,"link":null,"document":{"name":"","description":"","modifications":[7]}}',
    '{"format":1,"link":{"id":1},"document":{"name":"","description":"","modifications":[]}}',
  ]) {
    // prettier-ignore
    localStorage.setItem('nahraum.draft.a.new', text)
    expect(readDraft('a', null), text).toBeNull()
  }
})
