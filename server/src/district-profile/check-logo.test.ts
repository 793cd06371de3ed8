import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../testing/property-seed.ts'
import { checkLogo } from './check-logo.ts'

const text = (content: string) => Uint8Array.from(content, (character) => character.charCodeAt(0))
const block = (name: string, data: readonly number[]) => [0, 0, 0, data.length, ...text(name), ...data, 0, 0, 0, 0]
const png = (width: number, height: number) =>
  Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...block('IHDR', [0, 0, width >> 8, width & 255, 0, 0, height >> 8, height & 255, 8, 6, 0, 0, 0]),
    ...block('IDAT', [1, 2, 3]),
    ...block('IEND', []),
  ])
const jpeg = (width: number, height: number) =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
    ...[0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 2, 0, 0, 0xff, 0xd9],
  ])
const faultOf = (bytes: Uint8Array): string => {
  const check = checkLogo(bytes)
  return 'fault' in check ? check.fault.en : 'accepted'
}

describe('a logo', () => {
  it('is a PNG or JPEG with its size', () => {
    expect(checkLogo(png(300, 200))).toEqual({ logo: { mediaType: 'image/png', width: 300, height: 200 } })
    expect(checkLogo(jpeg(640, 480))).toEqual({ logo: { mediaType: 'image/jpeg', width: 640, height: 480 } })
  })

  it.each([
    ['nothing', new Uint8Array(0), 'empty'],
    ['a script', text('<script>alert(1)</script>'), 'no PNG or JPEG'],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'SVG is not accepted'],
    ['an SVG behind a head', text('<?xml version="1.0"?><!DOCTYPE svg>'), 'SVG is not accepted'],
    ['a GIF', text('GIF89a\u0001\u0000'), 'no PNG or JPEG'],
    ['a PNG cut off', png(300, 200).subarray(0, 40), 'damaged'],
    ['a PNG of no width', png(0, 200), 'damaged'],
    ['a JPEG without a frame', jpeg(1, 1).subarray(0, 10), 'damaged'],
    ['4001 pixels', png(4001, 10), '4000 pixels'],
    ['more than a megabyte', new Uint8Array(1_000_001), 'larger than 1 MB'],
  ])('%s is refused with the reason', (_name, bytes, reason) => {
    expect(faultOf(bytes)).toContain(reason)
  })

  it('any bytes are judged, also cut and changed pictures', () => {
    const changed = fc
      .tuple(fc.constantFrom(png(30, 20), jpeg(30, 20)), fc.nat(60), fc.nat(255), fc.nat(70))
      .map(([bytes, at, value, length]) => bytes.with(at % bytes.length, value).subarray(0, length))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), changed), (bytes) => {
        const check = checkLogo(bytes)
        expect('logo' in check ? check.logo.width > 0 && check.logo.width <= 4000 : check.fault.de.length > 0).toBe(
          true,
        )
      }),
      { numRuns: 300 },
    )
  })
})
