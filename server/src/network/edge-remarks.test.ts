import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { OsmTags } from '../osm/osm-extract.ts'
import { createEdgeAttributes, type EdgeAttributes } from './edge-attributes.ts'
import { EDGE_REMARKS, listEdgeRemarks, listNodeRemarks } from './edge-remarks.ts'
import { findNodeAttributes } from './node-attributes.ts'
import { PROFILE_IDS, PROFILES, type ProfileId } from './profile.ts'
import { findWalkableKind } from './walkable.ts'

const parse = (text: string): OsmTags => Object.fromEntries(text.split(' ').map((pair) => pair.split('=')))

function readWay(tags: OsmTags): EdgeAttributes {
  return createEdgeAttributes(tags, findWalkableKind(tags) ?? 'footway', true, null, () => {})
}

function describeWay(text: string, profile: ProfileId): string[] {
  return listEdgeRemarks(readWay(parse(text)), PROFILES[profile]).map((item) => `${item.severity} ${item.kind}`)
}

describe('remarks on ways', () => {
  test.each<[string, ProfileId, string[]]>([
    ['highway=footway', 'standard', []],
    ['highway=footway', '80plus', ['unknown incline-unknown']],
    [
      'highway=footway',
      'rollator',
      ['unknown incline-unknown', 'unknown surface-unknown', 'unknown smoothness-unknown'],
    ],
    [
      'highway=footway',
      'wheelchair',
      ['unknown incline-unknown', 'unknown surface-unknown', 'unknown smoothness-unknown', 'unknown width-unknown'],
    ],
    ['highway=footway surface=asphalt smoothness=good incline=0 width=2', 'wheelchair', []],
    ['highway=footway wheelchair=yes', 'wheelchair', []],
    ['highway=footway wheelchair=yes width=0.5', 'wheelchair', ['blocked width-closed']],
    [
      'highway=footway wheelchair=limited width=1 surface=sett',
      'wheelchair',
      ['notice wheelchair-limited', 'unknown incline-unknown', 'slow surface-rough', 'unknown smoothness-unknown'],
    ],
    ['highway=steps', 'standard', ['slow steps']],
    ['highway=steps handrail=no', '65plus', ['slow steps', 'notice handrail-missing']],
    ['highway=steps', 'wheelchair', ['blocked steps', 'unknown ramp-unknown']],
    ['highway=steps ramp=no', 'wheelchair', ['blocked steps']],
    ['highway=steps ramp:wheelchair=yes', 'wheelchair', ['notice steps-with-ramp']],
    ['highway=footway footway=crossing', 'pram', ['notice crossing', 'unknown kerb-unknown']],
    ['highway=footway footway=crossing kerb=lowered', 'pram', ['notice crossing']],
    ['highway=elevator', '80plus', ['notice elevator']],
    ['route=ferry', 'wheelchair', ['notice ferry']],
  ])('%s, %s: %j', (tags, profile, expected) => {
    expect(describeWay(tags, profile)).toEqual(expected)
  })

  it('name every obstacle of a bad path, not only the first', () => {
    expect(describeWay('highway=path surface=mud smoothness=horrible width=0.5 incline=12%', 'wheelchair')).toEqual([
      'blocked incline-closed',
      'blocked surface-closed',
      'blocked smoothness-closed',
      'blocked width-closed',
    ])
  })
})

test.each<[string, ProfileId, string[]]>([
  ['barrier=bollard', 'standard', []],
  ['barrier=bollard', 'wheelchair', ['unknown barrier-unknown']],
  ['barrier=bollard wheelchair=yes', 'wheelchair', []],
  ['barrier=gate access=no', 'standard', ['blocked foot-forbidden']],
  ['highway=crossing', 'rollator', ['notice crossing', 'unknown kerb-unknown']],
  ['kerb=raised', 'pram', ['unknown kerb-unknown']],
  ['kerb=raised', 'rollator', ['blocked kerb-closed']],
])('a node with %s, %s: %j', (tags, profile, expected) => {
  const attributes = findNodeAttributes(parse(tags), () => {})
  const remarks = attributes === null ? [] : listNodeRemarks(attributes, PROFILES[profile])
  expect(remarks.map((item) => `${item.severity} ${item.kind}`)).toEqual(expected)
})

describe('profiles', () => {
  it('have German and English words for themselves and for every remark', () => {
    for (const id of PROFILE_IDS) {
      const { label, note } = PROFILES[id]
      for (const text of [label.de, label.en, note.de, note.en]) expect(text.trim().length).toBeGreaterThan(3)
      expect(PROFILES[id].id).toBe(id)
    }
    expect(PROFILE_IDS.map((id) => PROFILES[id].label.de)).toEqual([
      'Erwachsene',
      'Ab 65 Jahren',
      'Ab 80 Jahren',
      'Mit Rollator',
      'Im Rollstuhl',
      'Mit Kinderwagen',
    ])
    for (const text of Object.values(EDGE_REMARKS)) expect(text.de.length * text.en.length).toBeGreaterThan(0)
  })

  it('keep the values of the method card', () => {
    const table = PROFILE_IDS.map((id) => {
      const profile = PROFILES[id]
      return [
        id,
        profile.speedMetresPerSecond,
        profile.stepsFactor,
        profile.secondsPerFlight,
        profile.steepPercent,
        profile.closedInclinePercent,
        profile.maximumKerbMetres,
        profile.crossingDelays.signals,
        profile.elevatorWaitSeconds,
      ]
    })
    expect(table).toEqual([
      ['standard', 1.33, 1.5, 0, null, null, null, 0, 60],
      ['65plus', 1.0, 2, 0, null, null, null, 20, 60],
      ['80plus', 0.8, 2, 20, 10, null, null, 30, 60],
      ['rollator', 0.7, null, 0, 6, 10, 0.06, 30, 60],
      ['wheelchair', 0.8, null, 0, null, 6, 0.03, 30, 60],
      ['pram', 1.2, 4, 0, null, null, 0.1, 20, 60],
    ])
  })

  it('are never stopped or slowed by something unknown', () => {
    const values = {
      surface: ['asphalt', 'sett', 'sand'],
      smoothness: ['good', 'bad'],
      width: ['0.5', '2'],
      incline: ['0', '8%', '20%'],
      tracktype: ['grade1', 'grade5'],
      wheelchair: ['yes', 'no'],
    }
    const keys = Object.keys(values) as (keyof typeof values)[]
    const anyTags = fc.record(Object.fromEntries(keys.map((key) => [key, fc.constantFrom(...values[key])])), {
      requiredKeys: [],
    })
    fc.assert(
      fc.property(anyTags, fc.constantFrom(...keys), fc.constantFrom(...PROFILE_IDS), (tags, forgotten, id) => {
        const { [forgotten]: _, ...fewer } = tags as Record<string, string>
        const cost = (some: OsmTags) =>
          listEdgeRemarks(readWay({ highway: 'footway', ...some }), PROFILES[id]).reduce(
            (factor, item) => (item.severity === 'blocked' ? Infinity : factor * item.factor),
            1,
          )
        expect(cost(fewer), 'forgetting a tag never makes a way worse').toBeLessThanOrEqual(cost(tags as OsmTags))
      }),
    )
  })
})
