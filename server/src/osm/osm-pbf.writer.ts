import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import { concatenateBytes } from '../columns/concatenate-bytes.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { OsmMember, OsmTags } from './osm-extract.ts'
import { BLOB_RAW, BLOB_RAW_SIZE, BLOB_ZLIB, DEFAULT_GRANULARITY, MEMBER_TYPES } from './osm-pbf-format.ts'
import { NANODEGREES_PER_DEGREE } from './osm-pbf-format.ts'

/**
 * Writes OpenStreetMap PBF files: for the demo town, and in every odd shape that the format allows for tests of the reader.
 * Deterministic: the same data and options give the same bytes (with the same zlib).
 */

export interface OsmWriteNode {
  readonly id: number
  /** Degrees; rounded to the granularity. */
  readonly lng: number
  readonly lat: number
  readonly tags?: OsmTags
}

export interface OsmWriteWay {
  readonly id: number
  /** Ids of nodes. */
  readonly nodes: readonly number[]
  readonly tags: OsmTags
}

export interface OsmWriteRelation {
  readonly id: number
  readonly members: readonly OsmMember[]
  readonly tags: OsmTags
}

export interface OsmWriteData {
  readonly nodes: readonly OsmWriteNode[]
  readonly ways?: readonly OsmWriteWay[]
  readonly relations?: readonly OsmWriteRelation[]
  readonly bounds?: Bounds
  /** ISO 8601; written to the second. */
  readonly timestamp?: string
}

export interface OsmWriteOptions {
  /** Plain `Node` messages instead of dense ones. */
  readonly plainNodes?: boolean
  /** Nanodegrees per unit, 100 by default. */
  readonly granularity?: number
  /** Nanodegrees added to every coordinate of the file when read. */
  readonly lngOffset?: number
  readonly latOffset?: number
  readonly compression?: 'zlib' | 'raw'
  /** Elements per block, 8,000 by default as other writers do. */
  readonly blockSize?: number
  /** Keeps elements as given instead of ascending by id. */
  readonly keepOrder?: boolean
  /** Order of the kinds of element in the file. */
  readonly kinds?: readonly OsmMember['type'][]
  readonly requiredFeatures?: readonly string[]
  readonly optionalFeatures?: readonly string[]
}

type Coordinate = (degrees: number) => number

/** Strings of one block; index 0 stays empty because dense nodes use it as a delimiter. */
class StringTable {
  readonly strings: string[] = ['']
  private readonly indexes = new Map<string, number>()

  indexOf(text: string): number {
    let index = this.indexes.get(text)
    if (index === undefined) {
      index = this.strings.length
      this.strings.push(text)
      this.indexes.set(text, index)
    }
    return index
  }
}

/** The bytes of an OSM PBF file with the given elements. */
export function writeOsmPbf(data: OsmWriteData, options: OsmWriteOptions = {}): Uint8Array {
  const blockSize = options.blockSize ?? 8000
  if (!(blockSize >= 1)) throw new RangeError(`blockSize must be at least 1, not ${blockSize}`)
  const parts: Uint8Array[] = []
  appendBlob(parts, 'OSMHeader', encodeHeader(data, options), options)
  for (const kind of options.kinds ?? MEMBER_TYPES) {
    const elements = kind === 'node' ? data.nodes : kind === 'way' ? (data.ways ?? []) : (data.relations ?? [])
    const sorted: readonly { readonly id: number }[] = options.keepOrder
      ? elements
      : [...elements].sort((a, b) => a.id - b.id)
    for (let first = 0; first < sorted.length; first += blockSize) {
      const block = encodeBlock(kind, sorted.slice(first, first + blockSize), options)
      appendBlob(parts, 'OSMData', block, options)
    }
  }
  return concatenateBytes(parts)
}

function encodeHeader(data: OsmWriteData, options: OsmWriteOptions): Uint8Array {
  const header = new PbfWriter()
  if (data.bounds) {
    const { west, east, north, south } = data.bounds
    header.writeMessage(
      1,
      (sides: readonly number[], box) => {
        sides.forEach((degrees, i) => box.writeSVarintField(i + 1, Math.round(degrees * NANODEGREES_PER_DEGREE)))
      },
      [west, east, north, south],
    )
  }
  const required = options.requiredFeatures ?? ['OsmSchema-V0.6', ...(options.plainNodes ? [] : ['DenseNodes'])]
  for (const feature of required) header.writeStringField(4, feature)
  for (const feature of options.optionalFeatures ?? []) header.writeStringField(5, feature)
  header.writeStringField(16, 'nahraum')
  if (data.timestamp !== undefined) {
    const seconds = Date.parse(data.timestamp) / 1000
    if (!Number.isFinite(seconds)) throw new RangeError(`timestamp is not ISO 8601: ${data.timestamp}`)
    header.writeVarintField(32, Math.floor(seconds))
  }
  return header.finish()
}

function encodeBlock(kind: OsmMember['type'], elements: readonly unknown[], options: OsmWriteOptions): Uint8Array {
  const strings = new StringTable()
  const granularity = options.granularity ?? DEFAULT_GRANULARITY
  const lngOffset = options.lngOffset ?? 0
  const latOffset = options.latOffset ?? 0
  const toLng: Coordinate = (degrees) => Math.round((degrees * NANODEGREES_PER_DEGREE - lngOffset) / granularity)
  const toLat: Coordinate = (degrees) => Math.round((degrees * NANODEGREES_PER_DEGREE - latOffset) / granularity)

  const group = new PbfWriter()
  if (kind === 'way') {
    for (const way of elements as OsmWriteWay[]) group.writeMessage(3, encodeWay(strings), way)
  } else if (kind === 'relation') {
    for (const relation of elements as OsmWriteRelation[]) group.writeMessage(4, encodeRelation(strings), relation)
  } else if (options.plainNodes) {
    for (const node of elements as OsmWriteNode[]) group.writeMessage(1, encodePlainNode(strings, toLng, toLat), node)
  } else {
    group.writeMessage(2, encodeDenseNodes(strings, toLng, toLat), elements as OsmWriteNode[])
  }

  const block = new PbfWriter()
  block.writeMessage(
    1,
    (table: StringTable, pbf) => table.strings.forEach((text) => pbf.writeBytesField(1, utf8Of(text))),
    strings,
  )
  block.writeBytesField(2, group.finish())
  if (granularity !== DEFAULT_GRANULARITY) block.writeVarintField(17, granularity)
  if (latOffset !== 0) block.writeVarintField(19, latOffset)
  if (lngOffset !== 0) block.writeVarintField(20, lngOffset)
  return block.finish()
}

/** `writeStringField` of pbf 5.1 garbles characters beyond U+1FFFF, so that strings are encoded here. */
function utf8Of(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

function encodeDenseNodes(strings: StringTable, toLng: Coordinate, toLat: Coordinate) {
  return (nodes: readonly OsmWriteNode[], pbf: PbfWriter): void => {
    const keysAndValues: number[] = []
    for (const node of nodes) {
      for (const [key, value] of Object.entries(node.tags ?? {})) {
        keysAndValues.push(strings.indexOf(key), strings.indexOf(value))
      }
      keysAndValues.push(0)
    }
    pbf.writePackedSVarint(1, differences(nodes.map((node) => node.id)))
    pbf.writePackedSVarint(8, differences(nodes.map((node) => toLat(node.lat))))
    pbf.writePackedSVarint(9, differences(nodes.map((node) => toLng(node.lng))))
    if (keysAndValues.length > nodes.length) pbf.writePackedVarint(10, keysAndValues)
  }
}

function encodePlainNode(strings: StringTable, toLng: Coordinate, toLat: Coordinate) {
  return (node: OsmWriteNode, pbf: PbfWriter): void => {
    pbf.writeSVarintField(1, node.id)
    encodeTags(node.tags ?? {}, strings, pbf)
    pbf.writeSVarintField(8, toLat(node.lat))
    pbf.writeSVarintField(9, toLng(node.lng))
  }
}

function encodeWay(strings: StringTable) {
  return (way: OsmWriteWay, pbf: PbfWriter): void => {
    pbf.writeVarintField(1, way.id)
    encodeTags(way.tags, strings, pbf)
    pbf.writePackedSVarint(8, differences(way.nodes))
  }
}

function encodeRelation(strings: StringTable) {
  return (relation: OsmWriteRelation, pbf: PbfWriter): void => {
    const { members } = relation
    pbf.writeVarintField(1, relation.id)
    encodeTags(relation.tags, strings, pbf)
    pbf.writePackedVarint(8, members.map((member) => strings.indexOf(member.role))) // prettier-ignore
    pbf.writePackedSVarint(9, differences(members.map((member) => member.ref)))
    pbf.writePackedVarint(10, members.map((member) => MEMBER_TYPES.indexOf(member.type))) // prettier-ignore
  }
}

function encodeTags(tags: OsmTags, strings: StringTable, pbf: PbfWriter): void {
  const entries = Object.entries(tags)
  pbf.writePackedVarint(2, entries.map(([key]) => strings.indexOf(key))) // prettier-ignore
  pbf.writePackedVarint(3, entries.map(([, value]) => strings.indexOf(value))) // prettier-ignore
}

/** Each value minus the one before it, as the format stores ids and coordinates. */
function differences(values: readonly number[]): number[] {
  return values.map((value, i) => (i === 0 ? value : value - values[i - 1]))
}

function appendBlob(parts: Uint8Array[], type: string, payload: Uint8Array, options: OsmWriteOptions): void {
  const blob = new PbfWriter()
  if (options.compression === 'raw') {
    blob.writeBytesField(BLOB_RAW, payload)
  } else {
    blob.writeVarintField(BLOB_RAW_SIZE, payload.length)
    blob.writeBytesField(BLOB_ZLIB, deflateSync(payload))
  }
  const body = blob.finish()
  const header = new PbfWriter()
  header.writeStringField(1, type)
  header.writeVarintField(3, body.length)
  const headerBody = header.finish()
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, headerBody.length)
  parts.push(length, headerBody, body)
}
