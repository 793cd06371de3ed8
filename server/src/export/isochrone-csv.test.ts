import { describe, expect, it } from 'vitest'
import type { Isochrone } from '../contract/isochrone.ts'
import { formatIsochroneCsv } from './isochrone-csv.ts'

const band = (minutes: number, all: number): Isochrone['features'][number] => ({
  type: 'Feature',
  id: minutes,
  properties: {
    minutes,
    people: { all, '65plus': all / 4 },
    areaSquareMetres: minutes * 1000,
    streetKilometres: 1.5,
    reachesDataEdge: minutes > 5,
    reason: null,
  },
  geometry: { type: 'MultiPolygon', coordinates: [] },
})
const isochrone: Isochrone = {
  type: 'FeatureCollection',
  region: 'tiny',
  importId: 'a1',
  profile: 'rollator',
  direction: 'to',
  shape: 'area',
  origin: { lng: 11.25, lat: 51.9, facilityId: 'osm/node/1', name: '=Haus; "Süd"', accessMetres: 3 },
  features: [band(10, 402), band(5, 100.5)],
}
const names = {
  profile: { de: 'Rollator', en: 'Walking frame' },
  groups: [
    { id: 'all', label: { de: 'alle', en: 'all' } },
    { id: '65plus', label: { de: 'ab 65', en: '65 and over' } },
  ],
}

describe('the people within an isochrone as CSV', () => {
  it('for programs has ids, one row per time and group', () => {
    expect(formatIsochroneCsv(isochrone, names, 'plain').split('\n')).toEqual([
      'profile,direction,minutes,group,people,area_square_metres,street_kilometres,lng,lat,facility_id,facility,reaches_data_edge,import',
      `rollator,to,5,all,100.5,5000,1.5,11.25,51.9,osm/node/1,"'=Haus; ""Süd""",false,a1`,
      `rollator,to,5,65plus,25.125,5000,1.5,11.25,51.9,osm/node/1,"'=Haus; ""Süd""",false,a1`,
      `rollator,to,10,all,402,10000,1.5,11.25,51.9,osm/node/1,"'=Haus; ""Süd""",true,a1`,
      `rollator,to,10,65plus,100.5,10000,1.5,11.25,51.9,osm/node/1,"'=Haus; ""Süd""",true,a1`,
      '',
    ])
  })

  it('says of which scenario it is', () => {
    const rows = (scenario: Isochrone['scenario'], variant: 'plain' | 'german') =>
      formatIsochroneCsv({ ...isochrone, scenario }, names, variant).split(/\r?\n/)
    const stored = rows({ id: 's1', version: 3, modificationCount: 2, problems: [] }, 'plain')
    expect([stored[0].endsWith(',import,scenario,scenario_modifications'), stored[1].endsWith(',a1,s1 (3),2')]).toEqual([true, true]) // prettier-ignore
    const draft = rows({ id: null, version: null, modificationCount: 1, problems: [] }, 'german')
    expect([draft[0].endsWith(';Datenstand;Szenario;Änderungen im Szenario'), draft[1].endsWith(';a1;nicht gespeichert;1')]).toEqual([true, true]) // prettier-ignore
  })

  it('for German spreadsheets has names and decimal commas', () => {
    const [header, first] = formatIsochroneCsv(isochrone, names, 'german').split('\r\n')
    expect(header).toMatch(/^\ufeffGehprofil;Richtung;Minuten;Gruppe;Menschen;/)
    expect(first).toBe(`Rollator;hierher;5;alle;100,5;5000;1,5;11,25;51,9;osm/node/1;"'=Haus; ""Süd""";nein;a1`)
  })
})
