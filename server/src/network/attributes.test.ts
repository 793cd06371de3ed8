import { describe, expect, it, test } from 'vitest'
import type { OsmTags } from '../osm/osm-extract.ts'
import { findCrossingKind, getCrossingDelaySeconds } from './crossing.ts'
import { createEdgeAttributes, type EdgeAttributes } from './edge-attributes.ts'
import { findNodeAttributes, type NodeAttributes } from './node-attributes.ts'
import { PROFILES } from './profile.ts'
import { findWalkableKind } from './walkable.ts'

const parse = (text: string): OsmTags => Object.fromEntries(text.split(' ').map((pair) => pair.split('=')))

function readWay(tags: OsmTags, unreadable: string[] = []): EdgeAttributes {
  const kind = findWalkableKind(tags) ?? 'footway'
  return createEdgeAttributes(tags, kind, true, null, (key, value) => unreadable.push(`${key}=${value}`))
}

function readNode(text: string, unreadable: string[] = []): NodeAttributes | null {
  return findNodeAttributes(parse(text), (key, value) => unreadable.push(`${key}=${value}`))
}

describe('attributes of ways', () => {
  it('knows nothing about a bare way', () => {
    const { kind, footOneway, elevator, indoor, ...rest } = readWay({ highway: 'footway' })
    expect({ kind, footOneway, elevator, indoor }).toEqual({
      kind: 'footway',
      footOneway: 0,
      elevator: false,
      indoor: false,
    })
    expect(Object.values(rest).every((value) => value === null)).toBe(true)
  })

  test.each<[string, Partial<EdgeAttributes>]>([
    ['highway=footway surface=Asphalt', { surface: 'asphalt' }],
    ['highway=residential surface=sett sidewalk:surface=paving_stones', { surface: 'paving_stones' }],
    ['highway=path surface=gravel footway:surface=asphalt', { surface: 'asphalt' }],
    ['highway=footway smoothness=bad tracktype=grade4', { smoothness: 'bad', tracktype: 'grade4' }],
    ['highway=footway smoothness=good;bad tracktype=grade4;grade2', { smoothness: 'bad', tracktype: 'grade4' }],
    ['highway=steps handrail=both;center', { handrail: true }],
    ['highway=footway width=1,2m', { widthMetres: 1.2 }],
    ['highway=footway est_width=2', { widthMetres: 2 }],
    ['highway=footway width=1 est_width=2', { widthMetres: 1 }],
    ['highway=footway incline=up', { inclinePercent: null, inclineDirection: 'up' }],
    ['highway=footway incline=-8%', { inclinePercent: -8, inclineDirection: 'down' }],
    ['highway=footway wheelchair=designated', { wheelchair: 'yes' }],
    ['highway=footway wheelchair=limited', { wheelchair: 'limited' }],
    ['highway=footway wheelchair=maybe', { wheelchair: null }],
    ['highway=footway lit=24/7', { lit: true }],
    ['highway=footway lit=no', { lit: false }],
    ['highway=footway kerb=raised', { kerb: null }],
    ['highway=footway footway=crossing kerb=raised kerb:height=12cm', { kerb: 'raised', kerbHeightMetres: 0.12 }],
    ['highway=steps step_count=12 handrail=left', { stepCount: 12, handrail: true }],
    ['highway=steps handrail=no handrail:right=yes', { handrail: true }],
    ['highway=footway step_count=12 ramp=yes', { stepCount: null, ramp: null }],
    ['highway=steps ramp=yes', { ramp: true, rampWheelchair: null, rampStroller: null }],
    ['highway=steps ramp=separate', { ramp: false }],
    ['highway=steps ramp=yes ramp:bicycle=yes', { ramp: false }],
    ['highway=steps ramp:bicycle=yes', { ramp: null }],
    ['highway=steps ramp:stroller=yes', { ramp: true, rampStroller: true }],
    ['highway=steps ramp:wheelchair=no ramp:stroller=yes', { rampWheelchair: false, rampStroller: true }],
    ['route=ferry duration=00:20', { kind: 'ferry', ferryMinutes: 20 }],
    ['highway=elevator', { elevator: true }],
    ['highway=corridor indoor=yes', { indoor: true }],
  ])('%s', (tags, expected) => {
    expect(readWay(parse(tags))).toMatchObject(expected)
  })

  it('names every value that it cannot read and takes it as unknown', () => {
    const unreadable: string[] = []
    const tags = parse('highway=steps step_count=four incline=steep width=0 lit=maybe ramp=perhaps handrail=?')
    const attributes = readWay({ ...tags, smoothness: 'nice', tracktype: 'unknown' }, unreadable)
    expect(unreadable.sort()).toEqual([
      'handrail=?',
      'incline=steep',
      'lit=maybe',
      'ramp=perhaps',
      'smoothness=nice',
      'step_count=four',
      'width=0',
    ])
    expect([attributes.stepCount, attributes.widthMetres, attributes.inclinePercent]).toEqual([null, null, null])
  })
})

describe('attributes of nodes', () => {
  test.each(['highway=bus_stop', 'entrance=main', 'barrier=no', 'crossing=no highway=crossing', 'natural=tree'])(
    'a node with %s is plain',
    (tags) => {
      expect(readNode(tags)).toBeNull()
    },
  )

  test.each([
    ['barrier=gate', true],
    ['barrier=bollard', true],
    ['barrier=lift_gate', true],
    ['barrier=gate access=private', false],
    ['barrier=gate access=no foot=yes', true],
    ['barrier=gate foot=no', false],
    ['barrier=gate locked=yes', false],
    ['barrier=gate locked=yes foot=designated', true],
    ['barrier=fence', false],
    ['barrier=wall', false],
    ['barrier=wall foot=yes', true],
    ['highway=elevator access=private', false],
    ['barrier=kerb', true],
  ])('%s lets people through: %s', (tags, footAllowed) => {
    expect(readNode(tags)?.footAllowed).toBe(footAllowed)
  })

  test.each<[string, Partial<NodeAttributes>]>([
    ['barrier=kerb', { barrier: null, kerb: 'yes' }],
    ['barrier=kerb kerb=lowered kerb:height=0.03', { barrier: null, kerb: 'lowered', kerbHeightMetres: 0.03 }],
    ['kerb=raised', { kerb: 'raised', crossing: null }],
    ['barrier=bollard width=0.2', { barrier: 'bollard', widthMetres: null }],
    ['barrier=bollard maxwidth:physical=1.2', { widthMetres: 1.2 }],
    ['barrier=gate width=1', { widthMetres: 1 }],
    ['barrier=cycle_barrier opening=0.8', { widthMetres: 0.8 }],
    ['highway=elevator wheelchair=yes', { elevator: true, wheelchair: 'yes' }],
  ])('%s', (tags, expected) => {
    expect(readNode(tags)).toMatchObject(expected)
  })

  it('takes a kerb of 3 metres for a figure without its unit, not for a wall', () => {
    const unreadable: string[] = []
    expect(readNode('kerb=raised kerb:height=3', unreadable)?.kerbHeightMetres).toBeNull()
    expect(unreadable).toEqual(['kerb:height=3'])
  })
})

describe('crossings', () => {
  test.each([
    ['highway=crossing', 'unknown'],
    ['highway=crossing crossing=traffic_signals', 'signals'],
    ['highway=traffic_signals crossing=traffic_signals', 'signals'],
    ['highway=traffic_signals', null],
    ['highway=crossing crossing=zebra', 'zebra'],
    ['highway=crossing crossing=marked', 'zebra'],
    ['highway=crossing crossing=uncontrolled', 'uncontrolled'],
    ['highway=crossing crossing=uncontrolled crossing_ref=zebra', 'zebra'],
    ['highway=crossing crossing=uncontrolled crossing:markings=zebra:double', 'zebra'],
    ['highway=crossing crossing=unmarked', 'uncontrolled'],
    ['highway=crossing crossing=unmarked crossing:island=yes', 'island'],
    ['highway=crossing crossing=traffic_signals crossing:island=yes', 'signals'],
    ['highway=crossing crossing=island', 'island'],
    ['highway=crossing crossing=uncontrolled crossing:island=no', 'uncontrolled'],
    ['highway=crossing crossing=no', null],
    ['highway=footway footway=crossing', 'unknown'],
    ['highway=footway', null],
  ])('%s is %s', (tags, kind) => {
    expect(findCrossingKind(parse(tags))).toBe(kind)
  })

  test.each([
    ['signals', 'residential', 20, 30],
    ['zebra', 'primary', 5, 10],
    ['island', 'secondary', 5, 10],
    ['uncontrolled', 'primary', 15, 60],
    ['uncontrolled', 'secondary_link', 15, 60],
    ['unknown', 'secondary', 15, 60],
    ['uncontrolled', 'tertiary', 5, 20],
    ['uncontrolled', 'unclassified', 0, 0],
    ['uncontrolled', 'residential', 0, 0],
    ['uncontrolled', null, 0, 0],
  ] as const)('%s on %s costs %d s from 65 and %d s from 80', (kind, street, from65, from80) => {
    expect(getCrossingDelaySeconds(kind, street, PROFILES['65plus'].crossingDelays)).toBe(from65)
    expect(getCrossingDelaySeconds(kind, street, PROFILES['80plus'].crossingDelays)).toBe(from80)
    expect(getCrossingDelaySeconds(kind, street, PROFILES.standard.crossingDelays)).toBe(0)
  })
})
