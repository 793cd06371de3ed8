import { crc32, deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPalettePng } from './palette-png.ts'

/** Pixels as 0xrrggbb, rows from the top. */
interface Image {
  readonly width: number
  readonly pixels: readonly number[]
}

const bytesOf = (rgb: number): number[] => [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff]

function chunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Writes row y with filter y modulo 5, as the PNG specification defines the five. */
function write({ width, pixels }: Image, withAlpha: boolean): Buffer {
  const step = withAlpha ? 4 : 3
  const height = pixels.length / width
  const raw = Array.from({ length: height }, (_, y) =>
    pixels.slice(y * width, (y + 1) * width).flatMap((rgb) => [...bytesOf(rgb), ...(withAlpha ? [255] : [])]),
  )
  const rows = raw.flatMap((row, y) => [
    y % 5,
    ...row.map((byte, x) => {
      const [a, b, c] = [row[x - step] ?? 0, raw[y - 1]?.[x] ?? 0, raw[y - 1]?.[x - step] ?? 0]
      const nearest = [a, b, c].reduce((best, v) => (Math.abs(a + b - c - v) < Math.abs(a + b - c - best) ? v : best))
      return (byte - [0, a, b, Math.floor((a + b) / 2), nearest][y % 5]) & 0xff
    }),
  ])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, withAlpha ? 6 : 2, 0, 0, 0], 8)
  const data = deflateSync(Uint8Array.from(rows))
  const half = Math.ceil(data.length / 2)
  const parts = [chunk('IHDR', header), chunk('IDAT', data.subarray(0, half)), chunk('IDAT', data.subarray(half))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts, chunk('IEND', Buffer.alloc(0))])
}

/** Reads what was written, chunk by chunk, with its check sums. */
function read(png: Buffer): Image & { readonly palette: readonly number[] } {
  const found = new Map<string, Buffer>()
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const end = at + 8 + png.readUInt32BE(at)
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)))
    found.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end))
  }
  const header = found.get('IHDR')!
  expect([...header.subarray(8)]).toEqual([8, 3, 0, 0, 0])
  const width = header.readUInt32BE(0)
  const entries = found.get('PLTE')!
  const palette = Array.from({ length: entries.length / 3 }, (_, i) => entries.readUIntBE(i * 3, 3))
  const rows = [...inflateSync(found.get('IDAT')!)]
  const pixels = rows.flatMap((byte, i) => (i % (width + 1) === 0 ? [] : [palette[byte]]))
  return { width, pixels, palette }
}

const image = (colour: fc.Arbitrary<number>, most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: most }))
    .chain(([width, height]) =>
      fc.array(colour, { minLength: width * height, maxLength: width * height }).map((pixels) => ({ width, pixels })),
    )

describe('a picture with a palette', () => {
  it('is the same picture where 256 colours are enough, whatever filters it came with', () => {
    const few = fc.integer({ min: 0, max: 200 }).map((i) => (i * 0x31_4159) & 0xff_ffff)
    fc.assert(
      fc.property(image(few, 30), fc.boolean(), (given, withAlpha) => {
        const { width, pixels } = read(toPalettePng(write(given, withAlpha)))
        expect({ width, pixels }).toEqual(given)
      }),
    )
  })

  it('has 256 of its own colours where there are more, the commonest among them', () => {
    const common = 0x0d_5c_63
    const pixels = Array.from({ length: 64 * 64 }, (_, i) => (i % 4 === 0 ? common : (i * 0x1_0f0f) & 0xff_ffff))
    const result = read(toPalettePng(write({ width: 64, pixels }, false)))
    expect(result.palette.length).toBe(256)
    const own = new Set(pixels)
    expect(result.palette.filter((colour) => !own.has(colour))).toEqual([])
    expect(result.pixels.filter((_, i) => pixels[i] === common).every((colour) => colour === common)).toBe(true)
  })

  it('is refused where it is no PNG, or one of another kind', () => {
    expect(() => toPalettePng(Buffer.from('GIF89a, and some more bytes'))).toThrow('This is no PNG.')
    const once = toPalettePng(write({ width: 1, pixels: [0] }, false))
    expect(() => toPalettePng(once)).toThrow('Only PNG with 8 bits a channel')
  })
})
