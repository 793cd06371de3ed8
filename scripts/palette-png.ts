/** Makes a screenshot small: 24-bit PNG in, the same picture with at most 256 colours out. Deterministic, without any package. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const MOST_COLOURS = 256

interface Pixels {
  readonly width: number
  readonly height: number
  /** Three bytes a pixel (red, green, blue), rows from the top. */
  readonly rgb: Uint8Array
}

/** Colours as Chromium drew them, with the number of pixels of each. */
interface Colour {
  readonly rgb: number
  readonly count: number
}

const channel = (rgb: number, shift: number): number => (rgb >> shift) & 0xff

/** The byte that the filter Paeth of PNG foresees from left, above and above left. */
function foresee(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

/** Reads a PNG of 8 bits a channel, RGB or RGBA (transparency is dropped), not interlaced. Throws on any other. */
function decode(png: Buffer): Pixels {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG.')
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const [depth, type, , , interlaced] = png.subarray(24, 29)
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0)
    throw new Error('Only PNG with 8 bits a channel, RGB or RGBA, not interlaced, can be read.')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const bytes = inflateSync(Buffer.concat(parts))
  const step = type === 2 ? 3 : 4
  const stride = width * step
  const rows = new Uint8Array(height * stride)
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const filter = bytes[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= step ? rows[at - step] : 0
      const above = y > 0 ? rows[at - stride] : 0
      const corner = x >= step && y > 0 ? rows[at - stride - step] : 0
      const foreseen = [0, left, above, (left + above) >> 1, foresee(left, above, corner)][filter]
      rows[at] = bytes[y * (stride + 1) + 1 + x] + foreseen
    }
  }
  for (let i = 0; i < width * height; i++) rgb.set(rows.subarray(i * step, i * step + 3), i * 3)
  return { width, height, rgb }
}

/** The channel in which colours differ most: its shift and the width of it. */
function widest(colours: readonly Colour[]): { shift: number; width: number } {
  const widths = [16, 8, 0].map((shift) => {
    const values = colours.map(({ rgb }) => channel(rgb, shift))
    return { shift, width: values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255) }
  })
  return widths.reduce((a, b) => (b.width > a.width ? b : a))
}

/** Median cut: divides the group with most pixels times width until there are enough groups. */
function group(colours: readonly Colour[]): (readonly Colour[])[] {
  const weigh = (members: readonly Colour[]) =>
    Math.sqrt(members.reduce((sum, { count }) => sum + count, 0)) * widest(members).width
  let groups = [{ members: colours, weight: weigh(colours) }]
  while (groups.length < MOST_COLOURS) {
    const heaviest = groups.reduce((a, b) => (b.weight > a.weight ? b : a))
    if (heaviest.weight === 0) break
    const { shift } = widest(heaviest.members)
    const sorted = heaviest.members.toSorted((a, b) => channel(a.rgb, shift) - channel(b.rgb, shift) || a.rgb - b.rgb)
    const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2
    let seen = 0
    const found = sorted.findIndex(({ count }) => (seen += count) >= half)
    const cut = Math.min(Math.max(found, 1), sorted.length - 1)
    const halves = [sorted.slice(0, cut), sorted.slice(cut)].map((members) => ({ members, weight: weigh(members) }))
    groups = [...groups.filter((one) => one !== heaviest), ...halves]
  }
  return groups.map(({ members }) => members)
}

/** The commonest colour of a group stands for it, so that surfaces and text keep theirs exactly. */
const chief = (members: readonly Colour[]): number => members.reduce((a, b) => (b.count > a.count ? b : a)).rgb

function chunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** The same picture as a PNG with a palette of at most 256 colours. */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png)
  const counts = new Map<number, number>()
  const pixel = (i: number) => (rgb[i * 3] << 16) | (rgb[i * 3 + 1] << 8) | rgb[i * 3 + 2]
  for (let i = 0; i < width * height; i++) counts.set(pixel(i), (counts.get(pixel(i)) ?? 0) + 1)
  const groups = group([...counts].map(([rgb, count]) => ({ rgb, count })).sort((a, b) => a.rgb - b.rgb))
  const indexOf = new Map(groups.flatMap((members, index) => members.map(({ rgb }) => [rgb, index])))
  const palette = Uint8Array.from(groups.flatMap((m) => [16, 8, 0].map((shift) => channel(chief(m), shift))))
  const rows = new Uint8Array(height * (width + 1))
  for (let i = 0; i < width * height; i++) {
    const y = Math.floor(i / width)
    rows[y * (width + 1) + 1 + (i % width)] = indexOf.get(pixel(i)) ?? 0
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const parts = [chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9 }))]
  return Buffer.concat([SIGNATURE, ...parts, chunk('IEND', new Uint8Array())])
}
