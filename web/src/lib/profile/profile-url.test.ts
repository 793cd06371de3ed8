import { expect, test } from 'vitest'
import { formatProfilesChoice, parseProfilesChoice } from './profile-url.ts'

test('the address says what differs from the defaults, and is read back', () => {
  const defaults = parseProfilesChoice(new URLSearchParams())
  expect(defaults).toEqual({ level: null, profile: null, edition: 'public', extent: 'equal' })
  expect(formatProfilesChoice(defaults)).toBe('')
  const chosen = { level: 'stadtteil', profile: '65plus', edition: 'internal', extent: 'own' } as const
  expect(parseProfilesChoice(new URLSearchParams(formatProfilesChoice(chosen)))).toEqual(chosen)
  expect(parseProfilesChoice(new URLSearchParams('edition=secret&extent=<b>')).edition).toBe('public')
})
