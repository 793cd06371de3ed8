/**
 * A minimal writer of Mapbox Vector Tiles 2.1 from typed arrays: one growing scratch buffer, varints by hand, nothing
 * allocated per feature. Lengths of inner messages are written into one reserved byte and moved only where 127 bytes do not
 * suffice. The caller has to deliver what the specification asks of geometry: outer rings with positive area in tile
 * coordinates (y downwards), rings not closed explicitly, no repeated positions.
 *
 * Layer order on the wire: version, name, extent, features, keys, values.
 */
import { TILE_EXTENT } from './tile-math.ts'

export const GEOMETRY_TYPE = { point: 1, line: 2, polygon: 3 } as const
export type GeometryType = (typeof GEOMETRY_TYPE)[keyof typeof GEOMETRY_TYPE]

const LAYER_HEADER_BYTES = 6
const LARGEST_INTEGER = 2 ** 50
const MOVE_TO = 1
const LINE_TO = 2
const CLOSE_PATH = 15

export class MvtEncoder {
  private bytes: Uint8Array
  private view: DataView
  private position = 0
  private tileStart = 0
  private layerStart = 0

  /** The scratch buffer starts at `initialBytes` and doubles when needed. */
  constructor(initialBytes = 1 << 16) {
    this.bytes = new Uint8Array(initialBytes)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Forgets everything written. */
  beginTile(): void {
    this.position = 0
    this.tileStart = 0
  }

  /** Starts a layer; names must not repeat within a tile. */
  beginLayer(name: string): void {
    this.reserve(LAYER_HEADER_BYTES + 32 + name.length * 3)
    this.position += LAYER_HEADER_BYTES
    this.layerStart = this.position
    this.writeByte(0x78) // version (15, varint)
    this.writeByte(2)
    this.writeTextField(0x0a, name)
    this.writeByte(0x28) // extent (5, varint)
    this.writeVarint(TILE_EXTENT)
  }

  /**
   * One feature. `id` is a whole number below 2³². `tags` holds `tagCount` key and value indexes in turn. `coordinates`
   * holds x and y in turn, in tile units; part p ends before coordinate pair `partEnds[p]`. For points all pairs of a part are
   * positions of one (multi)point.
   */
  addFeature(
    id: number,
    type: GeometryType,
    tags: Uint32Array,
    tagCount: number,
    coordinates: Int32Array,
    partEnds: Uint32Array,
    partCount: number,
  ): void {
    const pairs = partEnds[partCount - 1]
    this.reserve(32 + tagCount * 5 + pairs * 10 + partCount * 11)
    const bytes = this.bytes
    bytes[this.position++] = 0x12 // features (2, message)
    const start = ++this.position
    bytes[this.position++] = 0x08 // id (1, varint)
    this.writeVarint(id)
    if (tagCount > 0) {
      bytes[this.position++] = 0x12 // tags (2, packed)
      const tagStart = ++this.position
      for (let i = 0; i < tagCount; i++) this.writeVarint(tags[i])
      this.closeMessage(tagStart)
    }
    bytes[this.position++] = 0x18 // type (3, varint)
    bytes[this.position++] = type
    bytes[this.position++] = 0x22 // geometry (4, packed)
    const geometryStart = ++this.position
    let x = 0
    let y = 0
    let pair = 0
    for (let part = 0; part < partCount; part++) {
      const end = partEnds[part]
      const first = pair
      const moves = type === GEOMETRY_TYPE.point ? end - first : 1
      this.writeVarint((moves << 3) | MOVE_TO)
      for (; pair < end; pair++) {
        if (pair === first + moves) this.writeVarint(((end - first - moves) << 3) | LINE_TO)
        const nextX = coordinates[2 * pair]
        const nextY = coordinates[2 * pair + 1]
        const dx = nextX - x
        const dy = nextY - y
        this.writeVarint(((dx << 1) ^ (dx >> 31)) >>> 0)
        this.writeVarint(((dy << 1) ^ (dy >> 31)) >>> 0)
        x = nextX
        y = nextY
      }
      if (type === GEOMETRY_TYPE.polygon) this.bytes[this.position++] = CLOSE_PATH
    }
    this.closeMessage(geometryStart)
    this.closeMessage(start)
  }

  /** Appends a key to the layer; the first one has index 0. Keys come after all features. */
  addKey(key: string): void {
    this.reserve(10 + key.length * 3)
    this.writeTextField(0x1a, key)
  }

  /** Appends a text to the layer's values. Values come after all keys. */
  addTextValue(text: string): void {
    this.reserve(16 + text.length * 3)
    this.bytes[this.position++] = 0x22
    const start = ++this.position
    this.writeTextField(0x0a, text)
    this.closeMessage(start)
  }

  /**
   * Appends a finite number: whole ones as uint or sint, others as float where that is exact, else as double. Whole numbers
   * from 2⁵⁰ go as double, because decoders unfold the sign of larger ones inexactly.
   */
  addNumberValue(value: number): void {
    this.reserve(16)
    this.bytes[this.position++] = 0x22
    const start = ++this.position
    if (Number.isInteger(value) && Math.abs(value) < LARGEST_INTEGER && !Object.is(value, -0)) {
      this.writeByte(value < 0 ? 0x30 : 0x28) // sint (6) or uint (5)
      this.writeLongVarint(value < 0 ? -2 * value - 1 : value)
    } else if (Math.fround(value) === value) {
      this.writeByte(0x15)
      this.view.setFloat32(this.position, value, true)
      this.position += 4
    } else {
      this.writeByte(0x19)
      this.view.setFloat64(this.position, value, true)
      this.position += 8
    }
    this.closeMessage(start)
  }

  addBooleanValue(value: boolean): void {
    this.reserve(4)
    this.bytes.set(value ? TRUE_VALUE : FALSE_VALUE, this.position)
    this.position += 4
  }

  /** Appends values that this class has encoded before (see `takeValues`). */
  addEncodedValues(encoded: Uint8Array, from: number, to: number): void {
    this.reserve(to - from)
    const { bytes } = this
    let { position } = this
    for (let i = from; i < to; i++) bytes[position++] = encoded[i]
    this.position = position
  }

  /** Ends the layer and puts its length before it. */
  endLayer(): void {
    const length = this.position - this.layerStart
    let lengthBytes = 1
    for (let rest = length; rest >= 0x80; rest >>>= 7) lengthBytes++
    // The header is written to end right before the layer; what is left free before it is closed by moving the layer, or,
    // for the first layer, by starting the tile later.
    const headerStart = this.layerStart - lengthBytes - 1
    const end = this.position
    this.position = headerStart
    this.writeByte(0x1a) // layers (3, message)
    this.writeVarint(length)
    const reservedStart = this.layerStart - LAYER_HEADER_BYTES
    if (reservedStart === this.tileStart) {
      this.tileStart = headerStart
      this.position = end
    } else {
      this.bytes.copyWithin(reservedStart, headerStart, end)
      this.position = end - (headerStart - reservedStart)
    }
  }

  /** A copy of the tile. */
  takeTile(): Uint8Array {
    return this.bytes.slice(this.tileStart, this.position)
  }

  /** A copy of the values written since `beginTile`, without any layer around them: for `addEncodedValues`. */
  takeValues(): Uint8Array {
    return this.bytes.slice(0, this.position)
  }

  /** Bytes written since `beginTile`, gaps included. */
  get byteLength(): number {
    return this.position
  }

  private reserve(more: number): void {
    if (this.position + more <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.position + more))
    grown.set(this.bytes.subarray(0, this.position))
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }

  private writeByte(value: number): void {
    this.bytes[this.position++] = value
  }

  /** Unsigned, below 2³². */
  private writeVarint(value: number): void {
    const { bytes } = this
    while (value > 0x7f) {
      bytes[this.position++] = (value & 0x7f) | 0x80
      value >>>= 7
    }
    bytes[this.position++] = value
  }

  /** Unsigned, below 2⁵³. */
  private writeLongVarint(value: number): void {
    while (value > 0x7f) {
      this.writeByte((value % 0x80) | 0x80)
      value = Math.floor(value / 0x80)
    }
    this.writeByte(value)
  }

  private writeTextField(tag: number, text: string): void {
    this.writeByte(tag)
    const start = ++this.position
    for (let i = 0; i < text.length; i++) {
      const code = text.codePointAt(i) as number
      if (code > 0xffff) i++
      this.writeCodePoint(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code)
    }
    this.closeMessage(start)
  }

  private writeCodePoint(code: number): void {
    if (code < 0x80) return this.writeByte(code)
    if (code < 0x800) this.writeByte(0xc0 | (code >> 6))
    else {
      if (code < 0x10000) this.writeByte(0xe0 | (code >> 12))
      else {
        this.writeByte(0xf0 | (code >> 18))
        this.writeByte(0x80 | ((code >> 12) & 0x3f))
      }
      this.writeByte(0x80 | ((code >> 6) & 0x3f))
    }
    this.writeByte(0x80 | (code & 0x3f))
  }

  /** Writes the length of what began at `start` into the byte before it, making room where one byte is too little. */
  private closeMessage(start: number): void {
    const length = this.position - start
    if (length < 0x80) {
      this.bytes[start - 1] = length
      return
    }
    let extra = 1
    for (let rest = length >>> 14; rest > 0; rest >>>= 7) extra++
    this.reserve(extra)
    this.bytes.copyWithin(start + extra, start, this.position)
    const end = this.position + extra
    this.position = start - 1
    this.writeVarint(length)
    this.position = end
  }
}

const TRUE_VALUE = new Uint8Array([0x22, 2, 0x38, 1])
const FALSE_VALUE = new Uint8Array([0x22, 2, 0x38, 0])
