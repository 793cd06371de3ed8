import { describe, expect, it } from 'vitest'
import { loginAddress, parseBack } from './back-address.ts'
import { hasRole } from './roles.ts'

describe('the way back after signing in', () => {
  it.each(['/', '/r/aachen/plan?k=pharmacy&scenario=1', '/admin/audit', '/loginx'])('%s is kept', (path) =>
    expect(parseBack(path)).toBe(path),
  )

  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/login?back=/login',
    '/login',
    'r/aachen',
  ])('%j leads to the start page', (value) => expect(parseBack(value)).toBe('/'))

  it('says where one was, but not what stood behind "#"', () => {
    expect(loginAddress({ pathname: '/r/a', search: '?m=10&g=all' })).toBe('/login?back=%2Fr%2Fa%3Fm%3D10%26g%3Dall')
    expect(loginAddress({ pathname: '/', search: '' })).toBe('/login')
    expect(loginAddress({ pathname: '/login', search: '?back=/x' })).toBe('/login')
  })
})

describe('what a page shows to whom', () => {
  it('counts a role in its regions only, and an admin’s everywhere', () => {
    const editor = { role: 'editor', regionKeys: ['aachen'] } as const
    expect(hasRole(editor, 'editor', 'aachen')).toBe(true)
    expect(hasRole(editor, 'provider', 'aachen')).toBe(true)
    expect(hasRole(editor, 'admin', 'aachen')).toBe(false)
    expect(hasRole(editor, 'editor', 'magdeburg')).toBe(false)
    expect(hasRole(editor, 'public', 'magdeburg')).toBe(true)
    expect(hasRole(editor, 'editor', null)).toBe(true)
    expect(hasRole({ role: 'admin', regionKeys: 'all' }, 'editor', 'anywhere')).toBe(true)
  })
})
