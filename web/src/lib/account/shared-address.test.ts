import { describe, expect, it } from 'vitest'
import { sharedAddress } from './shared-address.ts'

const share = { regionKey: 'aachen', label: '', expiresAt: '2026-12-01T00:00:00Z' }

describe('what a link opens', () => {
  it.each([
    ['scenario', '0123456789abcdef', '/r/aachen/plan?scenario=0123456789abcdef'],
    ['publication', 'abcdefghijkl', '/r/aachen/publish/abcdefghijkl'],
    ['report', '/r/aachen/report?after=scenario', '/r/aachen/report?after=scenario'],
    ['report', 'https://evil.example/r/aachen/report', null],
    ['report', '//evil.example', null],
    ['report', '/r/magdeburg/report', null],
    ['scenario', '../../login?back=x', '/r/aachen/plan?scenario=..%2F..%2Flogin%3Fback%3Dx'],
  ] as const)('a %s %s', (kind, subjectId, address) => {
    expect(sharedAddress({ ...share, kind, subjectId })).toBe(address)
  })
})
