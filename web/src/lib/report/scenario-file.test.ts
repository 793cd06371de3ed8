import { describe, expect, test } from 'vitest'
import { SCENARIO_FORMAT, SCENARIO_LIMITS } from '../../../../server/src/contract/scenario.ts'
import type { Modification } from '../api/contract.ts'
import {
  formatScenarioFile,
  KNOWN_FORMAT,
  MOST_MEGABYTES,
  MOST_MODIFICATIONS,
  parseScenarioFile,
  scenarioFileName,
} from './scenario-file.ts'

const modifications: Modification[] = [
  { id: 'a', kind: 'add-facility', lng: 11, lat: 52, name: 'Treff', categoryIds: ['library'], note: 'Zeile 1\nZeile 2' },
  { id: 'b', kind: 'move-facility', facilityId: 'scenario/a', lng: 11.1, lat: 52 },
  { id: 'c', kind: 'close-facility', facilityId: 'osm/node/1' },
  { id: 'd', kind: 'change-facility', facilityId: 'osm/node/2', capacity: 30 },
  { id: 'e', kind: 'add-housing', name: '', area: [[11, 52], [11.1, 52], [11, 52.1]], people: { all: 5 } },
  { id: 'f', kind: 'change-population', levelId: 'x', entries: [{ districtId: null, groupId: null, percent: 3 }] },
] // prettier-ignore
const document = { name: 'Öst', description: 'Wozu', modifications }
const faultOf = (content: unknown) => {
  const read = parseScenarioFile(typeof content === 'string' ? content : JSON.stringify(content), 'demo')
  return 'fault' in read ? read.fault : null
}
const file = { format: 1, region: 'demo', ...document }

describe('a scenario file', () => {
  test('comes back as it was written', () => {
    expect(parseScenarioFile(formatScenarioFile('demo', document), 'demo')).toEqual({ document })
    expect(parseScenarioFile(`\ufeff${formatScenarioFile('demo', document)}`, 'demo')).toEqual({ document })
  })
  test('knows the limits of the contract', () => {
    expect(KNOWN_FORMAT).toBe(SCENARIO_FORMAT)
    expect(MOST_MODIFICATIONS).toBe(SCENARIO_LIMITS.modifications)
  })
  test('of another region or of a newer format is refused by name', () => {
    expect(faultOf({ ...file, region: 'aachen' })).toEqual({ code: 'other-region', region: 'aachen' })
    expect(faultOf({ format: 2, anything: true })).toEqual({ code: 'newer-format', format: 2 })
  })
  test('that is none is refused, and the first broken modification is named', () => {
    expect(faultOf('<html>')).toEqual({ code: 'not-json' })
    for (const content of [[], 7, null, {}, { ...file, region: undefined }, { ...file, modifications: {} }])
      expect(faultOf(content), JSON.stringify(content)).toEqual({ code: 'wrong-shape' })
    const broken = [
      { ...modifications[0], lng: '11' },
      { ...modifications[0], lat: 91 },
      { ...modifications[0], id: '../x' },
      { ...modifications[0], categoryIds: [] },
      { ...modifications[2], facilityId: 5 },
      { ...modifications[4], area: [[11, 52], [11, 53]] },
      { ...modifications[5], entries: null },
      { id: 'x', kind: 'teleport' },
      null,
    ] // prettier-ignore
    for (const item of broken)
      expect(faultOf({ ...file, modifications: [modifications[1], item] })).toEqual({ code: 'wrong-change', number: 2 })
  })
  test('has bounds', () => {
    const many = Array.from({ length: 501 }, (_, i) => ({ ...modifications[2], id: `m${i}` }))
    expect(faultOf({ ...file, modifications: many })).toEqual({ code: 'too-many', count: 501 })
    expect(faultOf(' '.repeat(MOST_MEGABYTES * 1024 * 1024 + 1))).toEqual({ code: 'too-large' })
  })
  test('has a name that says region, scenario and day, and that every system takes', () => {
    expect(scenarioFileName('aachen', 'Ärzte/Süd: "neu"', '2026-11-25')).toBe('aachen-aerzte-sued-neu-2026-11-25.json')
    expect(scenarioFileName('aachen', '../..', '2026-11-25')).toBe('aachen-2026-11-25.json')
  })
})
