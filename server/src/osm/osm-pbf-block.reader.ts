import { PbfReader } from 'pbf'
import type { ExtractBuilder } from './extract-builder.ts'
import type { OsmMember, OsmTags } from './osm-extract.ts'
import {
  DEFAULT_GRANULARITY,
  MEMBER_TYPES,
  NANODEGREES_PER_DEGREE,
  NANODEGREES_PER_UNIT,
  WIRE_BYTES,
  WIRE_VARINT,
} from './osm-pbf-format.ts'
import { MalformedMessage, enterMessage, readMessageFields, requireWireType } from './pbf-message.reader.ts'

/** Elements above which a file is refused: 1.6 GB for the nodes alone. */
export const MAXIMUM_NODES = 100_000_000
export const MAXIMUM_WAY_NODES = 150_000_000
export const MAXIMUM_TAGS = 60_000_000

/** The file holds more than fits; `what` names the kind of thing. */
export class TooManyElements extends Error {}

/** Counts over all blocks of a file. */
export interface ElementTotals {
  tags: number
}

/**
 * `new TagObject()` is an object without anything inherited from `Object.prototype` (so that a tag `constructor=…` is just
 * a tag) that V8 nevertheless keeps as compactly as a class instance; `Object.create(null)` takes three times the memory.
 */
const TagObject = function () {} as unknown as new () => Record<string, string>
TagObject.prototype = Object.freeze(Object.create(null))

const NO_TAGS: OsmTags = Object.freeze(new TagObject())

const EMPTY_RANGE = [0, 0] as const
type ByteRange = readonly [first: number, end: number]

/** Context of one `PrimitiveBlock`. Strings are decoded when a tag first asks for them: most of them are user names. */
interface Block {
  readonly bytes: Uint8Array
  readonly stringAt: (index: number) => string
  readonly granularity: number
  readonly lngOffset: number
  readonly latOffset: number
  readonly builder: ExtractBuilder
  readonly totals: ElementTotals
}

/**
 * Adds all elements of one `PrimitiveBlock` to the builder.
 * @throws MalformedMessage, or an error of `pbf`, on content that breaks the format; TooManyElements above the limits.
 */
export function readPrimitiveBlock(bytes: Uint8Array, builder: ExtractBuilder, totals: ElementTotals): void {
  const pbf = new PbfReader(bytes)
  const groups: ByteRange[] = []
  let stringTable: ByteRange = EMPTY_RANGE
  let granularity = DEFAULT_GRANULARITY
  let lngOffset = 0
  let latOffset = 0
  readMessageFields(pbf, bytes.length, (field) => {
    if (field === 1) stringTable = readRange(pbf, bytes.length, 'string table')
    else if (field === 2) groups.push(readRange(pbf, bytes.length, 'primitive group'))
    else if (field === 17) granularity = readNumber(pbf, 'granularity')
    else if (field === 19) latOffset = readNumber(pbf, 'latitude offset')
    else if (field === 20) lngOffset = readNumber(pbf, 'longitude offset')
  })
  if (granularity <= 0) throw new MalformedMessage(`granularity ${granularity}`)
  const stringAt = indexStrings(pbf, stringTable)
  const block: Block = { bytes, stringAt, granularity, lngOffset, latOffset, builder, totals }
  for (const [first, end] of groups) {
    pbf.pos = first
    readMessageFields(pbf, end, (field) => {
      if (field === 1) readPlainNode(pbf, readEnd(pbf, end, 'node'), block)
      else if (field === 2) readDenseNodes(pbf, readEnd(pbf, end, 'dense nodes'), block)
      else if (field === 3) readWay(pbf, readEnd(pbf, end, 'way'), block)
      else if (field === 4) readRelation(pbf, readEnd(pbf, end, 'relation'), block)
    })
  }
}

function indexStrings(pbf: PbfReader, [first, end]: ByteRange): (index: number) => string {
  const { buf } = pbf
  const buffer = Buffer.from(buf.buffer, buf.byteOffset, buf.byteLength)
  const ends: number[] = []
  const firsts: number[] = []
  pbf.pos = first
  if (end > first) {
    readMessageFields(pbf, end, (field) => {
      if (field !== 1) return
      const [stringFirst, stringEnd] = readRange(pbf, end, 'string')
      firsts.push(stringFirst)
      ends.push(stringEnd)
    })
  }
  const decoded: (string | undefined)[] = new Array<string | undefined>(firsts.length)
  return (index) => {
    if (index >= firsts.length) throw new MalformedMessage(`string ${index} of a table of ${firsts.length}`)
    return (decoded[index] ??= buffer.toString('utf8', firsts[index], ends[index]))
  }
}

function readDenseNodes(pbf: PbfReader, end: number, block: Block): void {
  let ids: ByteRange = EMPTY_RANGE
  let lats: ByteRange = EMPTY_RANGE
  let lngs: ByteRange = EMPTY_RANGE
  let keysAndValues: ByteRange = EMPTY_RANGE
  readMessageFields(pbf, end, (field) => {
    if (field === 1) ids = readRange(pbf, end, 'node ids')
    else if (field === 8) lats = readRange(pbf, end, 'latitudes')
    else if (field === 9) lngs = readRange(pbf, end, 'longitudes')
    else if (field === 10) keysAndValues = readRange(pbf, end, 'tags of nodes')
  })
  const idReader = readerAt(block.bytes, ids)
  const latReader = readerAt(block.bytes, lats)
  const lngReader = readerAt(block.bytes, lngs)
  const tagReader = readerAt(block.bytes, keysAndValues)
  const [idEnd, latEnd, lngEnd, tagEnd] = [ids[1], lats[1], lngs[1], keysAndValues[1]]
  let id = 0
  let lat = 0
  let lng = 0
  while (idReader.pos < idEnd) {
    if (latReader.pos >= latEnd || lngReader.pos >= lngEnd) throw new MalformedMessage('more node ids than coordinates')
    id += idReader.readSVarint()
    lat += latReader.readSVarint()
    lng += lngReader.readSVarint()
    const tags = tagReader.pos < tagEnd ? readDenseTags(tagReader, tagEnd, block) : null
    addNode(id, lng, lat, tags, block)
  }
  const exact =
    idReader.pos === idEnd && latReader.pos === latEnd && lngReader.pos === lngEnd && tagReader.pos === tagEnd
  if (!exact) throw new MalformedMessage('ids, coordinates and tags of nodes do not have the same number')
}

/** Keys and values of one node up to the 0 that ends them. */
function readDenseTags(pbf: PbfReader, end: number, block: Block): OsmTags | null {
  let tags: Record<string, string> | null = null
  for (let key = pbf.readVarint(); key !== 0; key = pbf.readVarint()) {
    if (pbf.pos >= end) throw new MalformedMessage('a tag of a node has no value or no end')
    const value = pbf.readVarint()
    if (pbf.pos >= end) throw new MalformedMessage('the tags of a node have no end')
    tags ??= new TagObject()
    tags[block.stringAt(key)] = block.stringAt(value)
    countTag(block)
  }
  return tags
}

function readPlainNode(pbf: PbfReader, end: number, block: Block): void {
  let id = Number.NaN
  let lat = Number.NaN
  let lng = Number.NaN
  let keys: ByteRange = EMPTY_RANGE
  let values: ByteRange = EMPTY_RANGE
  readMessageFields(pbf, end, (field) => {
    if (field === 1) id = readSigned(pbf, 'node id')
    else if (field === 2) keys = readRange(pbf, end, 'keys')
    else if (field === 3) values = readRange(pbf, end, 'values')
    else if (field === 8) lat = readSigned(pbf, 'latitude')
    else if (field === 9) lng = readSigned(pbf, 'longitude')
  })
  addNode(id, lng, lat, readTags(keys, values, block), block)
}

function addNode(id: number, lng: number, lat: number, tags: OsmTags | null, block: Block): void {
  const lngNanodegrees = block.lngOffset + block.granularity * lng
  const latNanodegrees = block.latOffset + block.granularity * lat
  if (!Number.isSafeInteger(id)) throw new MalformedMessage(`node id ${id}`)
  const onEarth =
    Math.abs(lngNanodegrees) <= 180 * NANODEGREES_PER_DEGREE && Math.abs(latNanodegrees) <= 90 * NANODEGREES_PER_DEGREE
  if (!onEarth) throw new MalformedMessage(`node ${id} lies outside of ±180 and ±90 degrees`)
  if (block.builder.nodeCount >= MAXIMUM_NODES) throw new TooManyElements(`${MAXIMUM_NODES} nodes`)
  const lngUnits = Math.round(lngNanodegrees / NANODEGREES_PER_UNIT)
  const latUnits = Math.round(latNanodegrees / NANODEGREES_PER_UNIT)
  block.builder.addNode(id, lngUnits, latUnits, tags)
}

function readWay(pbf: PbfReader, end: number, block: Block): void {
  let id = Number.NaN
  let keys: ByteRange = EMPTY_RANGE
  let values: ByteRange = EMPTY_RANGE
  readMessageFields(pbf, end, (field) => {
    if (field === 1) id = readNumber(pbf, 'way id')
    else if (field === 2) keys = readRange(pbf, end, 'keys')
    else if (field === 3) values = readRange(pbf, end, 'values')
    else if (field === 8) readWayNodes(pbf, readEnd(pbf, end, 'nodes of a way'), block)
  })
  if (!Number.isSafeInteger(id)) throw new MalformedMessage(`way id ${id}`)
  block.builder.endWay(id, readTags(keys, values, block) ?? NO_TAGS)
}

function readWayNodes(pbf: PbfReader, end: number, block: Block): void {
  let node = 0
  while (pbf.pos < end) {
    if (block.builder.wayNodeCount >= MAXIMUM_WAY_NODES) throw new TooManyElements(`${MAXIMUM_WAY_NODES} nodes of ways`)
    node += pbf.readSVarint()
    block.builder.addWayNode(node)
  }
}

function readRelation(pbf: PbfReader, end: number, block: Block): void {
  let id = Number.NaN
  let keys: ByteRange = EMPTY_RANGE
  let values: ByteRange = EMPTY_RANGE
  let roles: number[] = []
  let refs: number[] = []
  let types: number[] = []
  readMessageFields(pbf, end, (field) => {
    if (field === 1) id = readNumber(pbf, 'relation id')
    else if (field === 2) keys = readRange(pbf, end, 'keys')
    else if (field === 3) values = readRange(pbf, end, 'values')
    else if (field === 8) roles = readPacked(pbf, end, 'roles', () => pbf.readVarint())
    else if (field === 9) refs = readPacked(pbf, end, 'members', () => pbf.readSVarint())
    else if (field === 10) types = readPacked(pbf, end, 'member types', () => pbf.readVarint())
  })
  if (!Number.isSafeInteger(id)) throw new MalformedMessage(`relation id ${id}`)
  if (roles.length !== refs.length || types.length !== refs.length) {
    throw new MalformedMessage(
      `relation ${id} with ${refs.length} members, ${roles.length} roles, ${types.length} types`,
    )
  }
  let ref = 0
  const members = refs.map((difference, i): OsmMember => {
    ref += difference
    const type = MEMBER_TYPES[types[i]]
    if (type === undefined) throw new MalformedMessage(`relation ${id} with a member of type ${types[i]}`)
    return { type, ref, role: block.stringAt(roles[i]) }
  })
  block.builder.addRelation({ id, tags: readTags(keys, values, block) ?? NO_TAGS, members })
}

function readTags(keys: ByteRange, values: ByteRange, block: Block): OsmTags | null {
  if (keys[0] === keys[1] && values[0] === values[1]) return null
  const keyReader = readerAt(block.bytes, keys)
  const valueReader = readerAt(block.bytes, values)
  const tags = new TagObject()
  while (keyReader.pos < keys[1] && valueReader.pos < values[1]) {
    tags[block.stringAt(keyReader.readVarint())] = block.stringAt(valueReader.readVarint())
    countTag(block)
  }
  if (keyReader.pos !== keys[1] || valueReader.pos !== values[1]) {
    throw new MalformedMessage('keys and values of an element do not have the same number')
  }
  return tags
}

function countTag(block: Block): void {
  if (++block.totals.tags > MAXIMUM_TAGS) throw new TooManyElements(`${MAXIMUM_TAGS} tags`)
}

function readerAt(bytes: Uint8Array, range: ByteRange): PbfReader {
  const pbf = new PbfReader(bytes)
  pbf.pos = range[0]
  return pbf
}

/** Notes where a length-delimited field lies and steps over it. */
function readRange(pbf: PbfReader, end: number, name: string): ByteRange {
  const rangeEnd = readEnd(pbf, end, name)
  const first = pbf.pos
  pbf.pos = rangeEnd
  return [first, rangeEnd]
}

function readEnd(pbf: PbfReader, end: number, name: string): number {
  requireWireType(pbf, WIRE_BYTES, name)
  return enterMessage(pbf, end)
}

function readPacked(pbf: PbfReader, end: number, name: string, readValue: () => number): number[] {
  const packedEnd = readEnd(pbf, end, name)
  const values: number[] = []
  while (pbf.pos < packedEnd) values.push(readValue())
  if (pbf.pos !== packedEnd) throw new MalformedMessage(`${name} reach beyond their length`)
  return values
}

function readNumber(pbf: PbfReader, name: string): number {
  requireWireType(pbf, WIRE_VARINT, name)
  return pbf.readVarint(true)
}

function readSigned(pbf: PbfReader, name: string): number {
  requireWireType(pbf, WIRE_VARINT, name)
  return pbf.readSVarint()
}
