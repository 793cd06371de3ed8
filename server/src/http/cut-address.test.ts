import { describe, expect, it } from 'vitest'
import { cutAddress } from './cut-address.ts'

describe('an address in the log', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:12:34:56:78:9a:bc', '2001:db8:12::'],
    ['2001:0DB8:0012::1', '2001:db8:12::'],
    ['2001:db8::1', '2001:db8:0::'],
    ['::1', '0:0:0::'],
    ['fe80::1%eth0', 'fe80:0:0::'],
    ['::', '0:0:0::'],
    ['64:ff9b::203.0.113.77', '64:ff9b:0::'],
  ])('of %s is %s', (address, cut) => expect(cutAddress(address)).toBe(cut))

  it.each([undefined, '', 'localhost', 'unix:/run/secret.sock', '<b>'])('%s is unknown', (address) =>
    expect(cutAddress(address)).toBe('unknown'),
  )
})
