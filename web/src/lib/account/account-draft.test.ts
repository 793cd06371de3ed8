import { describe, expect, it } from 'vitest'
import { contentOf, countsNowhere, draftOf, emptyDraft } from './account-draft.ts'

describe('the form of an account', () => {
  it('sends all regions for an admin, and neither organisation nor places for an editor', () => {
    const draft = {
      ...emptyDraft('admin'),
      login: 'x',
      name: ' Eva Muster ',
      organisation: 'AWO',
      facilities: 'osm/node/1',
    }
    expect(contentOf(draft)).toEqual({
      name: 'Eva Muster',
      role: 'admin',
      regionKeys: 'all',
      organisation: null,
      facilityIds: [],
    })
    expect(contentOf({ ...draft, role: 'editor', regionKeys: ['aachen'] })).toMatchObject({
      regionKeys: ['aachen'],
      organisation: null,
    })
  })

  it('sends a provider’s places once each, without empty lines', () => {
    const draft = {
      ...emptyDraft('provider'),
      organisation: ' AWO ',
      facilities: ' osm/node/1 \n\nlist/treffs/2\nosm/node/1',
    }
    expect(contentOf(draft)).toMatchObject({ organisation: 'AWO', facilityIds: ['osm/node/1', 'list/treffs/2'] })
  })

  it('notices a role that counts nowhere', () => {
    expect(countsNowhere(emptyDraft('editor'))).toBe(true)
    expect(countsNowhere(emptyDraft('admin'))).toBe(false)
    expect(countsNowhere({ ...emptyDraft('editor'), allRegions: true })).toBe(false)
  })

  it('begins with what the account is', () => {
    const account = {
      id: '0123456789abcdef',
      login: 'eva',
      name: 'Eva Muster',
      role: 'provider',
      regionKeys: ['aachen'],
      organisation: null,
      facilityIds: ['a', 'b'],
      hasPassword: true,
      hasOidc: false,
      disabledAt: null,
      createdAt: '2026-11-26T00:00:00Z',
      lastLoginAt: null,
    } as const
    const draft = draftOf({ ...account, regionKeys: ['aachen'], facilityIds: ['a', 'b'] })
    expect(draft).toMatchObject({ allRegions: false, regionKeys: ['aachen'], facilities: 'a\nb', organisation: '' })
    expect(contentOf(draft)).toMatchObject({ regionKeys: ['aachen'], facilityIds: ['a', 'b'], organisation: null })
  })
})
