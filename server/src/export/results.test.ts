import { describe, expect, it } from 'vitest'
import { assess } from '../access/assess.ts'
import { computeReasonCodes } from '../access/no-value-reason.ts'
import { contextOf, nearestOf } from '../access/testing/scene.ts'
import { findGapAreas } from '../gaps/gap-areas.ts'
import { cellsOfDisk, hexagonScene } from '../gaps/testing/hexagon-scene.ts'
import { CELL_STATUS } from '../reach/cell-status.ts'
import { formatCellsGeoJson } from './cells-geojson.ts'
import { formatDistrictsCsv } from './districts-csv.ts'
import { buildGapAreaFeatures } from './gap-areas-geojson.ts'

const cells = [{ minutes: 4 }, { minutes: null }, { minutes: null, status: CELL_STATUS.outsideNetwork }]
const context = contextOf(
  cells,
  [
    { cell: 0, district: 0, people: 0.75 },
    { cell: 1, district: 0, people: 0.5 },
    { cell: 2, district: 1, people: 8 },
    { cell: 2, district: null, people: 4 },
  ],
  ['=Brand', 'Süd', 'Leer'],
)
const nearest = nearestOf([4, null, null])
const { rows, total, outcome } = assess({ nearest, rank: 1, thresholdDeciseconds: 6000 }, context)

describe('district table', () => {
  it('for programs sums up and holds no total', () => {
    expect(formatDistrictsCsv(rows, { variant: 'plain' })).toMatchInlineSnapshot(`
      "district_id,name,people,served,unserved,share,share_upper,unknown,uncertain,unserved_per_1000,mean_minutes,median_minutes,p90_minutes,people_without_time,gap_persons,facilities,reason
      d0,'=Brand,1.25,0.75,0.5,0.6,0.6,0,0,400,4,4,4,0.5,0.5,1,
      d1,Süd,8,0,8,,1,8,0,,,,,8,8,0,outside-network
      d2,Leer,0,0,0,,,0,0,,,,,0,0,0,no-people
      ,No district,4,0,4,,1,4,0,,,,,4,4,0,outside-network
      "
    `)
  })
  it('for German offices ends with the total and says reasons in words', () => {
    const text = formatDistrictsCsv(rows, { variant: 'german', total })
    expect(text.codePointAt(0)).toBe(0xfeff)
    expect(text.slice(1)).toMatchInlineSnapshot(`
      "Bezirk-Nr.;Bezirk;Menschen;versorgt;nicht versorgt;Anteil versorgt;Anteil höchstens;davon nicht beurteilbar;davon am Rand unsicher;nicht versorgt je 1.000;Gehminuten Mittel;Gehminuten Median;Gehminuten 90 %;Menschen ohne Gehzeit;Lückenpersonen;Einrichtungen;Grund
      d0;'=Brand;1,25;0,75;0,5;0,6;0,6;0;0;400;4;4;4;0,5;0,5;1;
      d1;Süd;8;0;8;;1;8;0;;;;;8;8;0;außerhalb der Straßendaten
      d2;Leer;0;0;0;;;0;0;;;;;0;0;0;keine Menschen
      ;No district;4;0;4;;1;4;0;;;;;4;4;0;außerhalb der Straßendaten
      ;Total;13,25;0,75;12,5;0,05660377358490566;0,9622641509433962;12;0;943,3962264150944;4;4;4;12,5;12,5;1;
      "
    `)
  })
})

describe('hexagons', () => {
  it('are features with people, outcome and reason, in one valid document', () => {
    const cellIds = cellsOfDisk(1).slice(0, 3)
    const scene = hexagonScene(cellIds, () => ({ state: 'served', people: 1 }))
    const text = [
      ...formatCellsGeoJson({
        cells: scene.cells,
        outcome,
        reasonCodes: computeReasonCodes(outcome.deciseconds, context.cellStatus, false),
        cellPeople: Float64Array.of(0.75, 0.5, 12),
        districtOfCell: (cell) => (cell === 2 ? null : context.districts[0]),
        facilityIdOfCell: (cell) => (cell === 0 ? 'osm/node/1' : null),
        members: { attribution: '© OpenStreetMap contributors' },
      }),
    ].join('')
    const collection = JSON.parse(text) as {
      attribution: string
      features: { properties: object; geometry: { coordinates: number[][][] } }[]
    }
    expect(collection.attribution).toBe('© OpenStreetMap contributors')
    expect(collection.features.map((feature) => feature.properties)).toEqual([
      {
        h3: cellIds[0],
        district_id: 'd0',
        people: 0.75,
        served: 0.75,
        unserved: 0,
        state: 'served',
        minutes: 4,
        reason: null,
        gap: 0,
        facility_id: 'osm/node/1',
      },
      {
        h3: cellIds[1],
        district_id: 'd0',
        people: 0.5,
        served: 0,
        unserved: 0.5,
        state: 'unserved',
        minutes: null,
        reason: 'beyond-cutoff',
        gap: 1,
        facility_id: null,
      },
      {
        h3: cellIds[2],
        district_id: null,
        people: 12,
        served: 0,
        unserved: 12,
        state: 'outside-network',
        minutes: null,
        reason: 'outside-network',
        gap: 1,
        facility_id: null,
      },
    ])
    expect(collection.features[0].geometry.coordinates[0]).toHaveLength(7)
  })
  it('of an empty grid are an empty collection', () => {
    const empty = hexagonScene([], () => ({ state: 'served', people: 1 }))
    const text = [
      ...formatCellsGeoJson({
        cells: empty.cells,
        outcome: empty.outcome,
        reasonCodes: new Uint8Array(),
        cellPeople: new Float64Array(),
        districtOfCell: () => null,
        facilityIdOfCell: () => null,
        members: {},
      }),
    ].join('')
    expect(JSON.parse(text)).toEqual({ type: 'FeatureCollection', features: [] })
  })
})

describe('gap areas', () => {
  it('are features in the order of their people', () => {
    const scene = hexagonScene(cellsOfDisk(1), (_, index) => ({
      state: index === 3 ? 'unserved' : 'served',
      people: 2,
    }))
    const [feature] = buildGapAreaFeatures(findGapAreas(scene).areas, scene.districts)
    expect(feature.properties).toMatchObject({
      districtId: 'd0',
      districtName: 'Brand',
      people: 2,
      cells: 1,
      kind: 'gap',
    })
    expect(feature.geometry.coordinates[0][0]).toHaveLength(7)
  })
})
