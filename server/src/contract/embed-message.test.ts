import { describe, expect, it } from 'vitest'
import { createEmbedMessage, EMBED_PROTOCOL, readEmbedNotice, readEmbedRequest } from './embed-message.ts'

const protocol = EMBED_PROTOCOL

describe('messages between map and page', () => {
  it('are read as they were written', () => {
    for (const notice of [
      { type: 'ready' },
      { type: 'resize', height: 640.5 },
      { type: 'select', districtId: 'aue' },
    ] as const)
      expect(readEmbedNotice(createEmbedMessage(notice))).toEqual(notice)
    for (const request of [
      { type: 'select', districtId: null },
      { type: 'language', lang: 'en' },
    ] as const)
      expect(readEmbedRequest(createEmbedMessage(request))).toEqual(request)
  })

  it('carry nothing but what belongs to them', () => {
    expect(readEmbedNotice({ protocol, type: 'ready', html: '<b>' })).toEqual({ type: 'ready' })
    expect(readEmbedNotice({ protocol, type: 'select', districtId: 'a', height: 3 })).toEqual({
      type: 'select',
      districtId: 'a',
    })
  })

  it.each([
    null, undefined, 0, '', 'nahraum:1', [], [{ protocol, type: 'ready' }], {}, { type: 'ready' }, { protocol: 'nahraum:2', type: 'ready' },
    { protocol: ['nahraum:1'], type: 'ready' }, { protocol, type: ['ready'] }, { protocol, type: 'navigate', url: 'https://evil.example' },
    { protocol, type: 'resize' }, { protocol, type: 'resize', height: '640' }, { protocol, type: 'resize', height: NaN },
    { protocol, type: 'resize', height: Infinity }, { protocol, type: 'resize', height: -1 }, { protocol, type: 'resize', height: 0 },
    { protocol, type: 'resize', height: 1e9 }, { protocol, type: 'select' }, { protocol, type: 'select', districtId: 7 },
    { protocol, type: 'select', districtId: '' }, { protocol, type: 'select', districtId: 'x'.repeat(101) },
    { protocol, type: 'select', districtId: { toString: () => 'aue' } }, { protocol, type: 'language', lang: 'fr' }, { protocol, type: 'toString' },
    { protocol, type: '__proto__' }, Object.create({ protocol, type: 'ready' }),
  ])('of any other form are ignored: %j', (data) => {
    expect(readEmbedNotice(data)).toBeNull()
    expect(readEmbedRequest(data)).toBeNull()
  }) // prettier-ignore
})
