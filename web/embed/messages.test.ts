import { describe, expect, it } from 'vitest'
import { acceptMessage, EMBED_PROTOCOL, parseEmbedMessage, parseParentMessage } from './messages.ts'

const protocol = EMBED_PROTOCOL
const parent = { name: 'the window around' }
const origins = ['https://www.musterstadt.example']
const from = (data: unknown, origin = origins[0], source: unknown = parent) =>
  acceptMessage({ data, origin, source }, parent, origins)

/** What a hostile page may send: none of it is a message. */
const hostile: readonly unknown[] = [
  undefined, null, true, 0, NaN, 1n, '', 'select', '{"protocol":"nahraum:1","type":"select","districtId":"7"}', [],
  [protocol, 'select', '7'], {}, { type: 'select', districtId: '7' }, { protocol: 'nahraum:2', type: 'select', districtId: '7' },
  { protocol: 'nahraum', type: 'select', districtId: '7' }, { protocol: 'NAHRAUM:1', type: 'select', districtId: '7' },
  { protocol: [protocol], type: 'select', districtId: '7' }, { protocol, type: 'select' }, { protocol, type: 'select', districtId: 7 },
  { protocol, type: 'select', districtId: '' }, { protocol, type: 'select', districtId: 'x'.repeat(101) },
  { protocol, type: 'select', districtId: ['7'] }, { protocol, type: 'select', districtId: { toString: '7' } },
  { protocol, type: 'select', districtId: undefined }, { protocol, type: 'select', districtId: '7', lang: 'de' },
  { protocol, type: 'select', districtId: '7', html: '<script>alert(1)</script>' },
  { protocol, type: 'select', districtId: '7', constructor: 'x' }, { protocol, type: 'Select', districtId: '7' },
  { protocol, type: ['select'], districtId: '7' }, { protocol, type: 'language' }, { protocol, type: 'language', lang: 'fr' },
  { protocol, type: 'language', lang: 'DE' }, { protocol, type: 'language', lang: ['de'] },
  { protocol, type: 'language', lang: 'de', districtId: '7' }, { protocol, type: 'language', lang: '__proto__' },
  { protocol, type: 'eval', code: 'alert(1)' }, { protocol, type: 'navigate', url: 'javascript:alert(1)' },
  { protocol, type: '__proto__' }, { protocol, type: 'constructor' }, { protocol, type: 'toString' },
  { protocol, type: 'ready', publication: 'a', version: 1 }, { protocol, type: 'resize', height: 100 },
  { ['__proto__']: { protocol, type: 'select', districtId: '7' } }, Object.create({ protocol, type: 'select', districtId: '7' }),
  { protocol, type: 'select', districtId: 'x'.repeat(1_000_000) },
  { protocol, type: 'select', districtId: '7', ...Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i])) },
  new Map([['protocol', protocol]]), new Date(0), /select/, new Uint8Array(8), new Error(protocol), Symbol('select'), () => protocol,
] // prettier-ignore

describe('messages of the page around', () => {
  it('a district, the whole region and a language are understood', () => {
    expect(from({ protocol, type: 'select', districtId: '7' })).toEqual({ protocol, type: 'select', districtId: '7' })
    expect(from({ protocol, type: 'select', districtId: null })).toEqual({ protocol, type: 'select', districtId: null })
    expect(from({ protocol, type: 'language', lang: 'en' })).toEqual({ protocol, type: 'language', lang: 'en' })
  })

  it('fifty others are ignored', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(50)
    hostile.forEach((data, i) => expect([i, from(data)]).toEqual([i, null]))
    expect(hostile.filter((data) => parseParentMessage(data) !== null)).toEqual([])
  })

  it('no other window and no other origin is listened to', () => {
    const good = { protocol, type: 'select', districtId: '7' }
    const others = [
      'http://www.musterstadt.example', 'https://musterstadt.example', 'https://www.musterstadt.example.evil.example',
      'https://www.musterstadt.example:8443', 'null', '', '*', 'https://www.musterstadt.example/',
    ] // prettier-ignore
    for (const origin of others) expect(from(good, origin)).toBeNull()
    for (const source of [null, {}, globalThis]) expect(from(good, origins[0], source)).toBeNull()
    expect(acceptMessage({ data: good, origin: origins[0], source: null }, null, origins)).toBeNull()
    expect(acceptMessage({ data: good, origin: 'null', source: parent }, parent, ['null'])).toBeNull()
    expect(acceptMessage({ data: good, origin: origins[0], source: parent }, parent, [])).toBeNull()
  })
})

describe('messages of the map', () => {
  it('are understood by the page around, and nothing else is', () => {
    const all = [
      { protocol, type: 'ready', publication: 'abcdefghijkl', version: 3 },
      { protocol, type: 'resize', height: 612 },
      { protocol, type: 'select', districtId: '7' },
      { protocol, type: 'select', districtId: null },
    ]
    for (const message of all) expect(parseEmbedMessage(message)).toEqual(message)
    const wrong = [
      { protocol, type: 'resize', height: NaN }, { protocol, type: 'resize', height: -1 }, { protocol, type: 'resize', height: '9' },
      { protocol, type: 'resize', height: 1e9 }, { protocol, type: 'resize', height: 9, more: 1 },
      { protocol, type: 'ready', publication: 'a', version: 1.5 }, { protocol, type: 'language', lang: 'de' },
    ] // prettier-ignore
    for (const message of wrong) expect(parseEmbedMessage(message)).toBeNull()
  })
})
