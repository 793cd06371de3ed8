import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns, type Column, type ColumnSet } from '../columns/columns.ts'
import type { StreetNetwork } from '../network/street-network.ts'
import { NO_DISTRICT } from '../population/population.ts'
import { decodeRegionPack, encodeRegionPack, REGION_PACK_FORMAT } from './region-pack.ts'
import type { WhatIfRegion } from './what-if-region.ts'

/** Two streets that meet, two cells of which one lies in no district, one library. */
const region: WhatIfRegion = {
  key: 'tiny',
  name: { de: 'Klein', en: 'Tiny' },
  importId: '00112233aabbccdd',
  network: {
    nodeCount: 3,
    edgeCount: 2,
    nodeOsmId: Float64Array.of(100, 300, 200),
    nodeLng: Float64Array.of(6.1, 6.101, 6.1011),
    nodeLat: Float64Array.of(50.7, 50.7, 50.6999),
    nodeAttribute: Uint16Array.of(0, 1, 0),
    nodeAttributes: [{}, { crossing: 'marked' }] as unknown as StreetNetwork['nodeAttributes'],
    edgeFrom: Uint32Array.of(0, 1),
    edgeTo: Uint32Array.of(1, 2),
    edgeLengthMetres: Float64Array.of(0, 12.5),
    edgeWayId: Float64Array.of(7, 5),
    edgeAttribute: Uint32Array.of(0, 0),
    attributes: [{ class: 'footway' }] as unknown as StreetNetwork['attributes'],
    edgeName: Uint32Array.of(1, 0),
    names: ['', 'Weg'],
    edgeFirstPoint: Uint32Array.of(0, 2, 5),
    pointLng: Float64Array.of(6.1, 6.101, 6.101, 6.10105, 6.1011),
    pointLat: Float64Array.of(50.7, 50.7, 50.7, 50.7, 50.6999),
    bounds: { west: 6, south: 50, east: 7, north: 51 },
  },
  cells: {
    resolution: 10,
    cellCount: 2,
    cellIds: ['8a1fa1926007fff', '8a1fa192600ffff'],
    originLng: Float64Array.of(6.1, 6.1 + 2 ** -40),
    originLat: Float64Array.of(50.7, 50.7),
  },
  facilities: [
    {
      id: 'osm/node/9', categoryIds: ['library'], name: 'Bücherei', lng: 6.1, lat: 50.7, accessPoints: [[6.1, 50.7], [6.1001, 50.7]], capacity: null,
      provider: null, address: 'Markt 1', openingHours: null, wheelchair: 'yes', website: null, source: 'osm',
    },
  ],
  population: {
    groupIds: ['all', '65plus'],
    partCount: 2,
    partCell: Uint32Array.of(0, 1),
    partDistrict: [Uint32Array.of(0, NO_DISTRICT)],
    people: [Float64Array.of(1.5, 2), Float64Array.of(0.25, 0)],
  },
  groups: [
    { id: 'all', label: { de: 'Alle', en: 'All' } },
    { id: '65plus', label: { de: 'ab 65', en: '65 and older' } },
  ],
  levels: [{ id: 'quarter', districts: [{ id: '1', name: 'Mitte', geometry: [[[[6, 50], [7, 50], [7, 51], [6, 50]]]] }] }],
  kinds: [{ id: 'library', label: { de: 'Bücherei', en: 'Library' }, thresholdMinutes: 15, weight: 1, seniorUse: 'check' }],
} // prettier-ignore

const META = {
  kind: 'region-pack',
  format: 1,
  version: '00112233aabbccdd',
  key: 'tiny',
  name: { de: 'Klein', en: 'Tiny' },
  groups: [
    { id: 'all', label: { de: 'Alle', en: 'All' } },
    { id: '65plus', label: { de: 'ab 65', en: '65 and older' } },
  ],
  kinds: [
    { id: 'library', label: { de: 'Bücherei', en: 'Library' }, thresholdMinutes: 15, weight: 1, seniorUse: 'check' },
  ],
  network: {
    nodeCount: 3,
    edgeCount: 2,
    pointCount: 5,
    nodeAttributes: [{}, { crossing: 'marked' }],
    attributes: [{ class: 'footway' }],
    names: ['', 'Weg'],
    bounds: { west: 6, south: 50, east: 7, north: 51 },
  },
  cells: { resolution: 10, cellCount: 2 },
  facilities: {
    id: ['osm/node/9'],
    categoryIds: [['library']],
    name: ['Bücherei'],
    capacity: [null],
    provider: [null],
    address: ['Markt 1'],
    openingHours: [null],
    wheelchair: ['yes'],
    website: [null],
    source: ['osm'],
  },
  population: { groupIds: ['all', '65plus'], partCount: 2 },
  levels: [{ id: 'quarter', districts: { id: ['1'], name: ['Mitte'] } }],
}

/** Type and values of every column of format 1. */
const COLUMNS = `
nodeLng Uint8Array 128 32 208 146 78 7 69 0 0 7 0 0
nodeLat Uint8Array 128 0 207 105 0 7 112 0 0 60 0 0
nodeOsmId Uint8Array 200 144 199 0 1 0
nodeAttribute Uint8Array 0 2 0
edgeFrom Uint8Array 0 2
edgeTo Uint8Array 2 2
edgeWayId Uint8Array 14 3
edgeAttribute Uint8Array 0 0
edgeName Uint8Array 2 1
edgeFirstPoint Uint8Array 0 4 6
pointLng Uint8Array 0 0 0 232 0 0 0 0 3 0
pointLat Uint8Array 0 0 0 0 0
edgeLengthLastByte Uint8Array 0 0
edgeLengthLastByte:at Uint32Array 0 1
edgeLengthLastByte:value Float64Array 0 12.5
cellIdHigh Uint8Array 50 0 244 0 67 0 17 0
cellIdLow Uint8Array 254 0 255 0 0 1 76 0
originLng Uint8Array 128 0 146 0 69 0 7 0
originLng:at Uint32Array 1
originLng:value Float64Array 6.100000000000909
originLat Uint8Array 128 0 105 0 112 0 60 0
facilityLng Uint8Array 128 146 69 7
facilityLat Uint8Array 128 105 112 60
facilityEntranceCount Uint8Array 4
entranceLng Uint8Array 128 208 146 7 69 0 7 0
entranceLat Uint8Array 128 0 105 0 112 0 60 0
partCell Uint8Array 0 2
partDistrict:0 Uint8Array 0 254 0 255 0 255 0 255 0 1
people:0 Uint8Array 0 0 0 0 48 16
people:1 Uint8Array 0 255 0 255 8 7
level:0:polygonCount Uint8Array 2
level:0:ringCount Uint8Array 2
level:0:positionCount Uint8Array 8
level:0:positionLng Uint8Array 0 0 0 255 14 45 0 44 39 49 0 49 7 1 0 1
level:0:positionLat Uint8Array 0 0 0 255 202 0 45 44 154 0 49 49 59 0 1 1
`

const TYPES = { Uint8Array, Uint32Array, Float64Array }

const write = ({ columns }: ColumnSet): string =>
  Object.entries(columns)
    .map(([name, column]) => `${name} ${column.constructor.name} ${Array.from(column).join(' ')}`)
    .join('\n')

function read(text: string): Record<string, Column> {
  const lines = text.trim().split('\n')
  return Object.fromEntries(
    lines.map((line) => {
      const [name, type, ...values] = line.split(' ')
      return [name, TYPES[type as keyof typeof TYPES].from(values.map(Number))]
    }),
  )
}

/**
 * Packs of this format are in caches and in pages that are open. If this test fails, a reader of the former program would misread what is written now:
 * raise REGION_PACK_FORMAT, describe the new form in docs/region-pack.md, and write the golden columns anew.
 */
describe('format 1 of the region pack', () => {
  it('is written as ever', () => {
    const set = decodeColumns(encodeColumns(encodeRegionPack(region)))
    expect(REGION_PACK_FORMAT).toBe(1)
    expect(set.meta).toEqual(META)
    expect(write(set)).toBe(COLUMNS.trim())
  })

  it('is read as ever', () => {
    expect(decodeRegionPack({ meta: META, columns: read(COLUMNS) })).toEqual(region)
  })

  it('may have fields and columns that a reader does not know', () => {
    const meta = { ...META, colour: 'red' }
    expect(decodeRegionPack({ meta, columns: { ...read(COLUMNS), colour: Uint8Array.of(1) } })).toEqual(region)
  })
})
