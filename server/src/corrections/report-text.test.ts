import { describe, expect, it } from 'vitest'
import { cleanChange, cleanField, cleanLines, isEmail } from './report-text.ts'
import { DailyLimit } from './daily-limit.service.ts'
import { FormTokens } from './form-token.service.ts'

describe('texts of reports', () => {
  it('stay as they were typed but for what is not seen or turns the direction of writing', () => {
    expect(cleanLines('<script>alert(1)</script>\r\n\r\n\r\n\r\n\u202eetxet\u2066\u0007 = 2+2 \t ')).toBe(
      '<script>alert(1)</script>\n\netxet = 2+2',
    )
    expect(cleanField('  Zum\u200f\u061cGoldenen \n Löwen ')).toBe('ZumGoldenen Löwen')
    expect(cleanField(' \u0000 ')).toBeNull()
    expect(cleanLines(null)).toBe('')
  })

  it('of a change are cleaned in every field, and positions rounded to a centimetre', () => {
    const details = { name: ' A\u0000 ', address: '', openingHours: null, provider: 'B\u202e', wheelchair: 'yes', capacity: 3, categoryIds: ['pharmacy'] } as const // prettier-ignore
    expect(cleanChange({ kind: 'missing', lng: 11.123456789, lat: 51, ...details, categoryIds: ['pharmacy'] })).toEqual(
      { kind: 'missing', lng: 11.1234568, lat: 51, name: 'A', address: null, openingHours: null, provider: 'B', wheelchair: 'yes', capacity: 3, categoryIds: ['pharmacy'] }, // prettier-ignore
    )
    expect(cleanChange({ kind: 'details', facilityId: 'x', details: { name: '' } })).toEqual({
      kind: 'details',
      facilityId: 'x',
      details: { name: null },
    })
  })

  it('know a mail address when they see one', () => {
    expect(['a@b.de', 'erika.muster+x@stadt.aachen.de'].every(isEmail)).toBe(true)
    expect(['a@b', 'a b@c.de', '<a@b.de>', 'a@b.de,c@d.de', '@b.de', 'a@.d'].some(isEmail)).toBe(false)
  })
})

describe('what comes from one connection', () => {
  it('is limited by day, a household of IPv6 as one, and forgotten at midnight', () => {
    let now = new Date('2026-03-01T10:00:00Z')
    const limit = new DailyLimit(2, () => now)
    expect([limit.take('a', '2001:db8:1:2::1'), limit.take('a', '2001:db8:1:2:ffff::9'), limit.take('a', '2001:db8:1:2::3')]).toEqual([true, true, false]) // prettier-ignore
    expect([limit.take('a', '2001:db8:1:3::1'), limit.take('b', '2001:db8:1:2::1')]).toEqual([true, true])
    expect([1, 2, 3].map(() => limit.take('a', '192.0.2.7'))).toEqual([true, true, false])
    now = new Date('2026-03-02T00:00:01Z')
    expect(limit.take('a', '192.0.2.7')).toBe(true)
  })
})

describe('a form', () => {
  it('is taken back once, by the region that gave it, neither at once nor after half a day, and only as it was', () => {
    let time = Date.parse('2026-03-01T10:00:00Z')
    const forms = new FormTokens(() => new Date(time))
    const [token, other] = [forms.create('a'), forms.create('a')]
    const attempt = (region: string, text: string) => {
      try {
        forms.use(region, text)
        return 'taken'
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    expect(attempt('a', token)).toBe('form-expired')
    time += 4000
    expect(attempt('b', token)).toBe('form-expired')
    expect(attempt('a', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe('form-expired')
    expect(attempt('a', `zzzzzzzz${token.slice(8)}`)).toBe('form-expired')
    expect(attempt('a', token)).toBe('taken')
    expect(attempt('a', token)).toBe('form-expired')
    time += 13 * 3600 * 1000
    expect(attempt('a', other)).toBe('form-expired')
    expect(new FormTokens(() => new Date(time)).create('a')).not.toBe(forms.create('a'))
  })
})
