import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeColumns } from '../columns/columns.ts'
import { createRandom } from '../network/testing/grid-city.ts'
import { decodeRegionPack, encodeRegionPack, readRegionPack, RegionPackError } from './region-pack.ts'
import { createGridTown } from './testing/grid-town.ts'
import type { WhatIfRegion } from './what-if-region.ts'
import { createWhatIfEngine } from './what-if-engine.ts'

describe('region pack', () => {
  let region: WhatIfRegion
  let bytes: Uint8Array<ArrayBuffer>
  beforeAll(() => {
    ;({ region } = createGridTown(3))
    bytes = encodeColumns(encodeRegionPack(region))
  })

  it('gives every bit of the region back', () => {
    expect(readRegionPack(bytes)).toEqual(region)
    expect(readRegionPack(new Uint8Array(gunzipSync(gzipSync(bytes))))).toEqual(region)
  })

  it('lets the kernels compute the same bytes', () => {
    const side = {
      profile: 'rollator',
      modifications: [{ id: 'a', kind: 'close-facility', facilityId: 'list/test/0' }],
    } as const
    const question = {
      profile: 'rollator', categoryIds: ['meet', 'shop'], mode: 'any', rank: 1, groupId: '65plus', levelId: 'half', minutes: 6,
    } as const // prettier-ignore
    const answer = (of: WhatIfRegion) =>
      createWhatIfEngine(of).effect(
        { ...side, modifications: [] },
        side,
        { ...question, categoryIds: [...question.categoryIds] },
      ) // prettier-ignore
    const packed = answer(readRegionPack(bytes))
    expect(packed).toEqual(answer(region))
    expect(packed.effect.total.lost).toBeGreaterThan(0)
  })

  it('keeps the length of an edge that its shape does not tell', () => {
    const { network } = region
    const odd = [...network.edgeLengthMetres]
    odd.splice(0, 6, 12_345.678, 0, NaN, Infinity, -0, network.edgeLengthMetres[5] * (1 + 2 ** -50))
    const changed = { ...region, network: { ...network, edgeLengthMetres: Float64Array.from(odd) } }
    const set = encodeRegionPack(changed)
    expect(decodeRegionPack(set).network.edgeLengthMetres).toEqual(changed.network.edgeLengthMetres)
    // The sixth is as near as another sine would put it.
    expect([...set.columns['edgeLengthLastByte:at']]).toEqual([0, 1, 2, 3, 4])
  })

  it('gives the same lengths to a browser whose sine differs in the last bits', () => {
    const set = encodeRegionPack(region)
    const { sin } = Math
    let calls = 0
    Math.sin = (x) => sin(x) * (1 + (calls++ % 3) * 2 ** -51)
    try {
      expect(decodeRegionPack(set).network.edgeLengthMetres).toEqual(region.network.edgeLengthMetres)
    } finally {
      Math.sin = sin
    }
    expect(calls).toBeGreaterThan(0)
  })

  it('refuses other formats by name', () => {
    const { meta, columns } = encodeRegionPack(region)
    const refuse = (changed: object, code: string, message: RegExp) => {
      const act = () => decodeRegionPack({ meta: { ...meta, ...changed }, columns })
      expect(act).toThrow(message)
      expect(act).toThrow(expect.objectContaining({ name: 'RegionPackError', code }))
    }
    refuse({ format: 2 }, 'other-format', /newer format 2; this program reads format 1/)
    refuse({ format: 0 }, 'other-format', /older format 0/)
    refuse({ format: undefined }, 'damaged', /not a region pack/)
    refuse({ kind: 'cells' }, 'damaged', /not a region pack/)
  })

  it('says what does not fit', () => {
    const { meta, columns } = encodeRegionPack(region)
    const { edgeCount, nodeCount } = region.network
    const change = (names: Record<string, (typeof columns)[string] | undefined>, network: object = {}) =>
      decodeRegionPack({
        meta: { ...meta, network: { ...(meta.network as object), ...network } },
        columns: { ...columns, ...names } as typeof columns,
      })
    expect(() => change({ nodeLng: undefined })).toThrow(/column "nodeLng" does not hold/)
    expect(() => change({ nodeLng: columns.nodeLng.subarray(1) })).toThrow(/for each of \d+ values/)
    expect(() => change({ edgeFrom: new Uint8Array(edgeCount).fill(255) })).toThrow(/"edgeFrom" holds -128 at 0/)
    expect(() => change({ edgeTo: new Uint8Array(edgeCount).fill(254) })).toThrow(
      new RegExp(`"edgeTo" names entry \\d+ of ${nodeCount}`),
    )
    expect(() => change({ edgeFirstPoint: new Uint8Array(edgeCount + 1) })).toThrow(/does not divide/)
    expect(() => change({ edgeLengthLastByte: new Uint8Array(1) })).toThrow(/does not hold a byte for each/)
    expect(() => change({ 'people:0:at': Uint32Array.of(3) })).toThrow(/differ in length/)
    expect(() => change({ 'people:0:at': Uint32Array.of(3, 3), 'people:0:value': Float64Array.of(1, 1) })).toThrow(
      /not ascending/,
    )
    expect(() => change({}, { nodeCount: 2 ** 40 })).toThrow(/for each of 1099511627776 values/)
    expect(() => change({}, { nodeCount: -1 })).toThrow(RegionPackError)
    expect(() => change({}, { edgeCount: 'x' })).toThrow(RegionPackError)
    expect(() => decodeRegionPack({ meta: { ...meta, facilities: null }, columns })).toThrow(RegionPackError)
  })

  it('takes no bytes for a region that were cut or changed into nonsense, and always says so', () => {
    const random = createRandom(11)
    let refused = 0
    const attempt = (candidate: Uint8Array) => {
      try {
        const read = readRegionPack(candidate)
        expect(read.network.edgeFrom.every((node) => node < read.network.nodeCount)).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(RegionPackError)
        refused++
      }
    }
    for (let i = 0; i < 150; i++) attempt(bytes.slice(0, Math.floor(random() * bytes.length)))
    expect(refused).toBe(150)
    for (let i = 0; i < 300; i++) {
      const changed = bytes.slice()
      for (let j = 0; j < 8; j++) changed[Math.floor(random() * 4000)] = Math.floor(random() * 256)
      attempt(changed)
    }
    expect(refused).toBeGreaterThan(300)
  })
})
